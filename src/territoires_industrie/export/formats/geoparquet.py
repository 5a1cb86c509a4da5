"""GeoParquet, with the notes and the dictionary in its metadata."""

from typing import TYPE_CHECKING

from territoires_industrie.export.format import Format
from territoires_industrie.export.manner import Manner
from territoires_industrie.wording import N_

if TYPE_CHECKING:
    import geopandas as gpd

    from territoires_industrie.export.table import Table


def _write(table: "Table", manner: Manner, rows: "gpd.GeoDataFrame") -> bytes:
    from territoires_industrie.export.dictionary import column_notes
    from territoires_industrie.export.geoparquet import export_geoparquet
    from territoires_industrie.export.notes import geojson_members

    columns = [note.__dict__ for note in column_notes(table)]
    return export_geoparquet(rows, {**geojson_members(table, manner.visit), "columns": columns})


FORMAT = Format(
    key="geoparquet",
    suffixes=("parquet", "geoparquet"),
    label=N_("GeoParquet : pour Python, R, DuckDB"),
    media_type="application/vnd.apache.parquet",
    rank=5,
    write=_write,
)
