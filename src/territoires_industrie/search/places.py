"""Places by name or code: units of every level, and what people call by other names.

Former communes, arrondissements of Paris, Lyon and Marseille and the EPT of Grand Paris are no
units of the map: each leads to the unit that holds it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

import pandas as pd

from territoires_industrie.join import ARRONDISSEMENTS, read_passage
from territoires_industrie.levels import COG_YEAR, EPT, LEVELS
from territoires_industrie.membership import read_composition, read_members, read_units
from territoires_industrie.search.index import LONGEST, NameIndex, read_codes
from territoires_industrie.sources import read_table
from territoires_industrie.wording import N_, _, fold

LEVEL_ORDER = tuple(sorted(LEVELS, key=lambda key: LEVELS[key].rank))
"""Levels from the widest to the smallest, which is the order of hits that are otherwise equal."""

FORMER = "former_commune"
ARRONDISSEMENT = "arrondissement"
PLACE_TITLES = {
    **{key: LEVELS[key].title for key in LEVEL_ORDER},
    EPT.key: N_("Établissements publics territoriaux du Grand Paris"),
    ARRONDISSEMENT: N_("Arrondissements municipaux"),
    FORMER: N_("Anciennes communes et anciens noms"),
}
"""Kinds of places: the levels, then what is no unit of the map; French source texts."""

KINDS = tuple(PLACE_TITLES)

SHORT_KINDS = {
    "CA": "Communauté d'agglomération",
    "CC": "Communauté de communes",
    "CU": "Communauté urbaine",
}
"""What the names of EPCI begin with, and what it stands for."""

LIMIT = 8
READ_FOR_KINDS = 200
"""Hits that are read, at most, to find the best of each kind."""


@dataclass(frozen=True)
class Hit:
    """One place that a search found, and the unit of the map that it leads to.

    Attributes
    ----------
    level, code
        The unit: key of its level and code.
    name
        Name of the place, which is not that of the unit for a former commune.
    kind
        One of ``KINDS``: the level where the place is the unit.
    context
        Where it is, in the language of the run: EPCI and département of a commune, département
        of most others.
    units
        Level key → code of the unit that a commune belongs to, at every level where there is
        one; for any other unit, itself.
    """

    level: str
    code: str
    name: str
    kind: str
    context: str = ""
    units: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Places:
    """Every place, largest population first, and the index of their names."""

    table: pd.DataFrame
    index: NameIndex


@cache
def read_places() -> _Places:
    """Prepare the index of about 45,000 places.

    The table has a row a place: ``kind``, ``level`` and ``code`` of the unit it leads to,
    ``own_code``, ``name``, ``weight`` (inhabitants of what may come first among equals).
    """
    parts = [*map(_units_of_level, LEVEL_ORDER), _epts(), _arrondissements(), _former_communes()]
    places = pd.concat(parts, ignore_index=True)
    ordered = places.assign(rank=places["kind"].map(KINDS.index)).sort_values(
        ["weight", "rank"], ascending=[False, True]
    )
    table = ordered.reset_index(drop=True)
    index = NameIndex.of(table["name"], table["own_code"], _other_codes(table))
    return _Places(table, index)


def _units_of_level(level_key: str) -> pd.DataFrame:
    units = read_units(level_key)
    # A level may borrow its codes from the communes: the commune itself is meant first.
    is_first = LEVELS[level_key].has_own_codes
    return pd.DataFrame(
        {
            "kind": level_key,
            "level": level_key,
            "code": units.index,
            "own_code": units.index,
            "name": units["name"].to_numpy(),
            "weight": units["population_count"].to_numpy() if is_first else 0,
        }
    )


def _epts() -> pd.DataFrame:
    """List the EPT, each with its territory where it is a member, else its métropole."""
    names = read_table(f"ept_{COG_YEAR}").set_index("ept_siren")["ept_name"]
    members = read_members(2).query("member_kind == 'ept'").set_index("member_siren")
    communes = read_composition().groupby("ept_siren")
    epci, people = communes["epci_siren"].first(), communes["population_count"].sum()
    rows = []
    for siren, name in zip(names.index.astype(str), names, strict=True):
        is_member = siren in members.index
        unit = members.at[siren, "territoire_id"] if is_member else epci[siren]
        level = "territoire_phase2" if is_member else "epci"
        rows.append((EPT.key, level, unit, siren, name, people[siren]))
    return _rows(rows)


def _arrondissements() -> pd.DataFrame:
    names = read_units("commune")["name"]
    rows = []
    for code, commune in ARRONDISSEMENTS.items():
        # Lyon's codes go from 69381: their last digit alone is the number.
        number = int(code[-2:]) if commune != "69123" else int(code[-1])
        ordinal = "1er" if number == 1 else f"{number}e"
        name = f"{names[commune]} {ordinal} arrondissement"
        rows.append((ARRONDISSEMENT, "commune", commune, code, name, 0))
    return _rows(rows)


def _former_communes() -> pd.DataFrame:
    """List the communes that have merged or changed their name since 1943, with that of today."""
    events = read_table("commune_event_2025").query("kind_before == 'COM'")
    former = events[["commune_before", "name_before"]].drop_duplicates()
    names = {str(code): str(name) for code, name in read_units("commune")["name"].items()}
    passage = read_passage()
    rows = []
    for code, name in zip(former["commune_before"], former["name_before"], strict=True):
        today = passage.today(code)
        if today is None or fold(names[today]) == fold(name):
            continue
        # A code that is still a commune's finds that commune, whatever its name was.
        own_code = "" if code in names else code
        # No inhabitants: among equals, a place that exists comes before one that was.
        rows.append((FORMER, "commune", today, own_code, name, 0))
    # A name that moved from one code to another is one place, found by the last of its codes.
    return _rows(rows).drop_duplicates(["code", "name"], keep="last")


def _rows(rows: Iterable[Sequence[object]]) -> pd.DataFrame:
    columns = ["kind", "level", "code", "own_code", "name", "weight"]
    return pd.DataFrame(list(rows), columns=columns)


def _other_codes(table: pd.DataFrame) -> dict[str, tuple[int, ...]]:
    """Map each postal code, and each commune's SIREN, to the places that it stands for."""
    communes = table[table["kind"].isin(["commune", ARRONDISSEMENT])]
    position = pd.Series(communes.index, index=communes["own_code"])
    postal = read_table(f"commune_postal_code_{COG_YEAR}")
    sirens = read_composition()[["commune_code", "commune_siren"]].dropna()
    pairs = pd.concat(
        [
            pd.Series(postal["postal_code"].to_numpy(), index=postal["commune_code"]),
            pd.Series(sirens["commune_siren"].to_numpy(), index=sirens["commune_code"]),
        ]
    )
    found: dict[str, list[int]] = {}
    for commune, code in pairs.items():
        found.setdefault(str(code), []).append(int(position[str(commune)]))
    return {code: tuple(sorted(places)) for code, places in found.items()}


