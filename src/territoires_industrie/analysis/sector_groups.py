"""Groups of sectors of activity, by zone d'emploi or by unit itself, from one source at a time.

A sum over sectors is exact where every cell is published. Where one is not, the sum of the
others is a lower bound, and ``is_floor`` says so: « au moins ». Without any published cell there
is no figure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from territoires_industrie.analysis.profile import france_shares
from territoires_industrie.errors import UnknownCodeError, list_codes
from territoires_industrie.indicators.formulas.base import are_inside
from territoires_industrie.indicators.registry.sectors import MAYOTTE, SOURCES
from territoires_industrie.statistics.cells import divide_cells, make_cells, mark, mark_zeros
from territoires_industrie.statistics.sector_ground import ZONE, unit_year
from territoires_industrie.statistics.sectors import industrial_sectors, sector_label
from territoires_industrie.statistics.status import Status
from territoires_industrie.statistics.zone_jobs import (
    EVERY_SECTOR,
    SHOWN_DECIMALS,
    SPECIALISED,
    change_cells,
    comparable_jobs,
    count_jobs,
    measures_units,
    missing_status,
    read_jobs,
    read_published,
)
from territoires_industrie.wording import N_, _, format_number, round_half_up

SOURCE_YEARS = {source.key: source.years for source in SOURCES}
"""Years of each source, oldest first."""

SOURCE_TITLES = {
    "urssaf": N_("Urssaf : salariés du privé au 31 décembre"),
    "flores": N_("INSEE, FLORES : postes salariés publics et privés au 31 décembre"),
}
CHANGE_SOURCE, CHANGE_YEARS = "urssaf", ("2019", "2024")


@dataclass(frozen=True)
class Dataset:
    """A source and a year: figures of two of them are never combined in one sum or line."""

    source: str
    year: str

    @property
    def slug(self) -> str:
        """Name in addresses: ``urssaf-2024``."""
        return f"{self.source}-{self.year}"


DATASETS = {
    dataset.slug: dataset
    for dataset in (
        Dataset(source, year) for source, years in SOURCE_YEARS.items() for year in reversed(years)
    )
}
CHANGE_DATASET = "urssaf-2024"
DEFAULT_DATASET = f"flores-{unit_year()}" if unit_year() else CHANGE_DATASET


def sectors_of(source: str) -> tuple[str, ...]:
    """List the A38 sectors that a source counts, industry first.

    >>> sectors_of("urssaf")[0], "AZ" in sectors_of("urssaf"), "AZ" in sectors_of("flores")
    ('BZ', False, True)
    """
    counted = next(each.sectors for each in SOURCES if each.key == source)
    industry = industrial_sectors()
    return (*industry, *(code for code in counted if code not in industry))


def group_label(sectors: Sequence[str]) -> str:
    """Name a group of sectors: each by its short name, or all of industry at once.

    >>> group_label(["CE", "CF"]), group_label(industrial_sectors())
    ('Chimie + Pharmacie', 'Industrie (16 secteurs)')
    """
    if set(sectors) == set(industrial_sectors()):
        return _("Industrie (16 secteurs)")
    if len(sectors) > 4:
        return _("{count} secteurs").format(count=format_number(len(sectors)))
    return " + ".join(sector_label(code) for code in sectors)


def require_sectors(source: str, sectors: Sequence[str]) -> tuple[str, ...]:
    """Return sectors that a source counts, each once.

    Raises
    ------
    UnknownCodeError
        If a sector is unknown or not counted by the source, or none is given.
    """
    chosen = tuple(dict.fromkeys(sectors))
    strange = [code for code in chosen if code not in sectors_of(source)]
    if strange or not chosen:
        text = _("Un ou plusieurs secteurs A38 de la source {source} attendus ; trouvé : {codes}.")
        raise UnknownCodeError(text, source=source, codes=list_codes(strange) or "–")
    return chosen


def group_jobs(
    source: str, year: str, sectors: Sequence[str], level_key: str = ZONE
) -> pd.DataFrame:
    """Sum the jobs of several sectors, zone by zone, or unit by unit.

    Parameters
    ----------
    level_key
        A level of ``measured_levels``.

    Returns
    -------
    pandas.DataFrame
        Index: every unit. ``value`` (jobs; NaN without a published cell), ``status`` (``value``,
        ``zero``, ``not_published`` or ``withheld``, ``out_of_scope``), ``unpublished_count`` (cells
        of the group that are not published) and ``is_floor`` (the value leaves such a cell out, or
        a part of it: « au moins »). Never change it.

    Raises
    ------
    UnknownCodeError
        If a sector is unknown or not counted by the source, or none is given.
    """
    return _group_jobs(source, year, require_sectors(source, sectors), level_key)


@lru_cache(maxsize=128)
def _group_jobs(source: str, year: str, sectors: tuple[str, ...], level_key: str) -> pd.DataFrame:
    columns = list(sectors)
    jobs = read_jobs(source, year, level_key)[columns]
    known = jobs.notna().any(axis=1)
    published = read_published(source, year, level_key)[columns].sum(axis=1).where(known)
    cells = make_cells(published, missing_status(source, year, level_key))
    is_own = measures_units(source, year, level_key)
    in_part = Status.WITHHELD if is_own else Status.NOT_PUBLISHED
    return _with_floor(_mark_scope(cells, level_key), jobs, in_part)


def _mark_scope(cells: pd.DataFrame, level_key: str) -> pd.DataFrame:
    """Mark exact zeros, and Mayotte where the source leaves it out."""
    outside = are_inside(level_key, MAYOTTE) & cells["value"].isna()
    return mark(mark_zeros(cells), outside, _OUT)


_OUT = Status.OUT_OF_SCOPE


def _with_floor(cells: pd.DataFrame, jobs: pd.DataFrame, missing: Status) -> pd.DataFrame:
    count = jobs.isna().sum(axis=1).where(cells["status"] != _OUT, 0).astype(int)
    is_floor = count.gt(0) & cells["value"].notna()
    # Zero published jobs beside an unpublished cell is not a known zero.
    unknown = is_floor & cells["value"].eq(0)
    cells = mark(cells, unknown.to_numpy(), missing)
    return cells.assign(unpublished_count=count, is_floor=is_floor & ~unknown)


def group_specialisation(
    source: str, year: str, sectors: Sequence[str], level_key: str = ZONE
) -> pd.DataFrame:
    """Compute the location quotient of each zone, or unit, in several sectors taken together.

    The group's share of the unit's published jobs over its share of those of France: 1 is France.
    Columns as in ``group_jobs``; where a cell of the group is not published, the quotient is a
    floor as the sum is.

    Raises
    ------
    UnknownCodeError
        If a sector is unknown or not counted by the source, or none is given.
    """
    return _group_specialisation(source, year, require_sectors(source, sectors), level_key)


@lru_cache(maxsize=128)
def _group_specialisation(
    source: str, year: str, sectors: tuple[str, ...], level_key: str
) -> pd.DataFrame:
    part = _group_jobs(source, year, sectors, level_key)
    whole = count_jobs(source, year, EVERY_SECTOR, level_key)
    share = divide_cells(part, whole)
    average = france_shares(source, year, level_key)[list(sectors)].sum()
    cells = mark_zeros(share.assign(value=share["value"] / average))
    extra = part[["unpublished_count", "is_floor"]]
    return cells.join(extra)


def group_change(
    sectors: Sequence[str],
    before: str = CHANGE_YEARS[0],
    after: str = CHANGE_YEARS[1],
    source: str = CHANGE_SOURCE,
    level_key: str = ZONE,
) -> pd.DataFrame:
    """Compute the change of jobs of several sectors between two years of one source.

    Only cells published in both years count. Where they hold less than 90 % of the jobs
    published in either year there is no figure.

    Returns
    -------
    pandas.DataFrame
        Index: every unit. ``value`` (% of the first year), ``status``
        (``not_aggregable`` where the first year has no job), ``jobs_before``, ``jobs_after``
        and ``left_out_count`` (cells that only one year, or none, publishes).

    Raises
    ------
    UnknownCodeError
        If a sector is unknown or not counted by the source, or none is given.
    """
    return _group_change(source, before, after, require_sectors(source, sectors), level_key)


@lru_cache(maxsize=64)
def _group_change(
    source: str, before: str, after: str, sectors: tuple[str, ...], level_key: str
) -> pd.DataFrame:
    cells = _mark_scope(change_cells(source, before, after, sectors, level_key), level_key)
    left_out = cells["left_out_count"].where(cells["status"] != _OUT, 0).astype(int)
    return cells.assign(left_out_count=left_out)


def national_change(
    sectors: Sequence[str], before: str = CHANGE_YEARS[0], after: str = CHANGE_YEARS[1]
) -> tuple[float, float]:
    """Sum France's jobs of two years over the cells that both publish (URSSAF)."""
    chosen = require_sectors(CHANGE_SOURCE, sectors)
    first, last = comparable_jobs(CHANGE_SOURCE, before, after, chosen)
    return float(first.sum().sum()), float(last.sum().sum())


