"""Texts of the sheet's tables: why a figure is missing, how far it is from another."""

from territoires_industrie.analysis.ranking import Reference
from territoires_industrie.classes.classify import pivot_of
from territoires_industrie.indicators import Indicator
from territoires_industrie.scene.words import say_value
from territoires_industrie.statistics.status import Status
from territoires_industrie.wording import _, format_number, format_quantity


def say_absence(status: str) -> str:
    """Write why a cell has no figure."""
    return _(Status(status).word)


def say_reference(indicator: Indicator, value: float | None, status: str) -> str:
    """Write the figure that a unit is compared with; a dash without one."""
    return "–" if value is None else say_value(indicator, value, status)


def say_gap(indicator: Indicator, reference: Reference) -> str:
    """Write what a figure is beside another one: a difference with its sign, or a part of it.

    Of gains and losses there is no part: some of what makes the whole is negative.

    >>> from territoires_industrie.indicators import find_indicator
    >>> share = find_indicator("industrial_establishments_share_pct")
    >>> say_gap(share, Reference(8.0, "value", gap=-1.24))
    '−1,2\\xa0pt'
    """
    if reference.share_pct is not None:
        if pivot_of(indicator) == 0:
            return ""
        return _("{share} % du total").format(share=format_number(reference.share_pct, 1))
    if reference.gap is None:
        return ""
    unit = _("pt") if indicator.unit == "%" else indicator.unit
    return format_quantity(reference.gap, unit, indicator.decimals, sign=True)
