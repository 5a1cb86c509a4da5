"""Composition tables of 1 January 2026: communes, EPCI, EPT, départements, régions."""

import pandas as pd

from territoires_industrie import sources
from territoires_industrie.build.intercommunal import (
    GROUP_COLUMNS,
    epci_members,
    group_members,
)
from territoires_industrie.build.packages import (
    CURRENT_VERSION,
    VERSION_BY_COG_YEAR,
    read_administrative,
)
from territoires_industrie.build.records import Report, origin_of, write_csv, write_parquet
from territoires_industrie.join import ARRONDISSEMENTS, make_passage
from territoires_industrie.levels import COG_YEAR, LEVELS, ZONING_TABLE
from territoires_industrie.membership import CURRENT_STATES, MEMBER_COLUMNS, follow_mergers
from territoires_industrie.sources import read_table

ZONINGS = tuple(level for level in LEVELS.values() if level.zoning)
"""Levels that INSEE defines as lists of communes."""


def compose_communes() -> pd.DataFrame:
    """Compose the table of the communes of 1 January 2026 and of all that they belong to."""
    zones = read_table(ZONING_TABLE).set_index("commune_code")
    # Etalab also lists the overseas collectivities (Saint-Martin, Polynésie…), off the map.
    listed = pd.DataFrame(
        [
            (c["code"], c["nom"], c["siren"], c["departement"], c["region"])
            for c in read_administrative(CURRENT_VERSION, "communes")
            if c["type"] == "commune-actuelle" and c["code"] in zones.index
        ],
        columns=[
            "commune_code",
            "commune_name",
            "commune_siren",
            "departement_code",
            "region_code",
        ],
    )
    communes = listed.set_index("commune_code", drop=False).rename_axis(None)
    of_group = {
        "epci_siren": epci_members(COG_YEAR),
        "ept_siren": group_members(CURRENT_VERSION, "ept"),
    }
    for column, members in of_group.items():
        groups = members.set_index("commune_code")["epci_siren"]
        communes[column] = groups.reindex(communes.index)
    for level in ZONINGS:
        communes[level.column] = zones[level.column].reindex(communes.index)
    published = read_table("membership_2024")
    for phase, state in CURRENT_STATES.items():
        rows = follow_mergers(published[published["state_date"] == state])
        communes[f"territoire_id_phase{phase}"] = territoire_of(communes, rows)
    return communes.sort_index().reset_index(drop=True)


def territoire_of(communes: pd.DataFrame, members: pd.DataFrame) -> pd.Series:
    """Return the territory that each commune, its EPT or its EPCI is a member of.

    A member of any kind is known by its SIREN; the commune's own membership comes
    before its EPT's, and its EPT's before its EPCI's.
    """
    found = pd.Series(pd.NA, index=communes.index, dtype="object")
    for kind, column in MEMBER_COLUMNS.items():
        chosen = members[members["member_kind"] == kind]
        by_siren = chosen.set_index("member_siren")["territoire_id"]
        found = found.where(found.notna(), communes[column].map(by_siren))
    return found.astype("str").where(found.notna(), None)


def compose_epci_history(communes: pd.DataFrame) -> pd.DataFrame:
    """List the communes of every EPCI on 1 January of each year, 2019 to 2026."""
    # Made here: read_passage needs the table of communes, which this build is about to write.
    passage = make_passage(
        read_table("commune_passage_2025"),
        read_table("commune_event_2025"),
        communes["commune_code"],
    )
    years = []
    for cog_year in VERSION_BY_COG_YEAR:
        members = epci_members(cog_year)
        now = members["commune_code"].map(passage.today)
        years.append(members.assign(cog_year=cog_year, commune_code_2026=now))
    return pd.concat(years, ignore_index=True)


def build_composition(report: Report) -> None:
    """Write the composition tables of ``data/``."""
    communes = compose_communes()
    report(f"data/commune_{COG_YEAR}.parquet : {len(communes)} communes")
    write_parquet(
        communes,
        sources.DATA / f"commune_{COG_YEAR}.parquet",
        ["commune_code"],
        origin_of("commune_2026", zonings="\n".join(level.zoning for level in ZONINGS)),
    )
    _build_epci(communes, report)
    _build_names(report)
    _build_postal_codes(report)


def _build_epci(communes: pd.DataFrame, report: Report) -> None:
    history = compose_epci_history(communes)
    now = history[history["cog_year"] == COG_YEAR]
    epci = now[GROUP_COLUMNS].drop_duplicates()
    report(f"data/epci_{COG_YEAR}.parquet : {len(epci)} EPCI")
    write_parquet(
        epci,
        sources.DATA / f"epci_{COG_YEAR}.parquet",
        ["epci_siren"],
        origin_of("epci_2026"),
    )
    report(f"data/epci_composition_2019_2026.parquet : {len(history)} appartenances")
    write_parquet(
        history,
        sources.DATA / "epci_composition_2019_2026.parquet",
        ["cog_year", "epci_siren", "commune_code"],
        origin_of("epci_composition_2019_2026"),
    )


def _build_names(report: Report) -> None:
    # Those of communes on the map: Etalab lists the overseas collectivities too.
    known_departements = set(
        pd.DataFrame(read_administrative(CURRENT_VERSION, "communes")).query(
            "type == 'commune-actuelle' and zone in ('metro', 'drom')"
        )["departement"]
    )
    departements = pd.DataFrame(
        [
            (item["code"], item["nom"], item["region"])
            for item in read_administrative(CURRENT_VERSION, "departements")
            if item["code"] in known_departements
        ],
        columns=["departement_code", "departement_name", "region_code"],
    )
    regions = pd.DataFrame(
        [
            (item["code"], item["nom"])
            for item in read_administrative(CURRENT_VERSION, "regions")
            if item["code"] in set(departements["region_code"])
        ],
        columns=["region_code", "region_name"],
    )
    epts = group_members(CURRENT_VERSION, "ept")[["epci_siren", "epci_name"]].drop_duplicates()
    epts.columns = pd.Index(["ept_siren", "ept_name"])
    for table, name in ((departements, "departement"), (regions, "region"), (epts, "ept")):
        path = sources.DATA / f"{name}_{COG_YEAR}.csv"
        report(f"data/{path.name} : {len(table)} lignes")
        write_csv(table, path, [str(table.columns[0])], origin_of(path.stem))


def compose_postal_codes() -> pd.DataFrame:
    """List the postal codes of every commune and municipal arrondissement, a row each."""
    # Paris, Lyon and Marseille have their postal codes by arrondissement.
    known = set(read_table(ZONING_TABLE)["commune_code"]) | set(ARRONDISSEMENTS)
    return pd.DataFrame(
        [
            (place["code"], postal_code)
            for place in read_administrative(CURRENT_VERSION, "communes")
            if place["code"] in known
            for postal_code in place.get("codesPostaux", [])
        ],
        columns=["commune_code", "postal_code"],
    ).drop_duplicates()


def _build_postal_codes(report: Report) -> None:
    table = compose_postal_codes()
    path = sources.DATA / f"commune_postal_code_{COG_YEAR}.parquet"
    report(f"data/{path.name} : {len(table)} codes postaux")
    write_parquet(table, path, ["commune_code", "postal_code"], origin_of(path.stem))
