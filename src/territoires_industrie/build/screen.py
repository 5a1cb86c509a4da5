"""The light form that the browser draws: simplified once, so that all levels' lines coincide."""

import gzip
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from territoires_industrie.boundaries import check_coverage
from territoires_industrie.build.coverage import Geometries, dissolve, parts_of
from territoires_industrie.build.insets import SCREEN_CRS, frames, inset_of, place
from territoires_industrie.build.topology import encode_topology
from territoires_industrie.crs import STORAGE_CRS, measuring_crs
from territoires_industrie.levels import GROUP_LEVELS, LEVELS

TOLERANCE_M = 600
"""Simplification on the mainland: the square root of the triangle areas that may go."""

GRID_STEPS = 100_000
"""Grid of the screen map, steps a side."""

ISLET_M2 = 300_000
"""Smaller pieces of a unit, at the mainland's scale, are too small to see and are not drawn."""

LABEL_DECIMALS = 4
HASH_LENGTH = 10

SHARED_COLUMNS = tuple(
    level.column
    for level in sorted(LEVELS.values(), key=lambda level: level.phase or 0)
    if level.key in GROUP_LEVELS and not level.is_simplified_apart
)
"""Columns of the composition table for the levels whose screen boundaries coincide.

Their order is that of the polygons that are merged, hence part of the bytes of every file.
"""


def build_atoms(
    communes: gpd.GeoDataFrame,
    composition: pd.DataFrame,
    columns: Sequence[str] = SHARED_COLUMNS,
) -> gpd.GeoDataFrame:
    """Merge the communes that none of some levels tells apart, in screen coordinates.

    Parameters
    ----------
    communes
        Commune ground: ``code``, ``geometry`` (EPSG:4326).
    composition
        Composition table indexed by commune code.
    columns
        Its columns that hold the codes of those levels.

    Returns
    -------
    GeoDataFrame
        Those columns and ``geometry`` on the whole-number grid; a valid
        coverage, so that unions of atoms are levels with the same lines.
    """
    traits = composition[list(columns)].reindex(communes["code"])
    keys = traits.fillna("").agg("|".join, axis=1).to_numpy()
    parts = parts_of(communes["code"])
    pieces = []
    for part in sorted(set(parts)):
        of_part = parts == part
        crs = measuring_crs(part)
        metres = communes.geometry[of_part].to_crs(crs).to_numpy()
        codes, ground = dissolve(keys[of_part], metres)
        pieces.append(pd.DataFrame({"key": codes, "geometry": lighten(ground, part)}))
    atoms = pd.concat(pieces, ignore_index=True)
    by_key = traits.assign(key=keys).drop_duplicates("key").set_index("key")
    return gpd.GeoDataFrame(
        by_key.reindex(atoms["key"]).reset_index(drop=True), geometry=atoms["geometry"].to_numpy()
    )


def lighten(ground: Geometries, part: str, islet_m2: float = ISLET_M2) -> Geometries:
    """Simplify the ground of one part of France together and put it where the screen shows it.

    Parameters
    ----------
    ground
        A valid coverage, in metres of the part's measuring projection.
    part
        Its département (``crs.part_of_france``).
    islet_m2
        Smaller pieces are not drawn, at the mainland's scale.

    Returns
    -------
    array of geometries
        In degrees of the screen map (EPSG:4326).
    """
    # A part that is drawn larger is simplified less, in the same proportion.
    inset = inset_of(part)
    scale = 1.0 if inset is None else inset.scale
    drawn = _drop_islets(ground, islet_m2 / scale**2)
    simplified = shapely.coverage_simplify(drawn, TOLERANCE_M / scale)
    if inset is not None:
        moved = place(simplified, inset, tuple(shapely.total_bounds(ground)))
    else:
        layer = gpd.GeoSeries(simplified, crs=measuring_crs(part))
        moved = layer.to_crs(STORAGE_CRS).to_numpy()
    return moved


def _drop_islets(ground: Geometries, least_m2: float) -> Geometries:
    """Keep of each unit its largest piece and those that can be seen."""

    def visible(geometry: Any) -> Any:
        pieces = shapely.get_parts(geometry)
        areas = shapely.area(pieces)
        # The largest piece stays even where all are small: a unit is never lost from the map.
        kept = pieces[(areas >= least_m2) | (areas == areas.max())]
        return kept[0] if len(kept) == 1 else shapely.multipolygons(kept)

    return np.array([visible(geometry) for geometry in ground], dtype=object)


