"""Jobs by zone d'emploi and A38 sector, of one source at a time; quarterly unemployment."""

from collections.abc import Sequence
from functools import cache

import pandas as pd

from territoires_industrie.cells import divide_cells, make_cells
from territoires_industrie.indicator_model import Indicator, Status
from territoires_industrie.indicator_sectors import EVERY_SECTOR
from territoires_industrie.membership import read_units
from territoires_industrie.sectors import INDUSTRY, industrial_sectors
from territoires_industrie.sources import read_table

LEVEL = "zone_emploi"
QUARTERS_A_YEAR = 4
PERCENT = 100.0
COMPARABLE_SHARE_MIN = 0.9
"""A change is said where the cells published in both years hold this part of the jobs."""


@cache
def read_jobs(source: str, year: str) -> pd.DataFrame:
    """Read the jobs of a source and year.

    Returns
    -------
    pandas.DataFrame
        Index: every zone d'emploi; one float64 column an A38 sector. Zero where the
        URSSAF table has no row (no private employer known); NaN where a cell is empty in
        the source, or the zone is not in it.
    """
    table = read_table("zone_emploi_jobs_2024")
    rows = table[(table["source"] == source) & (table["year"] == year)]
    rows = rows.assign(jobs_count=rows["jobs_count"].astype("Float64").astype("float64"))
    jobs = rows.pivot(index="zone_emploi_code", columns="a38_code", values="jobs_count")
    listed = rows.assign(row=True).pivot(index="zone_emploi_code", columns="a38_code", values="row")
    return jobs.where(listed.notna(), 0.0).reindex(read_units(LEVEL).index)


def count_jobs(source: str, year: str, sector: str) -> pd.DataFrame:
    """Count the jobs of each zone in a sector, in industry (``BE``) or in all (``all``).

    A total adds up the cells that are published; one cell that is not has no value.
    """
    jobs = read_jobs(source, year)
    if sector == EVERY_SECTOR:
        values = jobs.sum(axis=1, min_count=1)
    elif sector == INDUSTRY:
        values = jobs[list(industrial_sectors())].sum(axis=1, min_count=1)
    else:
        values = jobs[sector]
    return make_cells(values, Status.NOT_PUBLISHED)


def specialisation(source: str, year: str, sector: str) -> pd.DataFrame:
    """Compute the location quotient of each zone in a sector.

    The sector's share of the zone's jobs over its share of the jobs of all the zones of
    the source: 1 is the average.
    """
    part, whole = count_jobs(source, year, sector), count_jobs(source, year, EVERY_SECTOR)
    share = divide_cells(part, whole)
    average = part["value"].sum() / whole["value"].sum()
    return share.assign(value=share["value"] / average)


def is_specialisation(indicator: Indicator) -> bool:
    """Tell whether an indicator is a location quotient rather than a share or a count."""
    return "specialisation" in indicator.key


def sector_cells(indicator: Indicator, year: str) -> pd.DataFrame:
    """Compute an indicator of jobs by sector for every zone."""
    source = source_of(indicator)
    if is_specialisation(indicator):
        return specialisation(source, year, indicator.numerator)
    if indicator.subtracted:
        return change_cells(source, indicator.subtracted, year, industrial_sectors())
    part = count_jobs(source, year, indicator.numerator)
    if not indicator.denominator:
        return part
    whole = count_jobs(source, year, indicator.denominator)
    return divide_cells(part, whole, scale=indicator.scale)


def comparable_jobs(
    source: str, before: str, after: str, sectors: Sequence[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read the jobs of two years in the cells that are published in both.

    A cell that only one of the years publishes would make a change that nobody lived.

    Returns
    -------
    (pandas.DataFrame, pandas.DataFrame)
        Both years: index zone d'emploi, one column a sector; NaN at the same places.
    """
    first, last = (read_jobs(source, year)[list(sectors)] for year in (before, after))
    both = first.notna() & last.notna()
    return first.where(both), last.where(both)


def change_cells(source: str, before: str, after: str, sectors: Sequence[str]) -> pd.DataFrame:
    """Compute the change (%) of each zone's jobs in some sectors between two years.

    Only cells published in both years count; where they hold less than 90 % of the jobs that
    either year publishes, there is no figure.

    Returns
    -------
    pandas.DataFrame
        Index zone d'emploi: ``value`` and ``status``, then ``jobs_before`` and ``jobs_after``
        (comparable cells) and ``left_out_count`` (cells that are not comparable).
    """
    first, last = comparable_jobs(source, before, after, sectors)
    sums = [one.sum(axis=1, min_count=1) for one in (first, last)]
    known = pd.Series(True, index=first.index)
    for year, kept in zip((before, after), sums, strict=True):
        published = read_jobs(source, year)[list(sectors)].sum(axis=1)
        known &= kept.fillna(0).ge(COMPARABLE_SHARE_MIN * published)
    start, end = (make_cells(one.where(known), Status.NOT_PUBLISHED) for one in sums)
    return divide_cells(end, start, start, PERCENT).assign(
        jobs_before=start["value"],
        jobs_after=end["value"],
        left_out_count=first.isna().sum(axis=1),
    )


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


def quarterly_mean(year: str) -> pd.DataFrame:
    """Average the localised unemployment rate of each zone over the four quarters of a year.

    A zone without all four quarters has no value.
    """
    table = read_table("zone_emploi_unemployment_2023")
    rows = table[table["quarter"].str.startswith(year)]
    rates = rows.groupby("zone_emploi_code")["unemployment_rate_pct"]
    mean = rates.mean().where(rates.count() == QUARTERS_A_YEAR)
    return make_cells(mean.reindex(read_units(LEVEL).index), Status.NOT_PUBLISHED)
