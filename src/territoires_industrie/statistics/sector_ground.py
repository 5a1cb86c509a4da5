"""Where jobs by sector are measured: the zone d'emploi, or the EPCI once it is known there.

``atlas refresh activite`` writes ``data/epci_jobs_a38_<last year>.parquet``. Where that table is,
URSSAF's indicators by sector exist at the EPCI too, and the sector filter reads the EPCI's own
figures; where it is not, both stay at the zone d'emploi.
"""

from functools import cache

from territoires_industrie import sources

ZONE = "zone_emploi"
EPCI = "epci"
EPCI_TABLE = "epci_jobs_a38_"
ZONE_TABLE = "zone_emploi_jobs_2024"
ZONE_YEARS = ("2019", "2022", "2023", "2024")
"""Years of URSSAF's jobs by zone d'emploi, oldest first; the EPCI's table has them and more."""


@cache
def epci_table() -> str | None:
    """Return the name of the latest table of jobs by EPCI and sector; None without one.

    A table that ends before the last year of the zones is not used: indicators would lose a year.
    """
    found = sorted(path.stem for path in sources.DATA.glob(f"{EPCI_TABLE}*.parquet"))
    return found[-1] if found and found[-1] >= f"{EPCI_TABLE}{ZONE_YEARS[-1]}" else None


def filter_level(level_key: str = EPCI) -> str:
    """Return the level whose specialisation the sector filter reads for units of a level."""
    return EPCI if epci_table() is not None and level_key != ZONE else ZONE


def sector_levels() -> tuple[str, ...]:
    """List the levels that have URSSAF's indicators by sector."""
    return (EPCI, ZONE) if epci_table() else (ZONE,)
