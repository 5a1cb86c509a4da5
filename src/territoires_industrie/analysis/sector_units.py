"""Groups of sectors around any unit: from the zones d'emploi that it lies in, or its own jobs."""

from collections.abc import Sequence

import pandas as pd

from territoires_industrie.analysis.profile import (
    france_shares,
    weigh_zones,
    weighted_jobs,
    zone_weights,
)
from territoires_industrie.analysis.sector_groups import (
    CHANGE_SOURCE,
    CHANGE_YEARS,
    Dataset,
    group_change,
    require_sectors,
    sectors_of,
)
from territoires_industrie.membership import read_units
from territoires_industrie.statistics.sector_ground import ZONE
from territoires_industrie.statistics.zone_jobs import comparable_jobs, measures_units

CHANGE_COLUMNS = ("jobs_2019", "jobs_2024", "change_count", "change_pct")


def unit_change(level_key: str, code: str, sectors: Sequence[str]) -> tuple[float, float]:
    """Sum the jobs of 2019 and 2024 of a unit, or of the zones that it lies in (URSSAF).

    Each zone is weighted by the part of its inhabitants who live in the unit
    (``profile.NOTICE``); only cells that both years publish count.

    Raises
    ------
    UnknownCodeError
        If the level, the unit or a sector is unknown.
    """
    chosen = require_sectors(CHANGE_SOURCE, sectors)
    ground = _change_ground(level_key)
    weights = zone_weights(level_key, code, ground)["weight"]
    both = comparable_jobs(CHANGE_SOURCE, *CHANGE_YEARS, chosen, ground)
    before, after = (jobs.loc[weights.index].mul(weights, axis=0).sum().sum() for jobs in both)
    return float(before), float(after)


def _change_ground(level_key: str) -> str:
    """Return the level that a unit's change is read at: its own, or the zone d'emploi."""
    is_own = measures_units(CHANGE_SOURCE, CHANGE_YEARS[1], level_key)
    return level_key if is_own else ZONE


def rank_groups(level_key: str, dataset: Dataset, sectors: Sequence[str]) -> pd.DataFrame:
    """Compute jobs, specialisation and change in several sectors for every unit of a level.

    Jobs are those of the zones that a unit lies in, each weighted by the part of its inhabitants
    who live in the unit (``profile.NOTICE``): a zone d'emploi has its own, as the source counts
    them.

    Returns
    -------
    pandas.DataFrame
        Index unit code, most specialised first: ``name``, ``region_code``, ``jobs_count``,
        ``is_floor`` (a cell is not published), ``share_pct`` (of all jobs),
        ``specialisation_ratio`` (1 is France), ``jobs_2019``, ``jobs_2024``, ``change_count`` and
        ``change_pct`` (URSSAF, whatever the dataset: cells that both years publish; missing where
        it does not count one of the sectors). Units outside the source are not in it.

    Raises
    ------
    UnknownCodeError
        If the level or a sector is unknown or not counted by the source, or none is given.
    """
    chosen = list(require_sectors(dataset.source, sectors))
    jobs, base = (table[chosen] for table in weighted_jobs(level_key, dataset.source, dataset.year))
    whole = base.max(axis=1)
    share = (jobs / base.where(base > 0)).sum(axis=1, min_count=1)
    average = france_shares(dataset.source, dataset.year, level_key)[chosen].sum()
    table = read_units(level_key)[["name", "region_code"]].assign(
        jobs_count=jobs.sum(axis=1).where(whole > 0),
        is_floor=base.lt(whole, axis=0).any(axis=1),
        share_pct=100 * share,
        specialisation_ratio=share / average,
    )
    known = table.join(_changes(level_key, chosen)).dropna(subset=["specialisation_ratio"])
    return known.sort_values(["specialisation_ratio", "name"], ascending=[False, True])


def _changes(level_key: str, sectors: Sequence[str]) -> pd.DataFrame:
    """Weigh the jobs of 2019 and 2024 of the zones that have a change, or read the units' own."""
    if not set(sectors) <= set(sectors_of(CHANGE_SOURCE)):
        # A change of some of the sectors would stand beside the jobs of them all.
        return pd.DataFrame(columns=CHANGE_COLUMNS, dtype="float64")
    ground = _change_ground(level_key)
    cells = group_change(sectors, level_key=ground)[["value", "jobs_before", "jobs_after"]]
    jobs = cells[["jobs_before", "jobs_after"]].where(cells["value"].notna())
    before, after = (weigh_zones(level_key, jobs, ground)[name] for name in jobs)
    # Without a known zone there is no change, not one of nought.
    table = pd.DataFrame({"jobs_2019": before, "jobs_2024": after}).where(before > 0)
    count = table["jobs_2024"] - table["jobs_2019"]
    return table.assign(change_count=count, change_pct=100 * count / table["jobs_2019"])
