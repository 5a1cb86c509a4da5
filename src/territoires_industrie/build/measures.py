"""Summable measures of every commune of 2026, brought by the passage, and their join reports."""

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from territoires_industrie import sources
from territoires_industrie.build.intercommunal import group_members
from territoires_industrie.build.packages import read_administrative
from territoires_industrie.build.records import Report, origin_of, write_parquet
from territoires_industrie.join import (
    UNKNOWN_YEAR,
    JoinReport,
    Passage,
    join_to_communes,
    make_passage,
)
from territoires_industrie.levels import COG_YEAR
from territoires_industrie.sources import read_table

# Not the communes.json of the same version, whose populations run ahead by a vintage, unevenly:
# docs/decisions/0011-legal-populations.md.
POPULATION_VERSIONS = {
    "2018": ("1.1.1", 2021),
    "2019": ("2.3.1", 2022),
    "2020": ("3.1.1", 2023),
    "2021": ("4.1.0", 2024),
    "2022": ("5.3.0", 2025),
}
"""Reference year of the legal population → version whose ``epci.json`` holds it, COG year."""

ISLAND_VERSIONS = {"2019": "1.1.1", "2020": "2.3.1", "2021": "4.0.0", "2022": "4.1.0"}
"""The same for ``communes.json``, one vintage ahead: read for the communes without EPCI."""

LISTED_VERSION = ("2023", "6.0.0", COG_YEAR)
"""Year of the legal population that ``communes.json`` holds, before any ``epci.json``."""

CENSUS_YEARS = ("2010", "2015")
"""Censuses that no version holds: read in ``commune_population_2022``, without Mayotte."""

MAYOTTE = "976"

AREA = "area_km2"

COMPARATOR_COLUMNS = (
    AREA,
    "population_count_2013",
    "jobs_count_2013",
    "jobs_count_2018",
    "unemployed_15_64_count_2018",
    "active_15_64_count_2018",
    "establishments_count_2018",
    "agriculture_establishments_count_2018",
    "industrial_establishments_count_2018",
    "construction_establishments_count_2018",
    "market_services_establishments_count_2018",
    "public_services_establishments_count_2018",
    "establishments_10plus_jobs_count_2018",
)


SURROUNDINGS = {
    "industrial_site_2020": ("industrial_sites_count_2020", "co2_fossil_t_2020"),
    "commune_lycee_2026": tuple(
        f"{kind}_lycees_count_2026" for kind in ("vocational", "polyvalent", "general")
    ),
    "commune_station_2024": tuple(
        f"{kind}_stations_count_2024" for kind in ("national", "regional", "local")
    ),
}
"""Table of what stands around industry → its measures."""


def populations(year: str) -> pd.DataFrame:
    """Read the legal municipal population of every commune for a reference year.

    The package's ``epci.json`` holds it for the members of an EPCI. The four islands
    without one come from the ``communes.json`` of that vintage, or, for 2018, from
    the INSEE comparator.
    """
    version, _cog_year = POPULATION_VERSIONS[year]
    members = group_members(version)[["commune_code", "population_count"]]
    islands = _islands()
    # Islands without an EPCI are in no list of members.
    if year in ISLAND_VERSIONS:
        listed = pd.DataFrame(read_administrative(ISLAND_VERSIONS[year], "communes"))
        current = listed[(listed["type"] == "commune-actuelle") & listed["code"].isin(islands)]
        alone = current[["code", "population"]]
    else:
        comparator = read_table("commune_comparator_2018")
        chosen = comparator[comparator["commune_code"].isin(islands)]
        alone = chosen[["commune_code", f"population_count_{year}"]]
    return pd.concat([members, alone.set_axis(members.columns, axis=1)], ignore_index=True)


def listed_populations(version: str) -> pd.DataFrame:
    """Read the legal municipal population of every commune in ``communes.json``.

    The communes destroyed in 1916, which have no inhabitants, count zero.
    """
    listed = pd.DataFrame(read_administrative(version, "communes"))
    current = listed[listed["type"] == "commune-actuelle"]
    known = current[current["code"].isin(read_table(f"commune_{COG_YEAR}")["commune_code"])]
    counts = known["population"].fillna(0.0)
    return pd.DataFrame({"commune_code": known["code"], "population_count": counts})


def _islands() -> frozenset[str]:
    communes = read_table(f"commune_{COG_YEAR}")
    return frozenset(communes.loc[communes["epci_siren"].isna(), "commune_code"])


def _population_joins(passage: Passage) -> Iterator[tuple[pd.DataFrame, JoinReport]]:
    tables = [(year, populations(year), cog) for year, (_, cog) in POPULATION_VERSIONS.items()]
    newest, version, newest_cog = LISTED_VERSION
    for year, counts, cog_year in (*tables, (newest, listed_populations(version), newest_cog)):
        column = f"population_count_{year}"
        yield join_to_communes(
            counts.rename(columns={"population_count": column}),
            cog_year=cog_year,
            columns=[column],
            name=f"population légale {year}",
            passage=passage,
        )


