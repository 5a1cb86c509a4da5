"""The columns that may name the units of a table, each with how much speaks for it.

The title, the cells, how often each value comes, how fine its ground is and whether a
column of names agrees with it: none of them decides alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from territoires_industrie.levels import BOUNDARY_LEVELS
from territoires_industrie.membership import read_units
from territoires_industrie.upload.key_kinds import CODE_KINDS, NAME_KINDS
from territoires_industrie.upload.keys import join_codes, known_codes, normalise, normalised
from territoires_industrie.upload.names import known_share, spell_out
from territoires_industrie.upload.titles import is_measure, phase_of
from territoires_industrie.wording import fold

FIRST_ROWS = 24
"""Rows that are enough to see that a column holds none of the codes of a kind."""

KEY_SHARE, TITLED_SHARE = 0.5, 0.1
"""Share of known codes that makes a key; less is enough where the title names the kind."""

SURE = 0.9
DOUBT = 0.3
"""A key is proposed from this score on; a rival as near as this is asked about."""

GRAIN = (
    "region",
    "departement",
    "bassin_vie",
    "zone_emploi",
    "territoire_phase1",
    "territoire_phase2",
    "ept",
    "epci",
    "commune",
)
"""Kinds of codes, the finest ground last."""

PLACES = frozenset((*GRAIN, "territoire"))
"""What titles say of columns that name units."""

OWN_FIELDS = {level.code_field: level.key for level in BOUNDARY_LEVELS.values() if not level.phase}
"""Kind of the columns of codes in the atlas's own files; ids of territories need their phase."""

SHORT = frozenset(("region", "departement", "zone_emploi"))
"""Kinds whose codes look like any small number."""

PARTS = frozenset(("departement", "region"))
"""Kinds that tell homonyms apart, beside a name."""

NO_KEYS = frozenset(("postal", "coordinate", "siret", "year"))
AGREES = 0.5
CERTAIN = 0.95
LEAST_CODES = 5
"""Codes of bassins de vie, which all are codes of communes too, from which they are a rival."""


@dataclass(frozen=True)
class Key:
    """A column that may name units.

    Attributes
    ----------
    column, place
        Its title; title of the column of départements or régions that completes it.
    kind
        Key of ``key_kinds.KINDS``.
    share
        Part of the cells that are known.
    score
        How much speaks for it; only compared.
    """

    column: str
    kind: str
    share: float
    score: float
    place: str = ""
    agrees: bool = False
    is_named: bool = False


@dataclass(frozen=True, eq=False)
class Sample:
    """Rows from all over a table, what each title says, and the role of each column on its own."""

    cells: pd.DataFrame
    rows: pd.DataFrame
    titles: dict[str, tuple[str, ...]]
    roles: dict[str, str]

    def written(self, title: str) -> pd.Series:
        """Return the cells of a column that hold something."""
        return self.rows[title][self.rows[title] != ""]

    def distinct(self, title: str) -> float:
        """Measure the share of different values among all the cells that hold something."""
        written = self.cells[title][self.cells[title] != ""]
        return float(written.nunique() / len(written)) if len(written) else 0.0

    @property
    def names(self) -> list[str]:
        """Titles of the columns that may hold names."""
        return [one for one, role in self.roles.items() if role in ("name", "text")]

    @cached_property
    def phases(self) -> set[str]:
        """Phases of the programme that a column says its rows are of."""
        columns = [one for one in self.titles if fold(one) == "phase"]
        return {phase_of(f"phase {cell}") for one in columns for cell in self.written(one)}


def find_keys(sample: Sample) -> list[Key]:
    """List the keys that are likely, the likeliest first; names only where no code is as fine."""
    found = [key for title in sample.titles for key in _code_keys(sample, title)]
    found += _joined_keys(sample)
    likely = [key for key in found if key.score >= SURE]
    if all(key.kind in PARTS for key in likely):
        names = [key for key in _name_keys(sample) if key.score >= SURE]
        # Communes by name beside their département: it says where they are, not what rows are.
        if any(key.is_named and key.place and sample.distinct(key.place) < 1 for key in names):
            likely = []
        likely = likely or names
    return sorted(likely, key=lambda key: -key.score)


def rivals(keys: list[Key]) -> list[Key]:
    """List the keys of one column that nothing tells apart: the first two or more, or none."""
    best = keys[0] if keys else None
    near = [
        key
        for key in keys
        if best is not None
        and key.column == best.column
        and best.score - key.score < DOUBT
        and (key.is_named or not best.is_named)
    ]
    return near if len(near) > 1 else []


def _code_keys(sample: Sample, title: str) -> Iterator[Key]:
    titled, role = sample.titles[title], sample.roles[title]
    if role in NO_KEYS and (role != "year" or "year" in titled or not PLACES & set(titled)):
        return
    written = sample.written(title)
    if not written.head(FIRST_ROWS).str.contains(r"\d", regex=True).any():
        return
    distinct = sample.distinct(title)
    for kind in (one.key for one in CODE_KINDS):
        is_named = _is_named(kind, title, titled)
        least = TITLED_SHARE if is_named else KEY_SHARE
        # A few rows rule most kinds out; half of the share is asked of them, since few vary more.
        if _share(written.head(FIRST_ROWS), kind) < (least if is_named else least / 2):
            continue
        share = _share(written, kind)
        if share < least or not _has_phase(sample, kind, title):
            continue
        agrees = _agrees(sample, title, kind)
        if not (is_named or agrees or _looks_like_codes(title, titled, written, kind, distinct)):
            continue
        score = share + _title_score(titled, is_named) + 0.3 * distinct
        # Of two that fit, the finer: each code of a bassin de vie is one of a commune too.
        score += 0.02 * GRAIN.index(kind) + (0.8 if agrees else 0.0)
        yield Key(title, kind, share, score, agrees=agrees, is_named=is_named)


