"""Units small enough to be told apart in a test, as the files that the map fetches."""

import json
from pathlib import Path
from typing import Any

HOSTILE = "<img src=x onerror=alert(1)>"


def square(x: int, y: int) -> list[list[int]]:
    """A ring of steps on the grid, 20 steps wide."""
    return [[x * 20, y * 20], [20, 0], [0, 20], [-20, 0], [0, -20]]


def unit(code: str, name: str, rings: list[list[int]], x: float, y: float) -> dict[str, Any]:
    place = {"code": code, "name": name, "x": x, "y": y}
    return {"type": "Polygon", "arcs": rings, "properties": place}


def topology(arcs: list[list[list[int]]], units: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "type": "Topology",
        "transform": {"scale": [0.1, 0.1], "translate": [0, 44]},
        "arcs": arcs,
        "objects": {"data": {"type": "GeometryCollection", "geometries": units}},
    }


def squares() -> dict[str, Any]:
    """Two rows of three squares of two degrees; the last but one has a hostile name."""
    places = [(row, column) for row in (0, 1) for column in (0, 1, 2)]
    names = ["Un", "Deux", "Trois", "Quatre", HOSTILE, "Six"]
    units = [
        unit(f"c{row}{column}", name, [[rank]], 2 * column + 1, 45 + 2 * row)
        for rank, ((row, column), name) in enumerate(zip(places, names, strict=True))
    ]
    return topology([square(column, row) for row, column in places], units)


def rows() -> dict[str, Any]:
    """Two rows that share an arc, which the upper one reads backwards."""
    arcs = [
        [[0, 20], [0, -20], [60, 0], [0, 20]],
        [[60, 20], [-60, 0]],
        [[60, 20], [0, 20], [-60, 0], [0, -20]],
    ]
    south = unit("c00", "Sud", [[0, 1]], 3, 45)
    north = unit("c01", "Nord", [[2, ~1]], 3, 47)
    return topology(arcs, [south, north])


def frames() -> dict[str, Any]:
    ring = [[-4, 44], [-1, 44], [-1, 47], [-4, 47], [-4, 44]]
    polygon = {"type": "Polygon", "coordinates": [ring]}
    frame = {"type": "Feature", "properties": {"name": "Guyane"}, "geometry": polygon}
    return {"type": "FeatureCollection", "features": [frame]}


def write_world(folder: Path) -> None:
    """Write the files that the page of the test names."""
    folder.mkdir(parents=True)
    for name, content in (("squares", squares()), ("rows", rows()), ("frames", frames())):
        (folder / f"{name}.json").write_text(json.dumps(content), "utf-8")
