"""The units of every level and what they are part of; states and members of the programme."""

from collections.abc import Mapping
from functools import cache

import pandas as pd

from territoires_industrie.data_state import STATE
from territoires_industrie.errors import UnknownCodeError, list_codes
from territoires_industrie.levels import COG_YEAR, LEVELS, Level
from territoires_industrie.sources import read_table
from territoires_industrie.wording import _

CURRENT_STATES = {1: "2022-12-31", 2: STATE.programme_state or "2024-07-04"}
"""The state that each phase is shown in, which is the last published."""

PHASES = tuple(CURRENT_STATES)

CODE_SEPARATOR = " ; "
"""Between the codes of one cell, as in the programme's own lists."""

MEMBER_COLUMNS = {"commune": "commune_siren", "ept": "ept_siren", "epci": "epci_siren"}
"""Kind of member → column of the composition table that holds its SIREN, most precise first."""

# Not the newest: the jobs and shares that inhabitants weigh are those of 2022.
POPULATION_COLUMN = "population_count_2022"


@cache
def read_composition() -> pd.DataFrame:
    """Read what each commune of 2026 belongs to, with its population of 2022.

    Returns
    -------
    pandas.DataFrame
        Index ``commune_code`` (sorted); columns of ``commune_2026`` and
        ``population_count`` (inhabitants).
    """
    # A column too: at the level of the communes it is that of the units, as at any other.
    communes = read_table(f"commune_{COG_YEAR}").set_index("commune_code", drop=False)
    measures = read_table(f"commune_measures_{COG_YEAR}").set_index("commune_code")
    population = measures[POPULATION_COLUMN].reindex(communes.index)
    return communes.assign(population_count=population).rename_axis(None)


def require_level(level_key: str) -> Level:
    """Find a level by its key.

    Raises
    ------
    UnknownCodeError
        If there is no such level.
    """
    if level_key not in LEVELS:
        text = _("Niveau inconnu : « {level} ». Niveaux : {levels}.")
        raise UnknownCodeError(text, level=level_key, levels=", ".join(LEVELS))
    return LEVELS[level_key]


@cache
def read_units(level_key: str) -> pd.DataFrame:
    """Read the units of a level: their names, what they contain and what they are part of.

    Returns
    -------
    pandas.DataFrame
        Index ``code`` (sorted). Columns: ``name``, ``population_count`` (2022),
        ``commune_count``, ``departement_code`` and ``region_code`` (those where most of
        the population lives), ``departement_codes`` and ``region_codes`` (tuples, all
        those touched, sorted); ``epci_kind`` for EPCI; ``phase``, ``member_count``,
        ``epci_count``, ``ept_count`` and ``commune_member_count`` for territoires;
        ``epci_siren`` and ``zone_emploi_code`` for communes.
    """
    level = require_level(level_key)
    if level.key == "commune":
        return _commune_units(level)
    rows = read_composition().dropna(subset=[level.column])
    grouped = rows.groupby(level.column)
    units = pd.DataFrame(
        {
            "population_count": grouped["population_count"].sum(),
            "commune_count": grouped.size(),
        }
    )
    parts = ("departement_code", "region_code")
    # Summed first: a row or two a unit are left then.
    pieces = rows.groupby(list(dict.fromkeys((level.column, *parts))), as_index=False)
    people = pieces[["population_count"]].sum()
    for column in parts:
        units[column] = majority_part(people, level.column, column)
        units[f"{column}s"] = _touched(people, level.column, column)
    units.insert(0, "name", read_names(level_key).reindex(units.index))
    return units.join(_traits(level)).rename_axis("code").sort_index()


@cache
def regional_codes(level_key: str) -> Mapping[str, tuple[str, ...]]:
    """List the units of each région, where most of their inhabitants live, by its code."""
    grouped = read_units(level_key).groupby("region_code")
    return {str(region): tuple(units.index) for region, units in grouped}


