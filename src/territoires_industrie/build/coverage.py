"""Ground without holes or overlaps: repaired and measured in metres, dissolved into levels."""

from collections.abc import Iterable

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from territoires_industrie.boundaries import check_coverage
from territoires_industrie.crs import STORAGE_CRS, measuring_crs, part_of_france

Geometries = NDArray[np.object_]

GAP_WIDTH_M = 50
"""Gaps between neighbours narrower than this are drawing errors and are closed."""

DECIMALS = 6
"""Decimals of stored coordinates: 0.1 m, the most that RFC 7946 advises."""

M2_IN_KM2 = 1e6
MIXED = 7
"""Shapely's number for a collection of several kinds of geometry."""


def departement_of(commune_code: str) -> str:
    """Return the département that a commune's code begins with.

    >>> departement_of("97411"), departement_of("2A004")
    ('974', '2A')
    """
    return commune_code[: 3 if commune_code.startswith("97") else 2]


def parts_of(communes: Iterable[str]) -> NDArray[np.str_]:
    """Name the part of France of each commune, as ``crs.part_of_france``."""
    return np.array([part_of_france(departement_of(code)) for code in communes])


def clean_communes(ground: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Repair the communes of each part of France, measure them and store them as one coverage.

    Parameters
    ----------
    ground
        Columns ``code`` (commune, may repeat) and ``geometry``, EPSG:4326.

    Returns
    -------
    GeoDataFrame
        One row a commune sorted by ``code``; ``area_km2`` measured in the part's own
        projection before coordinates are rounded; ``geometry`` in EPSG:4326.

    Raises
    ------
    DataFileError
        If ground is lost or is not a valid coverage once stored.
    """
    crs_of = ground["code"].map(lambda code: measuring_crs(departement_of(code)))
    # By system rather than by part: Guadeloupe and Martinique share one.
    parts = [_clean_part(ground[crs_of == crs], crs) for crs in sorted(crs_of.unique())]
    communes = pd.concat(parts).sort_values("code").reset_index(drop=True)
    layer = gpd.GeoDataFrame(communes, geometry="geometry", crs=STORAGE_CRS)
    check_coverage(layer, "commune")
    return layer


def _clean_part(ground: gpd.GeoDataFrame, crs: str) -> gpd.GeoDataFrame:
    polygons = keep_polygons(shapely.make_valid(ground.geometry.to_crs(crs).to_numpy()))
    cleaned = shapely.coverage_clean(  # type: ignore[attr-defined]  # newer than its stubs
        polygons, gap_width=GAP_WIDTH_M
    )
    codes, merged = dissolve(ground["code"].to_numpy(), cleaned)
    layer = gpd.GeoDataFrame({"code": codes}, geometry=merged, crs=crs)
    # Before the degrees are rounded, in the projection of this part of France.
    layer["area_km2"] = layer.geometry.area / M2_IN_KM2
    stored = layer.to_crs(STORAGE_CRS)
    stored["geometry"] = round_coordinates(stored.geometry.to_numpy())
    return stored


def keep_polygons(geometries: Geometries) -> Geometries:
    """Drop the lines and points that a repair leaves beside polygons."""
    kept = geometries.copy()
    for at in np.flatnonzero(shapely.get_type_id(geometries) == MIXED):
        pieces = shapely.get_parts(geometries[at])
        kept[at] = shapely.union_all(pieces[shapely.area(pieces) > 0])
    return kept


def round_coordinates(geometries: Geometries, decimals: int = DECIMALS) -> Geometries:
    """Round each vertex alone, so that neighbours still share theirs."""

    def rounded(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.round(xy, decimals)

    return np.asarray(shapely.remove_repeated_points(shapely.transform(geometries, rounded)))


def dissolve(codes: NDArray[np.object_], coverage: Geometries) -> tuple[list[str], Geometries]:
    """Merge the polygons of each code, which share borders vertex for vertex.

    Returns
    -------
    tuple
        Codes sorted, and their ground in the same order.
    """
    by_code = pd.Series(coverage).groupby(pd.Series(codes)).indices
    ordered = sorted(str(code) for code in by_code)
    merged = [shapely.coverage_union_all(coverage[by_code[code]]) for code in ordered]
    return ordered, np.array(merged, dtype=object)


def dissolve_level(communes: gpd.GeoDataFrame, unit_of: pd.Series) -> gpd.GeoDataFrame:
    """Build the ground of a level from the communes' own lines, so that levels nest exactly.

    Parameters
    ----------
    communes
        As ``clean_communes`` returns it.
    unit_of
        Unit of each commune, indexed by commune code; null where it belongs to none.

    Returns
    -------
    GeoDataFrame
        One row a unit, sorted by ``code``, columns ``code``, ``area_km2``, ``geometry``.
    """
    units = communes["code"].map(unit_of)
    members = units.notna().to_numpy()
    codes, ground = dissolve(units[members].to_numpy(), communes.geometry.to_numpy()[members])
    areas = communes["area_km2"].groupby(units).sum()
    return gpd.GeoDataFrame(
        {"code": codes, "area_km2": areas.reindex(codes).to_numpy()},
        geometry=ground,
        crs=communes.crs,
    )
