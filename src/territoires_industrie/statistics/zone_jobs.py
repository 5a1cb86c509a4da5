"""Jobs by zone d'emploi, or by unit itself, and A38 sector, one source at a time."""

from collections.abc import Sequence
from functools import cache, lru_cache

import pandas as pd

from territoires_industrie.levels import LEVELS
from territoires_industrie.membership import read_composition, read_units, require_level
from territoires_industrie.sources import read_table
from territoires_industrie.statistics.cells import PERCENT, divide_cells, make_cells
from territoires_industrie.statistics.sector_ground import (
    EPCI,
    ZONE,
    ZONE_TABLE,
    epci_table,
    unit_levels,
    unit_table,
    unit_year,
)
from territoires_industrie.statistics.sectors import A38, INDUSTRY, industrial_sectors
from territoires_industrie.statistics.status import Status
from territoires_industrie.wording import N_

ZONE_COLUMN = "zone_emploi_code"
EVERY_SECTOR = "all"
"""Sector that means all the sectors together."""

FLORES = "flores"
EVERY_SIZE = "_T"
"""Size class that means establishments of all sizes."""

SIZE_CLASSES = {
    "E0": N_("sans salarié au 31 décembre"),
    "E1T4": N_("1 à 4 salariés"),
    "E5T9": N_("5 à 9 salariés"),
    "E10T19": N_("10 à 19 salariés"),
    "E20T49": N_("20 à 49 salariés"),
    "E50T99": N_("50 à 99 salariés"),
    "E100T199": N_("100 à 199 salariés"),
    "E200T499": N_("200 à 499 salariés"),
    "E_GE500": N_("500 salariés et plus"),
}
"""Size classes of establishments in FLORES, the smallest first: INSEE's code → words."""

LARGE_SIZES = ("E50T99", "E100T199", "E200T499", "E_GE500")
"""Size classes of 50 posts and more."""

EMPTY_IS_ZERO = ("urssaf",)
"""Sources whose empty cells are zeros: in every zone that has one, the other sectors sum to all the
private jobs of its communes."""

SHOWN_DECIMALS = 2
"""Decimals of a location quotient where it is read, and set against a threshold."""

SPECIALISED = 1.5
"""Least location quotient of a unit that is called specialised."""

COUNTS_KEPT = 64
"""A quotient divides the jobs of each sector by the same sums."""

COMPARABLE_SHARE_MIN = 0.9
"""A change is computed where the cells published in both years hold this part of the jobs."""


@cache
def read_jobs(source: str, year: str, level_key: str = ZONE) -> pd.DataFrame:
    """Read the jobs of a source and year.

    Returns
    -------
    pandas.DataFrame
        Index: every unit of the level; one float64 column an A38 sector. Zero where the
        table has no row (no employer known), or URSSAF's an empty cell; NaN where a cell is empty
        in FLORES (of a unit: withheld), or the unit is not in the source.
    """
    if measures_units(source, year, level_key):
        return read_cells(source, year, level_key, "jobs_count")
    table = read_table(ZONE_TABLE)
    rows = table[(table["source"] == source) & (table["year"] == year)]
    jobs = _pivot(rows.rename(columns={ZONE_COLUMN: "unit_code"}), "jobs_count")
    jobs = jobs.fillna(0.0) if source in EMPTY_IS_ZERO else jobs
    return jobs.reindex(read_units(ZONE).index)


def measures_units(source: str, year: str, level_key: str) -> bool:
    """Whether a source counts the units of a level themselves, and not only zones d'emploi."""
    if source == FLORES:
        return year == unit_year() and level_key in unit_levels()
    return level_key == EPCI and epci_table() is not None


def measured_levels(source: str, year: str) -> tuple[str, ...]:
    """List the levels whose units a source counts, in the order of the control."""
    return tuple(key for key in LEVELS if key == ZONE or measures_units(source, year, key))


def france_level(source: str, year: str, level_key: str) -> str:
    """Return the level whose units make France, in the file that a level's jobs are read from.

    Not the level itself where there is a choice: the territories are a part of France only.
    """
    is_own = measures_units(source, year, level_key) and not measures_units(source, year, ZONE)
    return level_key if is_own else ZONE


@cache
def read_cells(
    source: str, year: str, level_key: str, column: str, size: str = EVERY_SIZE
) -> pd.DataFrame:
    """Read a column of the table of units themselves: one column a sector, NaN where withheld.

    Parameters
    ----------
    column
        ``jobs_count``, ``published_jobs_count`` or ``establishments_count``.
    size
        Size class of the establishments, which FLORES alone has.
    """
    name = unit_table() if source == FLORES else epci_table()
    if name is None:
        raise ValueError("no table of units")
    rows = read_table(name)
    if source == FLORES:
        rows = rows[(rows["level"] == level_key) & (rows["size_class"] == size)]
    else:
        rows = rows[rows["year"] == year].rename(columns={"epci_siren": "unit_code"})
    known = _pivot(rows[rows["a38_code"].isin(A38)], column)
    return known.reindex(columns=list(A38), fill_value=0.0).reindex(read_units(level_key).index)


