"""A joined table as GeoJSON that any GIS opens as it is (RFC 7946)."""

import json
import re
from collections.abc import Iterator, Mapping
from io import BytesIO

import geopandas as gpd
import pandas as pd
import shapely
from pandas.api.types import is_numeric_dtype

from territoires_industrie.crs import STORAGE_CRS, require_crs
from territoires_industrie.export.ground import DEGREE_DECIMALS, written_ground

BLOCK_ROWS = 1000

_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
"""One for all cells: ``json.dumps`` would make another for each."""

LONG_FRACTION = re.compile(r"\.\d{7,}")
"""Decimals that GEOS spelled with the digits of their binary form: 0.9670570000000001.

It begins with the point, which the search looks for at once: a whole number takes ten times longer.
"""


def export_geojson(
    table: gpd.GeoDataFrame, id_field: str, members: Mapping[str, object] | None = None
) -> bytes:
    """Write a layer as a FeatureCollection, one feature a line.

    Parameters
    ----------
    table
        Polygons or points in EPSG:4326 (longitude, latitude) and their columns, which become
        the properties; a missing cell becomes ``null``.
    id_field
        Column whose text is the ``id`` of each feature.
    members
        Further members of the collection: title, sources, licence, filters…

    Returns
    -------
    bytes
        UTF-8; exterior rings counter-clockwise; six decimals; no ``crs`` member, which
        RFC 7946 took away. The same table gives the same bytes.

    Raises
    ------
    CrsError
        If the layer is not in EPSG:4326.
    """
    require_crs(table, STORAGE_CRS)
    ground = written_ground(table)
    # "type" comes first: readers recognise the format from the beginning of the file.
    head = _json({"type": "FeatureCollection", **(members or {})})[:-1]
    file = BytesIO()
    file.write(f'{head},"features":['.encode())
    # Block by block: the cells of all communes as Python's own texts take ten times the file.
    for start in range(0, len(ground), BLOCK_ROWS):
        features = ",\n".join(_features(ground.iloc[start : start + BLOCK_ROWS], id_field))
        file.write(f"{',' if start else ''}\n{features}".encode())
    file.write(b"\n]}\n")
    return file.getvalue()


def _features(table: gpd.GeoDataFrame, id_field: str) -> Iterator[str]:
    cells = write_properties(table.drop(columns=table.geometry.name))
    outlines = shapely.to_geojson(table.geometry.to_numpy())
    for code, row, outline in zip(table[id_field], cells, outlines, strict=True):
        geometry = LONG_FRACTION.sub(_six_decimals, outline or "null")
        yield f'{{"type":"Feature","id":{_json(code)},"properties":{row},"geometry":{geometry}}}'


def _six_decimals(found: re.Match[str]) -> str:
    text = f"{float(found[0]):.{DEGREE_DECIMALS}f}".rstrip("0")
    if text.startswith("1"):  # the whole number before it would be the next one
        return found[0]
    return f"{text}0"[1:] if text.endswith(".") else text[1:]


def write_properties(table: pd.DataFrame) -> list[str]:
    """Write each row as a JSON object, missing cells as ``null``.

    >>> write_properties(pd.DataFrame({"code": ["01"], "jobs_count": [float("nan")]}))
    ['{"code":"01","jobs_count":null}']
    """
    columns = [_members(str(name), table[name]) for name in table.columns]
    return ["{" + ",".join(row) + "}" for row in zip(*columns, strict=True)]


def _members(name: str, column: pd.Series) -> list[str]:
    """Write a column as JSON members: numbers all at once, of texts each different one once."""
    # Each missing cell is another one than itself.
    cells = column.to_numpy(dtype=object, copy=True)
    cells[column.isna().to_numpy()] = None
    listed = cells.tolist()
    head = f"{_json(name)}:"
    if listed and is_numeric_dtype(column):
        return [f"{head}{number}" for number in _json(listed)[1:-1].split(",")]
    written = {cell: f"{head}{_json(cell)}" for cell in set(listed)}
    return list(map(written.__getitem__, listed))


def _json(value: object) -> str:
    return _ENCODER.encode(value)