def _commune_units(level: Level) -> pd.DataFrame:
    """Return the communes with the columns of any other level; each has one commune, itself."""
    communes = read_composition()
    units = pd.DataFrame({"name": communes["commune_name"]})
    units["population_count"] = communes["population_count"]
    units["commune_count"] = 1
    for part in ("departement", "region"):
        units[f"{part}_code"] = communes[f"{part}_code"]
        units[f"{part}_codes"] = [(code,) for code in communes[f"{part}_code"]]
    return units.join(communes[list(level.traits)]).rename_axis("code")


def majority_part(rows: pd.DataFrame, by: str, column: str) -> pd.Series:
    """Return where most of each unit's people live, by code: the first one if two are equal."""
    # A column may be both the unit and the part: copies have names of their own.
    shares = rows.assign(unit=rows[by], part=rows[column]).groupby(["unit", "part"])
    people = shares["population_count"].sum().reset_index()
    order = people.sort_values(["population_count", "part"], ascending=[False, True])
    return order.drop_duplicates("unit").set_index("unit")["part"]


def _touched(rows: pd.DataFrame, by: str, column: str) -> pd.Series:
    pairs = set(zip(rows[by].tolist(), rows[column].tolist(), strict=True))
    parts: dict[str, tuple[str, ...]] = {}
    for unit, part in sorted(pairs):
        parts[unit] = (*parts.get(unit, ()), part)
    return pd.Series(parts)


@cache
def read_names(level_key: str) -> pd.Series:
    """Return the name of every unit of a level, by code; ``read_units`` takes many times as long.

    Other codes of the table that names them may be there too.

    Raises
    ------
    UnknownCodeError
        If there is no such level.
    """
    level = require_level(level_key)
    table = read_members(level.phase) if level.phase else read_table(level.names.table)
    return table.drop_duplicates(level.names.code).set_index(level.names.code)[level.names.name]


def _traits(level: Level) -> pd.DataFrame:
    """Read the columns of one level only: those of its table, the members of a territory."""
    if level.phase is None:
        code = level.names.code
        table = read_table(level.names.table).drop_duplicates(code)
        return table.set_index(code)[list(level.traits)]
    members = read_members(level.phase)
    kinds = members.groupby(["territoire_id", "member_kind"]).size().unstack(fill_value=0)
    # A phase without members of a kind has no column for it.
    counts = kinds.reindex(columns=["epci", "ept", "commune"], fill_value=0)
    counts.columns = pd.Index(["epci_count", "ept_count", "commune_member_count"])
    return counts.assign(phase=level.phase, member_count=counts.sum(axis=1))


def read_states() -> list[tuple[str, int]]:
    """List the published states of the programme: day and phase, oldest first."""
    states = read_table("membership_2024")[["state_date", "phase"]].drop_duplicates()
    return sorted((day, int(phase)) for day, phase in states.itertuples(index=False))


def follow_mergers(members: pd.DataFrame, column: str = "member_siren") -> pd.DataFrame:
    """Replace the members that have merged into another EPCI by that one.

    Parameters
    ----------
    members
        Members of the territories of one state; ``territoire_id``, ``member_name``.
    column
        Column that holds the SIREN of the members.

    Returns
    -------
    pandas.DataFrame
        The same columns; each member of a territory once, under the name of its successor
        where it has merged. An EPCI that was split keeps its code: no EPCI succeeds it entirely.
    """
    mergers = read_whole_mergers()
    after = members[column].map(mergers["epci_siren_after"])
    names = members[column].map(mergers["epci_name_after"])
    followed = members.assign(
        **{column: after.fillna(members[column])}, member_name=names.fillna(members["member_name"])
    )
    return followed.drop_duplicates(["territoire_id", column])


def read_whole_mergers() -> pd.DataFrame:
    """Read the EPCI that merged entirely into another: ``epci_successor`` by the former SIREN."""
    table = read_table(f"epci_successor_{COG_YEAR}")
    # One that was split stands in several rows: none of them succeeds it entirely.
    return table.drop_duplicates("epci_siren_before", keep=False).set_index("epci_siren_before")


