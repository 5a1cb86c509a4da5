"""Members that stayed, left, entered or changed territory between two states of the programme."""

from dataclasses import dataclass
from functools import cache

import pandas as pd

from territoires_industrie.errors import AtlasError
from territoires_industrie.membership import read_composition, read_units
from territoires_industrie.programme.states import (
    STATES,
    State,
    find_state,
    read_counted_members,
    state_communes,
)
from territoires_industrie.sources import read_table
from territoires_industrie.wording import N_, _, fold

MOVEMENTS = {
    "reste": N_("Resté dans son territoire"),
    "change": N_("Passé à un autre territoire"),
    "sort": N_("Sorti du programme"),
    "entre": N_("Entré dans le programme"),
}
"""Movements of a member between two states; those that stay are « reste » plus « change »."""

LEGAL_FORMS = {"ca", "cc", "cu", "ept"}

LINK_RULE = N_(
    "Les identifiants changent d’une phase à l’autre : un territoire est suivi par ses membres. "
    "Il continue dans celui avec lequel il partage le plus d’habitants, si c’est réciproque."
)


@dataclass(frozen=True)
class Flows:
    """Movements of the members between two states.

    Attributes
    ----------
    before, after
        The two states.
    members
        One row an EPCI or EPT that is in either state, sorted by code; see ``read_flows``.
    communes
        The same for members that are single communes.
    links
        One row a pair of territories with members in common; see ``link_territoires``.
    note
        What limits the comparison, in the language of the run; may be empty.
    """

    before: State
    after: State
    members: pd.DataFrame
    communes: pd.DataFrame
    links: pd.DataFrame

    @property
    def note(self) -> str:
        """What limits the comparison."""
        notes = dict.fromkeys(_(state.note) for state in (self.before, self.after))
        return " ".join(note for note in notes if note)


def read_flows(before: str, after: str) -> Flows:
    """Follow every member from one state to another, by its SIREN.

    A state limited to some régions limits the comparison to the EPCI of these régions
    and to those that it names.

    Parameters
    ----------
    before, after
        Dates of two states, the first one older.

    Returns
    -------
    Flows
        ``members`` and ``communes`` have the index ``code`` and the columns ``kind``,
        ``name`` (today's), ``region_code`` (that of most inhabitants), ``movement`` (key
        of ``MOVEMENTS``), ``territoire_id_before``, ``territoire_name_before``,
        ``territoire_id_after``, ``territoire_name_after`` (missing where not a member),
        ``member_name_before``, ``member_name_after`` (as published), ``is_renamed`` (the
        published name changed, the SIREN did not), ``coverage_before``,
        ``coverage_after``, ``communes_elsewhere_count`` (of a member that leaves or enters, the
        communes that are, or were, in the programme under another member) and
        ``population_count`` (2022).

    Raises
    ------
    UnknownCodeError
        If a state is not known.
    AtlasError
        If ``before`` is not older than ``after``.
    """
    order = list(STATES)
    first, last = find_state(before), find_state(after)
    if order.index(before) >= order.index(after):
        text = _("Deux états dans l’ordre du temps attendus ; reçu : {before} puis {after}.")
        raise AtlasError(text, before=before, after=after)
    return _flows(first, last)


@cache
def _flows(before: State, after: State) -> Flows:
    table = _follow(before, after)
    links = link_territoires(before.key, after.key)
    heirs = links[links["is_continued"]].set_index("territoire_id_before")["territoire_id_after"]
    table.insert(3, "movement", _movements(table, heirs))
    # A few members are single communes: counted apart, as the published numbers count EPCI.
    is_commune = table["kind"] == "commune"
    return Flows(before, after, table[~is_commune], table[is_commune], links)


def _follow(before: State, after: State) -> pd.DataFrame:
    rows, kind = _side(before, "before"), _side(after, "after")
    both = rows.join(kind, how="outer")
    both["kind"] = both.pop("kind_before").fillna(both.pop("kind_after"))
    about = _about_members()
    table = about.reindex(both.index).join(both).sort_index().rename_axis("code")
    limits = set(before.region_codes) | set(after.region_codes)
    # Outside the régions of a limited state, every member would look like a newcomer.
    if limits:
        named = table.index.isin(_named_by_limited(before, after))
        table = table[table["region_code"].isin(limits) | named]
    table["communes_elsewhere_count"] = _elsewhere(table, before, after)
    table["is_renamed"] = _is_renamed(table)
    columns = ["kind", "name", "region_code", "is_renamed"]
    sides = [f"{name}_{side}" for side in ("before", "after") for name in _SIDE]
    return table[[*columns, *sides, "communes_elsewhere_count", "population_count"]].copy()


