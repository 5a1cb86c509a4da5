"""Search for a commune, an EPCI, a territory or any unit by its name or its code."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from territoires_industrie.levels import LEVELS
from territoires_industrie.membership import read_composition, read_units
from territoires_industrie.wording import _, fold

LEVEL_ORDER = tuple(sorted(LEVELS, key=lambda key: LEVELS[key].rank))
"""Levels from the widest to the smallest, which is the order of hits that are otherwise equal."""

LIMIT = 8
SAINTS = {"st": "saint", "ste": "sainte"}
SEPARATOR = "\n"
PATTERNS = ("\n{text}\n", "\n{text}", " {text}", "{text}")
"""Ways to contain a text, best first: the whole name, its beginning, a word's, anywhere."""


@dataclass(frozen=True)
class Hit:
    """One unit that a search found.

    Attributes
    ----------
    level, code, name
        The unit: key of its level, code and name.
    context
        Where it is, in the language of the run: EPCI of a commune, région of others.
    units
        Level key → code of the unit that a commune belongs to, at every level where there is
        one; for any other unit, itself.
    """

    level: str
    code: str
    name: str
    context: str = ""
    units: Mapping[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """Name of the unit's level, in the language of the run."""
        return _(LEVELS[self.level].singular)


@dataclass(frozen=True)
class _Lines:
    """Folded texts as one long text, a line each, so that one scan reads them all."""

    text: str
    starts: NDArray[np.int64]

    @classmethod
    def of(cls, lines: Sequence[str]) -> "_Lines":
        """Join lines that hold no line break."""
        lengths = np.fromiter((len(line) + 1 for line in lines), dtype=np.int64)
        starts = np.concatenate([[1], 1 + np.cumsum(lengths)[:-1]])
        return cls(SEPARATOR + SEPARATOR.join(lines) + SEPARATOR, starts)

    def find(self, pattern: str, skip: int) -> Iterator[int]:
        """Yield the number of each line that contains ``pattern``, in order, each once.

        ``skip`` is the position in the pattern of a character of the line itself.
        """
        # One scan of one text, rather than a loop of Python over 36,800 of them.
        at = self.text.find(pattern)
        while at >= 0:
            line = int(np.searchsorted(self.starts, at + skip, side="right")) - 1
            yield line
            end = self.text.find(SEPARATOR, int(self.starts[line]))
            at = self.text.find(pattern, end)


@dataclass(frozen=True)
class _Index:
    """Every unit of every level: one entry each, largest population first."""

    levels: NDArray[np.object_]
    codes: NDArray[np.object_]
    unit_names: NDArray[np.object_]
    names: _Lines
    folded_codes: _Lines


@cache
def read_index() -> _Index:
    """Prepare the index of about 36,800 units."""
    table = pd.concat([_entries(level_key) for level_key in LEVEL_ORDER], ignore_index=True)
    order = table.sort_values(["population_count", "rank"], ascending=[False, True], kind="stable")
    return _Index(
        levels=order["level"].to_numpy(object),
        codes=order["code"].to_numpy(object),
        unit_names=order["name"].to_numpy(object),
        names=_Lines.of([fold(name) for name in order["name"]]),
        folded_codes=_Lines.of([fold(code) for code in order["code"]]),
    )


def _entries(level_key: str) -> pd.DataFrame:
    units = read_units(level_key)
    return pd.DataFrame(
        {
            "level": level_key,
            "rank": LEVEL_ORDER.index(level_key),
            "code": units.index,
            "name": units["name"].to_numpy(),
            "population_count": units["population_count"].to_numpy(),
        }
    )


LONGEST = 100
"""Characters that are searched for: no name is longer, and searches are cached."""


def search(text: str, limit: int = LIMIT) -> list[Hit]:
    """Find units by name or code; accents, case and punctuation do not count.

    Parameters
    ----------
    text
        A name or its beginning, words in their order, or a code (INSEE, SIREN, ``ti-2802``).
    limit
        Most hits to return.

    Returns
    -------
    list of Hit
        Exact codes first, then exact names, names that begin so, names with a word that
        begins so, names that contain it; among equals the larger population first.

    >>> [(hit.name, hit.code) for hit in search("evreux portes", limit=1)]
    [('CA Evreux Portes de Normandie', '200071454')]
    """
    return [_hit(position) for position in _find(fold(text[:LONGEST]), limit)]


@lru_cache(maxsize=512)
def _find(wanted: str, limit: int) -> tuple[int, ...]:
    if not wanted:
        return ()
    found: dict[int, None] = {}
    for position in _candidates(read_index(), wanted):
        found[position] = None
        if len(found) == limit:
            break
    return tuple(found)


def _candidates(index: _Index, wanted: str) -> Iterator[int]:
    """Yield entries from the best match to the worst; an entry may come several times."""
    exact, beginning, *_rest = PATTERNS
    # A level may borrow its codes from the communes: the commune itself is meant first.
    for code in _read_codes(wanted):
        found = index.folded_codes.find(exact.format(text=code), 1)
        yield from sorted(found, key=lambda at: not LEVELS[str(index.levels[at])].has_own_codes)
    spellings = dict.fromkeys([wanted, _spell_saints(wanted)])
    for pattern in PATTERNS:
        for text in spellings:
            yield from index.names.find(pattern.format(text=text), len(pattern) > len("{text}"))
    if any(character.isdigit() for character in wanted):
        yield from index.folded_codes.find(beginning.format(text=wanted), 1)


def _read_codes(wanted: str) -> list[str]:
    """Return the codes that a text may mean: as typed, without spaces, with its leading zero."""
    together = wanted.replace(" ", "")
    # A spreadsheet reads a code as a number, and so takes the zero of départements 01 to 09 away.
    return [wanted, together, f"0{together}"] if together.isdecimal() else [wanted]


def _spell_saints(wanted: str) -> str:
    """Return a folded text with *St* and *Ste* in full, as INSEE writes them."""
    return " ".join(SAINTS.get(word, word) for word in wanted.split(" "))


def _hit(position: int) -> Hit:
    index = read_index()
    level_key, code = str(index.levels[position]), str(index.codes[position])
    return Hit(
        level=level_key,
        code=code,
        name=str(index.unit_names[position]),
        context=_context(level_key, code),
        units=_units(level_key, code),
    )


def _units(level_key: str, code: str) -> dict[str, str]:
    if level_key != "commune":
        return {level_key: code}
    row = read_composition().loc[code]
    units = {key: row[level.column] for key, level in LEVELS.items()}
    return {key: str(unit) for key, unit in units.items() if pd.notna(unit)}


def _context(level_key: str, code: str) -> str:
    """Write where a unit is: the EPCI and département of a commune, the région of others."""
    level, unit = LEVELS[level_key], read_units(level_key).loc[code]
    places = [_name_parent(parent, unit[LEVELS[parent].column]) for parent in level.parents]
    if level.phase:
        places.insert(0, _("phase {phase}").format(phase=level.phase))
    return ", ".join(places)


def _name_parent(level_key: str, code: object) -> str:
    """Name the unit that another lies in; four islands lie in no EPCI."""
    return str(read_units(level_key)["name"][code]) if isinstance(code, str) else _("sans EPCI")
