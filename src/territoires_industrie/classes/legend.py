"""The legend: what each colour, pattern and circle means, with its number of units."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10, sqrt

import numpy as np

from territoires_industrie.classes.classification import CLASS_LETTERS, Classification
from territoires_industrie.classes.classify import pivot_of
from territoires_industrie.classes.palettes import MARK_STYLES, MISSING_STYLES
from territoires_industrie.indicators import Indicator
from territoires_industrie.look import LIGHT, PAGE
from territoires_industrie.wording import (
    _,
    format_number,
    format_quantity,
    ngettext,
    round_half_up,
)

SWATCH_WIDTH, SWATCH_HEIGHT = 26, 16
"""Size of the sample of a class, in pixels."""


@dataclass(frozen=True)
class LegendRow:
    """One entry of the legend.

    Attributes
    ----------
    label
        Interval, category or missing status, in the language of the run.
    colour
        ``#rrggbb`` of the class, of one class for what lies over all of them, or background of
        the missing status.
    count
        Units inside the filter.
    pattern
        Pattern of a missing status or over the classes, empty for a class.
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


@dataclass(frozen=True)
class Legend:
    """What a legend holds, in the language of the run.

    Attributes
    ----------
    rows
        From ``legend_rows`` and ``mark_rows``.
    title, unit
        What is measured, and in what.
    sizes
        Reference circles of a count, from ``circle_sizes``.
    sizes_note
        What is said of their scale, if anything.
    dimmed_count
        Units outside the filter.
    outline_label
        What the line over the map is; empty where none is drawn.
    """

    rows: tuple[LegendRow, ...]
    title: str
    unit: str = ""
    sizes: tuple[CircleSize, ...] = ()
    dimmed_count: int = 0
    outline_label: str = ""
    sizes_note: str = ""

    @property
    def is_counted(self) -> bool:
        """Whether its rows hold several units; each of those that are compared is a row."""
        return any(row.count > 1 for row in self.rows)


def say_dimmed(count: int) -> str:
    """Write how many units the filter dims."""
    return ngettext(
        "{count} unité hors du filtre, estompée", "{count} unités hors du filtre, estompées", count
    )


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


def mark_rows(classification: Classification) -> list[LegendRow]:
    """List what lies over the classes, whose units are counted in their class already."""
    colours = classification.colours
    return [
        LegendRow(
            _("dont : {status}").format(status=_(status.word)),
            colours[len(colours) // 2] if colours else LIGHT.land,
            count,
            MARK_STYLES[status].pattern,
            status.letter,
        )
        for status, count in classification.mark_counts.items()
    ]


def _deviation_note(classification: Classification, index: int) -> str:
    mean, deviation = classification.mean, classification.deviation
    if classification.method != "ecart-type" or mean is None or not deviation:
        return ""
    if classification.class_count == 1:
        return ""
    bounds = classification.breaks[index : index + 2]
    low, high = round_half_up([(bound - mean) / deviation for bound in bounds], 1).tolist()
    texts = {"low": format_number(low, 1, sign=True), "high": format_number(high, 1, sign=True)}
    # The noun has the number of the figure that stands beside it: « 1,5 écart-type ».
    if index == 0:
        return ngettext(
            "moins de {high} écart-type", "moins de {high} écarts-types", int(abs(high)), **texts
        )
    if index == classification.class_count - 1:
        return ngettext(
            "{low} écart-type et plus", "{low} écarts-types et plus", int(abs(low)), **texts
        )
    return ngettext(
        "de {low} à {high} écart-type", "de {low} à {high} écarts-types", int(abs(high)), **texts
    )


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
    rounded: list[float] = np.round(radii, 2).tolist()
    return rounded


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
    # The margin keeps a round number that binary makes a little too small.
    return max((m * power for m in (1, 2, 5) if m * power <= value * (1 + 1e-9)), default=power)