_SIDE = ("territoire_id", "territoire_name", "member_name", "coverage")


def _side(state: State, side: str) -> pd.DataFrame:
    members = read_counted_members(state.key).rename(columns={"member_kind": "kind"})
    return members[["kind", *_SIDE]].add_suffix(f"_{side}")


def _named_by_limited(*states: State) -> set[str]:
    limited = [state for state in states if state.region_codes]
    return {code for state in limited for code in read_counted_members(state.key).index}


@cache
def _about_members() -> pd.DataFrame:
    """Return name, main région and population of every EPCI, EPT and commune, by SIREN."""
    epci = read_units("epci")[["name", "region_code", "population_count"]]
    ept = read_ept_units()[["name", "region_code", "population_count"]]
    communes = read_composition().dropna(subset=["commune_siren"]).set_index("commune_siren")
    named = communes.rename(columns={"commune_name": "name"})[epci.columns]
    return pd.concat([epci, ept, named[~named.index.isin([*epci.index, *ept.index])]])


@cache
def read_ept_units() -> pd.DataFrame:
    """Read the EPT of Grand Paris: name, région, population (2022), by SIREN."""
    rows = read_composition().dropna(subset=["ept_siren"]).groupby("ept_siren")
    names = read_table("ept_2026").set_index("ept_siren")["ept_name"]
    units = rows.agg(region_code=("region_code", "first"), commune_count=("region_code", "size"))
    return units.assign(name=names, population_count=rows["population_count"].sum())


def _is_renamed(table: pd.DataFrame) -> pd.Series:
    """Compare published names; case, accents, punctuation and legal form aside."""
    first, last = (
        table[f"member_name_{side}"].map(bare_name, na_action="ignore")
        for side in ("before", "after")
    )
    return first.notna() & last.notna() & (first != last)


def bare_name(name: str) -> str:
    """Remove the legal form and the spaces from a member's name.

    >>> bare_name("CA Ardenne Métropole") == bare_name("Ardenne Métropole")
    True
    """
    return "".join(word for word in fold(name).split() if word not in LEGAL_FORMS)


def _movements(table: pd.DataFrame, heirs: pd.Series) -> pd.Series:
    was, is_now = (table[f"territoire_id_{side}"].notna() for side in ("before", "after"))
    # Ids cannot be compared across the phases: the territory that continues it is the same one.
    expected = table["territoire_id_before"].map(heirs)
    is_same = expected == table["territoire_id_after"]
    movement = pd.Series("reste", index=table.index, dtype="str")
    return movement.mask(~is_same, "change").mask(~is_now, "sort").mask(~was, "entre")


def _elsewhere(table: pd.DataFrame, before: State, after: State) -> pd.Series:
    """Count the communes of a member that leaves (enters) that are still (were already) covered."""
    covered = {
        "before": set(state_communes(before.key)["commune_code"]),
        "after": set(state_communes(after.key)["commune_code"]),
    }
    count = pd.Series(0, index=table.index)
    for other, here in (("after", "before"), ("before", "after")):
        absent = table.index[table[f"territoire_id_{other}"].isna()]
        listed = state_communes((before if here == "before" else after).key)
        mine = listed[listed["member_code"].isin(absent)]
        still = mine[mine["commune_code"].isin(covered[other])]
        count = count.add(still.groupby("member_code").size(), fill_value=0)
    return count.reindex(table.index).astype(int)