def _is_named(kind: str, title: str, titled: tuple[str, ...]) -> bool:
    """Whether the title names the kind; ``code_epci_commune`` names two."""
    if title in OWN_FIELDS:
        return OWN_FIELDS[title] == kind
    word = "territoire" if kind.startswith("territoire") else kind
    return word in titled and "name" not in titled and not is_measure(title)


def _has_phase(sample: Sample, kind: str, title: str) -> bool:
    """Whether a kind is of the phase that the title, or a column, says; any where none does."""
    told = {phase_of(title)} - {""} or sample.phases
    return not kind.startswith("territoire") or not told or told == {kind[-1]}


def _title_score(titled: tuple[str, ...], is_named: bool) -> float:
    if is_named:
        return 1.0
    if {*PLACES, "year", "postal"} & set(titled):
        return -1.0
    return 0.3 if {"code", "identifier"} & set(titled) else 0.0


def _looks_like_codes(
    title: str, titled: tuple[str, ...], written: pd.Series, kind: str, distinct: float
) -> bool:
    """Whether cells are written as codes rather than figures, without the help of the title."""
    if is_measure(title) or PLACES & set(titled):
        return False
    if kind in ("epci", "ept") or kind.startswith("territoire"):
        return True
    has_zeros = bool(
        written.str.match(r"^['’]?0\d").any() or written.str.contains("[ABab]", regex=True).any()
    )
    is_code = "code" in titled or "identifier" in titled or has_zeros
    is_known = _share(written, kind) >= CERTAIN and distinct >= 0.9
    if kind in SHORT:
        return is_code and is_known
    if kind == "bassin_vie":
        # Nearly every list of towns has some: only a list of nothing else may be one of them.
        return is_known and _share(written, kind) == 1 and len(written) >= LEAST_CODES
    return is_code or is_known


def _share(written: pd.Series, kind: str) -> float:
    # A plain set: pandas would make an array of 37,000 codes of it for every column.
    known = known_codes(kind)
    return (
        sum(normalise(code, kind) in known for code in written) / len(written)
        if len(written)
        else 0.0
    )


def _agrees(sample: Sample, title: str, kind: str) -> bool:
    """Whether a column of texts names the units whose codes a column holds."""
    texts = [one for one in sample.names if one != title]
    if not texts or kind == "ept":
        return False
    rows = sample.rows.head(FIRST_ROWS)
    names = read_units(kind)["name"]
    found = normalised(rows[title], kind).map(names).dropna()
    expected = found.map(lambda one: spell_out(str(one)))
    return not expected.empty and any(
        (rows.loc[expected.index, one].map(spell_out) == expected).mean() >= AGREES
        for one in texts[:8]
    )


def _joined_keys(sample: Sample) -> Iterator[Key]:
    """Find codes of communes written in two columns: département, and commune within it."""
    for place in (one for one, titled in sample.titles.items() if "departement" in titled):
        if _share(sample.rows[place], "departement") < KEY_SHARE:
            continue
        for column, titled in sample.titles.items():
            written = sample.written(column)
            if column == place or "commune" not in titled or not len(written):
                continue
            if written.str.fullmatch(r"\d{1,3}(?:\.0)?").mean() < 0.9 or is_measure(column):
                continue
            share = _share(join_codes(sample.rows[place], sample.rows[column]), "commune")
            # Two titles that fit each other outweigh one column, whose score is at most about 3.3.
            if share >= KEY_SHARE:
                yield Key(column, "commune", share, 2.5 + share, place, is_named=True)


def _name_keys(sample: Sample) -> Iterator[Key]:
    """Find names of units, where no column holds codes."""
    for title in sample.names:
        titled = tuple(one for one in sample.titles[title] if one != "name")
        for kind in NAME_KINDS:
            is_named = _is_named(kind.names, title, titled)
            share = known_share(sample.written(title).head(FIRST_ROWS), kind.names)
            if share < KEY_SHARE or not _has_phase(sample, kind.names, title):
                continue
            if kind.names == "bassin_vie" and not is_named:
                continue  # INSEE names a bassin after its main commune
            score = share + 0.3 * sample.distinct(title) + (0.6 if is_named else 0.0)
            score += 0.01 * GRAIN.index(kind.names)
            yield Key(
                title,
                kind.key,
                share,
                score,
                _place_of(sample, title, kind.names),
                is_named=is_named,
            )


def _place_of(sample: Sample, title: str, kind: str) -> str:
    """Find the column of départements, or régions, that tells homonyms apart."""
    if kind in ("departement", "region"):
        return ""
    for part in ("departement", "region"):
        for one, titled in sample.titles.items():
            first = sample.rows[one].head(FIRST_ROWS)
            is_titled = one != title and part in titled and not is_measure(one)
            if is_titled and _share(first, part) + known_share(first, part) >= KEY_SHARE:
                return one
    return ""
