"""Small maps of a territory: where it is in France, and what it looks like up close.

They follow the theme of the page that shows them (``look.PAGE``); ``look.plain`` makes them a file.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np

from territoires_industrie.box import Box, union_box
from territoires_industrie.errors import AtlasError
from territoires_industrie.look import PAGE
from territoires_industrie.picture.detail import drawn_shapes
from territoires_industrie.picture.labels import name_labels
from territoires_industrie.picture.legend_svg import scale_group
from territoires_industrie.picture.map_svg import (
    frame_names,
    frames_group,
    regions_group,
    seen_shapes,
    selection_group,
    svg_document,
)
from territoires_industrie.picture.places import to_screen
from territoires_industrie.picture.screen_paths import screen_layer
from territoires_industrie.picture.shapes import Shape
from territoires_industrie.picture.sites_svg import HALF_SIDE
from territoires_industrie.picture.viewport import (
    Viewport,
    aspect,
    fit,
    france_box,
    scale_bar,
)
from territoires_industrie.scene.scene import Scene
from territoires_industrie.scene.view import View
from territoires_industrie.wording import _

SMALL_PX = 7.0
"""A unit narrower than that on the locator map gets a ring around it."""

MEMBER_LEVEL = "epci"
"""Level of the members that are drawn inside a territory."""

LEAST_SPAN = 900.0
"""Width, in world units, of the closest view: about 25 km on the mainland."""


@dataclass(frozen=True)
class PointLayer:
    """Points over a map: brownfields, grants, projects.

    Attributes
    ----------
    lon, lat
        WGS 84 degrees of the real ground, overseas included; one of each a point.
    colour, radius
        Look of every point; radius in pixels.
    name
        Class of the group in the SVG.
    titles
        What a reader who points at each one is told; empty, or one a point.
    is_square
        Whether points are squares of the same area rather than discs.
    """

    lon: Sequence[float]
    lat: Sequence[float]
    colour: str = PAGE.point
    radius: float = PAGE.point_radius
    name: str = "points"
    titles: Sequence[str] = ()
    is_square: bool = False

    def __post_init__(self) -> None:
        if len(self.lon) != len(self.lat) or len(self.titles) not in (0, len(self.lon)):
            raise AtlasError(
                _("Points : autant de longitudes, de latitudes et de titres sont attendus.")
            )


def locator_svg(
    shown: View | Scene,
    *,
    colours: Mapping[str, str] | None = None,
    width: float = 240.0,
    title: str = "",
) -> str:
    """Draw where the selected units are in France, overseas included.

    Parameters
    ----------
    shown
        Its selection is filled; a view is enough, as no figure is drawn.
    colours
        Colour of each code; one blue for all when not given.
    width
        Pixels; the height follows France's shape.

    Raises
    ------
    UnknownCodeError
        If the level lacks one of the codes.
    """
    box = france_box()
    height = round(width / aspect(box))
    view = fit(box, 0, 0, width, height)
    placed = _view(shown)
    shapes = screen_layer(placed.level).find(placed.selection)
    size = width / 240
    content = (
        f'<g transform="{view.transform}" stroke-linejoin="round">{frames_group(view, PAGE)}'
        f"{_regions(view, size)}{_filled(shapes, colours)}</g>"
        f"{_rings(shapes, view, size, colours)}{frame_names(view, size, PAGE)}"
    )
    return svg_document(content, width, height, title or _names(shapes), PAGE)


def zoom_svg(
    shown: View | Scene,
    *,
    members: Collection[str] | None = None,
    points: Sequence[PointLayer] = (),
    colours: Mapping[str, str] | None = None,
    labels: bool = True,
    size: tuple[float, float] = (640.0, 480.0),
    title: str = "",
) -> str:
    """Draw the selected units up close: neighbours pale, members outlined and named.

    Parameters
    ----------
    shown
        Its selection is all in view; a view is enough, as no figure is drawn.
    members
        Codes of the EPCI that are their members: the other EPCI are then the pale neighbours.
        Those without an outline on the screen map are left out. With None, units have no
        members and their neighbours are of their own level.
    points
        Layers drawn over the ground, first one first.
    colours
        Colour of each code, or of each member code.
    labels
        Whether members (or units, without members) are named, where there is room.
    size
        Width and height in pixels.

    Raises
    ------
    UnknownCodeError
        If the level lacks one of the codes.
    """
    level_key, codes = _view(shown).level, _view(shown).selection
    light = screen_layer(level_key).find(codes)
    width, height = size
    view = fit(_close_box(light), 0, 0, width, height)
    shapes = drawn_shapes(level_key, codes, view.scale)
    inside = () if members is None else _members(members, view.scale)
    pen = min(max(width / 640, 0.6), 2.0)
    around = seen_shapes(level_key if members is None else MEMBER_LEVEL, view)
    content = (
        f'<g transform="{view.transform}" stroke-linejoin="round">'
        f"{_surroundings(around, view, pen)}"
        f"{_filled(shapes, colours, PAGE.member)}{_filled(inside, colours, PAGE.member)}"
        f"{_edges(inside, view.units(1.1 * pen), PAGE.paper)}{regions_group(view, pen, PAGE)}"
        f"{selection_group(shapes, view, pen, PAGE)}</g>"
        f"{''.join(_points(layer, view) for layer in points)}"
        f"{name_labels(inside or shapes, view, PAGE.map_name * pen, PAGE) if labels else ''}"
        f"{_scale(view, pen)}"
    )
    return svg_document(content, width, height, title or _names(light), PAGE)


def _view(shown: View | Scene) -> View:
    return shown.view if isinstance(shown, Scene) else shown


def _names(shapes: Iterable[Shape]) -> str:
    return ", ".join(shape.name for shape in shapes)


def _members(codes: Collection[str], scale: float) -> tuple[Shape, ...]:
    known = screen_layer(MEMBER_LEVEL).rank_of
    return drawn_shapes(MEMBER_LEVEL, (code for code in codes if code in known), scale)


def _close_box(shapes: Sequence[Shape]) -> Box:
    if not shapes:
        return france_box()
    return union_box(shape.box for shape in shapes).grow(0.09, LEAST_SPAN)


def _regions(view: Viewport, size: float) -> str:
    paths = "".join(shape.path for shape in screen_layer("region").shapes)
    stroke = view.units(0.6 * size)
    look = f'fill="{PAGE.land}" stroke="{PAGE.locator_edge}" stroke-width="{stroke:.5g}"'
    return f'<path {look} d="{paths}"/>'


def _filled(
    shapes: Iterable[Shape], colours: Mapping[str, str] | None, fill: str = PAGE.unit
) -> str:
    chosen = colours or {}
    return "".join(
        f'<path class="unite" data-code="{shape.code}" fill="{chosen.get(shape.code, fill)}" '
        f'd="{shape.path}"/>'
        for shape in shapes
        # A member keeps the colour of the unit under it unless it has its own.
        if not chosen or shape.code in chosen
    )


def _edges(shapes: Iterable[Shape], thickness: float, stroke: str) -> str:
    paths = "".join(shape.path for shape in shapes)
    if not paths:
        return ""
    return (
        f'<path class="membres" fill="none" stroke="{stroke}" '
        f'stroke-width="{thickness:.5g}" d="{paths}"/>'
    )


def _rings(
    shapes: Iterable[Shape], view: Viewport, size: float, colours: Mapping[str, str] | None
) -> str:
    """Ring the units too small to be seen."""
    marks = []
    for shape in shapes:
        if max(shape.box.width, shape.box.height) * view.scale < SMALL_PX * size:
            x, y = view.pixels(*shape.box.middle)
            stroke = (colours or {}).get(shape.code, PAGE.unit)
            marks.append(
                f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{SMALL_PX * size:.2f}" fill="none" '
                f'stroke="{stroke}" stroke-width="{1.4 * size:.3g}"/>'
            )
    return "".join(marks)


def _surroundings(units: Sequence[Shape], view: Viewport, size: float) -> str:
    """Draw bare land, then the units around, pale."""
    ground = "".join(shape.path for shape in seen_shapes("region", view))
    paths = "".join(shape.path for shape in units)
    return (
        f'<path fill="{PAGE.neighbour}" d="{ground}"/>'
        f'<path class="voisins" fill="{PAGE.neighbour}" '
        f'stroke="{PAGE.neighbour_edge}" stroke-width="{view.units(0.7 * size):.5g}" d="{paths}"/>'
    )


def _points(layer: PointLayer, view: Viewport) -> str:
    places = to_screen(np.asarray(layer.lon, float), np.asarray(layer.lat, float))
    marks = []
    for rank, (x, y) in enumerate(places.tolist()):
        # NaN, which no box holds, is a point that is nowhere on the screen map.
        if view.box.holds(x, y):
            left, top = view.pixels(x, y)
            told = f"<title>{escape(layer.titles[rank])}</title>" if layer.titles else ""
            marks.append(_mark(layer, left, top, told))
    return (
        f'<g class="{escape(layer.name)}" fill="{layer.colour}" '
        f'fill-opacity="{PAGE.point_opacity:g}" '
        f'stroke="{PAGE.paper}" stroke-width="0.6">{"".join(marks)}</g>'
    )


def _mark(layer: PointLayer, x: float, y: float, told: str) -> str:
    if not layer.is_square:
        return f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{layer.radius:g}">{told}</circle>'
    half = layer.radius * HALF_SIDE
    place = f'x="{x - half:.2f}" y="{y - half:.2f}"'
    return f'<rect {place} width="{2 * half:.2f}" height="{2 * half:.2f}">{told}</rect>'


def _scale(view: Viewport, size: float) -> str:
    bar = scale_bar(view, 110 * size)
    x, y = view.left + 12 * size, view.top + view.height - 10 * size
    backing = (
        f'<rect x="{x - 6 * size:.2f}" y="{y - 18 * size:.2f}" rx="2" fill="{PAGE.paper}" '
        f'fill-opacity="0.8" width="{bar.pixels + 12 * size:.2f}" height="{23 * size:.2f}"/>'
    )
    return backing + scale_group(x, y, bar.pixels, bar.label, "", PAGE.map_scale * size, PAGE)