@cache
def link_territoires(before: str, after: str) -> pd.DataFrame:
    """Pair the territories of two states that have communes in common.

    Returns
    -------
    pandas.DataFrame
        One row a pair, the most inhabitants first: ``territoire_id_before``,
        ``territoire_name_before``, ``territoire_id_after``, ``territoire_name_after``,
        ``commune_count``, ``population_count`` (2022, shared), ``share_before_pct`` and
        ``share_after_pct`` (of the inhabitants of each, 0 to 100) and ``is_continued``:
        each is the other's largest share.
    """
    people = read_composition()["population_count"]
    columns = ["commune_code", "territoire_id"]
    both = state_communes(before)[columns].merge(
        state_communes(after)[columns], on="commune_code", suffixes=("_before", "_after")
    )
    both["population_count"] = both["commune_code"].map(people)
    ids = ["territoire_id_before", "territoire_id_after"]
    pairs = (
        both.groupby(ids)
        .agg(commune_count=("commune_code", "size"), population_count=("population_count", "sum"))
        .reset_index()
        .sort_values(["population_count", *ids], ascending=[False, True, True])
        .reset_index(drop=True)
    )
    for side, state in (("before", before), ("after", after)):
        pairs[f"territoire_name_{side}"] = pairs[f"territoire_id_{side}"].map(_names(state))
        whole = pairs[f"territoire_id_{side}"].map(_population(state))
        pairs[f"share_{side}_pct"] = 100 * pairs["population_count"] / whole
    # Sorted by inhabitants in common: the first row of a territory is its largest share.
    best = [~pairs.duplicated(column) for column in ids]
    pairs["is_continued"] = best[0] & best[1]
    order = [name for side in ("before", "after") for name in _pair_columns(side)]
    more = ["commune_count", "population_count", "share_before_pct", "share_after_pct"]
    return pairs[[*order, *more, "is_continued"]]


def _pair_columns(side: str) -> list[str]:
    return [f"territoire_id_{side}", f"territoire_name_{side}"]


def _names(state: str) -> pd.Series:
    rows = read_counted_members(state).drop_duplicates("territoire_id")
    return rows.set_index("territoire_id")["territoire_name"]


def _population(state: str) -> pd.Series:
    rows = state_communes(state)
    people = rows["commune_code"].map(read_composition()["population_count"])
    return people.groupby(rows["territoire_id"]).sum()


def count_flows(flows: Flows) -> pd.DataFrame:
    """Count the movements of EPCI and EPT by région, with the total.

    Returns
    -------
    pandas.DataFrame
        Index ``region_code`` (sorted; the last row, ``""``, is the total of the
        comparison), columns ``reste``, ``change``, ``sort``, ``entre``, then
        ``before_count`` and ``after_count``.
    """
    members = flows.members
    counted = members.groupby(["region_code", "movement"]).size().unstack(fill_value=0)
    table = counted.reindex(columns=list(MOVEMENTS), fill_value=0).sort_index()
    # Under no région: a member counts in one région alone, so that the sum counts it once.
    table.loc[""] = table.sum()
    table.columns.name = None
    stayed = table["reste"] + table["change"]
    return table.assign(before_count=stayed + table["sort"], after_count=stayed + table["entre"])


def territoire_flows(flows: Flows) -> pd.DataFrame:
    """Return what became of every territory: continued, gone, or new.

    Returns
    -------
    pandas.DataFrame
        One row a territory of either state: ``territoire_id_before``,
        ``territoire_name_before``, ``territoire_id_after``, ``territoire_name_after`` and
        ``fate``: ``continue`` (with or without another name), ``reparti`` (its members are
        in other territories), ``disparait`` (none is left), ``nouveau`` (continues none).
    """
    links = flows.links
    continued = links[links["is_continued"]]
    moved = pd.concat([flows.members, flows.communes])
    rows = [continued[[*_pair_columns("before"), *_pair_columns("after")]].assign(fate="continue")]
    for side, state in (("before", flows.before), ("after", flows.after)):
        compared = moved[f"territoire_id_{side}"].dropna()
        every = _names(state.key)
        names = every[every.index.isin(compared)].rename(f"territoire_name_{side}")
        listed = names.rename_axis(f"territoire_id_{side}").reset_index()
        rest = listed[~listed[f"territoire_id_{side}"].isin(continued[f"territoire_id_{side}"])]
        shared = rest[f"territoire_id_{side}"].isin(links[f"territoire_id_{side}"])
        fate = shared.map({True: "reparti", False: "disparait"})
        rows.append(rest.assign(fate=fate if side == "before" else "nouveau"))
    return pd.concat(rows, ignore_index=True)
