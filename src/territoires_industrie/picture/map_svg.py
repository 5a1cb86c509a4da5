"""The map of a level as vector SVG, with the classes, colours and looks of the screen."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from html import escape

import numpy as np

from territoires_industrie.classes.classify import NO_CLASS
from territoires_industrie.classes.legend import circle_radii
from territoires_industrie.classes.palettes import PATTERN_SIZE, STYLES, pattern_tile
from territoires_industrie.look import PAGE, PRINT, Look
from territoires_industrie.picture.legend_svg import CIRCLE_DASHES
from territoires_industrie.picture.screen_paths import (
    Shape,
    screen_frames,
    screen_layer,
    screen_surroundings,
)
from territoires_industrie.picture.sites_svg import sites_group
from territoires_industrie.picture.text import FONT, svg_text, text_width
from territoires_industrie.picture.viewport import Viewport, aspect, fit, france_box
from territoires_industrie.scene.scene import Scene
from territoires_industrie.scene.sites import scene_sites

_DIMMED_EDGE = f'stroke="{PRINT.dimmed_edge}" stroke-opacity="{PRINT.dimmed_edge_opacity:g}"'
REFERENCE_WIDTH_PX = 800.0
"""Width of a map on which strokes and circles have their size of the screen."""


def map_svg(
    scene: Scene, width: float = 800.0, height: float | None = None, title: str = ""
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
    content = map_content(scene, fit(box, 0, 0, width, tall))
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


def map_content(scene: Scene, view: Viewport, key: str = "carte") -> str:
    """Draw the map in its rectangle of a picture; borders may go past its edges.

    Parameters
    ----------
    key
        Start of the identifiers inside, so that several maps can share a page.
    """
    size, outline, sites = pen_size(view), scene.view.outlined_level, scene_sites(scene)
    selected = screen_layer(scene.view.level).find(scene.view.selection)
    return (
        f"<defs>{_patterns(key, view, size)}</defs>"
        f'<g class="carte">'
        f'<g transform="{view.transform}" stroke-linejoin="round">'
        f"{surroundings_group(view, size)}{frames_group(view)}{land_group()}"
        f"{_units(scene, view, key, size)}"
        f"{regions_group(view, size)}"
        f"{outlines_group(outline, view, size) if outline else ''}</g>"
        f"{_circles(scene, view, size) if scene.has_circles else ''}"
        f"{sites_group(sites, view, size) if sites else ''}"
        f"{frame_names(view, size, halo=PRINT.sea)}"
        f'<g transform="{view.transform}" stroke-linejoin="round">'
        f"{selection_group(selected, view, size)}</g>"
        f"{_rings(scene, view, size) if scene.has_circles else ''}</g>"
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


def _seen(shapes: Iterable[Shape], view: Viewport) -> list[Shape]:
    box = view.box
    return [shape for shape in shapes if shape.box.overlaps(box)]


def surroundings_group(view: Viewport, size: float, look: Look = PRINT) -> str:
    """Draw the sea, the neighbours' land and lakes and the borders between them."""
    fills = {"sea": look.sea, "land": look.abroad, "lake": look.sea, "border": "none"}
    line = (
        f' stroke="{look.abroad_border}" '
        f'stroke-width="{view.units(look.abroad_border_width * size):.5g}"'
    )
    paths = "".join(
        f'<path fill="{fills[kind.split()[0]]}"{line if "border" in kind else ""} d="{path}"/>'
        for kind, path in screen_surroundings()
        if path
    )
    return f'<g class="alentours">{paths}</g>'


def frames_group(view: Viewport, look: Look = PRINT) -> str:
    """Draw the frames of the insets."""
    paths = "".join(f'<path d="{frame.path}"/>' for frame in _seen(screen_frames(), view))
    stroke = view.units(look.frame_width * pen_size(view))
    return (
        f'<g class="cartons" fill="none" stroke="{look.frame}" '
        f'stroke-width="{stroke:.5g}">{paths}</g>'
    )


def land_group() -> str:
    """Draw the ground under the units: what no unit covers stays bare land."""
    paths = "".join(shape.path for shape in screen_layer("region").shapes)
    return f'<path class="sol" fill="{PRINT.land}" d="{paths}"/>'


def regions_group(view: Viewport, size: float) -> str:
    """Draw the borders of the regions."""
    paths = "".join(shape.path for shape in _seen(screen_layer("region").shapes, view))
    return (
        f'<path class="regions" fill="none" stroke="{PRINT.region}" '
        f'stroke-opacity="{PRINT.region_opacity:g}" '
        f'stroke-width="{view.units(PRINT.region_width * size):.5g}" d="{paths}"/>'
    )


def outlines_group(level_key: str, view: Viewport, size: float) -> str:
    """Draw the outlines of the programme's territories, on a white casing."""
    paths = "".join(shape.path for shape in _seen(screen_layer(level_key).shapes, view))
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


def _drawn_units(scene: Scene) -> list[tuple[Shape, str, bool]]:
    """List the units in file order, each with the letter of its class and if it is dimmed."""
    shapes = screen_layer(scene.view.level).shapes
    letters = scene.classification.letters([shape.code for shape in shapes])
    kept = scene.in_filter.to_dict()
    return [
        (shape, letter, not kept.get(shape.code, False))
        for shape, letter in zip(shapes, letters, strict=True)
    ]


