"""Jobs by zone d'emploi or EPCI and A38 sector, one source at a time."""

from collections.abc import Sequence
from functools import cache

import pandas as pd

from territoires_industrie.membership import read_composition, read_units, require_level
from territoires_industrie.sources import read_table
from territoires_industrie.statistics.cells import divide_cells, make_cells
from territoires_industrie.statistics.sector_ground import EPCI, ZONE_TABLE, epci_table
from territoires_industrie.statistics.sectors import A38, INDUSTRY, industrial_sectors
from territoires_industrie.statistics.status import Status

LEVEL = "zone_emploi"
ZONE_COLUMN = "zone_emploi_code"
EVERY_SECTOR = "all"
"""Sector that means all the sectors together."""

EMPTY_IS_ZERO = ("urssaf",)
"""Sources whose empty cells are zeros: in every zone that has one, the other sectors sum to all the
private jobs of its communes."""

PERCENT = 100.0
SHOWN_DECIMALS = 2
"""Decimals of a location quotient where it is read, and set against a threshold."""

COMPARABLE_SHARE_MIN = 0.9
"""A change is computed where the cells published in both years hold this part of the jobs."""


@cache
def read_jobs(source: str, year: str, level_key: str = LEVEL) -> pd.DataFrame:
    """Read the jobs of a source and year.

    Returns
    -------
    pandas.DataFrame
        Index: every zone d'emploi, or EPCI; one float64 column an A38 sector. Zero where the
        table has no row (no employer known), or URSSAF's an empty cell; NaN where a cell is empty
        in FLORES (at the EPCI: withheld), or the unit is not in the source.
    """
    name = epci_table()
    if level_key == EPCI and name is not None:
        return _read_epci_jobs(name, year, "jobs_count")
    table = read_table(ZONE_TABLE)
    rows = table[(table["source"] == source) & (table["year"] == year)]
    rows = rows.assign(jobs_count=rows["jobs_count"].astype("Float64").astype("float64"))
    jobs = rows.pivot(index="zone_emploi_code", columns="a38_code", values="jobs_count")
    if source in EMPTY_IS_ZERO:
        return jobs.fillna(0.0).reindex(read_units(LEVEL).index)
    # After a pivot, a row with an empty cell and no row at all are both NaN: the first is unknown,
    # the second means no employer.
    listed = rows.assign(row=True).pivot(index="zone_emploi_code", columns="a38_code", values="row")
    return jobs.where(listed.notna(), 0.0).reindex(read_units(LEVEL).index)


@cache
def _read_epci_jobs(name: str, year: str, column: str) -> pd.DataFrame:
    """Pivot a column of the EPCI's table: one column a sector, NaN where it is withheld."""
    rows = read_table(name)
    rows = rows[rows["year"] == year]
    rows = rows.assign(**{column: rows[column].astype("Float64").astype("float64")})
    jobs = rows.pivot(index="epci_siren", columns="a38_code", values=column)
    listed = rows.assign(row=True).pivot(index="epci_siren", columns="a38_code", values="row")
    known = jobs.where(listed.notna(), 0.0).reindex(columns=list(A38), fill_value=0.0)
    return known.reindex(read_units(EPCI).index)


def _published(source: str, year: str, level_key: str) -> pd.DataFrame:
    """Read what totals add up: all that is published, even inside a sector partly withheld."""
    name = epci_table()
    if level_key == EPCI and name is not None:
        return _read_epci_jobs(name, year, "published_jobs_count")
    return read_jobs(source, year, level_key)


def _withheld(level_key: str, year: str) -> Status | pd.Series:
    """Return why a cell has no figure: withheld, if its EPCI is in the source."""
    name = epci_table()
    if level_key != EPCI or name is None:
        return Status.NOT_PUBLISHED
    known = _read_epci_jobs(name, year, "published_jobs_count").notna().any(axis=1)
    withheld = pd.Series(str(Status.WITHHELD), index=known.index)
    return withheld.where(known, str(Status.NOT_PUBLISHED))


