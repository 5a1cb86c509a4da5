"""Join reports: what every table of another COG year lost or kept on its way to the map."""

import json
from collections.abc import Iterable
from dataclasses import asdict

import pandas as pd

from territoires_industrie import sources
from territoires_industrie.build.records import Report, origin_of, write_csv, write_record
from territoires_industrie.join import UNKNOWN_YEAR, JoinReport, match_units
from territoires_industrie.levels import COG_YEAR
from territoires_industrie.membership import MEMBER_COLUMNS, read_whole_mergers
from territoires_industrie.sources import read_table

LISTED_CODES = 100
"""Longest list of absent units that is written out; a longer one is only counted."""

UNIT_TABLES = (
    ("commune_zone_2025", "commune_code", f"commune_{COG_YEAR}", "commune_code", 2025),
    ("epci_profile_2022", "epci_siren", f"epci_{COG_YEAR}", "epci_siren", 2025),
    ("epci_private_jobs_2024", "epci_siren", f"epci_{COG_YEAR}", "epci_siren", 2025),
    ("membership_2020", "epci_siren", f"epci_{COG_YEAR}", "epci_siren", 2025),
    ("zone_emploi_jobs_2024", "zone_emploi_code", "commune_zone_2025", "zone_emploi_code", 2025),
    (
        "zone_emploi_unemployment_2023",
        "zone_emploi_code",
        "commune_zone_2025",
        "zone_emploi_code",
        2025,
    ),
)
"""Tables whose codes are matched as they are: table, column, known table, column, COG year."""


def match_tables() -> list[JoinReport]:
    """Match the tables that need no passage with the units of the map."""
    reports = [
        match_units(read_table(name)[column], read_table(known)[code], name, cog_year)
        for name, column, known, code, cog_year in UNIT_TABLES
    ]
    communes = read_table(f"commune_{COG_YEAR}")
    sirens = pd.concat([communes[column].dropna() for column in MEMBER_COLUMNS.values()])
    members = read_table("membership_2024")["member_siren"]
    # A list names the EPCI of its own day: those that merged since are what they became.
    members = members.map(read_whole_mergers()["epci_siren_after"]).fillna(members)
    return [
        *reports,
        match_units(members, sirens, "membership_2024", UNKNOWN_YEAR, list_absent=False),
    ]


def build_join_reports(joins: Iterable[JoinReport], report: Report) -> None:
    """Write ``data/join_reports.json``, one entry a table."""
    items = (*joins, *match_tables())
    entries = [join_entry(item) for item in items]
    path = sources.DATA / "join_reports.json"
    path.write_text(json.dumps(entries, ensure_ascii=False, indent=1) + "\n", "utf-8")
    lost = sum(len(item.unmatched) for item in items)
    report(f"data/{path.name} : {len(entries)} tables, {lost} codes sans correspondance")
    write_record(path, origin_of(path.stem), rows=len(entries))


def join_entry(item: JoinReport) -> dict[str, object]:
    """Write a join report as an entry of ``data/join_reports.json``."""
    entry = asdict(item)
    absent = entry.pop("absent")
    entry["absent_count"] = len(absent)
    entry["absent"] = list(absent) if len(absent) <= LISTED_CODES else []
    return entry


def compare_private_jobs() -> pd.DataFrame:
    """List the EPCI and years whose published private jobs differ from the communes' sum.

    Returns
    -------
    pandas.DataFrame
        ``epci_siren``, ``year``, ``published_count``, ``summed_count``,
        ``difference_count`` (summed - published), where it is not zero.
    """
    published = read_table("epci_private_jobs_2024").rename(
        columns={"private_jobs_count": "published_count"}
    )
    communes = read_table(f"commune_{COG_YEAR}").set_index("commune_code")
    measures = read_table(f"commune_measures_{COG_YEAR}").set_index("commune_code")
    columns = [name for name in measures.columns if name.startswith("private_jobs_count_")]
    sums = measures[columns].groupby(communes["epci_siren"]).sum()
    sums.columns = pd.Index([name.rsplit("_", 1)[1] for name in columns])
    summed = sums.reset_index().melt("epci_siren", var_name="year", value_name="summed_count")
    both = published.merge(summed, on=["epci_siren", "year"])
    both["summed_count"] = both["summed_count"].astype("int64")
    both["difference_count"] = both["summed_count"] - both["published_count"]
    # The EPCI's file lacks jobs of communes whose code changed: docs/decisions/0010.
    return both[both["difference_count"] != 0]


def build_private_jobs_check(report: Report) -> None:
    """Write the differences between the published EPCI jobs and the communes' sums."""
    table = compare_private_jobs()
    epci = table["epci_siren"].nunique()
    report(f"data/epci_private_jobs_difference_2024.csv : {epci} EPCI qui diffèrent")
    path = sources.DATA / "epci_private_jobs_difference_2024.csv"
    write_csv(table, path, ["epci_siren", "year"], origin_of(path.stem))