@cache
def read_members(phase: int, state_date: str | None = None) -> pd.DataFrame:
    """Read the members of a phase's territories on a published day, by default the last.

    Returns
    -------
    pandas.DataFrame
        One row a member: ``state_date``, ``phase``, ``territoire_id``,
        ``territoire_name``, ``member_siren``, ``member_kind`` (``epci``, ``ept`` or
        ``commune``), ``member_name`` (as published). EPCI that have merged since are
        replaced by the one that they are today.

    Raises
    ------
    UnknownCodeError
        If the phase has no state of that day.
    """
    members = follow_mergers(read_published_members(phase, state_date))
    return members.sort_values(["territoire_id", "member_siren"]).reset_index(drop=True)


def read_published_members(phase: int, state_date: str | None = None) -> pd.DataFrame:
    """Read the members as the ANCT published them: as ``read_members``, in the EPCI of that day.

    Raises
    ------
    UnknownCodeError
        If the phase has no state of that day.
    """
    day = state_date or CURRENT_STATES.get(phase, "")
    if (day, phase) not in read_states():
        text = _("État du programme inconnu : phase {phase}, {day}. États publiés : {states}.")
        known = list_codes(f"{known_day} (phase {p})" for known_day, p in read_states())
        raise UnknownCodeError(text, phase=phase, day=day or "?", states=known)
    table = read_table("membership_2024")
    return table[(table["state_date"] == day) & (table["phase"] == str(phase))]


def split_codes(cell: object) -> list[str]:
    """Part the codes of a cell that holds several; a missing one holds none.

    >>> split_codes("ti-2801 ; ti-2802"), split_codes(None)
    (['ti-2801', 'ti-2802'], [])
    """
    return cell.split(CODE_SEPARATOR) if isinstance(cell, str) else []


@cache
def programme_status(level_key: str) -> pd.DataFrame:
    """Return whether each unit of a level is in the programme: wholly, in part or not at all.

    Returns
    -------
    pandas.DataFrame
        Index ``code``; ``phase1`` and ``phase2`` (``entier``: all its communes,
        ``partiel``: some, ``non``: none); ``territoire_id_phase1`` and
        ``territoire_id_phase2`` (ids in the order of their inhabitants in the unit,
        joined by ``CODE_SEPARATOR``, missing where there is none).
    """
    level = require_level(level_key)
    rows = read_composition().dropna(subset=[level.column])
    units = read_units(level_key)
    columns: dict[str, pd.Series] = {}
    for phase in PHASES:
        inside = rows[f"territoire_id_phase{phase}"].notna().groupby(rows[level.column]).mean()
        share = inside.reindex(units.index)
        status = pd.Series("partiel", index=units.index, dtype="str")
        columns[f"phase{phase}"] = status.mask(share == 1, "entier").mask(share == 0, "non")
        columns[f"territoire_id_phase{phase}"] = _territoires(rows, level.column, phase)
    order = ["phase1", "phase2", "territoire_id_phase1", "territoire_id_phase2"]
    return pd.DataFrame(columns, index=units.index)[order]


def _territoires(rows: pd.DataFrame, by: str, phase: int) -> pd.Series:
    pairs = pd.DataFrame(
        {
            "unit": rows[by],
            "territoire": rows[f"territoire_id_phase{phase}"],
            "people": rows["population_count"],
        }
    ).dropna(subset=["territoire"])
    people = pairs.groupby(["unit", "territoire"])["people"].sum().reset_index()
    order = people.sort_values(["people", "territoire"], ascending=[False, True])
    ids = order.set_index("unit")["territoire"]
    is_shared = ids.index.duplicated(keep=False)
    # Nearly every unit is in one territory: only the others have something to join.
    joined: pd.Series = ids[is_shared].groupby("unit").agg(CODE_SEPARATOR.join)
    whole: pd.Series = pd.concat([ids[~is_shared], joined])
    return whole
