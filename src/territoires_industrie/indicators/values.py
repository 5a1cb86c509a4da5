"""Figures of every unit of a level, each with its status, recomputed from sums.

A group's ratio is never an average: numerators and denominators are added up over the
communes first. Where that is not possible honestly, the status says so.
"""

from functools import cache, lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from territoires_industrie.errors import UnknownCodeError
from territoires_industrie.indicators.lookup import find_indicator, require_year
from territoires_industrie.indicators.model import Basis, Indicator
from territoires_industrie.indicators.own import held_indicators
from territoires_industrie.join import same_ground_epci
from territoires_industrie.membership import (
    read_members,
    read_units,
    require_level,
)
from territoires_industrie.sources import Record, read_table, table_record
from territoires_industrie.statistics.aggregation import sum_measure, sum_nation
from territoires_industrie.statistics.categories import read_category
from territoires_industrie.statistics.cells import divide_cells, make_cells, mark, mark_zeros
from territoires_industrie.statistics.sectors import industrial_sectors
from territoires_industrie.statistics.status import Status
from territoires_industrie.statistics.zone_jobs import (
    LEVEL,
    change_cells,
    comparable_jobs,
    count_jobs,
    quarterly_mean,
    specialisation,
)
from territoires_industrie.wording import _

KEPT_READS = 1024


