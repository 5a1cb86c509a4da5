"""The map of a level as vector SVG, with the classes, colours and looks of the screen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape

import numpy as np

from territoires_industrie.classes.classify import MISSING, Classification
from territoires_industrie.classes.legend import MAX_RADIUS_PX, circle_radii
from territoires_industrie.classes.palettes import MISSING_STYLES, PATTERN_SIZE, pattern_marks
from territoires_industrie.indicators import Measure
from territoires_industrie.picture.screen_paths import (
    Layer,
    Shape,
    overlaps,
    screen_frames,
    screen_layer,
)
from territoires_industrie.picture.text import FONT, svg_text, text_width
from territoires_industrie.picture.viewport import Viewport, aspect, fit, france_box

LAND = "#f0f0f0"
PAPER = "#ffffff"
BORDER = "#ffffff"
REGION = "#282832"
FRAME = "#cfcfcf"
QUIET = "#5f5f5f"
PROGRAMME = "#e1000f"
SELECTION = "#000091"
"""Colours of the map in the browser (``draw/atlas_map.css``), light theme."""

DIMMED_OPACITY = 0.22
DIMMED_CIRCLE_OPACITY = 0.15
CIRCLE_OPACITY = 0.82
PALE = 200
PALE_EDGE = "#8a8a8a"
"""Luminance (0 to 255) from which a circle needs a dark edge, and that edge."""

REFERENCE_WIDTH_PX = 800.0
"""Width of a map on which strokes and circles have their size of the screen."""


@dataclass(frozen=True)
class MapDrawing:
    """What a map shows, wherever it is drawn.

    Attributes
    ----------
    level_key
        Level whose units are drawn.
    classification
        Classes, colours, missing statuses and filter of its units.
    outline
        Level whose units are outlined over the map (``territoire_phase2``), or empty.
    selected
        Codes of the units with a strong outline.
    regions
        Whether the borders of the regions are drawn.
    kept_circles_only
        Whether a count has circles inside the filter only, the largest of them setting the
        size of all: for a map cropped to the filter.
    """

    level_key: str
    classification: Classification
    outline: str = ""
    selected: Sequence[str] = ()
    regions: bool = True
    kept_circles_only: bool = False

    @cached_property
    def layer(self) -> Layer:
        """The units in the order of their file."""
        return screen_layer(self.level_key)

    @property
    def is_count(self) -> bool:
        """Whether the figures are drawn as circles."""
        return self.classification.measure == Measure.COUNT

    @cached_property
    def keys(self) -> list[str]:
        """One key a unit in file order, as in the legend: class index or status letter."""
        classes = self.classification.class_of.to_dict()
        statuses = self.classification.status_of.to_dict()
        letters = {str(status): style.letter for status, style in MISSING_STYLES.items()}
        return [
            str(classes[shape.code])
            if classes.get(shape.code, MISSING) != MISSING
            else letters.get(str(statuses.get(shape.code)), "n")
            for shape in self.layer.shapes
        ]

    @cached_property
    def dimmed(self) -> set[str]:
        """Codes of the units outside the filter."""
        kept = self.classification.in_filter
        return set(kept.index[~kept])

    def fill_of(self, key: str) -> str:
        """Give the colour of a class; an empty text for a missing status."""
        return self.classification.colours[int(key)] if key.isdigit() else ""


def map_svg(
    drawing: MapDrawing, width: float = 800.0, height: float | None = None, title: str = ""
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
    content = map_content(drawing, fit(box, 0, 0, width, tall))
    return svg_document(content, width, tall, title)


def svg_document(content: str, width: float, height: float, title: str, unit: str = "") -> str:
    """Wrap drawn elements in a whole SVG, on white paper.

    Parameters
    ----------
    unit
        Unit of ``width`` and ``height`` outside the picture (``pt`` for a print size).
    """
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}{unit}" '
        f'height="{height:g}{unit}" viewBox="0 0 {width:g} {height:g}" role="img" '
        f'font-family="{FONT}"><title>{escape(title)}</title>'
        f'<rect width="{width:g}" height="{height:g}" fill="{PAPER}"/>{content}</svg>'
    )


def map_content(drawing: MapDrawing, view: Viewport, key: str = "carte") -> str:
    """Draw the map in its rectangle of a picture; borders may go past its edges.

    Parameters
    ----------
    key
        Start of the identifiers inside, so that several maps can share a page.
    """
    size = pen_size(view)
    return (
        f"<defs>{_patterns(key, view, size)}</defs>"
        f'<g class="carte">'
        f'<g transform="{view.transform}" stroke-linejoin="round">'
        f"{frames_group(view)}{land_group()}{_units(drawing, view, key, size)}"
        f"{regions_group(view, size) if drawing.regions else ''}"
        f"{outlines_group(drawing.outline, view, size) if drawing.outline else ''}</g>"
        f"{_circles(drawing, view, size) if drawing.is_count else ''}"
        f"{frame_names(view, size)}"
        f'<g transform="{view.transform}" stroke-linejoin="round">'
        f"{selection_group(drawing.layer.find(drawing.selected), view, size)}</g></g>"
    )


def pen_size(view: Viewport) -> float:
    """Give the factor of strokes, circles and small words of a map of that size."""
    return min(max(view.width / REFERENCE_WIDTH_PX, 0.35), 2.5)


def _patterns(key: str, view: Viewport, size: float) -> str:
    """Define the pattern of each missing status, undoing the map's own scale."""
    side = PATTERN_SIZE
    return "".join(
        f'<pattern id="{key}-{style.letter}" width="{side}" height="{side}" '
        f'patternUnits="userSpaceOnUse" '
        f'patternTransform="scale({view.units(0.75 * size):.5g})">'
        f'<rect width="{side}" height="{side}" fill="{style.fill}"/>{pattern_marks(style)}'
        "</pattern>"
        for style in MISSING_STYLES.values()
    )


