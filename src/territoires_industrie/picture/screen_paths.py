"""Boundaries as SVG path data: the same world, shapes and insets as the map in the browser.

The screen form of a level is read once a process and kept as strings, so that drawing a
picture is only joining them.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from territoires_industrie import sources
from territoires_industrie.boundaries import (
    SCREEN_FOLDER,
    screen_file,
    screen_geometry,
)
from territoires_industrie.box import Box
from territoires_industrie.errors import DataFileError
from territoires_industrie.packing import unpack_integers, unpack_lines, unpack_topology
from territoires_industrie.picture.shapes import (
    Layer,
    Shape,
    box_of,
    decode_frame,
    decode_layer,
    lines_path,
)
from territoires_industrie.wording import N_, _


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
    with _expecting(file, N_("TopoJSON attendu")):
        return decode_layer(unpack_topology(_read_json(file)), grid)


def screen_frames() -> tuple[Shape, ...]:
    """Read the frames of the insets, in the order of their file."""
    return _read_frames(screen_file("insets"))


@cache
def _read_frames(file: str) -> tuple[Shape, ...]:
    with _expecting(file, N_("GeoJSON attendu")):
        return tuple(decode_frame(feature) for feature in _read_json(file)["features"])


def screen_surroundings() -> tuple[tuple[str, str], ...]:
    """Read what lies around France: a kind (``sea``, ``land``, ``lake``, ``border``) and a path.

    In the order of drawing; the kind of what lies in an inset ends with ``inset``.
    """
    return _read_surroundings(screen_file("surroundings"))


def coarse_surroundings(grid: int) -> tuple[tuple[str, str], ...]:
    """Read what lies around France for a small drawing, as ``coarse_layer`` does a level."""
    return _read_surroundings(screen_file("surroundings"), grid)


@cache
def _read_surroundings(file: str, grid: int = 1) -> tuple[tuple[str, str], ...]:
    with _expecting(file, N_("formes compactées attendues")):
        shapes = _read_json(file)["shapes"]
        return tuple((shape["kind"], lines_path(shape["lines"], grid)) for shape in shapes)


@cache
def around_box() -> Box:
    """Return the part of the world whose seas and lands are known."""
    sea = _read_json(screen_file("surroundings"))["shapes"][0]
    return box_of(unpack_lines(sea["lines"]))


@cache
def ground_of(departement_code: str) -> shapely.Geometry:
    """Return the ground of a département as the screen shows it, in world units."""
    (shape,) = screen_layer("departement").find([departement_code])
    rings = []
    # Back from path data: the rings are not kept once they are written.
    for ring in shape.path.split("M")[1:]:
        numbers = np.array(re.findall(r"-?\d+", ring), dtype="int64").reshape(-1, 2)
        rings.append(shapely.Polygon(np.cumsum(numbers, axis=0)) if len(numbers) > 2 else None)
    return shapely.union_all([shapely.make_valid(ring) for ring in rings if ring is not None])


def screen_sites() -> NDArray[np.int64]:
    """Read where the located sites are, in the order of their list; shape (sites, 2)."""
    return _read_sites(screen_file("sites"))


@cache
def _read_sites(file: str) -> NDArray[np.int64]:
    with _expecting(file, N_("points compactés attendus")):
        return unpack_lines(_read_json(file)["places"])[0]


def screen_towns() -> tuple[tuple[str, int, float, float], ...]:
    """Read the towns that maps name, the largest first: name, inhabitants, place in world units."""
    return _read_towns(screen_file("towns"))


@cache
def _read_towns(file: str) -> tuple[tuple[str, int, float, float], ...]:
    with _expecting(file, N_("points compactés attendus")):
        read = _read_json(file)
        places, people = unpack_lines(read["places"])[0], unpack_integers(read["people"])
        names = read["names"].split("\n")
        return tuple(
            (name, int(count), float(x), float(y))
            for name, count, (x, y) in zip(names, people, places, strict=True)
        )


def _read_json(file: str) -> dict[str, Any]:
    with _expecting(file, N_("fichier JSON attendu")):
        return dict(json.loads((sources.STATIC / SCREEN_FOLDER / file).read_text("utf-8")))


@contextmanager
def _expecting(file: str, expected: str) -> Iterator[None]:
    """Name the file that is not what was expected, and how to have it again."""
    try:
        yield
    except (OSError, KeyError, IndexError, TypeError, ValueError) as error:
        message = _("Contours « {file} » inutilisables : {expected}. Pour les rétablir : {repair}.")
        repair = _(sources.REPAIR).format(folder="static/geo")
        raise DataFileError(message, file=file, expected=_(expected), repair=repair) from error
