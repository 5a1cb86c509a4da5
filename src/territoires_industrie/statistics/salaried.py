"""Share of industry in salaried jobs: what is known overseas, where the census is not collected."""

import pandas as pd

from territoires_industrie.levels import GROUP_LEVELS, LEVELS
from territoires_industrie.membership import read_composition, read_units
from territoires_industrie.statistics.cells import PERCENT, divide_cells
from territoires_industrie.statistics.sector_ground import ZONE
from territoires_industrie.statistics.sectors import INDUSTRY
from territoires_industrie.statistics.status import Status
from territoires_industrie.statistics.zone_jobs import EVERY_SECTOR, FLORES, count_jobs

AROUND = (ZONE, "departement")
"""Levels whose figure stands for the units inside one of theirs, the first that holds one whole."""

TERRITOIRES = tuple(key for key in GROUP_LEVELS if LEVELS[key].phase)
SUMMED = (*AROUND, "region", *TERRITOIRES)
"""Levels with a figure of their own: zones d'emploi, and what is made of whole ones."""


def salaried_share(level_key: str, year: str) -> pd.DataFrame:
    """Compute the share (%) of industry in the salaried jobs of every unit of a level.

    Returns
    -------
    pandas.DataFrame
        Index: every unit; ``value`` and ``status``: ``salaried`` for the unit's own share,
        ``salaried_around`` for an EPCI or a territory that has none, with the share of the zone
        d'emploi, else the département, that it lies in entirely. Missing anywhere else.
    """
    value = pd.Series(float("nan"), index=read_units(level_key).index)
    if level_key in SUMMED:
        value = _share(level_key, year)
    status = pd.Series(str(Status.SALARIED), index=value.index)
    if level_key in ("epci", *TERRITOIRES):
        for level in AROUND:
            # Before they are filled: nothing then tells which are figures of a wider level.
            status = status.mask(value.isna(), str(Status.SALARIED_AROUND))
            value = value.fillna(_home(level_key, level).map(_share(level, year)))
    status = status.where(value.notna(), str(Status.NOT_COLLECTED))
    return pd.DataFrame({"value": value, "status": status})


def _share(level_key: str, year: str) -> pd.Series:
    part, whole = (count_jobs(FLORES, year, one, level_key) for one in (INDUSTRY, EVERY_SECTOR))
    return divide_cells(part, whole, scale=PERCENT)["value"]


def _home(level_key: str, around: str) -> pd.Series:
    """Return the one unit of a wider level that each unit lies in; missing where it is cut."""
    pairs = read_composition()[[LEVELS[level_key].column, LEVELS[around].column]]
    homes = pairs.set_axis(["unit", "home"], axis=1).groupby("unit")["home"]
    alone = homes.first().where(homes.nunique(dropna=False) == 1)
    return alone.reindex(read_units(level_key).index)