def _seen(shapes: Iterable[Shape], view: Viewport) -> list[Shape]:
    box = view.box
    return [shape for shape in shapes if overlaps(shape.box, box)]


def frames_group(view: Viewport) -> str:
    """Draw the frames of the insets."""
    paths = "".join(f'<path d="{frame.path}"/>' for frame in _seen(screen_frames(), view))
    stroke = view.units(0.8 * pen_size(view))
    look = f'fill="{PAPER}" stroke="{FRAME}" stroke-width="{stroke:.5g}"'
    return f'<g class="cartons" {look}>{paths}</g>'


def land_group() -> str:
    """Draw the ground under the units: what no unit covers stays bare land."""
    paths = "".join(shape.path for shape in screen_layer("region").shapes)
    return f'<path class="sol" fill="{LAND}" d="{paths}"/>'


def regions_group(view: Viewport, size: float) -> str:
    """Draw the borders of the regions."""
    paths = "".join(shape.path for shape in _seen(screen_layer("region").shapes, view))
    return (
        f'<path class="regions" fill="none" stroke="{REGION}" stroke-opacity="0.55" '
        f'stroke-width="{view.units(0.8 * size):.5g}" d="{paths}"/>'
    )


def outlines_group(level_key: str, view: Viewport, size: float) -> str:
    """Draw the outlines of the programme's territories, on a white casing."""
    paths = "".join(shape.path for shape in _seen(screen_layer(level_key).shapes, view))
    return (
        f'<g class="programme" fill="none"><path stroke="{PAPER}" stroke-opacity="0.85" '
        f'stroke-width="{view.units(2.2 * size):.5g}" d="{paths}"/>'
        f'<path stroke="{PROGRAMME}" stroke-width="{view.units(1.1 * size):.5g}" d="{paths}"/></g>'
    )


def selection_group(shapes: Sequence[Shape], view: Viewport, size: float) -> str:
    """Draw the outline of the selected units, with a halo that parts it from dark fills."""
    if not shapes:
        return ""
    paths = "".join(shape.path for shape in shapes)
    return (
        f'<g class="selection" fill="none"><path stroke="{PAPER}" '
        f'stroke-width="{view.units(5 * size):.5g}" d="{paths}"/><path stroke="{SELECTION}" '
        f'stroke-width="{view.units(2.4 * size):.5g}" d="{paths}"/></g>'
    )


