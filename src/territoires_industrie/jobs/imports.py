"""What the jobs need, imported once for all workers to come."""

from territoires_industrie.export import archive, by_address, file_archive, formats
from territoires_industrie.picture import export, render
from territoires_industrie.sheet import compose, pdf
from territoires_industrie.upload import bring, opening

__all__ = [
    "archive",
    "bring",
    "by_address",
    "compose",
    "export",
    "file_archive",
    "formats",
    "opening",
    "pdf",
    "render",
]