def search(text: str, limit: int = LIMIT) -> list[Hit]:
    """Find places by name or code; accents, case and punctuation do not count.

    Parameters
    ----------
    text
        A name or its beginning, words in any order, *St* for *Saint*, one or two wrong letters;
        or a code (INSEE, postal, SIREN, ``ti-2802``), with spaces or without its zero.
    limit
        Most hits to return.

    Returns
    -------
    list of Hit
        Exact codes first, then exact names, names that begin so, names with a word that
        begins so, names that contain it; among equals the larger population first.

    >>> [(hit.name, hit.code) for hit in search("portes evreux", limit=1)]
    [('CA Evreux Portes de Normandie', '200071454')]
    """
    return [_hit(position, text) for position in _find(text[:LONGEST])[:limit]]


OF_THE_PROGRAMME = "territoire_phase2"
"""Kind that an atlas of the programme names before those that are not the level on screen."""


def search_kinds(text: str, first: str, limit: int = LIMIT) -> dict[str, list[Hit]]:
    """Find places kind by kind, those of one level first.

    Parameters
    ----------
    text
        As for ``search``.
    first
        Level key of the kind that comes first; then the territories of the programme as it is,
        and the others in the order of their best hit.
    limit
        Most hits to return in all, unless there are more kinds.

    Returns
    -------
    dict
        Kind → its hits, the best first. Every kind that was found has one at least.
    """
    table = read_places().table
    by_kind: dict[str, list[int]] = {}
    for position in _find(text[:LONGEST]):
        by_kind.setdefault(str(table.at[position, "kind"]), []).append(position)
    kept = _share(by_kind, max(limit, len(by_kind)))
    kinds = sorted(kept, key=lambda kind: (kind != first, kind != OF_THE_PROGRAMME))
    return {kind: [_hit(position, text) for position in kept[kind]] for kind in kinds}


