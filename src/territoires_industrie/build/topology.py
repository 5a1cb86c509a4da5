"""TopoJSON of a coverage whose coordinates are whole numbers on one grid.

Neighbours share vertices exactly, so that arcs are found without any tolerance: a vertex where
other than two edges meet ends an arc, and an arc is written once whatever side it is seen from.
Format: https://github.com/topojson/topojson-specification, version 1.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
import shapely

Point = tuple[int, int]
Line = tuple[Point, ...]


@dataclass
class Arcs:
    """Arcs met so far, each once, in the order of their first use."""

    number: dict[Line, int] = field(default_factory=dict)

    def refer(self, line: Line) -> int:
        """Return the number of an arc, or its complement when it runs backwards."""
        if line in self.number:
            return self.number[line]
        if line[::-1] in self.number:
            return ~self.number[line[::-1]]
        self.number[line] = len(self.number)
        return self.number[line]

    def deltas(self) -> list[list[list[int]]]:
        """Write every arc as a start and steps, as quantised TopoJSON does."""
        return [_deltas(line) for line in self.number]


def _deltas(line: Line) -> list[list[int]]:
    points = np.array(line)
    return [points[0].tolist(), *np.diff(points, axis=0).tolist()]


def _rings(geometry: shapely.Geometry) -> list[list[Line]]:
    return [
        [
            tuple((int(x), int(y)) for x, y in ring.coords[:-1])
            for ring in (polygon.exterior, *polygon.interiors)
        ]
        for polygon in shapely.get_parts(geometry)
    ]


def _nodes(shapes: Iterable[list[list[Line]]]) -> set[Point]:
    neighbours: dict[Point, set[Point]] = defaultdict(set)
    for shape in shapes:
        for ring in (ring for polygon in shape for ring in polygon):
            for before, point in zip((ring[-1], *ring), ring, strict=False):
                neighbours[point].add(before)
                neighbours[before].add(point)
    # A vertex with two neighbours lies along a line; at any other, lines meet.
    return {point for point, others in neighbours.items() if len(others) != 2}


def _cut(ring: Line, nodes: set[Point]) -> list[Line]:
    """Cut a ring at its nodes; one without nodes starts at its least vertex.

    >>> _cut(((0, 0), (1, 0), (1, 1)), {(1, 0)})
    [((1, 0), (1, 1), (0, 0), (1, 0))]
    """
    cuts = [at for at, point in enumerate(ring) if point in nodes] or [ring.index(min(ring))]
    start = cuts[0]
    turned = (*ring[start:], *ring[:start], ring[start])
    stops = [*(at - start for at in cuts), len(ring)]
    return [turned[a : b + 1] for a, b in pairwise(stops)]


def encode_topology(
    geometries: Sequence[shapely.Geometry],
    properties: Sequence[dict[str, Any]],
    scale: tuple[float, float],
    translate: tuple[float, float],
) -> dict[str, Any]:
    """Write polygons on a whole-number grid as one TopoJSON object named ``data``.

    Parameters
    ----------
    geometries
        Polygons or multipolygons of a valid coverage, coordinates whole numbers.
    properties
        Properties of each, in the same order.
    scale, translate
        Degrees of one grid step in x and y, and degrees of the grid's origin.
    """
    shapes = [_rings(geometry) for geometry in geometries]
    nodes, arcs = _nodes(shapes), Arcs()
    objects = []
    for shape, values in zip(shapes, properties, strict=True):
        lines = [
            [[arcs.refer(line) for line in _cut(ring, nodes)] for ring in polygon]
            for polygon in shape
        ]
        single = len(lines) == 1
        objects.append(
            {
                "type": "Polygon" if single else "MultiPolygon",
                "arcs": lines[0] if single else lines,
                "properties": values,
            }
        )
    return {
        "type": "Topology",
        "transform": {"scale": list(scale), "translate": list(translate)},
        "objects": {"data": {"type": "GeometryCollection", "geometries": objects}},
        "arcs": arcs.deltas(),
    }