def group_series(source: str, sectors: Sequence[str], zones: Sequence[str] = ()) -> pd.DataFrame:
    """Read the jobs of a group over the years of one source.

    Returns
    -------
    pandas.DataFrame
        Index: year as text. ``france`` (the published cells), ``france_unpublished`` (cells
        that are not), then one column a zone asked for, NaN where its sum misses a cell.
    """
    chosen = require_sectors(source, sectors)
    rows = {}
    for year in SOURCE_YEARS[source]:
        cells = _group_jobs(source, year, chosen, ZONE)
        # A line through lower bounds would rise and fall with what is published.
        exact = cells["value"].where(~cells["is_floor"])
        rows[year] = {
            "france": float(cells["value"].sum()),
            "france_unpublished": int(cells["unpublished_count"].sum()),
            **{zone: exact.get(zone) for zone in zones},
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("year")


@lru_cache(maxsize=64)
def specialised_units(
    source: str,
    year: str,
    sectors: tuple[str, ...],
    threshold: float = SPECIALISED,
    level_key: str = ZONE,
) -> tuple[str, ...]:
    """List the units whose location quotient, as it is read, reaches a threshold, highest first."""
    quotient = group_specialisation(source, year, sectors, level_key)["value"]
    reached = round_half_up(quotient, SHOWN_DECIMALS) >= threshold
    return tuple(quotient[reached].sort_values(ascending=False).index)
