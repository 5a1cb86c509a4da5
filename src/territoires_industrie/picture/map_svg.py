"""The map of a level as vector SVG, with the classes, colours and looks of the screen."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

import shapely

from territoires_industrie.classes.classification import NO_CLASS
from territoires_industrie.classes.palettes import PATTERN_SIZE, STYLES, pattern_tile
from territoires_industrie.draw.plate import Plate, plate_of
from territoires_industrie.look import PAGE, PRINT, Look
from territoires_industrie.picture.detail import drawn_shapes
from territoires_industrie.picture.legend_svg import CIRCLE_DASHES
from territoires_industrie.picture.screen_paths import (
    ground_of,
    screen_frames,
    screen_layer,
    screen_surroundings,
)
from territoires_industrie.picture.shapes import Shape
from territoires_industrie.picture.sites_svg import sites_group
from territoires_industrie.picture.text import FONT, svg_text, text_width
from territoires_industrie.picture.viewport import Viewport, aspect, fit, france_box
from territoires_industrie.scene.scene import Scene
from territoires_industrie.scene.view import View
from territoires_industrie.scene.words import Words

_DIMMED_EDGE = f'stroke="{PRINT.dimmed_edge}" stroke-opacity="{PRINT.dimmed_edge_opacity:g}"'
REFERENCE_WIDTH_PX = 800.0
"""Width of a map on which strokes and circles have their size of the screen."""


def map_svg(
    shown: View | Scene | Plate, width: float = 800.0, height: float | None = None, title: str = ""
) -> str:
    """Draw a map alone: no title, no legend.

    Parameters
    ----------
    width, height
        Size of the picture in pixels; the height follows France's shape when not given.
    title
        Said to readers who cannot see the picture.
    """
    box = france_box()
    tall = height if height is not None else round(width / aspect(box))
    content = map_content(plate_of(shown, Words("")), fit(box, 0, 0, width, tall))
    return svg_document(content, width, tall, title)


def svg_document(content: str, width: float, height: float, title: str, look: Look = PRINT) -> str:
    """Wrap drawn elements in a whole SVG, on its paper.

    Parameters
    ----------
    look
        With ``PAGE``, the picture follows the theme of the page that shows it.
    """
    theme = ' style="color-scheme: light dark"' if look is PAGE else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}" role="img" font-family="{FONT}"{theme}>'
        f"<title>{escape(title)}</title>"
        f'<rect width="{width:g}" height="{height:g}" fill="{look.paper}"/>{content}</svg>'
    )


def map_content(plate: Plate, view: Viewport, key: str = "carte", names: str = "") -> str:
    """Draw the map in its rectangle of a picture; borders may go past its edges.

    Parameters
    ----------
    key
        Start of the identifiers inside, so that several maps can share a page.
    names
        Drawn names, above all but the selection.
    """
    size, outline, sites = pen_size(view), plate.view.outlined_level, plate.sites
    selected = drawn_shapes(plate.drawn.level, plate.view.selection, view.scale)
    return (
        f"<defs>{_patterns(key, view, size)}</defs>"
        f'<g class="carte">'
        f'<g transform="{view.transform}" stroke-linejoin="round">'
        f"{surroundings_group(view, size)}{frames_group(view)}{land_group(view)}"
        f"{_units(plate, view, key, size)}"
        f"{regions_group(view, size)}"
        f"{outlines_group(outline, view, size) if outline else ''}</g>"
        f"{_circles(plate, view, size) if plate.has_circles else ''}"
        f"{sites_group(sites, view, size) if sites else ''}"
        f"{frame_names(view, size, halo=PRINT.sea)}"
        f'<g transform="{view.transform}" stroke-linejoin="round">'
        f"{selection_group(selected, view, size)}</g>"
        f"{_rings(plate, view, size) if plate.has_circles else ''}{names}</g>"
    )


def pen_size(view: Viewport) -> float:
    """Return the factor of strokes, circles and small words of a map of that size."""
    # Within bounds: lines would vanish from a thumbnail, or cover the map of a poster.
    return min(max(view.width / REFERENCE_WIDTH_PX, 0.35), 2.5)


def _patterns(key: str, view: Viewport, size: float) -> str:
    """Define the pattern of each status, undoing the map's own scale."""
    side = PATTERN_SIZE
    return "".join(
        f'<pattern id="{key}-{style.letter}" width="{side}" height="{side}" '
        f'patternUnits="userSpaceOnUse" '
        f'patternTransform="scale({view.units(0.75 * size):.5g})">{pattern_tile(style)}</pattern>'
        for style in STYLES.values()
    )


def seen_shapes(level_key: str, view: Viewport) -> tuple[Shape, ...]:
    """Return the units of a level that a view touches, as fine as it needs."""
    box = view.box
    seen = (shape.code for shape in screen_layer(level_key).shapes if shape.box.overlaps(box))
    return drawn_shapes(level_key, seen, view.scale)


