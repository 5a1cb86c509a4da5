"""What the screen map shows besides units: the land and sea around France, and declared sites.

Both are in the world units that a browser draws in, as packed steps from point to point.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from territoires_industrie.build.coverage import Geometries, parts_of
from territoires_industrie.build.insets import INSETS, SCREEN_CRS, frames, inset_of, place
from territoires_industrie.crs import STORAGE_CRS, measuring_crs
from territoires_industrie.packing import pack_integers
from territoires_industrie.picture.world import to_world
from territoires_industrie.statistics.sectors import industrial_sectors

TOLERANCE_M = 1_100
"""Simplification of the coasts around, in metres of the screen's plane (700 m of ground)."""

SLIVER_M = 2_500
"""Half the width of the strips that two drawings of one coast leave between them."""

OVERLAP_M = 8_000
"""How far the land around runs under France: the borders of the units are then the only ones."""

ISLET_M2 = 4e6
"""Smaller pieces of land and of water are not drawn."""

NAMED_PEOPLE = 10_000
"""Communes of at least so many inhabitants are named on maps."""

PARTS = {
    "guyane": ("973",),
    "guadeloupe_martinique": ("971", "972"),
    "mayotte": ("976",),
    "reunion": ("974",),
}
"""Overseas départements that each window of the source surrounds."""

Bounds = Mapping[str, tuple[float, float, float, float]]


def inset_bounds(communes: gpd.GeoDataFrame) -> Bounds:
    """Measure each overseas département in its own projection, where ``place`` moves it from."""
    parts = parts_of(communes["code"])
    return {
        inset.code: tuple(
            communes.geometry[parts == inset.code].to_crs(measuring_crs(inset.code)).total_bounds
        )
        for inset in INSETS
    }


def _on_screen(geometries: Geometries, part: str, bounds: Bounds) -> Geometries:
    """Put real ground of one part of France (EPSG:4326) where the screen shows it, in metres."""
    inset, layer = inset_of(part), gpd.GeoSeries(geometries, crs=STORAGE_CRS)
    if inset is not None:
        metres = layer.to_crs(measuring_crs(part)).to_numpy()
        layer = gpd.GeoSeries(place(metres, inset, bounds[part]), crs=STORAGE_CRS)
    return np.asarray(layer.to_crs(SCREEN_CRS).to_numpy())


def encode_surroundings(
    around: gpd.GeoDataFrame, france: shapely.Geometry, bounds: Bounds
) -> dict[str, Any]:
    """Write what lies around France, in the order of drawing: sea, land, lakes, borders.

    The mainland's surroundings come first, then those of each inset, cut at its frame.

    Parameters
    ----------
    around
        As ``boundaries.read_surroundings`` returns it.
    france
        What the units cover, in degrees of the screen map.
    bounds
        From ``inset_bounds``.
    """
    covered = gpd.GeoSeries([france], crs=STORAGE_CRS).to_crs(SCREEN_CRS).iloc[0]
    mainland = around[around["window"] == "metropole"]
    window = shapely.box(*gpd.GeoSeries([shapely.box(*mainland.total_bounds)], crs=STORAGE_CRS)
                         .to_crs(SCREEN_CRS).total_bounds)  # fmt: skip
    shapes = _drawn(_parts_by_kind(mainland, "", bounds), window, covered)
    boxes = frames().to_crs(SCREEN_CRS).set_index("code").geometry
    for name, parts in PARTS.items():
        found = around[around["window"] == name]
        for part in parts:
            drawn = _drawn(_parts_by_kind(found, part, bounds), boxes[part], covered)
            shapes += [(f"{kind} inset", shape) for kind, shape in drawn]
    return {"type": "Shapes", "shapes": [_encode(kind, shape) for kind, shape in shapes]}


def _parts_by_kind(around: gpd.GeoDataFrame, part: str, bounds: Bounds) -> dict[str, Any]:
    moved = _on_screen(around.geometry.to_numpy(), part, bounds)
    kinds = around["kind"].to_numpy()
    return {kind: shapely.union_all(moved[kinds == kind]) for kind in ("land", "lake", "border")}


def _drawn(
    by_kind: Mapping[str, Any], window: shapely.Geometry, covered: shapely.Geometry
) -> list[tuple[str, Any]]:
    """Cut a window out of its surroundings, without what the units themselves show better."""
    ground = shapely.intersection(covered, window)
    foreign = shapely.difference(by_kind["land"], ground)
    # The opening takes away the strips between two drawings of one coast, and nothing else.
    opened = shapely.buffer(shapely.buffer(foreign, -SLIVER_M), SLIVER_M)
    under = shapely.intersection(shapely.buffer(opened, OVERLAP_M), ground)
    land = _light(shapely.union(opened, under), window)
    lakes = _light(shapely.difference(by_kind["lake"], shapely.buffer(ground, SLIVER_M)), window)
    borders = shapely.difference(by_kind["border"], shapely.buffer(ground, 2 * SLIVER_M))
    lines = shapely.line_merge(shapely.intersection(borders, window))
    return [
        ("sea", window),
        ("land", land),
        ("lake", lakes),
        ("border", shapely.simplify(lines, TOLERANCE_M)),
    ]


