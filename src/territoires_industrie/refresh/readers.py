"""From what each official service answers to the tables of a new set.

Every reader fetches, compares the header with what the atlas needs, writes its tables in the
set in the making, and tells in a few words what it did.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

import pandas as pd

from territoires_industrie import sources
from territoires_industrie.build.records import write_csv, write_parquet
from territoires_industrie.errors import list_codes
from territoires_industrie.membership import CURRENT_STATES, MEMBER_COLUMNS, read_whole_mergers
from territoires_industrie.refresh import activity, engines
from territoires_industrie.refresh.addresses import Addresses
from territoires_industrie.refresh.download import Request
from territoires_industrie.refresh.failures import Fault, RefreshError
from territoires_industrie.refresh.services import Client, fetch_export, find_resource
from territoires_industrie.refresh.staging import Stage
from territoires_industrie.refresh.tables import (
    check_header,
    check_rows,
    is_in_use,
    read_csv,
    read_zipped_csv,
    to_numbers,
)
from territoires_industrie.statistics.sector_ground import EPCI_TABLE, ZONE_YEARS
from territoires_industrie.wording import _

Reader = Callable[[Client, Addresses, Stage], list[str]]


@dataclass(frozen=True)
class Source:
    """One official source: its key in the command, its French title, its reader."""

    key: str
    title: str
    read: Reader


def read_programme(client: Client, addresses: Addresses, stage: Stage) -> list[str]:
    """Add the state of the programme that the ANCT publishes, if it is a new one."""
    setting = {name: addresses.setting("programme", name) for name in ("api", "dataset")}
    members = find_resource(client, **setting, start=addresses.setting("programme", "members"))
    names = find_resource(client, **setting, start=addresses.setting("programme", "names"))
    rows = read_csv(
        client.fetch(members.request, "members.csv"),
        ("id_ti", "lib_groupement", "siren_groupement"),
    )
    titles = read_csv(client.fetch(names.request, "names.csv"), ("id_ti", "lib_ti"))
    state = _programme_state(rows, titles, members.day)
    path = sources.table_path("membership_2024", stage.data)
    known = sources.load_table(path)
    current = known[known["state_date"] == CURRENT_STATES[2]]
    key = ["territoire_id", "member_siren"]
    if set(map(tuple, state[key].to_numpy())) == set(map(tuple, current[key].to_numpy())):
        return [_("même liste de membres que celle du {day}").format(day=CURRENT_STATES[2])]
    kept = known[known["state_date"] != members.day]
    record = sources.read_record(path)
    origin = replace(
        addresses.dated(record, "programme", members.request.url, members.day),
        reference_period=f"{record.reference_period}, {members.day}",
        steps=(*record.steps, f"état du {members.day} ajouté"),
    )
    key = ["state_date", *key]
    write_csv(pd.concat([kept, state[known.columns]]), path, key, origin)
    stage.changed.append("programme")
    stage.settings["programme_state"] = members.day
    return [_("nouvel état du {day} : {rows} membres").format(day=members.day, rows=len(state))]


def _programme_state(rows: pd.DataFrame, titles: pd.DataFrame, day: str) -> pd.DataFrame:
    kinds = _kinds_of_members()
    title_of = titles.drop_duplicates("id_ti").set_index("id_ti")["lib_ti"]
    state = pd.DataFrame(
        {
            "state_date": day,
            "phase": "2",
            "territoire_id": rows["id_ti"].str.strip(),
            "territoire_name": rows["id_ti"].map(title_of),
            "member_siren": rows["siren_groupement"].str.strip(),
            "member_kind": rows["siren_groupement"].str.strip().map(kinds),
            "member_name": rows["lib_groupement"],
        }
    ).drop_duplicates(["territoire_id", "member_siren"])
    nameless = state.loc[state["territoire_name"].isna(), "territoire_id"].unique()
    unknown = state.loc[state["member_kind"].isna(), "member_siren"].unique()
    for codes, text in (
        (nameless, _("Territoires sans nom dans la liste des territoires : {codes}.")),
        (
            unknown,
            _(
                "Membres que la composition de 2026 ne connaît pas : {codes}. Leur EPCI a changé : "
                "rafraîchissez d’abord les contours."
            ),
        ),
    ):
        if len(codes):
            raise RefreshError(Fault.SCHEMA, text, codes=list_codes(codes))
    return state


def _kinds_of_members() -> dict[str, str]:
    communes = sources.read_table("commune_2026")
    today = {
        str(siren): kind
        for kind, column in MEMBER_COLUMNS.items()
        for siren in communes[column].dropna().unique()
    }
    # A list may name those that have merged since it was written.
    return dict.fromkeys(map(str, read_whole_mergers().index), "epci") | today


def read_activity_file(client: Client, addresses: Addresses, stage: Stage) -> list[str]:
    """Make the table of jobs by EPCI and sector out of URSSAF's commune × activity."""
    suffix = addresses.setting("activite", "format")
    setting = {name: addresses.setting("activite", name) for name in ("api", "dataset")}
    export, count = fetch_export(client, **setting, suffix=suffix)
    header, rows = engines.inspect_file(export.path, client.folder)
    check_header(header, (activity.COMMUNE, activity.ACTIVITY), export.url)
    years = activity.years_of(header)
    check_rows(export, rows, count)
    # A file without a year of the zones would take it away from the indicators.
    check_header(header, [activity.JOBS.format(year=year) for year in ZONE_YEARS], export.url)
    table = engines.aggregate_with_duckdb(export.path, client.folder)
    inside = (table["epci_siren"] != activity.OUTSIDE) & (table["a38_code"] != activity.OUTSIDE)
    outside = int(table.loc[~inside & (table["year"] == years[-1]), "published_jobs_count"].sum())
    for old in stage.data.glob(f"{EPCI_TABLE}*"):
        old.unlink()
    path = stage.data / f"{EPCI_TABLE}{years[-1]}.parquet"
    first, last = years[0], years[-1]
    origin = addresses.origin("activite", export, first=first, last=last, outside=outside)
    used = sources.newest_table(EPCI_TABLE)
    before = sources.read_record(sources.table_path(used)).rows if used else 0
    write_parquet(table[inside], path, list(engines.JOBS_BY_EPCI.key), origin)
    stage.changed.append("activite")
    said = _("{before} → {after} lignes, {first} à {last}, {outside} emplois hors EPCI ou secteur")
    after = int(inside.sum())
    return [said.format(before=before, after=after, first=first, last=last, outside=outside)]


