"""A joined table as GeoParquet 1.1: typed, small, with the box of each feature."""

import json
from collections.abc import Mapping
from io import BytesIO

import geopandas as gpd
import pyarrow.parquet as pq

from territoires_industrie.crs import STORAGE_CRS, require_crs
from territoires_industrie.export.geojson import writable_polygons

VERSION = "1.1.0"
ROWS_A_GROUP = 4096
"""Rows are in the order of codes, near ones together: a reader skips the groups elsewhere."""

NOTES_KEY = b"atlas"
"""Key of the file's metadata that holds title, sources, dictionary and citation, as JSON."""


def export_geoparquet(
    table: gpd.GeoDataFrame, members: Mapping[str, object] | None = None
) -> bytes:
    """Write a layer as GeoParquet.

    Parameters
    ----------
    table
        Polygons in EPSG:4326 and their columns; written as multipolygons, six decimals.
    members
        What goes in the metadata under ``atlas``.

    Returns
    -------
    bytes
        GeoParquet 1.1: WKB, a ``bbox`` column declared as covering, Zstandard. The same
        table gives the same bytes.

    Raises
    ------
    CrsError
        If the layer is not in EPSG:4326.
    """
    require_crs(table, STORAGE_CRS)
    outline = writable_polygons(table.geometry.to_numpy())
    written = table.set_geometry(gpd.GeoSeries(outline, index=table.index, crs=table.crs))
    plain = BytesIO()
    written.to_parquet(
        plain,
        index=False,
        compression=None,
        geometry_encoding="WKB",
        write_covering_bbox=True,
        schema_version=VERSION,
    )
    columns = pq.read_table(plain)
    notes = json.dumps(members or {}, ensure_ascii=False).encode()
    columns = columns.replace_schema_metadata({**columns.schema.metadata, NOTES_KEY: notes})
    content = BytesIO()
    pq.write_table(columns, content, compression="zstd", row_group_size=ROWS_A_GROUP)
    return content.getvalue()


def read_members(content: bytes) -> dict[str, object]:
    """Read back what ``export_geoparquet`` was given as members."""
    metadata = pq.read_schema(BytesIO(content)).metadata or {}
    members: dict[str, object] = json.loads(metadata.get(NOTES_KEY, b"{}"))
    return members