def _seen_frames(view: Viewport) -> list[Shape]:
    return [frame for frame in screen_frames() if frame.box.overlaps(view.box)]


def surroundings_group(view: Viewport, size: float) -> str:
    """Draw the sea, the neighbours' land and lakes and the borders between them."""
    fills = {"sea": PRINT.sea, "land": PRINT.abroad, "lake": PRINT.sea, "border": "none"}
    line = (
        f' stroke="{PRINT.abroad_border}" '
        f'stroke-width="{view.units(PRINT.abroad_border_width * size):.5g}"'
    )
    paths = "".join(
        f'<path fill="{fills[kind.split()[0]]}"{line if "border" in kind else ""} d="{path}"/>'
        for kind, path in screen_surroundings()
        if path
    )
    return f'<g class="alentours">{paths}</g>'


def frames_group(view: Viewport, look: Look = PRINT) -> str:
    """Draw the frames of the insets."""
    paths = "".join(f'<path d="{frame.path}"/>' for frame in _seen_frames(view))
    stroke = view.units(look.frame_width * pen_size(view))
    return (
        f'<g class="cartons" fill="none" stroke="{look.frame}" '
        f'stroke-width="{stroke:.5g}">{paths}</g>'
    )


def land_group(view: Viewport) -> str:
    """Draw the ground under the units: what no unit covers stays bare land."""
    paths = "".join(shape.path for shape in seen_shapes("region", view))
    return f'<path class="sol" fill="{PRINT.land}" d="{paths}"/>'


def regions_group(view: Viewport, size: float, look: Look = PRINT) -> str:
    """Draw the borders of the regions."""
    paths = "".join(shape.path for shape in seen_shapes("region", view))
    return (
        f'<path class="regions" fill="none" stroke="{look.region}" '
        f'stroke-opacity="{look.region_opacity:g}" '
        f'stroke-width="{view.units(look.region_width * size):.5g}" d="{paths}"/>'
    )


def outlines_group(level_key: str, view: Viewport, size: float) -> str:
    """Draw the outlines of the programme's territories, on a white casing."""
    paths = "".join(shape.path for shape in seen_shapes(level_key, view))
    return (
        f'<g class="programme" fill="none"><path stroke="{PRINT.casing}" '
        f'stroke-opacity="{PRINT.casing_opacity:g}" '
        f'stroke-width="{view.units(PRINT.casing_width * size):.5g}" d="{paths}"/>'
        f'<path stroke="{PRINT.programme}" '
        f'stroke-width="{view.units(PRINT.programme_width * size):.5g}" d="{paths}"/></g>'
    )


def selection_group(
    shapes: Sequence[Shape], view: Viewport, size: float, look: Look = PRINT
) -> str:
    """Draw the outline of the selected units, with a halo: one of both is seen on any colour."""
    paths = "".join(shape.path for shape in shapes)
    return cased(f'd="{paths}"', view.units(size), look) if paths else ""


def cased(shape: str, unit: float, look: Look, tag: str = "path") -> str:
    """Draw the line of a selection on its halo.

    Parameters
    ----------
    shape
        Attributes that say where the line runs.
    unit
        A pixel of the screen, in the units of the drawing.
    """
    return (
        f'<g class="selection" fill="none"><{tag} stroke="{look.halo}" '
        f'stroke-width="{look.halo_width * unit:.5g}" {shape}/>'
        f'<{tag} class="contour" stroke="{look.selection}" '
        f'stroke-width="{look.selection_width * unit:.5g}" {shape}/></g>'
    )


@dataclass(frozen=True)
class _Unit:
    """A unit in sight: its shape, its rank in the file, what is drawn on it."""

    shape: Shape
    rank: int
    letter: str
    mark: str
    is_dimmed: bool


def _drawn_units(plate: Plate, view: Viewport) -> list[_Unit]:
    """List the units in sight, in file order."""
    drawn, rank_of = plate.drawn, screen_layer(plate.drawn.level).rank_of
    ranked = [(shape, rank_of[shape.code]) for shape in seen_shapes(drawn.level, view)]
    return [
        _Unit(
            shape,
            rank,
            drawn.classes[rank],
            drawn.marks[rank] if drawn.marks else NO_CLASS,
            bool(drawn.dimmed) and drawn.dimmed[rank] == "1",
        )
        for shape, rank in ranked
    ]