def _pivot(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """Pivot rows of unit and sector; a combination without a row is zero, an empty cell missing."""
    rows = rows.assign(**{column: rows[column].astype("Float64").astype("float64")})
    jobs = rows.pivot(index="unit_code", columns="a38_code", values=column)
    # After a pivot, a row with an empty cell and no row at all are both NaN: the first is unknown,
    # the second means no employer.
    listed = rows.assign(row=True).pivot(index="unit_code", columns="a38_code", values="row")
    return jobs.where(listed.notna(), 0.0)


def read_published(source: str, year: str, level_key: str) -> pd.DataFrame:
    """Read what totals add up: all that is published, even inside a sector partly withheld."""
    if measures_units(source, year, level_key):
        return read_cells(source, year, level_key, "published_jobs_count")
    return read_jobs(source, year, level_key)


@cache
def missing_status(source: str, year: str, level_key: str) -> pd.Series:
    """Return why a cell has no figure: withheld where units are counted themselves."""
    known = read_published(source, year, level_key).notna().any(axis=1)
    is_own = measures_units(source, year, level_key)
    why = Status.WITHHELD if is_own else Status.NOT_PUBLISHED
    outside = Status.OUT_OF_SCOPE if source == FLORES else Status.NOT_PUBLISHED
    return pd.Series(str(why), index=known.index).where(known, str(outside))


@lru_cache(maxsize=COUNTS_KEPT)
def count_jobs(source: str, year: str, sector: str, level_key: str = ZONE) -> pd.DataFrame:
    """Count the jobs of each unit in a sector, in industry (``BE``) or in all (``all``).

    A total adds up the cells that are published; one cell that is not has no value. A unit of a
    wider level that is not counted itself is the sum of its zones, where it is made of whole ones.
    """
    if level_key != ZONE and not measures_units(source, year, level_key):
        return _sum_zones(count_jobs(source, year, sector), level_key)
    if sector == EVERY_SECTOR:
        values = read_published(source, year, level_key).sum(axis=1, min_count=1)
    elif sector == INDUSTRY:
        published = read_published(source, year, level_key)
        values = published[list(industrial_sectors())].sum(axis=1, min_count=1)
    else:
        values = read_jobs(source, year, level_key)[sector]
    return make_cells(values, missing_status(source, year, level_key))


def count_by_size(
    column: str, sectors: Sequence[str], level_key: str, sizes: Sequence[str] = tuple(SIZE_CLASSES)
) -> pd.DataFrame:
    """Count FLORES's posts or establishments of each unit in some sectors, by size class.

    Parameters
    ----------
    column
        ``published_jobs_count`` or ``establishments_count``.

    Returns
    -------
    pandas.DataFrame
        Index: every unit of the level; one column a size class. NaN where FLORES has no unit.
    """
    year = unit_year() or ""
    known = read_cells(FLORES, year, level_key, column).notna().any(axis=1)
    counts = {
        size: read_cells(FLORES, year, level_key, column, size)[list(sectors)].sum(axis=1)
        for size in sizes
    }
    return pd.DataFrame(counts).where(known)


def _sum_zones(zones: pd.DataFrame, level_key: str) -> pd.DataFrame:
    """Sum the jobs of zones d'emploi over the units of a level that are made of whole ones."""
    inside = _zones_inside(level_key)
    jobs = zones["value"].reindex(inside["zone"]).set_axis(inside.index)
    # A zone that the unit shares with another takes the sum away, as one without a figure does.
    sums = jobs.where(inside["is_whole"]).groupby(inside["unit"]).sum(skipna=False)
    return make_cells(sums.reindex(read_units(level_key).index), Status.NOT_AGGREGABLE)


@cache
def _zones_inside(level_key: str) -> pd.DataFrame:
    """List which zones each unit holds a part of, and whether it is the whole: one row a pair."""
    pairs = read_composition()[[ZONE_COLUMN, require_level(level_key).column]]
    pairs = pairs.set_axis(["zone", "unit"], axis=1)
    is_whole = pairs.groupby("zone")["unit"].nunique(dropna=False) == 1
    inside = pairs.dropna().drop_duplicates()
    return inside.assign(is_whole=is_whole.reindex(inside["zone"]).to_numpy())


def specialisation(source: str, year: str, sector: str, level_key: str = ZONE) -> pd.DataFrame:
    """Compute the location quotient of each zone, or unit, in a sector.

    The sector's share of the unit's jobs over its share of those of France: 1 is France.
    """
    part = count_jobs(source, year, sector, level_key)
    whole = count_jobs(source, year, EVERY_SECTOR, level_key)
    share = divide_cells(part, whole)
    france = france_level(source, year, level_key)
    part, whole = (count_jobs(source, year, one, france) for one in (sector, EVERY_SECTOR))
    return share.assign(value=share["value"] * whole["value"].sum() / part["value"].sum())


def comparable_jobs(
    source: str, before: str, after: str, sectors: Sequence[str], level_key: str = ZONE
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read the jobs of two years in the cells that are published in both.

    A cell that only one of the years publishes would show as jobs created or lost.

    Returns
    -------
    (pandas.DataFrame, pandas.DataFrame)
        Both years: index zone d'emploi, or unit, one column a sector; NaN at the same places.
    """
    columns = list(sectors)
    first, last = (read_jobs(source, year, level_key)[columns] for year in (before, after))
    both = first.notna() & last.notna()
    return first.where(both), last.where(both)


def change_cells(
    source: str, before: str, after: str, sectors: Sequence[str], level_key: str = ZONE
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
