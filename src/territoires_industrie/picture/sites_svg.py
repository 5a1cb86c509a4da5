"""Declared sites on a picture, and their legend: the looks and sizes of the screen."""

from math import pi, sqrt

import pandas as pd

from territoires_industrie.look import PRINT
from territoires_industrie.picture.legend_svg import Block, paragraph, reference_circles, stack
from territoires_industrie.picture.screen_paths import screen_sites
from territoires_industrie.picture.text import svg_text
from territoires_industrie.picture.viewport import Viewport
from territoires_industrie.scene.sites import ShownSites, SiteGroup, site_look, undeclared_text
from territoires_industrie.wording import format_number

HALF_SIDE = sqrt(pi) / 2
"""Half the side of a square with the area of a disc of radius 1."""


def sites_group(shown: ShownSites, view: Viewport, size: float) -> str:
    """Draw the sites of a map, those that are rare or small on top.

    Parameters
    ----------
    size
        Factor of strokes and circles (``map_svg.pen_size``).
    """
    rows = shown.rows.assign(radius=shown.radii(size, view.zoom))
    places = screen_sites()[shown.is_kept.to_numpy()]
    rows["x"] = view.left + (places[:, 0] - view.west) * view.scale
    rows["y"] = view.top + (places[:, 1] - view.north) * view.scale
    # A circle whose centre is beyond the edge may reach into the map.
    reach = rows["radius"].max() if len(rows) else 0.0
    is_seen = rows["x"].between(view.left - reach, view.left + view.width + reach)
    is_seen &= rows["y"].between(view.top - reach, view.top + view.height + reach)
    seen = rows[is_seen]
    drawn = _circles(seen, size) if shown.is_by_co2 else _points(seen, size)
    return f'<g class="sites" data-count="{len(seen)}">{drawn}</g>'


def _points(rows: pd.DataFrame, size: float) -> str:
    """Draw one path a sector: a point is a few letters of it."""
    groups = []
    for code, group in sorted(rows.groupby("a38_code"), reverse=True):
        colour, is_square = site_look(str(code))
        path = "".join(
            _shape(x, y, radius, is_square=is_square)
            for x, y, radius in group[["x", "y", "radius"]].to_numpy()
        )
        groups.append(f'<g data-secteur="{code}">{_cased(path, colour, size)}</g>')
    return "".join(groups)


def _circles(rows: pd.DataFrame, size: float) -> str:
    """Draw dots for sites without CO2, then circles, the largest first."""
    declared = rows[rows["co2_fossil_t"] > 0].sort_values("co2_fossil_t", ascending=False)
    others = rows[~rows.index.isin(declared.index)]
    dots = "".join(_shape(x, y, radius) for x, y, radius in others[["x", "y", "radius"]].to_numpy())
    circles = "".join(
        _cased(_shape(x, y, radius), PRINT.point, size, PRINT.point_opacity)
        for x, y, radius in declared[["x", "y", "radius"]].to_numpy()
    )
    return f'<path fill="{PRINT.site_edge}" d="{dots}"/>{circles}'


def _shape(x: float, y: float, radius: float, *, is_square: bool = False) -> str:
    if is_square:
        half = radius * HALF_SIDE
        return f"M{x - half:.1f} {y - half:.1f}h{2 * half:.2f}v{2 * half:.2f}h{-2 * half:.2f}z"
    arc = f"a{radius:.2f} {radius:.2f} 0 1 0 "
    return f"M{x - radius:.1f} {y:.1f}{arc}{2 * radius:.2f} 0{arc}{-2 * radius:.2f} 0z"


def _cased(path: str, colour: str, size: float, opacity: float = 1.0) -> str:
    """Draw points with their edge on a casing: one of the two is seen on any colour."""
    casing, edge = PRINT.site_casing_width * size, PRINT.site_edge_width * size
    return (
        f'<path fill="none" stroke="{PRINT.site_casing}" stroke-width="{casing:.3g}" d="{path}"/>'
        f'<path fill="{colour}" fill-opacity="{opacity:g}" stroke="{PRINT.site_edge}" '
        f'stroke-width="{edge:.3g}" d="{path}"/>'
    )


def sites_block(shown: ShownSites | None, width: float, pen: float, size: float) -> Block:
    """Draw the legend of the sites; empty where none are shown.

    Parameters
    ----------
    pen
        Factor of the map's circles.
    size
        Height of the letters, in pixels.
    """
    if shown is None:
        return Block("", 0.0)
    title = paragraph(shown.heading, width, size, bold=True)
    notes = (paragraph(note, width, size * 0.85, fill=PRINT.quiet) for note in shown.notes)
    body = _co2_legend(shown, pen, size) if shown.is_by_co2 else _sector_legend(shown, width, size)
    return stack([title, body, *notes], gap=size * 0.4)


def _sector_legend(shown: ShownSites, width: float, size: float) -> Block:
    rows = [_group_row(group, width, size) for group in shown.groups]
    return stack(rows)


def _group_row(group: SiteGroup, width: float, size: float) -> Block:
    letters, radius = size * 0.9, size * 0.34
    shape = _shape(radius * 1.4, letters * 0.62, radius, is_square=group.is_square)
    label = paragraph(group.label, width - size * 4, letters, most=1)
    count = svg_text(format_number(group.count), width, letters * 0.95, letters, anchor="end")
    sample = _cased(shape, group.colour, 1.0)
    content = f'{sample}<g transform="translate({size * 1.3:.2f} 0)">{label.content}</g>{count}'
    return Block(content, letters * 1.28)


def _co2_legend(shown: ShownSites, pen: float, size: float) -> Block:
    text = undeclared_text(shown)
    dot = f'<path fill="{PRINT.site_edge}" d="{_shape(size * 0.5, size * 0.6, size * 0.16)}"/>'
    row = Block(f"{dot}{svg_text(text, size * 1.3, size * 0.9, size * 0.9)}", size * 1.3)
    return stack([reference_circles(shown.sizes, pen, size), row], gap=size * 0.3)
