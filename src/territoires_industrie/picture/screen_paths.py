"""Boundaries as SVG path data: the same world, shapes and insets as the map in the browser.

The screen form of a level is read once a process and kept as strings, so that drawing a
picture is only joining them.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from territoires_industrie import sources
from territoires_industrie.boundaries import (
    SCREEN_FOLDER,
    insets_file,
    screen_geometry,
    sites_file,
    surroundings_file,
    towns_file,
)
from territoires_industrie.box import WORLD as WORLD_UNITS
from territoires_industrie.box import Box
from territoires_industrie.errors import DataFileError, UnknownCodeError, list_codes
from territoires_industrie.packing import unpack_integers, unpack_topology
from territoires_industrie.wording import _

REFERENCE_ZOOM = 12
WORLD = 256 * 2**REFERENCE_ZOOM
"""Width of the Web Mercator world, in units of 38 m at the equator, as in the browser."""

EARTH_M = 40_075_016.686
"""Circumference that Web Mercator supposes, in metres at the equator."""

LEAST_HOLE = 50
"""Side of a hole, in world units: about 1.3 km."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Shape:
    """One unit, or the frame of an inset, ready to draw.

    Attributes
    ----------
    code, name
        As in the boundary file; a frame's code is that of its département.
    path
        SVG path data in whole world units.
    box
        What the shape covers, in world units.
    label
        Where a circle or a name goes, in world units.
    scale
        Size relative to the mainland's, for a frame (1 for a unit).
    """

    code: str
    name: str
    path: str
    box: Box
    label: tuple[float, float]
    scale: float = 1.0


@dataclass(frozen=True)
class Layer:
    """The units of a level in the order of its file, and their rank by code."""

    shapes: tuple[Shape, ...]
    rank_of: dict[str, int]

    def find(self, codes: Iterable[str]) -> tuple[Shape, ...]:
        """Return the shapes of some codes.

        Raises
        ------
        UnknownCodeError
            If the level lacks one of them.
        """
        wanted = list(codes)
        unknown = [code for code in wanted if code not in self.rank_of]
        if unknown:
            message = _("Codes sans contour à ce niveau : {codes}.")
            raise UnknownCodeError(message.format(codes=list_codes(unknown)))
        return tuple(self.shapes[self.rank_of[code]] for code in wanted)


def to_world(lon: ArrayLike, lat: ArrayLike) -> Floats:
    """Project longitudes and latitudes of the screen map, in degrees, to world units.

    Returns
    -------
    array
        Shape (points, 2): x eastwards, y southwards.

    >>> to_world([0.0], [0.0]).tolist()
    [[524288.0, 524288.0]]
    """
    sine = np.sin(np.radians(np.asarray(lat, dtype="float64")))
    x = (np.asarray(lon, dtype="float64") / 360 + 0.5) * WORLD
    y = (0.5 - np.log((1 + sine) / (1 - sine)) / (4 * np.pi)) * WORLD
    return np.column_stack([np.atleast_1d(x), np.atleast_1d(y)])


def latitude_of(y: float) -> float:
    """Return the latitude, in degrees, of a world ordinate.

    >>> round(latitude_of(WORLD / 2), 6)
    0.0
    """
    return float(np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * y / WORLD)))))


def metres_per_unit(latitude: float) -> float:
    """Return the ground length of a world unit at a latitude, in metres.

    >>> round(metres_per_unit(0), 1)
    38.2
    """
    return float(EARTH_M / WORLD * np.cos(np.radians(latitude)))


def screen_layer(level_key: str) -> Layer:
    """Read the screen form of a level; decoded once a file.

    Raises
    ------
    DataFileError
        If the file is missing or is not TopoJSON.
    """
    return _read_topology(screen_geometry(level_key).file)


def coarse_layer(level_key: str, grid: int) -> Layer:
    """Read a level for a small drawing: fewer points, on a grid, in whole steps of that grid.

    Units that touch stay so, as each border is simplified once for both.

    Parameters
    ----------
    grid
        Step of the grid, in world units.
    """
    return _read_topology(screen_geometry(level_key).file, grid)


