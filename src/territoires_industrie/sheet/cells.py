"""Cells of the sheet's tables: a figure with its unit, or why there is none."""

from territoires_industrie.classes.classify import pivot_of
from territoires_industrie.indicators import Indicator, Measure
from territoires_industrie.statistics.status import Status
from territoires_industrie.wording import _, format_number, format_quantity


def say_figure(indicator: Indicator, value: float | None) -> str:
    """Write a figure with its unit; an evolution has its sign."""
    sign = pivot_of(indicator) == 0
    return format_quantity(value, indicator.unit, indicator.decimals, sign=sign)


def say_cell(indicator: Indicator, value: float | None, status: str) -> str:
    """Write a figure, or the reason of its absence."""
    known = Status(status)
    return known.prefix + say_figure(indicator, value) if known.has_figure else _(known.word)


def say_absence(status: str) -> str:
    """Write why a cell has no figure."""
    return _(Status(status).word)


def say_gap(indicator: Indicator, gap: float | None, share_pct: float | None) -> str:
    """Write how far a figure is from a reference: a difference for a ratio, a part for a count.

    >>> from territoires_industrie.indicators import find_indicator
    >>> say_gap(find_indicator("industrial_establishments_share_pct"), -1.24, None)
    '-1,2\\xa0pt'
    """
    if share_pct is not None:
        return _("{share} % du total").format(share=format_number(share_pct, 1))
    if gap is None:
        return ""
    unit = _("pt") if indicator.unit == "%" else indicator.unit
    return format_quantity(gap, unit, indicator.decimals, sign=True)


def is_count(indicator: Indicator) -> bool:
    """Return whether the figure of a larger area contains the unit's."""
    return indicator.measure is Measure.COUNT
