"""Indicators with a reference year: the one that was asked for, or the latest of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from territoires_industrie.errors import UnknownCodeError, list_codes, nearest
from territoires_industrie.indicators.lookup import indicators_of, require_year
from territoires_industrie.indicators.model import Indicator
from territoires_industrie.levels import LEVELS
from territoires_industrie.wording import _


@dataclass(frozen=True)
class DatedIndicator:
    """An indicator and a reference year."""

    indicator: Indicator
    year: str


def dated_indicators(
    level_key: str, keys: Sequence[str] = (), year: str = ""
) -> tuple[DatedIndicator, ...]:
    """Choose indicators of a level and the year of each.

    Without ``keys``, all those of the level; with a ``year`` too, those that have it.
    Without ``year``, the latest of each.

    Raises
    ------
    UnknownCodeError
        If the level lacks an indicator, or an indicator that was named lacks the year.
    """
    offered = {indicator.key: indicator for indicator in indicators_of(level_key)}
    chosen = []
    for key in dict.fromkeys(keys or offered):
        if key not in offered:
            raise _unknown_indicator(key, list(offered), level_key)
        # Asked for in bulk, those without the year are left out; by name, it is an error.
        if keys or not year or year in offered[key].years:
            chosen.append(DatedIndicator(offered[key], require_year(offered[key], year)))
    return tuple(chosen)


def _unknown_indicator(key: str, offered: list[str], level_key: str) -> UnknownCodeError:
    message = _("Indicateur inconnu au niveau {level} : « {key} ». Indicateurs proches : {close}.")
    close = list_codes(nearest(key, offered) or offered)
    return UnknownCodeError(message, level=_(LEVELS[level_key].title), key=key, close=close)