def _share(by_kind: Mapping[str, list[int]], limit: int) -> dict[str, list[int]]:
    """Keep the best of each kind, then the second of each, until there are enough."""
    rounds = sorted(
        (rank, order, kind)
        for order, (kind, positions) in enumerate(by_kind.items())
        for rank in range(len(positions))
    )
    counts = pd.Series([kind for _rank, _order, kind in rounds[:limit]]).value_counts()
    return {
        kind: positions[: counts[kind]] for kind, positions in by_kind.items() if kind in counts
    }


@lru_cache(maxsize=512)
def _find(text: str) -> tuple[int, ...]:
    found: dict[int, None] = {}
    for position in read_places().index.find(text):
        found[position] = None
        if len(found) == READ_FOR_KINDS:
            break
    return tuple(found)


def _hit(position: int, text: str) -> Hit:
    place = read_places().table.loc[position]
    level, code, kind = str(place["level"]), str(place["code"]), str(place["kind"])
    return Hit(
        level=level,
        code=code,
        name=str(place["name"]),
        kind=kind,
        context=", ".join(_say_context(kind, level, code, _postal_code(position, text))),
        units=_units(level, code),
    )


def unit_hit(level_key: str, code: str) -> Hit:
    """Return a unit of the map as a search finds it, without its context."""
    name = str(read_units(level_key)["name"][code])
    return Hit(level_key, code, name, level_key, units=_units(level_key, code))


def _postal_code(position: int, text: str) -> str:
    """Return the postal code that a place was found by; empty for another way."""
    codes = [code for code in read_codes(fold(text[:LONGEST])) if len(code) == len("76800")]
    aliases = read_places().index.aliases
    return next((code for code in codes if position in aliases.get(code, ())), "")


def _units(level_key: str, code: str) -> dict[str, str]:
    if level_key != "commune":
        return {level_key: code}
    row = read_composition().loc[code]
    units = {key: row[level.column] for key, level in LEVELS.items()}
    return {key: str(unit) for key, unit in units.items() if pd.notna(unit)}


def _say_context(kind: str, level_key: str, code: str, postal_code: str) -> list[str]:
    """Write where a place is: its postal code, the unit that holds it and where that is."""
    level, unit = LEVELS[level_key], read_units(level_key).loc[code]
    places = [
        say_in_full(_name_parent(parent, unit[LEVELS[parent].column])) for parent in level.parents
    ]
    if level.phase:
        places.insert(0, _("phase {phase}").format(phase=level.phase))
    if kind != level_key:
        places.insert(0, say_in_full(str(unit["name"])))
    return [postal_code, *places] if postal_code else places


def _name_parent(level_key: str, code: object) -> str:
    """Name the unit that another lies in; four islands lie in no EPCI."""
    return str(read_units(level_key)["name"][code]) if isinstance(code, str) else _("sans EPCI")


def say_in_full(name: str) -> str:
    """Write the name of an EPCI without its abbreviation.

    >>> say_in_full("CC de la Plaine de l'Ain"), say_in_full("Annecy")
    ("Communauté de communes de la Plaine de l'Ain", 'Annecy')
    """
    short, _space, rest = name.partition(" ")
    return f"{SHORT_KINDS[short]} {rest}" if short in SHORT_KINDS else name
