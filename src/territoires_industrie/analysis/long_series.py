"""Salaried jobs since 1998: of France by great sector, of the zones d'emploi in all."""

from functools import cache

import pandas as pd

from territoires_industrie.analysis.profile import zone_weights
from territoires_industrie.membership import read_units
from territoires_industrie.programme.states import ANNOUNCED_ON, STATES
from territoires_industrie.sources import read_table
from territoires_industrie.statistics.industry import MAINLAND
from territoires_industrie.wording import N_, _

TABLE = "salaried_jobs_2023"
EVERY_SECTOR = "T"
SECTORS = {
    "BE": N_("Industrie"),
    "FZ": N_("Construction"),
    "GU": N_("Commerce et services marchands"),
    "OQ": N_("Services non marchands"),
    "AZ": N_("Agriculture"),
}
"""Great sectors (A5), industry first."""

ZONES_SHOWN = 4
"""Lines of a unit that lies in more zones would no longer be told apart."""


@cache
def read_salaried_jobs(level: str, sector: str = EVERY_SECTOR) -> pd.DataFrame:
    """Read the salaried jobs of each year; shape (years, units of the level)."""
    table = read_table(TABLE)
    rows = table[(table["level"] == level) & (table["a5_code"] == sector)]
    return rows.pivot(index="year", columns="unit_code", values="salaried_jobs_count").astype(float)


def sector_series() -> pd.DataFrame:
    """Return the salaried jobs of metropolitan France; index year, one column a great sector."""
    columns = {
        _(label): read_salaried_jobs(MAINLAND, code).iloc[:, 0] for code, label in SECTORS.items()
    }
    return pd.DataFrame(columns)


def zone_series(level_key: str, code: str) -> pd.DataFrame:
    """Return the salaried jobs of the zones d'emploi that a unit lies in, most of it first.

    Returns
    -------
    pandas.DataFrame
        Index year; the name of each zone, at most ``ZONES_SHOWN``, then metropolitan France.
        Empty where no zone is in the table.
    """
    zones, names = read_salaried_jobs("zone_emploi"), read_units("zone_emploi")["name"]
    mine = [zone for zone in zone_weights(level_key, code).index if zone in zones.columns]
    if not mine:
        return pd.DataFrame()
    shown = {str(names[zone]): zones[zone] for zone in mine[:ZONES_SHOWN]}
    return pd.DataFrame(
        {**shown, _("France métropolitaine"): read_salaried_jobs(MAINLAND).iloc[:, 0]}
    )


def programme_years() -> dict[str, str]:
    """Return what the programme did, by year: its announcement, the start of its second phase."""
    second = next(state for state in STATES.values() if state.phase == 2)
    return {ANNOUNCED_ON[:4]: _("annonce"), second.key[:4]: _("phase 2")}
