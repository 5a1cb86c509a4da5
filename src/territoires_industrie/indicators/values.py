"""Figures of every unit of a level and of France, each with its status, by the indicator's key.

A group's ratio is never an average: numerators and denominators are added up over the
communes first. Where that is not possible honestly, the status says so.
"""

import pandas as pd

from territoires_industrie.errors import UnknownCodeError
from territoires_industrie.indicators.lookup import find_indicator, require_year
from territoires_industrie.membership import require_level
from territoires_industrie.statistics.status import Status
from territoires_industrie.wording import _


def read_values(level_key: str, indicator_key: str, year: str | None = None) -> pd.DataFrame:
    """Return the figure of every unit of a level, or the reason of its absence.

    Parameters
    ----------
    level_key
        Key of ``levels.LEVELS``.
    indicator_key
        Key of ``indicators.INDICATORS``.
    year
        One of the indicator's years; the latest when not given.

    Returns
    -------
    pandas.DataFrame
        Index ``code``, every unit of the level, sorted. ``value``: float64, NaN unless the
        status has a figure (text codes for a category); ``status``: texts of ``Status``.
        Shared between callers: never change it.

    Raises
    ------
    UnknownCodeError
        If there is no such level, indicator or year, or the level does not have it.
    DataFileError
        If a file that it needs is missing or altered.
    """
    level = require_level(level_key)
    indicator = find_indicator(indicator_key)
    if level.key not in indicator.levels:
        text = _("L'indicateur {key} n'existe pas au niveau « {level} ».")
        raise UnknownCodeError(text, key=indicator.key, level=level.slug)
    return indicator.formula.cells(level.key, require_year(indicator, year))


def national_value(indicator_key: str, year: str | None = None) -> float | None:
    """Compute an indicator for the part of France that its source covers.

    Returns None where it cannot be recomputed: published rates and categories.

    Raises
    ------
    UnknownCodeError
        If there is no such indicator or year.
    """
    return national_cell(indicator_key, year)[0]


def national_cell(indicator_key: str, year: str | None = None) -> tuple[float | None, str]:
    """Return the figure of France, None where it cannot be recomputed, and its status.

    Raises
    ------
    UnknownCodeError
        If there is no such indicator or year.
    """
    indicator = find_indicator(indicator_key)
    formula = indicator.formula
    value = formula.nation(require_year(indicator, year))
    # A rate without its counts has no sum; of a producer's, France's is published and not held.
    absent = Status.NOT_AGGREGABLE if formula.is_own else Status.NOT_COLLECTED
    return value, str(absent if value is None else formula.nation_status)
