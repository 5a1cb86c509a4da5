"""Units and frames as SVG path data, decoded from the files that the browser draws."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from territoires_industrie.box import WORLD as WORLD_UNITS
from territoires_industrie.box import Box
from territoires_industrie.errors import UnknownCodeError, list_codes
from territoires_industrie.packing import unpack_lines
from territoires_industrie.picture.world import to_world
from territoires_industrie.wording import _

LEAST_HOLE = 50
"""Side of a hole, in world units: about 1.3 km."""


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
        Where a circle or a name goes, in world units; where the ground of a frame has its middle.
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
            raise UnknownCodeError(message, codes=list_codes(unknown))
        return tuple(self.shapes[self.rank_of[code]] for code in wanted)


def decode_layer(topology: dict[str, Any], grid: int = 1) -> Layer:
    """Read the units of a TopoJSON.

    Parameters
    ----------
    grid
        Step, in world units, of the grid that the borders are put on; 1 leaves them as they are.
    """
    arcs = _decode_arcs(topology)
    if grid > 1:
        arcs = [coarsen(arc, grid) for arc in arcs]
    units = topology["objects"]["data"]["geometries"]
    rings = (ring for unit in units for polygon in _polygons(unit) for ring in polygon)
    uses = Counter(_arc(number) for ring in rings for number in ring)
    shapes = tuple(_unit(each, arcs, uses) for each in units)
    return Layer(shapes, {shape.code: rank for rank, shape in enumerate(shapes)})


def coarsen(line: NDArray[np.int64], grid: int) -> NDArray[np.int64]:
    """Put a line on a coarser grid, without the points that a step of it does not tell apart.

    >>> coarsen(np.array([[0, 0], [10, 1], [20, 0], [20, 20]]), 10).tolist()
    [[0, 0], [2, 0], [2, 2]]
    """
    plain = shapely.simplify(shapely.linestrings(line), grid, preserve_topology=False)
    return np.rint(shapely.get_coordinates(plain) / grid).astype("int64")


def lines_path(packed: str, grid: int = 1) -> str:
    """Write packed lines as path data, those that end where they begin as rings."""
    lines = unpack_lines(packed)
    if grid > 1:
        lines = [coarsen(line, grid) for line in lines]
    paths = ((line, ring_path(line)) for line in lines)
    return "".join(
        path if (line[0] == line[-1]).all() else path.removesuffix("z") for line, path in paths
    )


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


def decode_frame(feature: dict[str, Any]) -> Shape:
    """Read the frame of an inset from its GeoJSON feature."""
    ring = np.rint(to_world(*np.array(feature["geometry"]["coordinates"][0]).T)).astype("int64")
    known = feature["properties"]
    label = to_world(known["x"], known["y"])[0]
    return Shape(
        code=str(known.get("code", known["name"])),
        name=str(known["name"]),
        path=ring_path(ring),
        box=box_of([ring]),
        label=(float(label[0]), float(label[1])),
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
