"""The legend: what each colour, pattern and circle means, with its number of units."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10, sqrt
from urllib.parse import quote

import numpy as np

from territoires_industrie.classes.classify import CLASS_LETTERS, Classification, pivot_of
from territoires_industrie.classes.palettes import (
    MISSING_STYLES,
    PATTERN_SIZE,
    MissingStyle,
    pattern_marks,
)
from territoires_industrie.indicators import Indicator
from territoires_industrie.look import PAGE
from territoires_industrie.wording import _, format_number, format_quantity, ngettext

SWATCH_WIDTH, SWATCH_HEIGHT = 26, 16

SECOND, SMALL = (
    f"opacity:.75;font-size:{size:g}em" for size in (PAGE.legend_unit_text, PAGE.legend_note_text)
)
"""Styles of the unit and of the notes of a legend."""


@dataclass(frozen=True)
class LegendRow:
    """One entry of the legend.

    Attributes
    ----------
    label
        Interval, category or missing status, in the language of the run.
    colour
        ``#rrggbb`` of the class, or background colour of the missing status.
    count
        Units inside the filter.
    pattern
        Pattern of a missing status, empty for a class.
    key
        Character that the map receives for it: class digit or status letter.
    note
        What completes the label (distance to the mean), or empty.
    """

    label: str
    colour: str
    count: int
    pattern: str = ""
    key: str = ""
    note: str = ""


@dataclass(frozen=True)
class CircleSize:
    """One reference circle: a round value, its label and its radius in pixels."""

    value: float
    label: str
    radius: float


def class_bounds(classification: Classification, index: int) -> tuple[float, float]:
    """Return the lowest and highest values that a class can contain, both included.

    Values are rounded before they are classed, so that a class ends one last digit
    before the next one begins: no number is in two labels.
    """
    breaks, decimals = classification.breaks, classification.decimals
    is_last = index == classification.class_count - 1
    high = breaks[index + 1] if is_last else round(breaks[index + 1] - 10**-decimals, decimals)
    return breaks[index], max(high, breaks[index])


def class_label(classification: Classification, index: int, indicator: Indicator) -> str:
    """Write the interval or the category of a class, without the unit."""
    if classification.categories:
        return _(classification.categories[index][1])
    low, high = class_bounds(classification, index)
    sign = pivot_of(indicator) == 0
    texts = [format_number(bound, indicator.decimals, sign) for bound in (low, high)]
    if texts[0] == texts[1]:
        return texts[0]
    return _("de {low} à {high}").format(low=texts[0], high=texts[1])


def legend_rows(classification: Classification, indicator: Indicator) -> list[LegendRow]:
    """List the classes, highest first as on a scale, then the missing statuses.

    The counts of all rows add up to the number of units inside the filter.
    """
    indices = range(classification.class_count)
    rows = [
        LegendRow(
            label=class_label(classification, i, indicator),
            colour=classification.colours[i],
            count=classification.counts[i],
            key=CLASS_LETTERS[i],
            note=_deviation_note(classification, i),
        )
        for i in (indices if classification.categories else reversed(indices))
    ]
    return rows + [
        LegendRow(_(style.label), style.fill, count, style.pattern, style.letter)
        for status, count in classification.missing_counts.items()
        for style in (MISSING_STYLES[status],)
    ]


def _deviation_note(classification: Classification, index: int) -> str:
    mean, deviation = classification.mean, classification.deviation
    if classification.method != "ecart-type" or mean is None or not deviation:
        return ""
    texts = [
        format_number((bound - mean) / deviation, 1, sign=True)
        for bound in classification.breaks[index : index + 2]
    ]
    if classification.class_count == 1:
        return ""
    if index == 0:
        return _("moins de {high} écart-type").format(high=texts[1])
    if index == classification.class_count - 1:
        return _("{low} écart-type et plus").format(low=texts[0])
    return _("de {low} à {high} écart-type").format(low=texts[0], high=texts[1])


def circle_radii(
    values: Sequence[float],
    max_radius_px: float = PAGE.circle_radius,
    largest: float | None = None,
) -> list[float]:
    """Return the radius of each circle, in pixels; its area is proportional to the value.

    Zero and missing values have no circle (radius 0). Negative values are drawn by
    their size; their colour shows the sign.

    Parameters
    ----------
    values
        One value a unit, NaN where there is none.
    max_radius_px
        Radius of the largest value.
    largest
        Value that has the largest radius; the largest of ``values`` when not given.

    Examples
    --------
    >>> circle_radii([100, 25, 0, float("nan")], 20)
    [20.0, 10.0, 0.0, 0.0]
    """
    sizes = np.nan_to_num(np.abs(np.asarray(values, dtype="float64")))
    top = largest if largest is not None else float(sizes.max(initial=0.0))
    if top <= 0:
        return [0.0] * len(sizes)
    radii = np.where(
        sizes > 0, np.maximum(max_radius_px * np.sqrt(sizes / top), PAGE.circle_least_radius), 0.0
    )
    return [round(float(radius), 2) for radius in radii]


def circle_sizes(
    values: Sequence[float], indicator: Indicator, max_radius_px: float = PAGE.circle_radius
) -> list[CircleSize]:
    """Choose two to four round values, largest first, and size their circles as on the map.

    Fewer where the values have no two such round numbers, none where all are zero.
    """
    sizes = np.nan_to_num(np.abs(np.asarray(values, dtype="float64")))
    top = float(sizes.max(initial=0.0))
    if top <= 0:
        return []
    chosen: list[float] = []
    candidate = _round_down(top)
    while len(chosen) < 4 and candidate > 0:
        # Below 3 pixels, readers cannot tell a circle from the next one.
        if max_radius_px * sqrt(candidate / top) < 3 or candidate < 10**-indicator.decimals:
            break
        chosen.append(candidate)
        candidate = _round_down(candidate / 3.5)
    return [
        CircleSize(
            value,
            format_quantity(value, indicator.unit, indicator.decimals if value < 1 else 0),
            round(max_radius_px * sqrt(value / top), 2),
        )
        for value in chosen
    ]


def _round_down(value: float) -> float:
    """Find the largest 1, 2 or 5 followed by zeros that is not above ``value``."""
    power = 10.0 ** floor(log10(value))
    return max((m * power for m in (1, 2, 5) if m * power <= value * (1 + 1e-9)), default=power)


def legend_html(
    rows: Sequence[LegendRow],
    title: str,
    unit: str = "",
    sizes: Sequence[CircleSize] = (),
    dimmed_count: int = 0,
    outline_label: str = "",
) -> str:
    """Draw the legend as one safe HTML fragment, which follows the page's light or dark theme.

    Parameters
    ----------
    rows
        From ``legend_rows``.
    title, unit
        Texts already in the language of the run; escaped here.
    sizes
        Reference circles of a count, from ``circle_sizes``.
    dimmed_count
        Units outside the filter, on a last line when there are any.
    outline_label
        What the line over the map is, beside a sample of it; empty where none is drawn.
    """
    heading = f'<div style="font-weight:600;line-height:1.3">{escape(title)}</div>'
    if unit:
        heading += f'<div style="{SECOND}">{escape(_(unit))}</div>'
    head = (
        f'<tr style="{SMALL}"><td></td>'
        f'<th style="text-align:left;font-weight:400">{escape(_("Classe"))}</th>'
        f'<th style="text-align:right;font-weight:400">{escape(_("Nombre"))}</th></tr>'
    )
    body = "".join(_row_html(row, bool(sizes)) for row in rows)
    table = (
        '<table style="border-collapse:collapse;width:100%;margin-top:.4em;border:0;'
        'color:inherit;font-size:inherit">'
        f"<thead>{head}</thead><tbody>{body}</tbody></table>"
    )
    outline = _outline_html(outline_label) if outline_label else ""
    dimmed = ""
    if dimmed_count:
        text = ngettext(
            "{count} unité hors du filtre, estompée",
            "{count} unités hors du filtre, estompées",
            dimmed_count,
        ).format(count=format_number(dimmed_count))
        dimmed = f'<div style="{SECOND};margin-top:.4em">{escape(text)}</div>'
    return (
        f'<div class="atlas-legend" style="font-size:{PAGE.legend_text:g}rem;'
        'font-variant-numeric:tabular-nums">'
        f"{heading}{circles_html(sizes)}{table}{outline}{dimmed}</div>"
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
    style = next((s for s in MISSING_STYLES.values() if s.letter == row.key), None)
    pattern = f"background-image:url({_tile_url(style)});" if style else ""
    fill = PAGE.missing[row.key].fill if style else PAGE.of(row.colour)
    shape = (
        f"width:{SWATCH_HEIGHT}px;margin:0 auto;border-radius:50%;opacity:{PAGE.circle_opacity:g};"
        f"box-shadow:inset 0 0 0 1px {PAGE.edge_of(fill)}"
        if is_disc and not style
        else f"width:{SWATCH_WIDTH}px;border-radius:2px;box-shadow:inset 0 0 0 1px {PAGE.edge}"
    )
    return (
        f'<span aria-hidden="true" style="display:block;height:{SWATCH_HEIGHT}px;{shape};'
        f"background-color:{escape(fill)};{pattern}"
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