def _units(scene: Scene, view: Viewport, key: str, size: float) -> str:
    """Draw every unit; class and code can be read back from the attributes."""
    box, units, is_count = view.box, _drawn_units(scene), scene.has_circles

    def fill_of(letter: str) -> str:
        colour = scene.classification.colour_of(letter)
        if letter == NO_CLASS or (colour and is_count):
            return PRINT.land
        return colour or f"url(#{key}-{letter})"

    fills = {letter: fill_of(letter) for _shape, letter, _is_dimmed in units}
    faded = f' fill-opacity="{PRINT.dimmed_opacity:g}"'
    paths = [
        f'<path class="unite{" estompee" if is_dimmed else ""}" '
        f'data-code="{shape.code}" data-class="{letter}" fill="{fills[letter]}"'
        f'{faded if is_dimmed and not is_count else ""} d="{shape.path}">'
        f"<title>{escape(shape.name)}</title></path>"
        for shape, letter, is_dimmed in units
        if shape.box.overlaps(box)
    ]
    edge, opacity, width = PRINT.unit_border(has_circles=is_count)
    return (
        f'<g class="unites" stroke="{edge}" stroke-opacity="{opacity:g}" '
        f'stroke-width="{view.units(width * size):.5g}">'
        f"{''.join(paths)}</g>{'' if is_count else _patterned(scene, view, key)}"
    )


def _patterned(scene: Scene, view: Viewport, key: str) -> str:
    """Lay over the units whose figure is not a measured one the pattern of its status."""
    marks, paths = _marks(scene), defaultdict(list)
    for (shape, _letter, is_dimmed), mark in zip(_drawn_units(scene), marks, strict=False):
        if mark != NO_CLASS and not is_dimmed and shape.box.overlaps(view.box):
            paths[mark].append(shape.path)
    return "".join(
        f'<path class="motif" fill="url(#{key}-{mark})" d="{"".join(shapes)}"/>'
        for mark, shapes in paths.items()
    )


def _marks(scene: Scene) -> str:
    codes = [shape.code for shape in screen_layer(scene.view.level).shapes]
    return scene.classification.marks(codes)


def _circles(scene: Scene, view: Viewport, size: float) -> str:
    """Draw circles in the colour of their class, small ones over large ones."""
    radii, units = circle_radii(scene.circled, PRINT.circle_radius * size), _drawn_units(scene)
    marked = _marks(scene) or NO_CLASS * len(units)
    # What is drawn last is on top: a small circle must not be hidden by a large one.
    order = np.argsort([-radius for radius in radii], kind="stable")
    marks = []
    for rank in order:
        (shape, letter, is_dimmed), radius = units[rank], radii[rank]
        if not radius or not shape.box.overlaps(view.box):
            continue
        x, y = view.pixels(*shape.label)
        colour = scene.classification.colour_of(letter)
        opacity = PRINT.circle_dimmed_opacity if is_dimmed else PRINT.circle_opacity
        marks.append(
            f'<circle class="cercle{" estompee" if is_dimmed else ""}" data-code="{shape.code}" '
            f'data-class="{letter}" cx="{x:.2f}" cy="{y:.2f}" r="{radius:.2f}" '
            f'fill="{colour}" fill-opacity="{opacity:g}" '
            f"{_DIMMED_EDGE if is_dimmed else _circle_edge(colour)}"
            f"{'' if marked[rank] == NO_CLASS else CIRCLE_DASHES}/>"
        )
    width = PRINT.circle_edge_width * size
    return f'<g class="cercles" stroke-width="{width:.3g}">{"".join(marks)}</g>'


def _rings(scene: Scene, view: Viewport, size: float) -> str:
    """Draw a ring around the circle of each selected unit."""
    radii = circle_radii(scene.circled, PRINT.circle_radius * size)
    rings = []
    for shape, radius in zip(screen_layer(scene.view.level).shapes, radii, strict=True):
        if radius and shape.code in scene.view.selection:
            x, y = view.pixels(*shape.label)
            ring = f'cx="{x:.2f}" cy="{y:.2f}" r="{radius + PRINT.ring_gap * size:.2f}"'
            rings.append(cased(ring, size, PRINT, "circle"))
    return "".join(rings)


def _circle_edge(colour: str) -> str:
    return f'stroke="{PRINT.edge_of(colour)}"'


def frame_names(view: Viewport, size: float, look: Look = PRINT, halo: str = "") -> str:
    """Name the insets, inside their frames, where there is room; the halo is of the paper."""
    words = []
    for frame in _seen(screen_frames(), view):
        x, y = view.pixels(frame.box.west, frame.box.north)
        # Smaller letters cannot be read, whatever the size of the map.
        letters = max(look.picture_sign * size, 5.0)
        if text_width(frame.name, letters) + 6 * size <= frame.box.width * view.scale:
            words.append(
                svg_text(
                    frame.name,
                    x + 3 * size,
                    y + 1.1 * letters,
                    letters,
                    fill=look.quiet,
                    halo=(2 * size, halo or look.paper),
                )
            )
    return f'<g class="noms-cartons">{"".join(words)}</g>'
