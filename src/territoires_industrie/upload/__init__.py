"""A user's own file: read, its columns given roles, brought to the map as an indicator."""

from territoires_industrie.upload.bring import (
    Brought,
    bring_file,
    bring_indicator,
    bring_several,
    use_file,
)
from territoires_industrie.upload.ratio import divide_indicators, use_ratio
from territoires_industrie.upload.reading import RawTable, Reading, read_upload
from territoires_industrie.upload.roles import Roles, propose_roles

__all__ = [
    "Brought",
    "RawTable",
    "Reading",
    "Roles",
    "bring_file",
    "bring_indicator",
    "bring_several",
    "divide_indicators",
    "propose_roles",
    "read_upload",
    "use_file",
    "use_ratio",
]