def _units(plate: Plate, view: Viewport, key: str, size: float) -> str:
    """Draw every unit; class and code can be read back from the attributes."""
    units, is_count = _drawn_units(plate, view), plate.has_circles

    def fill_of(letter: str) -> str:
        colour = plate.colour_of(letter)
        if letter == NO_CLASS or (colour and is_count):
            return PRINT.land
        return colour or f"url(#{key}-{letter})"

    fills = {unit.letter: fill_of(unit.letter) for unit in units}
    faded = f' fill-opacity="{PRINT.dimmed_opacity:g}"'
    paths = [
        f'<path class="unite{" estompee" if unit.is_dimmed else ""}" '
        f'data-code="{unit.shape.code}" data-class="{unit.letter}" fill="{fills[unit.letter]}"'
        f'{faded if unit.is_dimmed and not is_count else ""} d="{unit.shape.path}">'
        f"<title>{escape(unit.shape.name)}</title></path>"
        for unit in units
    ]
    edge, opacity, width = PRINT.unit_border(has_circles=is_count)
    return (
        f'<g class="unites" stroke="{edge}" stroke-opacity="{opacity:g}" '
        f'stroke-width="{view.units(width * size):.5g}">'
        f"{''.join(paths)}</g>{'' if is_count else _patterned(units, key)}"
    )


def _patterned(units: Iterable[_Unit], key: str) -> str:
    """Lay over the units whose figure is not a measured one the pattern of its status."""
    paths = defaultdict(list)
    for unit in units:
        if unit.mark != NO_CLASS and not unit.is_dimmed:
            paths[unit.mark].append(unit.shape.path)
    return "".join(
        f'<path class="motif" fill="url(#{key}-{mark})" d="{"".join(shapes)}"/>'
        for mark, shapes in paths.items()
    )


def _circles(plate: Plate, view: Viewport, size: float) -> str:
    """Draw circles in the colour of their class, small ones over large ones."""
    radii = plate.drawn.radii or ()
    # What is drawn last is on top: a small circle must not be hidden by a large one.
    ordered = sorted(_drawn_units(plate, view), key=lambda unit: -radii[unit.rank])
    marks = []
    for unit in ordered:
        radius, colour = radii[unit.rank] * size, plate.colour_of(unit.letter) or PRINT.land
        if not radius:
            continue
        edge = _DIMMED_EDGE if unit.is_dimmed else f'stroke="{PRINT.edge_of(colour)}"'
        x, y = view.pixels(*unit.shape.label)
        opacity = PRINT.circle_dimmed_opacity if unit.is_dimmed else PRINT.circle_opacity
        marks.append(
            f'<circle class="cercle{" estompee" if unit.is_dimmed else ""}" '
            f'data-code="{unit.shape.code}" '
            f'data-class="{unit.letter}" cx="{x:.2f}" cy="{y:.2f}" r="{radius:.2f}" '
            f'fill="{colour}" fill-opacity="{opacity:g}" {edge}'
            f"{'' if unit.mark == NO_CLASS else CIRCLE_DASHES}/>"
        )
    width = PRINT.circle_edge_width * size
    return f'<g class="cercles" stroke-width="{width:.3g}">{"".join(marks)}</g>'


def _rings(plate: Plate, view: Viewport, size: float) -> str:
    """Draw a ring around the circle of each selected unit."""
    layer, radii = screen_layer(plate.drawn.level), plate.drawn.radii or ()
    rings = []
    for shape in layer.find(plate.view.selection):
        if radius := radii[layer.rank_of[shape.code]] * size:
            x, y = view.pixels(*shape.label)
            ring = f'cx="{x:.2f}" cy="{y:.2f}" r="{radius + PRINT.ring_gap * size:.2f}"'
            rings.append(cased(ring, size, PRINT, "circle"))
    return "".join(rings)


def frame_names(view: Viewport, size: float, look: Look = PRINT, halo: str = "") -> str:
    """Name the insets in a corner where the name touches no ground; the halo is of the paper."""
    # Smaller letters cannot be read, whatever the size of the map.
    largest, edge = max(look.picture_sign * size, 5.0), (2 * size, halo or look.paper)
    words = []
    for frame in _seen_frames(view):
        for letters in (largest, max(largest * 0.8, 5.0)):
            corner = _free_corner(frame, view, text_width(frame.name, letters), letters)
            if corner:
                x, y = corner
                words.append(svg_text(frame.name, x, y, letters, fill=look.quiet, halo=edge))
                break
    return f'<g class="noms-cartons">{"".join(words)}</g>'


def _free_corner(
    frame: Shape, view: Viewport, width: float, letters: float
) -> tuple[float, float] | None:
    """Return where the base line of a name begins in a frame; None where it would touch ground."""
    left, top = view.pixels(frame.box.west, frame.box.north)
    right, bottom = view.pixels(frame.box.east, frame.box.south)
    gap = letters * 0.35
    if width + 2 * gap > right - left:
        return None
    ground = ground_of(frame.code)
    for x in (left + gap, right - gap - width):
        for y in (top + letters * 1.1, bottom - letters * 0.45):
            west, north = view.world(x - gap, y - letters * 0.85)
            east, south = view.world(x + width + gap, y + letters * 0.35)
            if not shapely.intersects(ground, shapely.box(west, north, east, south)):
                return x, y
    return None