@dataclass(frozen=True)
class Grid:
    """Whole-number grid of the screen map, the same for every level.

    Attributes
    ----------
    scale, translate
        Degrees of one step in x and y; degrees of the origin.
    """

    scale: tuple[float, float]
    translate: tuple[float, float]

    def snap(self, geometries: Geometries) -> Geometries:
        """Write degrees as steps, each vertex rounded alone."""
        return _transform(geometries, lambda xy: np.round((xy - self.translate) / self.scale))

    def degrees(self, geometries: Geometries) -> Geometries:
        """Write steps as degrees."""
        return _transform(geometries, lambda xy: xy * self.scale + self.translate)


def _transform(
    geometries: Geometries, change: Callable[[NDArray[np.float64]], NDArray[np.float64]]
) -> Geometries:
    return np.asarray(shapely.remove_repeated_points(shapely.transform(geometries, change)))


def make_grid(atoms: gpd.GeoDataFrame) -> Grid:
    """Lay the grid over the mainland and the frames."""
    west, south, east, north = shapely.total_bounds(
        np.concatenate([atoms.geometry.to_numpy(), frames().geometry.to_numpy()])
    )
    steps = GRID_STEPS - 1
    return Grid(((east - west) / steps, (north - south) / steps), (west, south))


def label_points(geometries: Geometries) -> NDArray[np.float64]:
    """Find the point of each unit that is farthest from its borders, where a circle fits best.

    Returns
    -------
    array
        Shape (units, 2): longitude and latitude on the screen map.
    """
    # In the plane of the screen: what is a circle in degrees is an ellipse there.
    layer = gpd.GeoSeries(geometries, crs=STORAGE_CRS).to_crs(SCREEN_CRS)

    def middle(geometry: Any) -> Any:
        pieces = shapely.get_parts(geometry)
        largest = pieces[int(np.argmax(shapely.area(pieces)))]
        return shapely.get_point(shapely.maximum_inscribed_circle(largest), 0)

    points = gpd.GeoSeries([middle(shape) for shape in layer], crs=SCREEN_CRS)
    return shapely.get_coordinates(points.to_crs(STORAGE_CRS).to_numpy())


def encode_level(
    atoms: gpd.GeoDataFrame, column: str, names: Mapping[str, str], grid: Grid
) -> tuple[dict[str, Any], list[str]]:
    """Write one level as TopoJSON, with its codes in the order of the file.

    Parameters
    ----------
    atoms
        As ``build_atoms`` returns it, snapped to ``grid``.
    column
        Column of the atoms that holds the level's codes.
    names
        Name of each code.
    """
    members = atoms[column].notna().to_numpy()
    codes, ground = dissolve(
        atoms.loc[members, column].to_numpy(), atoms.geometry.to_numpy()[members]
    )
    check_coverage(gpd.GeoDataFrame({"code": codes}, geometry=ground), column)
    return encode_units(ground, codes, names, grid), codes


def encode_units(
    ground: Geometries, codes: Sequence[str], names: Mapping[str, str], grid: Grid
) -> dict[str, Any]:
    """Write units on the grid as TopoJSON, each with its name and the place of its label."""
    points = label_points(grid.degrees(ground)).round(LABEL_DECIMALS)
    properties = [
        {"code": code, "name": names[code], "x": float(x), "y": float(y)}
        for code, (x, y) in zip(codes, points, strict=True)
    ]
    return encode_topology(list(ground), properties, grid.scale, grid.translate)


def write_hashed(folder: Path, stem: str, content: dict[str, Any]) -> str:
    """Write JSON under a name that holds its own hash, drop its older versions, return the name."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    packed = text.encode("utf-8")
    name = f"{stem}-{sha256(packed).hexdigest()[:HASH_LENGTH]}.json"
    folder.mkdir(parents=True, exist_ok=True)
    # Names hold their hash: the former content would stay beside the new one.
    for old in folder.glob(f"{stem}-{'?' * HASH_LENGTH}.json"):
        old.unlink()
    (folder / name).write_bytes(packed)
    return name


def gzip_size_kb(path: Path) -> float:
    """Measure what a compressed transfer of a file weighs, in kB (1,000 bytes)."""
    return len(gzip.compress(path.read_bytes())) / 1000
