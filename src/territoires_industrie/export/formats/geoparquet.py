"""GeoParquet, with the notes and the dictionary in its metadata."""

from typing import TYPE_CHECKING

from territoires_industrie.export.format import Format
from territoires_industrie.export.manner import Manner
from territoires_industrie.wording import N_

if TYPE_CHECKING:
    from territoires_industrie.export.document import Document


def _write(document: "Document", _manner: Manner) -> bytes:
    from territoires_industrie.export.geoparquet import export_geoparquet
    from territoires_industrie.export.notes import members_with_columns

    return export_geoparquet(document.rows, members_with_columns(document))


FORMAT = Format(
    key="geoparquet",
    suffixes=("parquet", "geoparquet"),
    label=N_("GeoParquet : pour Python, R, DuckDB"),
    media_type="application/vnd.apache.parquet",
    rank=5,
    write=_write,
)