COMPARATOR_COLUMNS = {
    r"P(\d\d)_POP": "population_count",
    r"P(\d\d)_EMPLT": "jobs_count",
    r"P(\d\d)_CHOM1564": "unemployed_15_64_count",
    r"P(\d\d)_ACT1564": "active_15_64_count",
    r"ETTOT(\d\d)": "establishments_count",
    r"ETAZ(\d\d)": "agriculture_establishments_count",
    r"ETBE(\d\d)": "industrial_establishments_count",
    r"ETFZ(\d\d)": "construction_establishments_count",
    r"ETGU(\d\d)": "market_services_establishments_count",
    r"ETOQ(\d\d)": "public_services_establishments_count",
}
"""INSEE's columns, two-digit year inside → the atlas's, year at the end."""


def read_comparator(client: Client, addresses: Addresses, stage: Stage) -> list[str]:
    """Add the vintage of INSEE's comparator of territories that its file holds."""
    file = client.fetch(Request(addresses.setting("comparateur", "file")), "comparator.zip")
    received = read_zipped_csv(file, ("CODGEO",))
    names = rename_comparator(received.columns)
    years = [name[-4:] for name in names.values() if name.startswith("establishments_count_")]
    years = [year for year in years if f"industrial_establishments_count_{year}" in names.values()]
    if not years:
        # There never are such columns: the error names what is nearest to them.
        check_header(received.columns, ("ETTOTaa", "ETBEaa"), file.url)
    table = received[["CODGEO", *names]].rename(columns={"CODGEO": "commune_code", **names})
    table = to_numbers(table, tuple(names.values()))
    year = max(years)
    path = stage.data / f"commune_comparator_{year}.parquet"
    # The table of 2018 in the repository has more columns: it would never be found the same.
    if year == "2018" or is_in_use(table, path.stem):
        return [_("même millésime que celui en place : {year}").format(year=year)]
    told = ", ".join(sorted({name[-4:] for name in names.values()}))
    origin = addresses.origin("comparateur", file, count=len(table), years=told, year=year)
    write_parquet(table, path, ["commune_code"], origin)
    stage.changed.append("comparateur")
    return [_("{rows} communes, établissements de {year}").format(rows=len(table), year=year)]


def rename_comparator(columns: pd.Index) -> dict[str, str]:
    """Return the atlas's name of each of INSEE's columns that it knows.

    >>> rename_comparator(pd.Index(["CODGEO", "P21_POP", "ETBE22", "MED21"]))
    {'P21_POP': 'population_count_2021', 'ETBE22': 'industrial_establishments_count_2022'}
    """
    found = {}
    for column in columns:
        for pattern, name in COMPARATOR_COLUMNS.items():
            if match := re.fullmatch(pattern, column):
                found[str(column)] = f"{name}_20{match[1]}"
    return found
