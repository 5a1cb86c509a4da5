"""What each column of a table is, told from all that speaks for it, and why.

The title, the cells, how often each value comes, how fine its ground is and whether a
column of names agrees with it: none of them decides alone. Years, postal codes,
coordinates and codes of firms are neither keys nor figures.
"""

import re
from dataclasses import dataclass

import pandas as pd

from territoires_industrie.membership import read_units
from territoires_industrie.upload.figures import is_figures
from territoires_industrie.upload.keys import (
    KINDS,
    commune_sirens,
    join_codes,
    known_codes,
    normalise,
    normalised,
)
from territoires_industrie.upload.names import known_share, spell_out
from territoires_industrie.upload.titles import is_measure, title_roles
from territoires_industrie.wording import _, format_number

SAMPLED_CELLS = 40_000
MOST_ROWS, LEAST_ROWS, FIRST_ROWS, FIGURE_CELLS = 300, 60, 24, 50
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

SHORT = frozenset(("region", "departement", "zone_emploi"))
"""Kinds whose codes look like any small number."""

YEAR = re.compile(r"^(?:19|20)\d\d(?:[.,]0)?$")
POSTAL = re.compile(r"^\d{5}$")
LETTERS = re.compile(r"[^\W\d_]{2}")
AGREES = 0.5


