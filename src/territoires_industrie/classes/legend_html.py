"""The legend as HTML: its rows, its reference circles, the line of the programme."""

from collections.abc import Sequence
from html import escape
from math import ceil
from urllib.parse import quote

from territoires_industrie.classes.legend import (
    SWATCH_HEIGHT,
    SWATCH_WIDTH,
    CircleSize,
    Legend,
    LegendRow,
    say_dimmed,
)
from territoires_industrie.classes.palettes import (
    PATTERN_SIZE,
    STYLES,
    MissingStyle,
    pattern_marks,
)
from territoires_industrie.look import PAGE
from territoires_industrie.wording import _, format_number

SECOND, SMALL = (
    f"opacity:.75;font-size:{size:g}em" for size in (PAGE.legend_unit_text, PAGE.legend_note_text)
)
"""Styles of the unit and of the notes of a legend."""


def legend_html(legend: Legend) -> str:
    """Draw the legend as one safe HTML fragment, which follows the page's light or dark theme."""
    heading = f'<div style="font-weight:600;line-height:1.3">{escape(legend.title)}</div>'
    if legend.unit:
        heading += f'<div style="{SECOND}">{escape(_(legend.unit))}</div>'
    head = (
        f'<tr style="{SMALL}"><td></td>'
        f'<th style="text-align:left;font-weight:400">{escape(_("Classe"))}</th>'
        f'<th style="text-align:right;font-weight:400">{escape(_("Nombre"))}</th></tr>'
    )
    body = "".join(_row_html(row, bool(legend.sizes)) for row in legend.rows)
    table = (
        '<table style="border-collapse:collapse;width:100%;margin-top:.4em;border:0;'
        'color:inherit;font-size:inherit">'
        f"<thead>{head}</thead><tbody>{body}</tbody></table>"
    )
    note = f'<div style="{SMALL}">{escape(legend.sizes_note)}</div>' if legend.sizes_note else ""
    outline = _outline_html(legend.outline_label) if legend.outline_label else ""
    dimmed = ""
    if legend.dimmed_count:
        text = escape(say_dimmed(legend.dimmed_count))
        dimmed = f'<div style="{SECOND};margin-top:.4em">{text}</div>'
    return (
        f'<div class="atlas-legend" style="font-size:{PAGE.legend_text:g}rem;'
        'font-variant-numeric:tabular-nums">'
        f"{heading}{circles_html(legend.sizes)}{note}{table}{outline}{dimmed}</div>"
    )


def _outline_html(label: str) -> str:
    return (
        '<div style="display:flex;align-items:center;gap:8px;line-height:1.25;padding:.2em 0">'
        f'<span aria-hidden="true" style="width:{SWATCH_WIDTH}px;'
        f'border-top:{PAGE.programme_width:g}px solid {PAGE.programme}"></span>'
        f"{escape(label)}</div>"
    )


def _row_html(row: LegendRow, is_disc: bool) -> str:
    cell = 'style="padding:.12em 0;border:0;vertical-align:middle;'
    note = f'<div style="{SMALL};line-height:1.2">{escape(row.note)}</div>' if row.note else ""
    faded = "opacity:.75;" if row.count == 0 else ""
    return (
        f'<tr data-class="{escape(row.key)}" style="{faded}border:0">'
        f'<td {cell}width:{SWATCH_WIDTH + 8}px">{swatch_html(row, is_disc)}</td>'
        f'<td {cell}line-height:1.25">{escape(row.label)}{note}</td>'
        f'<td {cell}text-align:right;white-space:nowrap">{format_number(row.count)}</td></tr>'
    )


def swatch_html(row: LegendRow, is_disc: bool = False) -> str:
    """Draw the sample of a row, its pattern included; a disc where the map has circles.

    Drawn by styles only: Streamlit removes inline SVG from a page's HTML.
    """
    style = STYLES.get(row.key) if row.pattern else None
    is_over = style is not None and style.status.has_figure
    # On a circle the edge is dashed in the place of a pattern, as on the map.
    has_tile = style is not None and not (is_disc and is_over)
    pattern = f"background-image:url({_tile_url(style)});" if style and has_tile else ""
    fill = PAGE.missing[row.key].fill if style and not is_over else PAGE.of(row.colour)
    line = "dashed" if is_over else "solid"
    shape = (
        f"width:{SWATCH_HEIGHT}px;margin:0 auto;border-radius:50%;opacity:{PAGE.circle_opacity:g};"
        f"box-sizing:border-box;border:1px {line} {PAGE.edge_of(fill)}"
        if is_disc and not has_tile
        else f"width:{SWATCH_WIDTH}px;border-radius:2px;box-shadow:inset 0 0 0 1px {PAGE.edge}"
    )
    return (
        f'<span aria-hidden="true" style="display:block;height:{SWATCH_HEIGHT}px;{shape};'
        f"background-color:{escape(fill)};{pattern}"
        # Neither a theme of contrasts nor a printer may take these colours away: they say it all.
        'forced-color-adjust:none;print-color-adjust:exact"></span>'
    )


def _tile_url(style: MissingStyle) -> str:
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{PATTERN_SIZE}" height="{PATTERN_SIZE}" '
        'style="color-scheme:light dark">'
        f"{pattern_marks(style, PAGE)}</svg>"
    )
    return f"data:image/svg+xml,{quote(svg, safe='')}"


def circles_html(sizes: Sequence[CircleSize]) -> str:
    """Draw the reference circles of a count, nested on one base line, with their labels."""
    if not sizes:
        return ""
    largest = max(size.radius for size in sizes)
    box = ceil(2 * largest) + 2
    circles = "".join(_circle_html(size, box) for size in sizes)
    labels = "".join(
        f'<div style="border-top:1px solid {PAGE.edge};line-height:1.35">{escape(size.label)}</div>'
        for size in sizes
    )
    label = escape(
        _("Taille des cercles : {sizes}").format(sizes=", ".join(s.label for s in sizes))
    )
    return (
        f'<div role="img" aria-label="{label}" style="display:flex;gap:.6em;align-items:center;'
        f'margin-top:.4em"><div style="position:relative;flex:none;width:{box}px;'
        f'height:{box}px">{circles}</div>'
        f'<div style="font-size:{PAGE.legend_unit_text:g}em">{labels}</div></div>'
    )


def _circle_html(size: CircleSize, box: int) -> str:
    diameter = 2 * size.radius
    return (
        f'<span style="position:absolute;box-sizing:border-box;bottom:1px;'
        f"left:{box / 2 - size.radius:.1f}px;width:{diameter:.1f}px;height:{diameter:.1f}px;"
        'border:1px solid currentColor;border-radius:50%;opacity:.7"></span>'
    )
