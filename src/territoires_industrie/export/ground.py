"""The ground of a layer as files hold it: rounded, turned one way round, in its system."""

from dataclasses import replace
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS

from territoires_industrie.crs import WRITTEN_CRS, require_crs
from territoires_industrie.export.document import Document
from territoires_industrie.wording import _, ngettext

DEGREE_DECIMALS, METRE_DECIMALS = 6, 2
"""Decimals of coordinates: about 10 cm, finer than the borders are known, and 1 cm."""

POLYGON_TYPES = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)

Geometries = NDArray[np.object_]


def written_ground(rows: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return a layer as it is written: multipolygons, or points, with few decimals.

    Raises
    ------
    CrsError
        If it is in none of the systems that the atlas writes.
    """
    require_crs(rows, *WRITTEN_CRS)
    decimals = DEGREE_DECIMALS if rows.crs.is_geographic else METRE_DECIMALS
    shapes: Geometries = rows.geometry.to_numpy()
    written = (
        writable_polygons(shapes, decimals)
        if geometry_type(rows) == "MultiPolygon"
        else _rounded(shapes, decimals)
    )
    return rows.set_geometry(gpd.GeoSeries(written, index=rows.index, crs=rows.crs))


def geometry_type(rows: gpd.GeoDataFrame) -> str:
    """Return the one type that the ground of a layer is written in; a layer may have no row."""
    types = shapely.get_type_id(rows.geometry.to_numpy())
    is_polygons = np.isin(types[types >= 0], POLYGON_TYPES).all()
    return "MultiPolygon" if is_polygons else "Point"


def project(document: Document, crs: str) -> Document:
    """Put a document in a system, without the rows that lie outside its area.

    Parameters
    ----------
    crs
        One of ``crs.WRITTEN_CRS``.
    """
    rows = document.rows
    if not isinstance(rows, gpd.GeoDataFrame) or rows.crs == crs:
        return document
    kept = keep_area(rows, crs)
    left_out = len(rows) - len(kept)
    said = [_("Système de coordonnées : {crs}").format(crs=crs)]
    if left_out:
        text = ngettext(
            "{count} ligne hors de l'aire de ce système n'y est pas",
            "{count} lignes hors de l'aire de ce système n'y sont pas",
            left_out,
        )
        said.append(text)
    return replace(
        document,
        rows=kept.to_crs(crs).reset_index(drop=True),
        kept=(*document.kept, *said),
        beside=document.beside and project(document.beside, crs),
    )


def keep_area(rows: gpd.GeoDataFrame, crs: str) -> gpd.GeoDataFrame:
    """Return the rows of a layer in EPSG:4326 that lie in the area where a system is right."""
    area = CRS.from_user_input(crs).area_of_use
    assert area is not None, "each system that files are written in says where it is right"
    west, south, east, north = area.bounds
    bounds = rows.geometry.bounds
    # A unit of France lies wholly in an area or wholly outside; the middle of its box decides.
    lon, lat = (bounds["minx"] + bounds["maxx"]) / 2, (bounds["miny"] + bounds["maxy"]) / 2
    return rows[lon.between(west, east) & lat.between(south, north)]


def writable_polygons(polygons: Geometries, decimals: int = DEGREE_DECIMALS) -> Geometries:
    """Round polygons to some decimals, keep them valid, and turn them the RFC's way round.

    All come out as multipolygons, so that a layer has one type of geometry.

    Rounding moves shared borders alike, so neighbours still touch. The few polygons that
    it makes cross themselves are snapped to the same grid by GEOS instead.
    """
    rounded = _rounded(polygons, decimals)
    broken = ~shapely.is_valid(rounded)
    if broken.any():
        rounded[broken] = _repaired(polygons[broken], decimals)
    # Only after the repair: GEOS refuses a ring that has shrunk to one point.
    clean = shapely.remove_repeated_points(rounded)
    oriented = shapely.orient_polygons(clean, exterior_cw=False)
    parts, owners = shapely.get_parts(oriented, return_index=True)
    gathered: Geometries = np.full(len(polygons), shapely.MultiPolygon(), dtype=object)
    shapely.multipolygons(parts, indices=owners, out=gathered)
    return gathered


def _rounded(shapes: Geometries, decimals: int) -> Geometries:
    result: Geometries = shapely.transform(shapes, lambda points: np.round(points, decimals))
    return result


def _repaired(polygons: Geometries, decimals: int) -> Geometries:
    valid = shapely.make_valid(polygons, method="structure")
    snapped = _rounded(shapely.set_precision(valid, 10.0**-decimals), decimals)
    return np.array([_polygons_only(shape) for shape in snapped], dtype=object)


def _polygons_only(shape: Any) -> Any:
    """Drop the points and lines that a repair may leave beside the ground."""
    if shape.is_empty or shapely.get_type_id(shape) in POLYGON_TYPES:
        return shape
    parts = shapely.get_parts(shape)
    return shapely.union_all(parts[np.isin(shapely.get_type_id(parts), POLYGON_TYPES)])
