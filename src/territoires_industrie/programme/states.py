"""States of the programme: the members of each territory at each known date."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from territoires_industrie.data_state import STATE
from territoires_industrie.errors import UnknownCodeError, nearest
from territoires_industrie.membership import (
    MEMBER_COLUMNS,
    follow_mergers,
    read_composition,
    read_members,
    read_published_members,
)
from territoires_industrie.sources import read_table
from territoires_industrie.wording import N_, _

STATE_COLUMNS = [
    "territoire_id",
    "territoire_name",
    "member_code",
    "member_kind",
    "member_name",
    "coverage",
]

GRAND_PARIS = "200054781"
"""SIREN of the Métropole du Grand Paris, which holds the eleven EPT."""

EPT_OF_2020 = {"ti-1101": "200057990", "ti-1104": "200058014", "ti-1105": "200058097"}
"""Territories of October 2020 inside Grand Paris → the EPT with as many communes.

The table of 2020 knows EPCI only and writes 7, 24 and 8 communes « partly Grand Paris »:
those are the communes of Boucle Nord de Seine, Grand-Orly Seine Bièvre and Paris Terres
d'Envol, which the later states name.
"""


@dataclass(frozen=True)
class State:
    """One date at which the members of the programme are known.

    Attributes
    ----------
    key
        Date as ISO text, the name of the state in addresses.
    phase
        Phase that the territory ids belong to.
    title, note
        French source texts: the state in a control, and what limits it.
    region_codes
        Régions that the state is limited to; empty for the whole of France.
    is_derived
        Whether the members are derived from a list of communes or of names, rather than
        published as such.
    """

    key: str
    phase: int
    title: str
    note: str
    region_codes: tuple[str, ...] = ()
    is_derived: bool = False


ANNOUNCED_ON = "2018-11-22"

_KNOWN = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))["state"]
STATES = {
    one["key"]: State(**one | {"region_codes": tuple(one.get("region_codes", ()))})
    for one in _KNOWN
}
if STATE.programme_state:
    STATES[STATE.programme_state] = State(
        STATE.programme_state, 2, N_("Phase 2, dernière liste publiée"), ""
    )
"""Every known state, oldest first; the last one may come from ``atlas refresh``."""


def find_state(key: str) -> State:
    """Find a state by its date.

    Raises
    ------
    UnknownCodeError
        If no members are known at that date; the message names the nearest dates.
    """
    if key in STATES:
        return STATES[key]
    close = ", ".join(nearest(key, STATES) or STATES)
    text = _("État du programme inconnu : « {key} ». États proches : {close}.")
    raise UnknownCodeError(text, key=key, close=close)


@cache
def read_state(key: str) -> pd.DataFrame:
    """Read the members of every territory at a date.

    Returns
    -------
    pandas.DataFrame
        One row a (territory, member), sorted: ``territoire_id``, ``territoire_name``,
        ``member_code`` (SIREN), ``member_kind`` (``epci``, ``ept`` or ``commune``),
        ``member_name`` (as the source has it) and ``coverage``: ``entier``, ``partiel``
        (at least half of the EPCI's communes are in the territory) or ``marginal`` (less
        than half: shown, but not counted as a member).

    Raises
    ------
    UnknownCodeError
        If the state is not known.
    """
    state = find_state(key)
    if key == ANNOUNCED_ON:
        rows = _announced()
    elif key == "2020-10":
        rows = _derived_2020()
    else:
        members = read_members(state.phase, key)
        rows = members.rename(columns={"member_siren": "member_code"}).assign(coverage="entier")
    # EPCI of then to those of the map, so that states can be compared with each other and with it.
    rows = follow_mergers(rows, "member_code")
    order = ["territoire_id", "member_kind", "member_code"]
    return rows[STATE_COLUMNS].sort_values(order).reset_index(drop=True)


def _announced() -> pd.DataFrame:
    """Return the announced members, under the id that they have at the end of phase 1."""
    table = read_table("announcement_match_2018").rename(
        columns={"territoire_id_phase1": "territoire_id", "epci_siren": "member_code"}
    )
    keys = ["territoire_id", "territoire_name", "member_code"]
    # Several printed names are one EPCI since they merged.
    printed = table.groupby(keys)["epci_name_as_announced"].agg(" + ".join)
    rows = printed.rename("member_name").reset_index()
    return rows.assign(member_kind="epci", coverage="entier")


def _derived_2020() -> pd.DataFrame:
    """Read October 2020: EPT in the place of Grand Paris, without the communes of no EPCI."""
    table = read_table("membership_2020")
    placed = table[table["epci_siren"] != ""]
    in_paris = placed["epci_siren"] == GRAND_PARIS
    ept = placed["territoire_id"].map(EPT_OF_2020).where(in_paris)
    names = read_table("ept_2026").set_index("ept_siren")["ept_name"]
    inside = placed["communes_in_territory_count"].astype(int)
    is_minor = inside < placed["communes_in_epci_count"].astype(int) / 2
    coverage = placed["coverage"].mask(is_minor & (placed["coverage"] == "partiel"), "marginal")
    return placed.assign(
        member_code=placed["epci_siren"].where(ept.isna(), ept),
        member_kind=ept.isna().map({True: "epci", False: "ept"}),
        member_name=placed["epci_name"].where(ept.isna(), ept.map(names)),
        coverage=coverage.where(ept.isna(), "entier"),
    )


@cache
def read_counted_members(key: str) -> pd.DataFrame:
    """Read the members of a state once each, those of marginal coverage left out.

    Returns
    -------
    pandas.DataFrame
        Index ``member_code`` (unique); ``territoire_id``, ``territoire_name``,
        ``member_kind``, ``member_name``, ``coverage``. An EPCI of two territories is listed in
        the one that covers it entirely.
    """
    rows = read_state(key)
    # « entier » comes before « partiel » in the alphabet too: the first row of an EPCI is kept.
    counted = rows[rows["coverage"] != "marginal"].sort_values(["coverage", "territoire_id"])
    return counted.drop_duplicates("member_code").set_index("member_code").sort_index()


def unplaced_communes_count(key: str) -> int:
    """Count the communes of a state whose EPCI is unknown (2020 only)."""
    if key != "2020-10":
        return 0
    table = read_table("membership_2020")
    lost = table.loc[table["epci_siren"] == "", "communes_in_territory_count"]
    return int(lost.astype(int).sum())


def listed_communes_count(key: str) -> int:
    """Count the communes of a state: those listed then, or those of 2026 that its members cover."""
    if key != "2020-10":
        return len(state_communes(key))
    # Its EPCI are covered in part: which of their communes were in is not in the data, how many is.
    return int(read_table("membership_2020")["communes_in_territory_count"].astype(int).sum())


@cache
def state_communes(key: str) -> pd.DataFrame:
    """List the communes of 2026 that the members of a state cover.

    An EPCI that is covered in part is listed whole: the data do not say which of its communes
    were in the territory, and ``coverage`` shows it.

    Returns
    -------
    pandas.DataFrame
        Columns ``commune_code`` (unique), ``territoire_id``, ``member_code``,
        ``member_kind``, ``coverage``, of counted members.
    """
    communes = read_composition()
    found = []
    for kind, members in read_counted_members(key).reset_index().groupby("member_kind"):
        column = MEMBER_COLUMNS[str(kind)]
        listed = communes[["commune_code", column]].dropna()
        found.append(listed.merge(members, left_on=column, right_on="member_code"))
    columns = ["commune_code", "territoire_id", "member_code", "member_kind", "coverage"]
    return pd.concat(found)[columns].sort_values("commune_code").reset_index(drop=True)


def state_counts() -> pd.DataFrame:
    """Count territories and members of each state, as they were published then.

    Returns
    -------
    pandas.DataFrame
        Index ``state`` (dates, oldest first); ``phase``, ``territoire_count``,
        ``epci_count``, ``ept_count``, ``commune_member_count``, ``is_derived``.
    """
    rows = {}
    for key, state in STATES.items():
        members = read_counted_members(key)
        # As published then: after the mergers since, there are fewer.
        if not state.is_derived:
            members = read_published_members(state.phase, key)
        kinds = members["member_kind"].value_counts()
        rows[key] = {
            "phase": state.phase,
            "territoire_count": read_state(key)["territoire_id"].nunique(),
            "epci_count": int(kinds.get("epci", 0)),
            "ept_count": int(kinds.get("ept", 0)),
            "commune_member_count": int(kinds.get("commune", 0)),
            "is_derived": state.is_derived,
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("state")
