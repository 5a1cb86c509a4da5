"""Where jobs by sector are measured: the zone d'emploi, or the unit itself once it is known there.

``atlas refresh activite`` writes ``data/epci_jobs_a38_<last year>.parquet``: URSSAF's indicators by
sector exist at the EPCI too. ``atlas refresh flores`` writes ``data/unit_jobs_a38_<year>.parquet``:
FLORES's exist at every level but the commune, and the sector filter reads each unit's own figures.
Where neither is, all stay at the zone d'emploi.
"""

from enum import Enum
from functools import cache

from territoires_industrie.levels import GROUP_LEVELS
from territoires_industrie.sources import newest_table

ZONE = "zone_emploi"
EPCI = "epci"
EPCI_TABLE = "epci_jobs_a38_"
UNIT_TABLE = "unit_jobs_a38_"
ZONE_TABLE = "zone_emploi_jobs_2024"
ZONE_YEARS = ("2019", "2022", "2023", "2024")
"""Years of URSSAF's jobs by zone d'emploi, oldest first; the EPCI's table has them and more."""


class Ground(Enum):
    """What the sector filter measures: units through their zone or EPCI, or units themselves."""

    ZONE = "zone"
    EPCI = "epci"
    UNIT = "unit"


@cache
def epci_table() -> str | None:
    """Return the name of the latest table of URSSAF's jobs by EPCI and sector; None without one.

    A table that ends before the last year of the zones is not used: indicators would lose a year.
    """
    name = newest_table(EPCI_TABLE)
    # Names end with their year, so that the later one is the greater text.
    return name if name and name >= f"{EPCI_TABLE}{ZONE_YEARS[-1]}" else None


@cache
def unit_table() -> str | None:
    """Return the name of the table of FLORES by unit, sector and size; None without one."""
    return newest_table(UNIT_TABLE)


def unit_year() -> str | None:
    """Return the year of FLORES by unit; None without its table."""
    name = unit_table()
    return name.removeprefix(UNIT_TABLE) if name else None


def unit_levels() -> tuple[str, ...]:
    """List the levels that have FLORES's indicators by sector, of units themselves."""
    return GROUP_LEVELS if unit_table() else ()


def filter_ground() -> Ground:
    """Return what the sector filter measures."""
    if unit_table():
        return Ground.UNIT
    return Ground.EPCI if epci_table() else Ground.ZONE


def filter_source() -> tuple[str, str]:
    """Return the source and the year that the sector filter reads."""
    year = unit_year()
    return ("flores", year) if year else ("urssaf", ZONE_YEARS[-1])


def filter_level(level_key: str = EPCI) -> str:
    """Return the level whose specialisation the sector filter reads for units of a level."""
    if level_key in unit_levels():
        return level_key
    return ZONE if filter_ground() is Ground.ZONE or level_key == ZONE else EPCI


def filter_table(level_key: str) -> str:
    """Return the name of the table that the sector filter reads for units of a level."""
    by_epci = epci_table() if filter_level(level_key) == EPCI else None
    return unit_table() or by_epci or ZONE_TABLE


def sector_levels() -> tuple[str, ...]:
    """List the levels that have URSSAF's indicators by sector."""
    return (EPCI, ZONE) if epci_table() else (ZONE,)