@cache
def _read_topology(file: str, grid: int = 1) -> Layer:
    try:
        topology = unpack_topology(_read_json(file))
        arcs = _decode_arcs(topology)
        if grid > 1:
            arcs = [coarsen(arc, grid) for arc in arcs]
        units = topology["objects"]["data"]["geometries"]
        rings = (ring for unit in units for polygon in _polygons(unit) for ring in polygon)
        uses = Counter(_arc(number) for ring in rings for number in ring)
        shapes = tuple(_unit(each, arcs, uses) for each in units)
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise _unreadable(file, _("TopoJSON attendu")) from error
    return Layer(shapes, {shape.code: rank for rank, shape in enumerate(shapes)})


def coarsen(line: NDArray[np.int64], grid: int) -> NDArray[np.int64]:
    """Put a line on a coarser grid, without the points that a step of it does not tell apart.

    >>> coarsen(np.array([[0, 0], [10, 1], [20, 0], [20, 20]]), 10).tolist()
    [[0, 0], [2, 0], [2, 2]]
    """
    plain = shapely.simplify(shapely.linestrings(line), grid, preserve_topology=False)
    return np.rint(shapely.get_coordinates(plain) / grid).astype("int64")


def screen_frames() -> tuple[Shape, ...]:
    """Read the frames of the insets, in the order of their file."""
    return _read_frames(insets_file())


@cache
def _read_frames(file: str) -> tuple[Shape, ...]:
    try:
        return tuple(_frame(feature) for feature in _read_json(file)["features"])
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise _unreadable(file, _("GeoJSON attendu")) from error


def screen_surroundings() -> tuple[tuple[str, str], ...]:
    """Read what lies around France: a kind (``sea``, ``land``, ``lake``, ``border``) and a path.

    In the order of drawing; the kind of what lies in an inset ends with ``inset``.
    """
    return _read_surroundings(surroundings_file())


def coarse_surroundings(grid: int) -> tuple[tuple[str, str], ...]:
    """Read what lies around France for a small drawing, as ``coarse_layer`` does a level."""
    return _read_surroundings(surroundings_file(), grid)


@cache
def _read_surroundings(file: str, grid: int = 1) -> tuple[tuple[str, str], ...]:
    try:
        shapes = _read_json(file)["shapes"]
        return tuple((shape["kind"], _lines_path(shape["lines"], grid)) for shape in shapes)
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise _unreadable(file, _("formes compactées attendues")) from error


@cache
def around_box() -> Box:
    """Return the part of the world whose seas and lands are known."""
    sea = _read_json(surroundings_file())["shapes"][0]
    return box_of(unpack_lines(sea["lines"]))


@cache
def ground_of(departement_code: str) -> shapely.Geometry:
    """Return the ground of a département as the screen shows it, in world units."""
    (shape,) = screen_layer("departement").find([departement_code])
    rings = []
    for ring in shape.path.split("M")[1:]:
        numbers = np.array(re.findall(r"-?\d+", ring), dtype="int64").reshape(-1, 2)
        rings.append(shapely.Polygon(np.cumsum(numbers, axis=0)) if len(numbers) > 2 else None)
    return shapely.union_all([shapely.make_valid(ring) for ring in rings if ring is not None])


def screen_sites() -> NDArray[np.int64]:
    """Read where the located sites are, in the order of their list; shape (sites, 2)."""
    return _read_sites(sites_file())


@cache
def _read_sites(file: str) -> NDArray[np.int64]:
    try:
        return unpack_lines(_read_json(file)["places"])[0]
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise _unreadable(file, _("points compactés attendus")) from error


def screen_towns() -> tuple[tuple[str, int, float, float], ...]:
    """Read the towns that maps name, the largest first: name, inhabitants, place in world units."""
    return _read_towns(towns_file())


@cache
def _read_towns(file: str) -> tuple[tuple[str, int, float, float], ...]:
    try:
        read = _read_json(file)
        places, people = unpack_lines(read["places"])[0], unpack_integers(read["people"])
        names = read["names"].split("\n")
        return tuple(
            (name, int(count), float(x), float(y))
            for name, count, (x, y) in zip(names, people, places, strict=True)
        )
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise _unreadable(file, _("points compactés attendus")) from error


def unpack_lines(packed: str) -> list[NDArray[np.int64]]:
    """Read lines that ``build.screen_around.pack_lines`` wrote: an array (points, 2) each."""
    numbers, lines, at = unpack_integers(packed), [], 0
    last = np.zeros((1, 2), dtype="int64")
    while at < len(numbers):
        end = at + 1 + 2 * int(numbers[at])
        steps = numbers[at + 1 : end].reshape(-1, 2)
        lines.append(last + np.cumsum(steps, axis=0))
        last, at = lines[-1][-1:], end
    return lines


