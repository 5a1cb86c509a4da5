"""Indicators by key and by level: those of the registry, and the session's own."""

from territoires_industrie.errors import UnknownCodeError, nearest
from territoires_industrie.indicators.model import Indicator
from territoires_industrie.indicators.own import own_indicators
from territoires_industrie.indicators.registry import INDICATORS
from territoires_industrie.membership import require_level
from territoires_industrie.wording import _


def find_indicator(key: str) -> Indicator:
    """Find an indicator by its key: one of the registry, or one of the session's own.

    Raises
    ------
    UnknownCodeError
        If there is none; the message names the nearest keys.

    >>> find_indicator("area_km2").unit
    'km²'
    """
    if key in own_indicators():
        return own_indicators()[key]
    if key not in INDICATORS:
        close = ", ".join(nearest(key, INDICATORS))
        text = _("Indicateur inconnu : « {key} ». Indicateurs proches : {close}.")
        if not close:
            text = _("Indicateur inconnu : « {key} » ; `atlas list indicators` les donne tous.")
        raise UnknownCodeError(text, key=key, close=close)
    return INDICATORS[key]


def indicators_of(level_key: str) -> list[Indicator]:
    """List the indicators of a level: the session's own, then families, one entry a sector.

    Raises
    ------
    UnknownCodeError
        If there is no such level.
    """
    level = require_level(level_key)
    # A reader's own come first: that is where they are looked for.
    every = (*own_indicators().values(), *INDICATORS.values())
    return [indicator for indicator in every if level.key in indicator.levels]


def require_year(indicator: Indicator, year: str | None) -> str:
    """Return the reference year that is asked for, or the latest.

    Raises
    ------
    UnknownCodeError
        If the indicator does not have that year; the message lists those it has.
    """
    if not year:
        return indicator.years[-1]
    if year not in indicator.years:
        text = _("{key} n'a pas d'année {year}. Années connues : {years}.")
        years = ", ".join(indicator.years)
        raise UnknownCodeError(text, key=indicator.key, year=year, years=years)
    return year
