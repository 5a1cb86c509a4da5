"""Axes whose numbers are written here, in the form of the language."""

import json
import textwrap
from collections.abc import Sequence
from math import ceil, floor, log10

import altair as alt
import pandas as pd

from territoires_industrie.look import PAGE
from territoires_industrie.wording import format_number

NARROW_PX = 300
"""A plot that is narrower, on a phone, has no room for more than the figures."""


def text_by_width() -> alt.ExprRef:
    """Return what a bar writes at its end: ``text`` of its row, ``short`` where it is narrow."""
    return alt.expr(f"width < {NARROW_PX} ? datum.short : datum.text")


def nice_ticks(low: float, high: float, count: int = 5) -> list[float]:
    """Choose about ``count`` round numbers from ``low`` to ``high``.

    >>> nice_ticks(3, 47)
    [10.0, 20.0, 30.0, 40.0]
    """
    if not low < high:
        return [low]
    rough = (high - low) / count
    power = 10.0 ** floor(log10(rough))
    # A step that rounding made slightly too small is still the right one.
    step = next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= rough * 0.999)
    first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
    return [round(i * step, 10) for i in range(first, last + 1)] or [low]


def value_axis(breaks: Sequence[float], unit: float, is_log: bool) -> alt.Axis:
    """Make the axis of a distribution.

    Parameters
    ----------
    breaks
        Of the classification: its ends are those of the axis.
    unit, is_log
        On a logarithmic scale a value stands at ``log10(1 + value / unit)``, so that zero
        has a place.
    """
    if not breaks:
        return alt.Axis(values=[])
    low, high = breaks[0], breaks[-1]
    if not is_log:
        ticks = nice_ticks(low, high)
        return labelled_axis(ticks, write_ticks(ticks))
    powers = range(ceil(log10(unit)) + 1, floor(log10(high)) + 1)
    ticks = [0.0] * (low == 0) + [10.0**p for p in powers if 10.0**p >= low]
    labels = [format_number(tick, max(0, -floor(log10(tick))) if tick else 0) for tick in ticks]
    return labelled_axis([log10(1 + tick / unit) for tick in ticks], labels)


def write_ticks(ticks: Sequence[float]) -> list[str]:
    """Write the numbers of an axis with as many decimals as the finest of them needs.

    >>> write_ticks([0, 0.5, 1])
    ['0,0', '0,5', '1,0']
    """
    exact = (d for d in range(4) if all(round(tick, d) == tick for tick in ticks))
    decimals = next(exact, 4)
    return [format_number(tick, decimals) for tick in ticks]


def labelled_axis(values: Sequence[float], labels: Sequence[str]) -> alt.Axis:
    """Make an axis whose labels are ours: Vega finds each by the place of its tick."""
    texts, places = json.dumps(list(labels)), json.dumps([float(v) for v in values])
    nearest = f"{texts}[indexof({places}, datum.value)]"
    return alt.Axis(values=list(values), labelExpr=nearest, labelOverlap=True, grid=False)


WRAPPED_CHARACTERS = 27

LINE_HEIGHT = PAGE.chart_text + 2
"""Pixels from a line of a label to the next one, as Vega sets them."""


def wrap_label(text: str) -> str:
    """Break a long label into lines, for an axis of ``wrapped_axis``.

    >>> wrap_label("Part de l’industrie dans les établissements").count(chr(10))
    1
    """
    return "\n".join(textwrap.wrap(text, WRAPPED_CHARACTERS, break_long_words=False))


def wrapped_axis() -> alt.Axis:
    """Make an axis of names that stand on several lines and are never left out."""
    lines = "split(datum.label, '\\n')"
    # Vega puts the first line beside the bar, and the others under it.
    raised = f"(1 - length({lines.replace('label', 'value')})) * {LINE_HEIGHT / 2:g}"
    return alt.Axis(
        labelExpr=lines,
        labelOffset=alt.ExprRef(raised),
        labelLimit=0,
        labelOverlap=False,
        ticks=False,
        labelFontSize=PAGE.chart_text,
    )


def count_axis() -> alt.Axis:
    """Make an axis of whole numbers, grouped by thousands as the language does."""
    mark = "\N{NARROW NO-BREAK SPACE}" if format_number(1000) != "1,000" else ","
    grouped = f"replace(format(datum.value, ',d'), /,/g, '{mark}')"
    return alt.Axis(labelExpr=grouped, tickMinStep=1, tickCount=4)


def room_for_texts(values: "pd.Series[float]") -> alt.Scale:
    """Leave half of the width for the figures written at the end of the bars, on a phone too."""
    low, high = min(0.0, *values), max(0.0, *values)
    return alt.Scale(domain=[low, high + (high - low) * 1.1], nice=False)