def _lines_path(packed: str, grid: int = 1) -> str:
    """Write packed lines as path data, those that end where they begin as rings."""
    lines = unpack_lines(packed)
    if grid > 1:
        lines = [coarsen(line, grid) for line in lines]
    paths = ((line, ring_path(line)) for line in lines)
    return "".join(
        path if (line[0] == line[-1]).all() else path.removesuffix("z") for line, path in paths
    )


def _read_json(file: str) -> dict[str, Any]:
    try:
        return dict(json.loads((sources.STATIC / SCREEN_FOLDER / file).read_text("utf-8")))
    except (OSError, ValueError) as error:
        raise _unreadable(file, _("fichier JSON attendu")) from error


def _unreadable(file: str, expected: str) -> DataFileError:
    message = _("Contours « {file} » inutilisables : {expected}. Pour les rétablir : {repair}.")
    repair = _(sources.REPAIR).format(folder="static/geo")
    return DataFileError(message.format(file=file, expected=expected, repair=repair))


def _decode_arcs(topology: dict[str, Any]) -> list[NDArray[np.int64]]:
    """Turn arcs into whole world units; quantised ones hold steps from point to point."""
    transform = topology.get("transform")
    arcs = [np.asarray(arc, dtype="float64")[:, :2] for arc in topology["arcs"]]
    if transform:
        scale, origin = np.array(transform["scale"]), np.array(transform["translate"])
        arcs = [np.cumsum(arc, axis=0) * scale + origin for arc in arcs]
    points = np.concatenate(arcs)
    world = np.rint(to_world(points[:, 0], points[:, 1])).astype("int64")
    return np.split(world, np.cumsum([len(arc) for arc in arcs])[:-1])


def _polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    return geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]


def _unit(geometry: dict[str, Any], arcs: Sequence[NDArray[np.int64]], uses: Counter[int]) -> Shape:
    rings = []
    for outer, *holes in _polygons(geometry):
        rings.append(_stitch(outer, arcs))
        drawn = ((hole, _stitch(hole, arcs)) for hole in holes)
        # What stood in a hole that no unit fills was too small to be kept: it would be a speck.
        rings += [
            ring
            for hole, ring in drawn
            if np.ptp(ring, axis=0).max() > LEAST_HOLE or any(uses[_arc(n)] > 1 for n in hole)
        ]
    known = geometry["properties"]
    label = to_world(known["x"], known["y"])[0]
    return Shape(
        code=str(known["code"]),
        name=str(known["name"]),
        path="".join(ring_path(ring) for ring in rings),
        box=box_of(rings),
        label=(float(label[0]), float(label[1])),
    )


def _frame(feature: dict[str, Any]) -> Shape:
    ring = np.rint(to_world(*np.array(feature["geometry"]["coordinates"][0]).T)).astype("int64")
    box, known = box_of([ring]), feature["properties"]
    return Shape(
        code=str(known.get("code", known["name"])),
        name=str(known["name"]),
        path=ring_path(ring),
        box=box,
        label=(box.west, box.north),
        scale=float(known.get("scale", 1.0)),
    )


def _arc(number: int) -> int:
    """Return the arc that a ring names, ``~n`` being arc ``n`` backwards."""
    return number if number >= 0 else ~number


def _stitch(ring: Sequence[int], arcs: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    """Put arcs end to end; ``~n`` is arc ``n`` read backwards."""
    return np.concatenate([arcs[n] if n >= 0 else arcs[~n][::-1] for n in ring])


def ring_path(ring: NDArray[np.int64]) -> str:
    """Write a ring as relative steps; one smaller than a unit stays as a point."""
    # Steps take fewer characters than places, and most of a picture is paths.
    steps = np.diff(ring, axis=0)
    steps = steps[np.any(steps != 0, axis=1)]
    start = f"M{ring[0, 0]} {ring[0, 1]}l"
    return start + (" ".join(map(str, steps.ravel().tolist())) or "0 0") + "z"


def box_of(rings: Sequence[NDArray[np.int64]]) -> Box:
    """Return the smallest box around rings of world units."""
    west, north = np.min([ring.min(axis=0) for ring in rings], axis=0).tolist()
    east, south = np.max([ring.max(axis=0) for ring in rings], axis=0).tolist()
    return Box(west, south, east, north, WORLD_UNITS)