def _light(shape: Any, window: shapely.Geometry) -> Any:
    pieces = shapely.get_parts(shapely.intersection(shape, window))
    pieces = pieces[shapely.area(pieces) >= ISLET_M2]
    return shapely.multipolygons(shapely.get_parts(shapely.simplify(pieces, TOLERANCE_M)))


def _encode(kind: str, shape: Any) -> dict[str, Any]:
    lines = [
        np.array(line.coords)
        for piece in shapely.get_parts(shape)
        for line in (
            (piece.exterior, *piece.interiors) if piece.geom_type == "Polygon" else [piece]
        )
    ]
    return {"kind": kind, "lines": pack_lines(_to_world(line) for line in lines)}


def _to_world(metres: Any) -> Any:
    """Write points of the screen's plane in world units; shape (points, 2)."""
    lon_lat = gpd.GeoSeries(shapely.points(metres), crs=SCREEN_CRS).to_crs(STORAGE_CRS)
    return np.rint(to_world(lon_lat.x, lon_lat.y)).astype("int64")


def pack_lines(lines: Iterable[Any]) -> str:
    """Pack lines: each its count of points, then steps from the point before, in x and y.

    >>> from territoires_industrie.packing import unpack_integers
    >>> unpack_integers(pack_lines([np.array([[5, 5], [6, 8]])])).tolist()
    [2, 5, 5, 1, 3]
    """
    numbers: list[int] = []
    last = np.array([[0, 0]])
    for line in lines:
        numbers += [len(line), *np.diff(line, axis=0, prepend=last).ravel().tolist()]
        last = line[-1:]
    return pack_integers(numbers)


def encode_towns(
    communes: gpd.GeoDataFrame, composition: pd.DataFrame, bounds: Bounds
) -> dict[str, Any]:
    """Write the towns that a map names, the most populated first: place, people and name.

    Those of ``NAMED_PEOPLE`` and more, and the most populated commune of every EPCI.

    Parameters
    ----------
    communes
        Commune ground: ``code``, ``geometry`` (EPSG:4326). A name stands inside it.
    composition
        As ``membership.read_composition`` returns it.
    bounds
        From ``inset_bounds``.

    Returns
    -------
    dict
        ``places`` (packed steps), ``people`` (packed inhabitants of 2022), ``names``.
    """
    known = composition[composition["population_count"].notna()]
    ordered = known.sort_values("population_count", ascending=False, kind="stable")
    # Islands without an EPCI are not the communes of one whose code is missing.
    is_first = ~ordered["epci_siren"].duplicated() & ordered["epci_siren"].notna()
    towns = ordered[is_first | (ordered["population_count"] >= NAMED_PEOPLE)]
    ground = communes.set_index("code").geometry.reindex(towns.index)
    towns, ground = towns[ground.notna()], ground.dropna()
    points = _placed(ground.representative_point().to_numpy(), ground.index, bounds)
    return {
        "type": "Towns",
        "places": pack_lines([_to_world(points)]),
        "people": pack_integers(towns["population_count"].astype("int64")),
        "names": "\n".join(towns["commune_name"]),
    }


def _placed(points: Geometries, communes: Iterable[str], bounds: Bounds) -> Any:
    """Put points of communes where the screen shows them; shape (points, 2), in metres."""
    parts = parts_of(communes)
    placed = np.empty(len(points), dtype=object)
    for part in sorted(set(parts)):
        placed[parts == part] = _on_screen(points[parts == part], part, bounds)
    return shapely.get_coordinates(placed)


def encode_sites(sites: pd.DataFrame, bounds: Bounds) -> dict[str, Any]:
    """Write the sites that have a place: where, which sector, what CO2, which name.

    Parameters
    ----------
    sites
        As ``analysis.industrial_sites.located_sites`` returns it.
    bounds
        From ``inset_bounds``.

    Returns
    -------
    dict
        ``places`` (packed steps), ``sectors`` (a letter a site: rank among the 16 industrial
        sectors), ``co2`` (packed tonnes of fossil CO2, 0 where none is declared), ``names``.
    """
    points = np.array([shapely.Point(xy) for xy in sites[["lon", "lat"]].to_numpy()], dtype=object)
    placed = _placed(points, sites["commune_code"], bounds)
    ranks = {code: chr(ord("a") + rank) for rank, code in enumerate(industrial_sectors())}
    return {
        "type": "Sites",
        "places": pack_lines([_to_world(placed)]),
        "sectors": "".join(sites["a38_code"].map(ranks)),
        "co2": pack_integers(sites["co2_fossil_t"].fillna(0).astype("int64")),
        "names": "\n".join(sites["site_name"].str.replace("\n", " ")),
    }
