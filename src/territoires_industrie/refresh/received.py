"""What received tables must add up to: the totals that their producers, or others, publish."""

from collections.abc import Iterator

import pandas as pd

from territoires_industrie.indicators import read_values
from territoires_industrie.programme.grants import GRANTS_TABLE, PACA, read_grants
from territoires_industrie.sources import has_table, read_table
from territoires_industrie.statistics.industry import (
    CENSUS_TABLE,
    mainland_industry,
    published_shares,
)
from territoires_industrie.statistics.sector_ground import epci_table, unit_table, unit_year
from territoires_industrie.statistics.zone_jobs import EVERY_SIZE
from territoires_industrie.wording import _, format_number

# URSSAF's totals hold withheld cells and households as employers, which no sector here does.
ACTIVITY_MARGIN = 0.05
SHARE_MARGIN = 0.02
"""Points between a published share of two decimals and the one recomputed from numbers."""

JOBS_MARGIN = 0.01
GRANTS_MARGIN = 0.05
"""Part of the amount that a later list of the same grants may differ by."""

FLORES_TOTALS = {"2024": (26_604_745, 2_411_570)}
"""Posts and establishments of France with Mayotte, as INSEE publishes them, by year of FLORES."""


def check_received() -> Iterator[str]:
    """Write which totals do not hold, for every table of the set that a refresh brought."""
    yield from _check_activity()
    if has_table(CENSUS_TABLE):
        yield from _check_census()
    yield from _check_posts()
    if has_table(GRANTS_TABLE):
        yield from _check_grants()


def list_unknown() -> Iterator[str]:
    """Write which years of the received tables are later than the totals known: none is compared.

    No reason to refuse them: a source brings its new year before anyone writes down its total.
    """
    text = _("{source} {year} : aucun total publié n’est connu de l’atlas, rien n’y est comparé.")
    if (name := epci_table()) is not None:
        last = _published_activity().index.max()
        years = read_table(name)["year"].unique()
        for year in sorted(year for year in years if year > last):
            yield text.format(source=_("Emploi privé par EPCI"), year=year)
    if (latest := unit_year()) is not None and latest not in FLORES_TOTALS:
        yield text.format(source="FLORES", year=latest)


def _published_activity() -> pd.Series:
    """Sum URSSAF's own jobs by EPCI, by year."""
    return read_table("epci_private_jobs_2024").groupby("year")["private_jobs_count"].sum()


def _check_activity() -> Iterator[str]:
    """Compare the jobs by EPCI and sector with URSSAF's own totals by EPCI, year by year."""
    name = epci_table()
    if name is None:
        return
    found = read_table(name).groupby("year")["published_jobs_count"].sum()
    published = _published_activity()
    text = _("Emploi privé par EPCI, {year} : environ {expected} attendu, {found} trouvé.")
    for year in found.index.intersection(published.index):
        if abs(found[year] - published[year]) > ACTIVITY_MARGIN * published[year]:
            yield text.format(year=year, expected=int(published[year]), found=int(found[year]))


def _check_census() -> Iterator[str]:
    """Compare the shares of industry recomputed from communes with those published by INSEE."""
    shares = read_values("departement", "industrial_jobs_share_pct", "2022")["value"]
    published = published_shares("departement").dropna()
    gap = (shares.reindex(published.index) - published).abs()
    text = _("Part de l’industrie, département {code} : {expected} % attendu, {found} % trouvé.")
    # Not « > »: a share that is missing must fail too, and compares with nothing.
    for code in gap.index[~(gap <= SHARE_MARGIN)]:
        figures = (format_number(float(one[code]), 2) for one in (published, shares))
        expected, found = figures
        yield text.format(code=code, expected=expected, found=found)
    jobs = read_table(CENSUS_TABLE)
    mainland = jobs[~jobs["commune_code"].str.startswith("97")]["jobs_count_2022"].sum()
    estimated = mainland_industry().jobs_count
    # A margin, since the other term is itself an estimate.
    if abs(mainland - estimated) > JOBS_MARGIN * estimated:
        text = _("Emplois de métropole en 2022 : environ {expected} attendus, {found} trouvés.")
        yield text.format(expected=int(estimated), found=int(mainland))


def _check_posts() -> Iterator[str]:
    """Compare FLORES's posts and establishments with the published ones, at each whole level."""
    name, year = unit_table(), unit_year()
    if name is None or year not in FLORES_TOTALS:
        return
    table = read_table(name)
    rows = table[(table["a38_code"] == EVERY_SIZE) & (table["size_class"] == EVERY_SIZE)]
    columns = ["published_jobs_count", "establishments_count"]
    text = _(
        "FLORES {year}, {level} : {expected} postes et établissements attendus, {found} trouvés."
    )
    for level in ("departement", "region", "zone_emploi"):
        found = tuple(int(count) for count in rows[rows["level"] == level][columns].sum())
        if found != FLORES_TOTALS[year]:
            expected, counted = (" + ".join(map(str, two)) for two in (FLORES_TOTALS[year], found))
            yield text.format(year=year, level=level, expected=expected, found=counted)


def _check_grants() -> Iterator[str]:
    """Compare the grants of one région with its own list, which the repository holds."""
    known = read_table("transition_grant_paca_2024")["grant_eur"].astype(float).sum()
    grants = read_grants()
    found = grants.loc[grants["region_code"] == PACA, "grant_eur"].sum()
    if abs(found - known) > GRANTS_MARGIN * known:
        text = _(
            "Subventions en Provence-Alpes-Côte d’Azur : {expected} € attendus, {found} € trouvés."
        )
        yield text.format(expected=int(known), found=int(found))