def _units(drawing: MapDrawing, view: Viewport, key: str, size: float) -> str:
    """Draw every unit; class and code can be read back from the attributes."""
    box, dimmed, is_count = view.box, drawing.dimmed, drawing.is_count
    fills = {
        each: LAND
        if is_count and each.isdigit()
        else drawing.fill_of(each) or f"url(#{key}-{each})"
        for each in set(drawing.keys)
    }
    faded = f' fill-opacity="{DIMMED_OPACITY}"'
    paths = [
        f'<path class="unite{" estompee" if shape.code in dimmed else ""}" '
        f'data-code="{shape.code}" data-class="{each}" fill="{fills[each]}"'
        f'{faded if shape.code in dimmed and not is_count else ""} d="{shape.path}">'
        f"<title>{escape(shape.name)}</title></path>"
        for shape, each in zip(drawing.layer.shapes, drawing.keys, strict=True)
        if overlaps(shape.box, box)
    ]
    stroke = view.units((0.45 if len(paths) > 400 else 0.6) * size)
    edge = "#c4c4c4" if is_count else BORDER
    return (
        f'<g class="unites" stroke="{edge}" stroke-opacity="0.8" stroke-width="{stroke:.5g}">'
        f"{''.join(paths)}</g>"
    )


def count_values(drawing: MapDrawing) -> list[float]:
    """List the figures of a count in file order, NaN where there is none."""
    if not drawing.is_count:
        return []
    classes = drawing.classification
    figures = classes.shown.astype("float64")
    if drawing.kept_circles_only:
        figures = figures.where(classes.in_filter)
    shown = figures.to_dict()
    return [shown.get(shape.code, float("nan")) for shape in drawing.layer.shapes]


def _circles(drawing: MapDrawing, view: Viewport, size: float) -> str:
    """Draw circles in the colour of their class, small ones over large ones."""
    radii = circle_radii(count_values(drawing), MAX_RADIUS_PX * size)
    order = np.argsort([-radius for radius in radii], kind="stable")
    marks = []
    for rank in order:
        shape, radius, each = drawing.layer.shapes[rank], radii[rank], drawing.keys[rank]
        if not radius or not overlaps(shape.box, view.box):
            continue
        x, y = view.pixels(*shape.label)
        is_dimmed = shape.code in drawing.dimmed
        opacity = DIMMED_CIRCLE_OPACITY if is_dimmed else CIRCLE_OPACITY
        marks.append(
            f'<circle class="cercle{" estompee" if is_dimmed else ""}" data-code="{shape.code}" '
            f'data-class="{each}" cx="{x:.2f}" cy="{y:.2f}" r="{radius:.2f}" '
            f'fill="{drawing.fill_of(each)}" fill-opacity="{opacity}"{_pale_edge(drawing, each)}/>'
        )
    return (
        f'<g class="cercles" stroke="{PAPER}" stroke-width="{0.7 * size:.3g}">{"".join(marks)}</g>'
    )


def _pale_edge(drawing: MapDrawing, key: str) -> str:
    """Give a pale circle the grey edge that it needs to be seen on bare land."""
    return f' stroke="{PALE_EDGE}"' if is_pale(drawing.fill_of(key)) else ""


def is_pale(colour: str) -> bool:
    """Tell whether a circle of that colour needs a dark edge.

    >>> is_pale("#f7f6d5"), is_pale("#0a0a5c")
    (True, False)
    """
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.3 * red + 0.59 * green + 0.11 * blue > PALE


def frame_names(view: Viewport, size: float) -> str:
    """Name the insets, inside their frames, where there is room."""
    words = []
    for frame in _seen(screen_frames(), view):
        x, y = view.pixels(frame.box[0], frame.box[1])
        letters = max(8.5 * size, 5.0)
        if text_width(frame.name, letters) + 6 * size <= (frame.box[2] - frame.box[0]) * view.scale:
            words.append(
                svg_text(
                    frame.name, x + 3 * size, y + 1.1 * letters, letters, fill=QUIET, halo=2 * size
                )
            )
    return f'<g class="noms-cartons">{"".join(words)}</g>'