@dataclass(frozen=True)
class Key:
    """A column that may name units.

    Attributes
    ----------
    column, place
        Its title; title of the column of départements or régions that completes it.
    kind
        Key of ``keys.KINDS``.
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


@dataclass(frozen=True)
class Column:
    """What a column is.

    Attributes
    ----------
    role
        ``key``, ``name``, ``figure``, ``year``, ``postal``, ``coordinate``, ``siret``,
        ``siren``, ``code`` or ``text``.
    kind
        Kind of the codes of a key.
    why
        What speaks for it, in one line.
    """

    title: str
    role: str
    kind: str
    why: str


@dataclass(frozen=True, eq=False)
class Columns:
    """What the columns of a table are; ``keys`` from the likeliest."""

    columns: tuple[Column, ...]
    keys: tuple[Key, ...]
    doubt: str = ""

    @property
    def key(self) -> Key | None:
        """The likeliest key, if one is likely."""
        return self.keys[0] if self.keys else None

    def of_role(self, role: str) -> list[str]:
        """Titles of the columns of a role."""
        return [one.title for one in self.columns if one.role == role]


def recognise_columns(cells: pd.DataFrame) -> Columns:
    """Tell what the columns of a table are, from a sample of its rows."""
    sample = _sample(cells)
    told = {title: title_roles(title) for title in cells.columns}
    roles = {title: _plain_role(title, sample[title], told[title]) for title in cells.columns}
    keys = _find_keys(cells, sample, told, roles)
    chosen = keys[0] if keys else None
    columns = tuple(_settle(title, roles[title], chosen) for title in cells.columns)
    return Columns(columns, tuple(keys), _doubt(keys, sample))


def key_strength(cells: pd.DataFrame) -> float:
    """Measure how surely a table has a column of codes of units; 0 without any."""
    keys = recognise_columns(cells).keys
    return keys[0].score if keys else 0.0


def _sample(cells: pd.DataFrame) -> pd.DataFrame:
    """Take rows from all over the table: the first ones may be one département."""
    rows = max(LEAST_ROWS, min(MOST_ROWS, SAMPLED_CELLS // max(1, cells.shape[1])))
    return cells.iloc[:: max(1, len(cells) // rows)].head(rows)


def _plain_role(title: str, texts: pd.Series, told: tuple[str, ...]) -> str:
    """Tell the role of a column on its own, keys aside."""
    said = texts[texts != ""]
    if said.empty:
        return "text"
    first = told[0] if told else ""
    if first in ("postal", "coordinate", "siret"):
        return first
    if said.map(lambda cell: YEAR.match(cell) is not None).mean() >= 0.95 and (
        "year" in told or not is_measure(title)
    ):
        return "year"
    plain = said.str.replace(r"\s", "", regex=True)
    if plain.str.fullmatch(r"\d{14}").mean() >= 0.8:
        return "siret"
    if plain.str.fullmatch(r"\d{9}").mean() >= 0.8:
        return "siren"
    if not is_figures(said.head(FIGURE_CELLS)):
        return "name" if first == "name" else "text"
    is_code = bool({"code", "identifier", *GRAIN, "territoire"} & set(told)) and not is_measure(
        title
    )
    has_zeros = plain.str.fullmatch(r"0\d+").mean() > 0.05
    return "code" if is_code or has_zeros else "figure"


def _find_keys(
    cells: pd.DataFrame,
    sample: pd.DataFrame,
    told: dict[str, tuple[str, ...]],
    roles: dict[str, str],
) -> list[Key]:
    """List the keys that are likely, the likeliest first."""
    found = [
        key
        for title in cells.columns
        if roles[title] not in ("postal", "coordinate", "siret", "year")
        or (roles[title] == "year" and _names_kind(told[title]))
        for key in _code_keys(title, cells[title], sample, told[title], roles)
    ]
    found += _joined_keys(sample, told)
    best = max((key.score for key in found), default=0.0)
    if best < SURE:
        found += _name_keys(cells, sample, told, roles)
    likely = [key for key in found if key.score >= SURE]
    return sorted(likely, key=lambda key: -key.score)


def _names_kind(told: tuple[str, ...]) -> bool:
    return bool({*GRAIN, "territoire"} & set(told)) and "year" not in told


def _code_keys(
    title: str,
    texts: pd.Series,
    sample: pd.DataFrame,
    told: tuple[str, ...],
    roles: dict[str, str],
) -> list[Key]:
    said = sample[title][sample[title] != ""]
    if said.empty or not said.head(FIRST_ROWS).str.contains(r"\d", regex=True).any():
        return []
    keys = []
    distinct = _distinct(texts)
    for kind in (one for one in KINDS.values() if not one.names):
        is_named = _is_named(kind.key, told)
        share = _share(said.head(FIRST_ROWS), kind.key)
        if share < (TITLED_SHARE if is_named else KEY_SHARE / 2):
            continue
        share = _share(said, kind.key)
        if share < (TITLED_SHARE if is_named else KEY_SHARE):
            continue
        agrees = _agrees(sample, title, kind.key, roles)
        score = share + _title_score(told, is_named) + 0.3 * distinct
        score += 0.02 * GRAIN.index(kind.key) + (0.8 if agrees else 0.0)
        if not (is_named or agrees or _looks_like_codes(title, said, kind.key, told, distinct)):
            continue
        keys.append(Key(title, kind.key, share, score, agrees=agrees, is_named=is_named))
    return keys


def _is_named(kind: str, told: tuple[str, ...]) -> bool:
    """Whether the title names the kind; ``code_epci_commune`` names two."""
    word = "territoire" if kind.startswith("territoire") else kind
    return word in told and "name" not in told


def _title_score(told: tuple[str, ...], is_named: bool) -> float:
    if is_named:
        return 1.0
    if {*GRAIN, "territoire", "year", "postal"} & set(told):
        return -1.0
    return 0.3 if {"code", "identifier"} & set(told) else 0.0


def _looks_like_codes(
    title: str, said: pd.Series, kind: str, told: tuple[str, ...], distinct: float
) -> bool:
    """Whether cells are written as codes rather than figures, without the help of the title."""
    if is_measure(title) or {*GRAIN, "territoire"} & set(told):
        return False
    if kind in ("epci", "ept") or kind.startswith("territoire"):
        return True
    has_zeros = said.str.match(r"^['’]?0\d").any() or said.str.contains("[ABab]").any()
    is_code = "code" in told or "identifier" in told
    if kind in SHORT:
        return (is_code or bool(has_zeros)) and distinct > 0.9 and _share(said, kind) > 0.9
    if kind == "bassin_vie":
        return False  # its codes are those of communes
    return is_code or bool(has_zeros) or (_share(said, kind) >= 0.95 and distinct >= 0.9)


def _share(said: pd.Series, kind: str) -> float:
    # A plain set: pandas would make an array of 37,000 codes of it for every column.
    known = known_codes(kind)
    return sum(normalise(code, kind) in known for code in said) / len(said) if len(said) else 0.0


def _distinct(texts: pd.Series) -> float:
    said = texts[texts != ""]
    return float(said.nunique() / len(said)) if len(said) else 0.0


def _agrees(sample: pd.DataFrame, title: str, kind: str, roles: dict[str, str]) -> bool:
    """Whether a column of texts names the units whose codes a column holds."""
    texts = [one for one, role in roles.items() if role in ("name", "text") and one != title]
    if not texts or kind == "ept":
        return False
    rows = sample.head(FIRST_ROWS)
    names = read_units(KINDS[kind].level_key)["name"]
    expected = (
        normalised(rows[title], kind).map(names).dropna().map(lambda one: spell_out(str(one)))
    )
    if expected.empty:
        return False
    return any(
        (rows.loc[expected.index, one].map(spell_out) == expected).mean() >= AGREES
        for one in texts[:8]
    )


def _joined_keys(sample: pd.DataFrame, told: dict[str, tuple[str, ...]]) -> list[Key]:
    """Find codes of communes written in two columns: département, and commune within it."""
    keys = []
    for place in (one for one, roles in told.items() if "departement" in roles):
        if _share(sample[place], "departement") < KEY_SHARE:
            continue
        for column in (one for one, roles in told.items() if "commune" in roles and one != place):
            said = sample[column][sample[column] != ""]
            if not len(said) or said.str.fullmatch(r"\d{1,3}(?:\.0)?").mean() < 0.9:
                continue
            codes = join_codes(sample[place], sample[column])
            share = _share(codes, "commune")
            if share >= KEY_SHARE:
                keys.append(Key(column, "commune", share, 2.5 + share, place, is_named=True))
    return keys


def _name_keys(
    cells: pd.DataFrame,
    sample: pd.DataFrame,
    told: dict[str, tuple[str, ...]],
    roles: dict[str, str],
) -> list[Key]:
    """Find names of units, where no column holds codes."""
    keys = []
    for title in (one for one, role in roles.items() if role in ("name", "text")):
        said = sample[title][sample[title] != ""]
        for kind in (one for one in KINDS.values() if one.names):
            share = known_share(said.head(FIRST_ROWS), kind.names)
            if share < KEY_SHARE:
                continue
            is_named = _is_named(kind.names, tuple(one for one in told[title] if one != "name"))
            score = share + 0.3 * _distinct(cells[title]) + (0.6 if is_named else 0.0)
            score += 0.01 * GRAIN.index(kind.names)
            place = _place_of(title, kind.names, sample, told)
            keys.append(Key(title, kind.key, share, score, place, is_named=is_named))
    return keys


def _place_of(title: str, kind: str, sample: pd.DataFrame, told: dict[str, tuple[str, ...]]) -> str:
    """Find the column of départements, or régions, that tells homonyms apart."""
    if kind in ("departement", "region"):
        return ""
    for part in ("departement", "region"):
        for one, roles in told.items():
            known = _share(sample[one], part) + known_share(sample[one].head(FIRST_ROWS), part)
            if one != title and part in roles and known >= KEY_SHARE:
                return one
    return ""


def _settle(title: str, role: str, key: Key | None) -> Column:
    """Say what a column is, in one line."""
    kind = ""
    if key is not None and title == key.column:
        role, kind = "key", key.kind
        why = _("{kind} : {share} % des cellules sont connues{more}").format(
            kind=_(KINDS[key.kind].title),
            share=format_number(100 * key.share),
            more=_(", les noms concordent") if key.agrees else "",
        )
        return Column(title, role, kind, why)
    if key is not None and title == key.place:
        return Column(
            title, "code", "", _("complète la colonne « {column} »").format(column=key.column)
        )
    return Column(title, role, kind, _why(role))


def _why(role: str) -> str:
    return {
        "figure": _("des nombres"),
        "year": _("des années"),
        "postal": _("des codes postaux, qui ne sont pas des codes INSEE"),
        "coordinate": _("des coordonnées"),
        "siret": _("des SIRET d’établissements"),
        "siren": _("des SIREN"),
        "code": _("des codes"),
        "name": _("des noms"),
    }.get(role, _("du texte"))


def _doubt(keys: list[Key], sample: pd.DataFrame) -> str:
    """Write the question that two likely kinds of the same column leave, with the evidence."""
    if not keys:
        return ""
    best = keys[0]
    rivals = [
        key
        for key in keys[1:]
        if key.column == best.column and best.score - key.score < DOUBT and not best.agrees
    ]
    if not rivals or (best.is_named and not rivals[0].is_named):
        return ""
    said = sample[best.column][sample[best.column] != ""]
    told = _(
        "« {column} » : {count} codes sur {all} existent comme « {first} » et {other} sur {all} "
        "comme « {second} » : dites lequel est le vôtre."
    )
    return told.format(
        count=format_number(round(best.share * len(said))),
        other=format_number(round(rivals[0].share * len(said))),
        all=format_number(len(said)),
        column=best.column,
        first=_(KINDS[best.kind].title),
        second=_(KINDS[rivals[0].kind].title),
    )


def explain_no_key(cells: pd.DataFrame, columns: Columns) -> str:
    """Write why no column of a table names units: what each was taken for.

    Firms and municipalities are named: their codes are the usual mistake.
    """
    told = []
    for one in columns.columns[:12]:
        why = one.why
        if one.role == "siren":
            plain = cells[one.title].head(MOST_ROWS).str.replace(r"\s", "", regex=True)
            is_town = plain.map(lambda code: code in commune_sirens()).mean() > KEY_SHARE
            why = _("des SIREN de mairies") if is_town else _("des SIREN d’entreprises")
        told.append(_("« {column} » : {why}").format(column=one.title, why=why))
    return " ; ".join(told)