def read_values(level_key: str, indicator_key: str, year: str | None = None) -> pd.DataFrame:
    """Read the figure of every unit of a level, and why there is none where there is none.

    Parameters
    ----------
    level_key
        Key of ``levels.LEVELS``.
    indicator_key
        Key of ``indicators.INDICATORS``.
    year
        One of the indicator's years; the latest unless told.

    Returns
    -------
    pandas.DataFrame
        Index ``code``, every unit of the level, sorted. ``value``: float64, NaN unless the
        status is ``value`` or ``zero`` (text codes for a category); ``status``: texts of
        ``Status``. Shared between callers: never change it.

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
        raise UnknownCodeError(text.format(key=indicator.key, level=level.slug))
    wanted = require_year(indicator, year)
    if indicator.basis is Basis.OWN:
        return held_indicators()[indicator.key].cells[level.key]
    return _values(level.key, indicator.key, wanted)


@lru_cache(maxsize=KEPT_READS)
def _values(level_key: str, indicator_key: str, year: str) -> pd.DataFrame:
    indicator = find_indicator(indicator_key)
    if indicator.basis is Basis.MEMBERSHIP:
        return read_category(level_key, indicator.key)
    cells = mark_zeros(_cells(level_key, indicator, year))
    outside = _outside(level_key, indicator.out_of_scope)
    return mark(cells, outside, Status.OUT_OF_SCOPE).rename_axis("code")


def _cells(level_key: str, indicator: Indicator, year: str) -> pd.DataFrame:
    if indicator.basis is Basis.SECTORS:
        return sector_cells(indicator, year, level_key)
    if indicator.basis is Basis.QUARTERS:
        return quarterly_mean(year)
    if indicator.basis is Basis.EPCI:
        return _published(level_key, indicator.source, indicator.numerator.format(year=year))
    numerator, subtracted, denominator = (
        sum_measure(level_key, part.format(year=year)) if part else None
        for part in (indicator.numerator, indicator.subtracted, indicator.denominator)
    )
    if numerator is None:
        raise ValueError(indicator.key)
    return divide_cells(numerator, denominator, subtracted, indicator.scale)


def _outside(level_key: str, out_of_scope: tuple[str, ...]) -> NDArray[np.bool_]:
    """Tell which units lie altogether in départements that the source leaves out."""
    touched = read_units(level_key)["departement_codes"]
    scope = set(out_of_scope)
    return np.array([scope.issuperset(codes) for codes in touched], dtype=np.bool_)


@cache
def _published(level_key: str, table: str, column: str) -> pd.DataFrame:
    """Take a rate published by EPCI to the units that are one EPCI of unchanged ground."""
    rates = read_table(table).set_index("epci_siren")[column]
    same_ground = same_ground_epci(table_record(table).cog_year or 0)
    kept = rates[rates.index.isin(same_ground)]
    units = read_units(level_key).index
    if level_key == "epci":
        return make_cells(kept.reindex(units), Status.NOT_PUBLISHED)
    members = read_members(require_level(level_key).phase or 2)
    groups = members.groupby("territoire_id")
    alone = (groups.size() == 1) & (groups["member_kind"].first() == "epci")
    siren = groups["member_siren"].first().reindex(units)
    why = pd.Series(str(Status.NOT_AGGREGABLE), index=units).mask(
        alone.reindex(units), str(Status.NOT_PUBLISHED)
    )
    return make_cells(siren.where(alone.reindex(units)).map(kept), why)


def national_value(indicator_key: str, year: str | None = None) -> float | None:
    """Compute an indicator for the part of France that its source covers.

    Returns None where it cannot be recomputed: published rates and categories.

    Raises
    ------
    UnknownCodeError
        If there is no such indicator or year.
    """
    indicator = find_indicator(indicator_key)
    wanted = require_year(indicator, year)
    if indicator.basis is Basis.OWN:
        return held_indicators()[indicator.key].national
    return _national(indicator.key, wanted)


@lru_cache(maxsize=KEPT_READS)
def _national(indicator_key: str, wanted: str) -> float | None:
    indicator = find_indicator(indicator_key)
    if indicator.basis is Basis.SECTORS:
        return sector_nation(indicator, wanted)
    if indicator.basis is not Basis.COMMUNES:
        return None
    numerator, subtracted, denominator = (
        sum_nation(part.format(year=wanted), indicator.out_of_scope) if part else None
        for part in (indicator.numerator, indicator.subtracted, indicator.denominator)
    )
    top = (numerator or 0.0) - (subtracted or 0.0)
    return indicator.scale * (top if denominator is None else top / denominator)


def is_specialisation(indicator: Indicator) -> bool:
    """Tell whether an indicator is a location quotient rather than a share or a count."""
    return "specialisation" in indicator.key


def sector_cells(indicator: Indicator, year: str, level_key: str = LEVEL) -> pd.DataFrame:
    """Compute an indicator of jobs by sector for every zone, or every EPCI."""
    source = source_of(indicator)
    if is_specialisation(indicator):
        return specialisation(source, year, indicator.numerator, level_key)
    if indicator.subtracted:
        return change_cells(source, indicator.subtracted, year, industrial_sectors(), level_key)
    part = count_jobs(source, year, indicator.numerator, level_key)
    if not indicator.denominator:
        return part
    whole = count_jobs(source, year, indicator.denominator, level_key)
    return divide_cells(part, whole, scale=indicator.scale)


def _industry_of_both(indicator: Indicator, year: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    first_year = indicator.subtracted
    return comparable_jobs(source_of(indicator), first_year, year, industrial_sectors())


def source_of(indicator: Indicator) -> str:
    """Name the source, ``urssaf`` or ``flores``, that an indicator counts jobs in."""
    return "flores" if "_flores_" in indicator.key else "urssaf"


def sector_nation(indicator: Indicator, year: str) -> float:
    """Compute an indicator of jobs by sector over all the zones of its source."""
    if is_specialisation(indicator):
        return 1.0
    if indicator.subtracted:
        before, after = (float(one.sum().sum()) for one in _industry_of_both(indicator, year))
        return indicator.scale * (after - before) / before
    source = source_of(indicator)
    part = float(count_jobs(source, year, indicator.numerator)["value"].sum())
    if not indicator.denominator:
        return part
    whole = count_jobs(source, year, indicator.denominator)["value"].sum()
    return float(indicator.scale * part / whole)


def record_of(indicator: Indicator) -> Record:
    """Return the provenance of an indicator: of its table, or of the file that was brought."""
    return record_named(indicator.source)


def record_named(source: str) -> Record:
    """Return the provenance of a table of ``data/``, or of the file of a brought indicator."""
    if source in held_indicators():
        return held_indicators()[source].record
    return table_record(source)
