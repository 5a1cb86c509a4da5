"""EPCI over time, by their SIREN: states of the programme, names, mergers."""

from functools import cache

import pandas as pd

from territoires_industrie.membership import read_composition, read_units
from territoires_industrie.programme.flows import bare_name
from territoires_industrie.programme.states import STATES, read_counted_members, read_state
from territoires_industrie.sources import read_table

HISTORY_COLUMNS = [
    "state",
    "status",
    "territoire_id",
    "territoire_name",
    "member_kind",
    "member_name",
    "coverage",
]


def follow_epci(code: str) -> pd.DataFrame:
    """Follow an EPCI through every known state, by its SIREN.

    Returns
    -------
    pandas.DataFrame
        At least one row a state, oldest first: ``state``, ``status`` (``membre``, ``partie``
        when only communes or EPT inside it are members, ``hors`` or ``inconnu`` when the
        state is limited to other régions), and for members ``territoire_id``,
        ``territoire_name``, ``member_kind``, ``member_name`` (as published) and
        ``coverage``; missing elsewhere.
    """
    communes = read_composition()
    mine = communes[communes["epci_siren"] == code]
    parts = set(mine["commune_siren"].dropna()) | set(mine["ept_siren"].dropna())
    regions = set(mine["region_code"])
    rows: list[dict[str, object]] = []
    for key, state in STATES.items():
        table = read_state(key)
        found = table[(table["member_code"] == code) & (table["coverage"] != "marginal")]
        inside = table[table["member_code"].isin(parts)]
        # A commune or an EPT may be the member, where the EPCI around it is none.
        listed = found if len(found) else inside
        status = "membre" if len(found) else "partie"
        rows += [
            {**{str(name): cell for name, cell in row.items()}, "state": key, "status": status}
            for row in listed.drop(columns="member_code").to_dict("records")
        ]
        if listed.empty:
            is_known = not state.region_codes or bool(regions & set(state.region_codes))
            rows.append({"state": key, "status": "hors" if is_known else "inconnu"})
    return pd.DataFrame(rows).reindex(columns=HISTORY_COLUMNS)


@cache
def read_mergers() -> pd.DataFrame:
    """List the EPCI that merged or split since 2018 and where their communes are today.

    Returns
    -------
    pandas.DataFrame
        One row a (former EPCI, EPCI of 2026): ``code_before``, ``name_before``, ``code_after``,
        ``name_after``, ``commune_count`` (of the communes in both), ``last_seen`` and
        ``first_seen`` (years, as text), ``source``, and, for each national state, the
        territory that the EPCI of 2026 is in: ``territoire_<state>`` (missing when none).
    """
    table = read_table("epci_successor_2026").rename(
        columns={
            "epci_siren_before": "code_before",
            "epci_name_before": "name_before",
            "epci_siren_after": "code_after",
            "epci_name_after": "name_after",
            "first_seen_after": "first_seen",
        }
    )
    table = table.assign(commune_count=table["commune_count"].astype(int))
    for key in STATES:
        names = read_counted_members(key)["territoire_name"]
        table[f"territoire_{key}"] = names.reindex(table["code_after"]).to_numpy()
    return table.reset_index(drop=True)


def mergers_between(before: str, after: str) -> pd.DataFrame:
    """Return the mergers whose EPCI of today is a member in either of two states.

    Returns
    -------
    pandas.DataFrame
        Rows of ``read_mergers``, with ``territoire_before`` and ``territoire_after``.
    """
    table = read_mergers()
    both = table.assign(
        territoire_before=table[f"territoire_{before}"],
        territoire_after=table[f"territoire_{after}"],
    )
    in_programme = both[both["territoire_before"].notna() | both["territoire_after"].notna()]
    columns = ["code_before", "name_before", "code_after", "name_after", "commune_count"]
    more = ["last_seen", "first_seen", "territoire_before", "territoire_after", "source"]
    return in_programme[[*columns, *more]].reset_index(drop=True)


@cache
def read_names() -> pd.DataFrame:
    """List the EPCI that changed name since they were first published as members.

    Returns
    -------
    pandas.DataFrame
        Index ``code``: one column a published state with the name given then (missing when
        not a member), and ``name`` (2026). Only names that differ in more than case,
        accents, punctuation and legal form count; the SIREN is the same throughout.
    """
    sides = []
    for key, state in STATES.items():
        # A derived list bears the names of EPCI of 2025, not those of its day.
        if not state.is_derived:
            members = read_counted_members(key)
            epci = members[members["member_kind"] == "epci"]
            sides.append(epci["member_name"].rename(key))
    table = pd.concat(sides, axis=1).rename_axis("code")
    table["name"] = read_units("epci")["name"].reindex(table.index)
    bare = table.apply(lambda column: column.map(bare_name, na_action="ignore"))
    changed: pd.DataFrame = table[bare.nunique(axis=1) > 1]
    return changed.sort_values("name")
