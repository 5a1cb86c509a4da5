"""A joined table as GeoJSON that any GIS opens as it is (RFC 7946)."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from territoires_industrie.crs import STORAGE_CRS, require_crs

COORDINATE_DECIMALS = 6
"""About 10 cm on the ground: finer than the borders are known."""

LONG_NUMBER = re.compile(r"-?\d+\.\d{7,}")
"""A coordinate that GEOS spelled with the digits of its binary form: 0.9670570000000001."""

POLYGON_TYPES = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)

Geometries = NDArray[np.object_]


def export_geojson(
    table: gpd.GeoDataFrame, id_field: str, members: Mapping[str, object] | None = None
) -> bytes:
    """Write a layer as a FeatureCollection, one feature a line.

    Parameters
    ----------
    table
        Polygons in EPSG:4326 (longitude, latitude) and their columns, which become the
        properties; a missing cell becomes ``null``.
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
    written = shapely.to_geojson(writable_polygons(table.geometry.to_numpy()))
    return export_features(table, written, id_field, members)


def export_features(
    table: gpd.GeoDataFrame,
    written: Iterable[str | None],
    id_field: str,
    members: Mapping[str, object] | None = None,
) -> bytes:
    """Write a layer of any geometry, already said in GeoJSON; as ``export_geojson``.

    Parameters
    ----------
    written
        Geometry of each row, None where there is none.

    Raises
    ------
    CrsError
        If the layer is not in EPSG:4326.
    """
    require_crs(table, STORAGE_CRS)
    properties = write_properties(table.drop(columns=table.geometry.name))
    outlines = [LONG_NUMBER.sub(_six_decimals, outline or "null") for outline in written]
    ids = [_json(code) for code in table[id_field]]
    features = ",\n".join(
        f'{{"type":"Feature","id":{code},"properties":{cells},"geometry":{outline}}}'
        for code, cells, outline in zip(ids, properties, outlines, strict=True)
    )
    # "type" comes first: readers recognise the format from the beginning of the file.
    head = _json({"type": "FeatureCollection", **(members or {})})[:-1]
    return f'{head},"features":[\n{features}\n]}}\n'.encode()


def _six_decimals(found: re.Match[str]) -> str:
    text = f"{float(found[0]):.{COORDINATE_DECIMALS}f}".rstrip("0")
    return f"{text}0" if text.endswith(".") else text


def write_properties(table: pd.DataFrame) -> list[str]:
    """Write each row as a JSON object, missing cells as ``null``.

    >>> write_properties(pd.DataFrame({"code": ["01"], "jobs_count": [float("nan")]}))
    ['{"code":"01","jobs_count":null}']
    """
    columns = [_members(str(name), table[name]) for name in table.columns]
    return ["{" + ",".join(row) + "}" for row in zip(*columns, strict=True)]


def _members(name: str, column: pd.Series) -> list[str]:
    """Write a column as JSON members, each different cell once."""
    cells = column.astype(object).where(column.notna(), None).tolist()
    written = {cell: f"{_json(name)}:{_json(cell)}" for cell in set(cells)}
    return [written[cell] for cell in cells]


def writable_polygons(polygons: Geometries) -> Geometries:
    """Round polygons to six decimals, keep them valid, and turn them the RFC's way round.

    All come out as multipolygons, so that a layer has one type of geometry.

    Rounding moves shared borders alike, so neighbours still touch. The few polygons that
    it makes cross themselves are snapped to the same grid by GEOS instead.
    """
    rounded = _rounded(polygons)
    broken = ~shapely.is_valid(rounded)
    if broken.any():
        rounded[broken] = _repaired(polygons[broken])
    # Only after the repair: GEOS refuses a ring that has shrunk to one point.
    clean = shapely.remove_repeated_points(rounded)
    oriented = shapely.orient_polygons(clean, exterior_cw=False)
    parts, owners = shapely.get_parts(oriented, return_index=True)
    gathered: Geometries = np.full(len(polygons), shapely.MultiPolygon(), dtype=object)
    shapely.multipolygons(parts, indices=owners, out=gathered)
    return gathered


def _rounded(polygons: Geometries) -> Geometries:
    result: Geometries = shapely.transform(
        polygons, lambda lonlat: np.round(lonlat, COORDINATE_DECIMALS)
    )
    return result


def _repaired(polygons: Geometries) -> Geometries:
    grid = 10.0**-COORDINATE_DECIMALS
    valid = shapely.make_valid(polygons, method="structure")
    snapped = _rounded(shapely.set_precision(valid, grid))
    return np.array([_polygons_only(shape) for shape in snapped], dtype=object)


def _polygons_only(shape: Any) -> Any:
    """Drop the points and lines that a repair may leave beside the ground."""
    if shape.is_empty or shapely.get_type_id(shape) in POLYGON_TYPES:
        return shape
    parts = shapely.get_parts(shape)
    return shapely.union_all(parts[np.isin(shapely.get_type_id(parts), POLYGON_TYPES)])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
