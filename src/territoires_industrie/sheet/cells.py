"""Texts of the sheet's tables: why a figure is missing, how far it is from another."""

from territoires_industrie.indicators import Indicator, Measure
from territoires_industrie.scene.words import say_value
from territoires_industrie.statistics.status import Status
from territoires_industrie.wording import _, format_number, format_quantity


def say_absence(status: str) -> str:
    """Write why a cell has no figure."""
    return _(Status(status).word)


def say_reference(indicator: Indicator, value: float | None, status: str) -> str:
    """Write the figure that a unit is compared with; a dash without one."""
    return "–" if value is None else say_value(indicator, value, status)


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
