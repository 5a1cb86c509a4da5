"""The picture that a page opens on: the map of a view in a few kilobytes, with its legend.

It stands where the map will be until the map is there, in the light or the dark form of the page.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from math import floor, log2
from urllib.parse import quote

import numpy as np

from territoires_industrie.boundaries import screen_bounds, screen_geometry
from territoires_industrie.box import Box
from territoires_industrie.classes.classification import CLASS_LETTERS, NO_CLASS
from territoires_industrie.classes.legend import circle_radii
from territoires_industrie.classes.legend_html import legend_html
from territoires_industrie.classes.palettes import PATTERN_SIZE, STYLES, pattern_tile
from territoires_industrie.look import PAGE
from territoires_industrie.picture.screen_paths import (
    coarse_layer,
    coarse_surroundings,
    screen_frames,
    screen_layer,
)
from territoires_industrie.picture.shapes import Shape
from territoires_industrie.picture.world import REFERENCE_ZOOM, to_world
from territoires_industrie.scene.description import describe_scene
from territoires_industrie.scene.legend import scene_legend
from territoires_industrie.scene.scene import Scene, scene_of
from territoires_industrie.scene.view import View
from territoires_industrie.scene.words import say_dated

GRID = 96
"""World units: about a pixel of the map that a page of 1,440 pixels opens on."""

WIDE, NARROW = (835, 568), (349, 366)
"""Pixels of the map, inside its edge, on a screen of 1,440 and of 375."""

PADDING = 6
ZOOM_STEP = 0.1
"""How the map of the page frames France: ``view.js``, ``draw.base.MAP_OPTIONS``."""

MOST_UNITS = 3_000
"""Communes take ten times the room of all the rest."""

IN_ONE_PATH = 40
"""Units drawn by one path."""

SAFE = " =:/()-.,;'"
"""What stays itself in the address of a picture, for the sake of its size."""


def export_opening(view: View) -> bytes:
    """Draw the map of a view and write its legend, as HTML; nothing for the communes.

    Raises
    ------
    AtlasError
        If the view cannot be shown.
    """
    if len(screen_geometry(view.level).codes) > MOST_UNITS:
        return b""
    scene = scene_of(view)
    said = describe_scene(scene).partition("\n")[0]
    address = f"data:image/svg+xml,{quote(opening_svg(scene), safe=SAFE)}"
    picture = f'<figure><img alt="{escape(said)}" src="{address}"></figure>'
    return f"{picture}<div>{legend_html(scene_legend(scene, say_dated(scene)))}</div>".encode()


def opening_svg(scene: Scene) -> str:
    """Draw the map of a scene: as large as what shows it, France where the map will have it."""
    frame, outline = _frame(), scene.view.outlined_level
    shown = f"{frame.west:.0f} {frame.north:.0f} {frame.width:.0f} {frame.height:.0f}"
    selected = coarse_layer(scene.view.level, GRID).find(scene.view.selection)
    outlined = coarse_layer(outline, GRID).shapes if outline else ()
    regions = "".join(shape.path for shape in coarse_layer("region", GRID).shapes)
    # What is drawn twice is written once: compression forgets what is far behind.
    defined = (
        f"<path id='regions' d='{regions}'/>{_group('outline', outlined)}"
        f"{_group('selected', selected)}"
    )
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='{shown}' stroke-linejoin='round' "
        f"style='color-scheme:light dark;background:{PAGE.paper}'>"
        f"<style>path,circle{{vector-effect:non-scaling-stroke}}{_class_styles(scene)}</style>"
        f"<defs>{defined}{_patterns()}</defs>{_surroundings()}{_frames()}"
        f"<use href='#regions' fill='{PAGE.land}'/>{_units(scene)}<g fill='none'>"
        f"{_line('regions', PAGE.region, PAGE.region_width, PAGE.region_opacity)}"
        f"{_line('outline', PAGE.casing, PAGE.casing_width, PAGE.casing_opacity)}"
        f"{_line('outline', PAGE.programme, PAGE.programme_width)}</g>"
        f"{_circles(scene) if scene.has_circles else ''}<g fill='none'>"
        f"{_line('selected', PAGE.halo, PAGE.halo_width)}"
        f"{_line('selected', PAGE.selection, PAGE.selection_width)}</g></svg>"
    )


def _group(name: str, shapes: Iterable[Shape]) -> str:
    """Define lines, each in a path of its own: one for all takes a browser a tenth of a second."""
    paths = "".join(f"<path d='{shape.path}'/>" for shape in shapes)
    return f"<g id='{name}'>{paths}</g>" if paths else ""


def _frame() -> Box:
    """Return what the map shows of the grid: more of it as zooms go by steps."""
    bounds = screen_bounds()
    (west, north), (east, south) = to_world(
        [bounds.west, bounds.east], [bounds.north, bounds.south]
    ).tolist()
    size = (east - west, south - north)

    def seen(screen: tuple[int, int]) -> tuple[float, float]:
        room = [pixels - 2 * PADDING for pixels in screen]
        zoom = REFERENCE_ZOOM + log2(min(room[0] / size[0], room[1] / size[1]))
        scale = 2 ** (floor(zoom / ZOOM_STEP) * ZOOM_STEP - REFERENCE_ZOOM)
        return screen[0] / scale, screen[1] / scale

    # A wide screen is limited by its height, a narrow one by its width.
    height, width = seen(WIDE)[1], seen(NARROW)[0]
    x, y = (west + east) / 2, (north + south) / 2
    half = width / 2 / GRID, height / 2 / GRID
    x, y = x / GRID, y / GRID
    return Box(x - half[0], y + half[1], x + half[0], y - half[1], "grid")


def _path(d: str, fill: str, more: str = "") -> str:
    return f"<path fill='{fill}'{more} d='{d}'/>"


def _line(ground: str, colour: str, width: float, opacity: float = 1.0) -> str:
    faded = f" stroke-opacity='{opacity:g}'" if opacity < 1 else ""
    return f"<use href='#{ground}' stroke='{colour}' stroke-width='{width:g}'{faded}/>"


def _surroundings() -> str:
    fills = {"sea": PAGE.sea, "land": PAGE.abroad, "lake": PAGE.sea, "border": "none"}
    line = f" stroke='{PAGE.abroad_border}' stroke-width='{PAGE.abroad_border_width:g}'"
    return "".join(
        _path(d, fills[kind.split()[0]], line if "border" in kind else "")
        for kind, d in coarse_surroundings(GRID)
        if d
    )


def _frames() -> str:
    boxes = (shape.box for shape in screen_frames())
    paths = (
        f"M{box.west / GRID:.0f} {box.north / GRID:.0f}h{box.width / GRID:.0f}"
        f"v{box.height / GRID:.0f}h-{box.width / GRID:.0f}z"
        for box in boxes
    )
    line = f" stroke='{PAGE.frame}' stroke-width='{PAGE.frame_width:g}'"
    return _path("".join(paths), "none", line)


def _patterns() -> str:
    tiles = (
        f"<pattern id='{style.letter}' width='{PATTERN_SIZE}' height='{PATTERN_SIZE}' "
        f"patternUnits='userSpaceOnUse'>{pattern_tile(style, PAGE)}</pattern>"
        for style in STYLES.values()
    )
    # In the address of a picture a double quote takes three characters, a single one its own.
    return "".join(tiles).replace('"', "'")


def _batches(paths: Sequence[str]) -> Iterator[Sequence[str]]:
    """Cut paths of one look into paths of so many: a long one takes a browser far longer."""
    return (paths[start : start + IN_ONE_PATH] for start in range(0, len(paths), IN_ONE_PATH))


def _units(scene: Scene) -> str:
    """Draw the units, those of one look in few paths."""
    shapes = coarse_layer(scene.view.level, GRID).shapes
    codes = [shape.code for shape in shapes]
    letters, kept = scene.classification.letters(codes), scene.in_filter.to_dict()
    drawn, marked = defaultdict(list), defaultdict(list)
    marks = scene.classification.marks(codes) or NO_CLASS * len(codes)
    for shape, letter, mark in zip(shapes, letters, marks, strict=True):
        drawn[letter, kept.get(shape.code, False)].append(shape.path)
        if mark != NO_CLASS and kept.get(shape.code, False):
            marked[mark].append(shape.path)
    faded = f" fill-opacity='{PAGE.dimmed_opacity:g}'"
    edge, opacity, width = PAGE.unit_border(has_circles=scene.has_circles)
    fills = "".join(
        _path("".join(some), _fill(scene, letter), "" if is_kept or scene.has_circles else faded)
        for (letter, is_kept), paths in drawn.items()
        for some in _batches(paths)
    )
    patterns = "" if scene.has_circles else marked
    over = "".join(_path("".join(marked[letter]), f"url(#{letter})") for letter in patterns)
    return (
        f"<g stroke='{edge}' stroke-opacity='{opacity:g}' stroke-width='{width:g}'>{fills}</g>"
        f"{over}"
    )


def _fill(scene: Scene, letter: str) -> str:
    colour = scene.classification.colour_of(letter)
    if letter == NO_CLASS or (colour and scene.has_circles):
        return PAGE.land
    return PAGE.of(colour) if colour else f"url(#{letter})"


def _class_styles(scene: Scene) -> str:
    """Write the colours of the circles of each class, by the letter of the class."""
    if not scene.has_circles:
        return ""
    colours = zip(CLASS_LETTERS, map(PAGE.of, scene.classification.colours), strict=False)
    styles = (f".c{one}{{fill:{fill};stroke:{PAGE.edge_of(fill)}}}" for one, fill in colours)
    # Last, as it stands beside the class of a circle and takes the place of its edge.
    dimmed = (
        f".d{{fill-opacity:{PAGE.circle_dimmed_opacity:g};stroke:{PAGE.dimmed_edge};"
        f"stroke-opacity:{PAGE.dimmed_edge_opacity:g}}}"
    )
    return "".join(styles) + (dimmed if scene.dimmed_count else "")


def _circles(scene: Scene) -> str:
    """Draw circles in the colour of their class, small ones over large ones."""
    shapes = screen_layer(scene.view.level).shapes
    letters = scene.classification.letters([shape.code for shape in shapes])
    aside = ["" if scene.in_filter[shape.code] else " d" for shape in shapes]
    pixel, radii = _frame().height / WIDE[1], circle_radii(scene.circled)
    circles = "".join(
        f"<circle class='c{letters[rank]}{aside[rank]}' "
        f"cx='{shapes[rank].label[0] / GRID:.0f}' "
        f"cy='{shapes[rank].label[1] / GRID:.0f}' r='{radii[rank] * pixel:.1f}'/>"
        for rank in np.argsort([-radius for radius in radii], kind="stable")
        if radii[rank]
    )
    return (
        f"<g fill-opacity='{PAGE.circle_opacity:g}' stroke-width='{PAGE.circle_edge_width:g}'>"
        f"{circles}</g>"
    )