def _census_join(passage: Passage) -> tuple[pd.DataFrame, JoinReport]:
    name = "commune_population_2022"
    columns = [f"population_count_{year}" for year in CENSUS_YEARS]
    return join_to_communes(
        read_table(name), cog_year=COG_YEAR, columns=columns, name=name, passage=passage
    )


def _comparator_join(passage: Passage) -> tuple[pd.DataFrame, JoinReport]:
    """Bring the comparator; the area of a commune that another came out of is of both: unknown."""
    name = "commune_comparator_2018"
    joined, report = join_to_communes(
        read_table(name), cog_year=2021, columns=COMPARATOR_COLUMNS, name=name, passage=passage
    )
    joined.loc[joined.index.isin(list(report.restored.values())), AREA] = float("nan")
    return joined, report


def _private_jobs_join(passage: Passage) -> tuple[pd.DataFrame, JoinReport]:
    """Bring private jobs, then write zero where no private employer is known.

    A commune without a row has none, but for Mayotte, which the table leaves out, and
    for restored communes, whose jobs are still counted in their former commune.
    """
    name = "commune_private_jobs_2024"
    long = read_table(name)
    wide = long.pivot(index="commune_code", columns="year", values="private_jobs_count")
    wide.columns = pd.Index([f"private_jobs_count_{year}" for year in wide.columns])
    columns = list(wide.columns)
    joined, report = join_to_communes(
        wide.reset_index(),
        cog_year=UNKNOWN_YEAR,
        columns=columns,
        name=name,
        passage=passage,
        # The row of Paris holds the jobs that no arrondissement could be assigned to.
        adds_arrondissements=True,
    )
    unknown = joined.index.str.startswith(MAYOTTE) | joined.index.isin(list(report.restored))
    known = joined.fillna(0.0)
    known.loc[unknown] = float("nan")
    return known, report


def _sites_join(passage: Passage) -> tuple[pd.DataFrame, JoinReport]:
    """Bring brownfields; a commune without a site holds none, restored or not."""
    name = "brownfield_2024"
    sites = read_table(name)[["commune_code"]].assign(brownfields_count=1.0)
    joined, report = join_to_communes(
        sites,
        cog_year=UNKNOWN_YEAR,
        columns=["brownfields_count"],
        name=name,
        passage=passage,
        adds_arrondissements=True,  # a site is in one list only
    )
    return joined, replace(report, restored={})


def _surroundings_joins(passage: Passage) -> Iterator[tuple[pd.DataFrame, JoinReport]]:
    """Bring sites, lycées and stations; a commune that a source does not list holds none."""
    sites = read_table("industrial_site_2020").query("commune_code != ''")
    counted = {
        "industrial_site_2020": sites.assign(industrial_sites_count_2020=1.0),
        "commune_lycee_2026": _with_year("commune_lycee_2026", "2026"),
        "commune_station_2024": _with_year("commune_station_2024", "2024"),
    }
    for name, listed in counted.items():
        # The map ends before Saint-Martin, Polynésie… whose lycées the directory has.
        table = listed[listed["commune_code"].map(passage.today).notna()]
        # Arrondissements of the three cities are of no COG year of communes.
        joined, report = join_to_communes(
            table, cog_year=UNKNOWN_YEAR, columns=SURROUNDINGS[name], name=name, passage=passage
        )
        yield joined.fillna(0.0), replace(report, restored={})


def _with_year(name: str, year: str) -> pd.DataFrame:
    """Read a table of counts by commune, its columns with the year of the figures."""
    counts = read_table(name).set_index("commune_code").astype("float64")
    return counts.add_suffix(f"_{year}").reset_index()


def compose_measures() -> tuple[pd.DataFrame, list[JoinReport]]:
    """Compose the wide table of measures by commune of 2026, and a report per source table."""
    communes = read_table(f"commune_{COG_YEAR}")["commune_code"]
    passage = make_passage(
        read_table("commune_passage_2025"), read_table("commune_event_2025"), communes
    )
    measured = [
        *_population_joins(passage),
        _census_join(passage),
        _comparator_join(passage),
        _private_jobs_join(passage),
        *_surroundings_joins(passage),
    ]
    joined = pd.concat([table for table, _report in measured], axis=1)
    # Brownfields are listed site by site: only what their join lost is kept.
    reports = [report for _table, report in (*measured, _sites_join(passage))]
    return joined.reset_index(), reports


def build_measures(report: Report) -> list[JoinReport]:
    """Write ``data/commune_measures_2026.parquet``; return what each join did."""
    measures, joins = compose_measures()
    report(f"data/commune_measures_{COG_YEAR}.parquet : {len(measures.columns) - 1} mesures")
    path = sources.DATA / f"commune_measures_{COG_YEAR}.parquet"
    write_parquet(measures, path, ["commune_code"], origin_of(path.stem))
    return joins