def count_jobs(source: str, year: str, sector: str, level_key: str = LEVEL) -> pd.DataFrame:
    """Count the jobs of each unit in a sector, in industry (``BE``) or in all (``all``).

    A total adds up the cells that are published; one cell that is not has no value. A unit of a
    wider level is the sum of its zones, where it is made of whole ones.
    """
    if level_key not in (LEVEL, EPCI):
        return _sum_zones(count_jobs(source, year, sector), level_key)
    if sector == EVERY_SECTOR:
        values = _published(source, year, level_key).sum(axis=1, min_count=1)
    elif sector == INDUSTRY:
        published = _published(source, year, level_key)
        values = published[list(industrial_sectors())].sum(axis=1, min_count=1)
    else:
        values = read_jobs(source, year, level_key)[sector]
    return make_cells(values, _withheld(level_key, year))


def _sum_zones(zones: pd.DataFrame, level_key: str) -> pd.DataFrame:
    """Sum the jobs of zones d'emploi over the units of a level that are made of whole ones."""
    pairs = read_composition()[[ZONE_COLUMN, require_level(level_key).column]]
    pairs = pairs.set_axis(["zone", "unit"], axis=1)
    is_whole = pairs.groupby("zone")["unit"].nunique(dropna=False) == 1
    inside = pairs.dropna().drop_duplicates()
    inside = inside.assign(value=inside["zone"].map(zones["value"].where(is_whole)))
    sums = inside.groupby("unit")["value"].agg(lambda jobs: jobs.sum(skipna=False))
    return make_cells(sums.reindex(read_units(level_key).index), Status.NOT_AGGREGABLE)


def specialisation(source: str, year: str, sector: str, level_key: str = LEVEL) -> pd.DataFrame:
    """Compute the location quotient of each zone, or EPCI, in a sector.

    The sector's share of the zone's jobs over its share of the jobs of all the zones of
    the source: 1 is the average.
    """
    part = count_jobs(source, year, sector, level_key)
    whole = count_jobs(source, year, EVERY_SECTOR, level_key)
    share = divide_cells(part, whole)
    average = part["value"].sum() / whole["value"].sum()
    return share.assign(value=share["value"] / average)


def comparable_jobs(
    source: str, before: str, after: str, sectors: Sequence[str], level_key: str = LEVEL
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read the jobs of two years in the cells that are published in both.

    A cell that only one of the years publishes would show as jobs created or lost.

    Returns
    -------
    (pandas.DataFrame, pandas.DataFrame)
        Both years: index zone d'emploi, one column a sector; NaN at the same places.
    """
    columns = list(sectors)
    first, last = (read_jobs(source, year, level_key)[columns] for year in (before, after))
    both = first.notna() & last.notna()
    return first.where(both), last.where(both)


def change_cells(
    source: str, before: str, after: str, sectors: Sequence[str], level_key: str = LEVEL
) -> pd.DataFrame:
    """Compute the change (%) of each zone's jobs in some sectors between two years.

    Only cells published in both years count; where they hold less than 90 % of the jobs that
    either year publishes, there is no figure.

    Returns
    -------
    pandas.DataFrame
        Index zone d'emploi: ``value`` and ``status``, then ``jobs_before`` and ``jobs_after``
        (comparable cells) and ``left_out_count`` (cells that are not comparable).
    """
    first, last = comparable_jobs(source, before, after, sectors, level_key)
    sums = [jobs.sum(axis=1, min_count=1) for jobs in (first, last)]
    known = pd.Series(True, index=first.index)
    for year, comparable in zip((before, after), sums, strict=True):
        published = read_jobs(source, year, level_key)[list(sectors)].sum(axis=1)
        known &= comparable.fillna(0).ge(COMPARABLE_SHARE_MIN * published)
    start, end = (make_cells(jobs.where(known), Status.NOT_PUBLISHED) for jobs in sums)
    return divide_cells(end, start, start, PERCENT).assign(
        jobs_before=start["value"],
        jobs_after=end["value"],
        left_out_count=first.isna().sum(axis=1),
    )
