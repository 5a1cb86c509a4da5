"""A joined table as GeoParquet 1.1: typed, small, with the box of each feature."""

import json
from collections.abc import Mapping
from io import BytesIO

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from territoires_industrie.crs import STORAGE_CRS, require_crs
from territoires_industrie.export.ground import geometry_type, written_ground

VERSION = "1.1.0"
ROWS_A_GROUP = 16_384
"""Readers advise 10,000 to 200,000: fewer cost more to list than they spare."""

GEO_KEY = b"geo"

NOTES_KEY = b"atlas"
"""Key of the file's metadata that holds title, sources, dictionary and citation, as JSON."""


def export_geoparquet(table: pd.DataFrame, members: Mapping[str, object] | None = None) -> bytes:
    """Write a layer as GeoParquet, or rows without ground as plain Parquet.

    Parameters
    ----------
    table
        Polygons or points in EPSG:4326 and their columns; polygons are written as
        multipolygons, six decimals.
    members
        What goes in the metadata under ``atlas``.

    Returns
    -------
    bytes
        GeoParquet 1.1: WKB, exterior rings counter-clockwise, which is declared, a ``bbox``
        column declared as covering, Zstandard. The same table gives the same bytes.

    Raises
    ------
    CrsError
        If the layer is not in EPSG:4326.
    """
    if isinstance(table, gpd.GeoDataFrame):
        columns = _with_ground(table)
    else:
        columns = pa.Table.from_pandas(table, preserve_index=False)
    notes = json.dumps(members or {}, ensure_ascii=False).encode()
    columns = columns.replace_schema_metadata({**(columns.schema.metadata or {}), NOTES_KEY: notes})
    content = BytesIO()
    pq.write_table(columns, content, compression="zstd", row_group_size=ROWS_A_GROUP)
    return content.getvalue()


def _with_ground(table: gpd.GeoDataFrame) -> pa.Table:
    require_crs(table, STORAGE_CRS)
    plain = BytesIO()
    written_ground(table).to_parquet(
        plain,
        index=False,
        compression=None,
        geometry_encoding="WKB",
        write_covering_bbox=True,
        schema_version=VERSION,
    )
    columns = pq.read_table(plain)
    if geometry_type(table) != "MultiPolygon":
        return columns
    # GeoPandas does not say which way round written_ground has turned the rings.
    geo = json.loads(columns.schema.metadata[GEO_KEY])
    geo["columns"][geo["primary_column"]]["orientation"] = "counterclockwise"
    return columns.replace_schema_metadata(
        {**columns.schema.metadata, GEO_KEY: json.dumps(geo).encode()}
    )
