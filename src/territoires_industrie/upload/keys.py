"""Codes of a file to the units that they name, and the communes of 2026 under each."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import pandas as pd

from territoires_industrie.join import ARRONDISSEMENTS, UNKNOWN_YEAR, read_passage
from territoires_industrie.levels import COG_YEAR, LEVELS
from territoires_industrie.membership import read_composition
from territoires_industrie.sources import read_table
from territoires_industrie.wording import N_

COMPOSITION = "epci_composition_2021_2026"


@dataclass(frozen=True)
class KeyKind:
    """One kind of code, or of name, that rows can bear.

    Attributes
    ----------
    key, title, expected
        Name in the library; name and example in French.
    level_key
        Level whose units the rows are.
    column
        Column of the composition of communes that holds the unit of each.
    form
        Regular expression of a code, in capitals.
    width
        Digits of a code that lost its zeros; 0 if none can be lost.
    names
        Kind of the codes that names stand for; empty for codes.
    """

    key: str
    title: str
    level_key: str
    expected: str
    column: str
    form: str = ""
    width: int = 0
    names: str = ""

    @property
    def codes(self) -> str:
        """Kind of the codes: itself, or that which names stand for."""
        return self.names or self.key


_CODES = (
    KeyKind(
        "commune",
        N_("Code INSEE de commune"),
        "commune",
        N_("5 caractères, par exemple 76351 ou 2A004"),
        "commune_code",
        r"(?:2[AB]|\d\d)\d{3}",
        5,
    ),
    KeyKind(
        "epci",
        N_("SIREN d’EPCI"),
        "epci",
        N_("9 chiffres, par exemple 200084952"),
        "epci_siren",
        r"\d{9}",
    ),
    KeyKind(
        "ept",
        N_("SIREN d’établissement public territorial (EPT)"),
        "ept",
        N_("9 chiffres, par exemple 200057867"),
        "ept_siren",
        r"\d{9}",
    ),
    KeyKind(
        "territoire_phase2",
        N_("Identifiant de territoire d’industrie, phase 2"),
        "territoire_phase2",
        N_("par exemple ti-2802"),
        "territoire_id_phase2",
        r"TI-\w{4}",
    ),
    KeyKind(
        "territoire_phase1",
        N_("Identifiant de territoire d’industrie, phase 1"),
        "territoire_phase1",
        N_("par exemple ti-2801"),
        "territoire_id_phase1",
        r"TI-\w{4}",
    ),
    KeyKind(
        "zone_emploi",
        N_("Code de zone d’emploi (2020)"),
        "zone_emploi",
        N_("4 chiffres, par exemple 2815"),
        "zone_emploi_code",
        r"\d{4}",
        4,
    ),
    KeyKind(
        "bassin_vie",
        N_("Code de bassin de vie (2022)"),
        "bassin_vie",
        N_("5 caractères, par exemple 76351"),
        "bassin_vie_code",
        r"(?:2[AB]|\d\d)\d{3}",
        5,
    ),
    KeyKind(
        "departement",
        N_("Code de département"),
        "departement",
        N_("par exemple 76, 2A ou 971"),
        "departement_code",
        r"2[AB]|97\d|\d\d",
        2,
    ),
    KeyKind(
        "region",
        N_("Code de région"),
        "region",
        N_("2 chiffres, par exemple 28"),
        "region_code",
        r"\d\d",
        2,
    ),
)
_NAMES = {
    "commune": (N_("Nom de commune"), N_("par exemple Le Havre, avec son département")),
    "epci": (N_("Nom d’EPCI"), N_("par exemple CU Le Havre Seine Métropole")),
    "territoire_phase2": (
        N_("Nom de territoire d’industrie, phase 2"),
        N_("par exemple Axe Seine"),
    ),
    "territoire_phase1": (
        N_("Nom de territoire d’industrie, phase 1"),
        N_("par exemple Axe Seine"),
    ),
    "zone_emploi": (N_("Nom de zone d’emploi"), N_("par exemple Le Havre")),
    "departement": (N_("Nom de département"), N_("par exemple Seine-Maritime")),
    "region": (N_("Nom de région"), N_("par exemple Normandie")),
}


def _named(kind: KeyKind) -> KeyKind:
    title, expected = _NAMES[kind.key]
    return KeyKind(f"{kind.key}_name", title, kind.level_key, expected, kind.column, names=kind.key)


def _is_offered(kind: KeyKind) -> bool:
    """Whether the map has the level of a kind; an EPT has none, and is told by its name."""
    return kind.level_key in LEVELS or kind.key == "ept"


KINDS: Mapping[str, KeyKind] = {
    kind.key: kind
    for kind in (
        *(kind for kind in _CODES if _is_offered(kind)),
        *(_named(kind) for kind in _CODES if kind.key in _NAMES and _is_offered(kind)),
    )
}
"""Kinds of code, then of name, the finest ground first."""

OVERSEAS_LETTERS = {"ZA": "971", "ZB": "972", "ZC": "973", "ZD": "974", "ZM": "976"}
"""Départements as the Ministry of the Interior writes them in results of elections."""

_QUOTES = re.compile(r"^['’\"`]+|['’\"`]+$")
_WHOLE = re.compile(r"^(\d+)[.,]0+$")


@cache
def _forms(kind: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the form of a code alone, and of a code with a prefix, a name or brackets."""
    form = KINDS[kind].form
    around = re.compile(
        rf"^(?:\d{{4}}-)?[A-Z]{{0,9}}[-_ :]?({form})(?:\s*[-–—:_|]\s*\D.*|\s+[^\W\d].*)?$"
        rf"|^.*[(\[]({form})[)\]]$"
    )
    return re.compile(rf"^(?:{form})$"), around


def normalise(code: str, kind: str) -> str:
    """Write a code as official lists do: lost zeros back, prefix, name and brackets off.

    >>> normalise("200 084 952", "epci"), normalise("1004", "commune")
    ('200084952', '01004')
    >>> normalise("COM-01008", "commune"), normalise("Ambronay (01007)", "commune")
    ('01008', '01007')
    """
    text = _QUOTES.sub("", code.strip()).strip().upper()
    plain = re.sub(r"\s", "", text)
    if whole := _WHOLE.match(plain):
        plain = whole[1]
    width = KINDS[kind].width
    alone, around = _forms(kind)
    if width and plain.isdecimal() and width - 1 <= len(plain) < width:
        plain = plain.zfill(width)
    elif kind == "zone_emploi" and plain.isdecimal() and len(plain) == 2:
        plain = plain.zfill(width)  # 0051 to 0099: two zeros lost at once
    elif not alone.match(plain) and (found := around.match(text)):
        plain = found[1] or found[2]
    return plain.lower() if kind.startswith("territoire") else plain


def normalised(codes: pd.Series, kind: str) -> pd.Series:
    """Normalise a column of codes; each different one once."""
    return codes.map({code: normalise(str(code), kind) for code in codes.unique()}).astype("str")


def join_codes(departements: pd.Series, communes: pd.Series) -> pd.Series:
    """Join the codes of a département and of a commune within it, written in two columns.

    >>> join_codes(pd.Series(["1", "2A", "971"]), pd.Series(["4", "004", "101"])).tolist()
    ['01004', '2A004', '97101']
    """
    first = departements.str.strip().str.upper().replace(OVERSEAS_LETTERS)
    first = first.map(lambda code: normalise(code, "departement"))
    last = communes.str.strip().str.replace(r"\.0+$", "", regex=True)
    is_whole = last.map(lambda code: re.fullmatch(r"(?:2[ABab]|\d\d)\d{3}", code) is not None)
    joined = first.str[:2] + last.str.zfill(3)
    short = (first.str.len() == 3) & (last.str.len() < 3)
    joined = joined.mask(short, first + last.str.zfill(2))
    return joined.mask(is_whole, last.str.upper()).where(last.ne(""), "").astype("str")


def cog_years(kind: str) -> tuple[int, ...]:
    """List the COG years that codes of a kind may be of, latest first.

    Communes go through the passage table, which holds the codes of every year.
    """
    if kind == "epci":
        return tuple(sorted(map(int, read_table(COMPOSITION)["cog_year"].unique()), reverse=True))
    return (COG_YEAR, UNKNOWN_YEAR) if kind == "commune" else (COG_YEAR,)


def recognise_year(codes: pd.Series, kind: str) -> int:
    """Tell the COG year that explains most codes, the latest of those that explain as many."""
    found = set(codes)
    if kind == "epci":
        return max(
            cog_years(kind), key=lambda year: (len(found & set(epci_communes(year).index)), year)
        )
    passage = read_passage()
    is_old = any(code not in passage.current and code in passage.target for code in found)
    return UNKNOWN_YEAR if kind == "commune" and is_old else COG_YEAR


@cache
def epci_communes(cog_year: int) -> pd.Series:
    """Read the communes of 2026 under each EPCI of a year; index ``epci_siren``, repeated."""
    table = read_table(COMPOSITION)
    rows = table.loc[table["cog_year"] == cog_year, ["epci_siren", "commune_code_2026"]]
    return rows.drop_duplicates().set_index("epci_siren")["commune_code_2026"]


@cache
def epci_years() -> Mapping[str, tuple[int, int]]:
    """Read the first and last year of the compositions that hold each EPCI."""
    years = read_table(COMPOSITION).groupby("epci_siren")["cog_year"].agg(["min", "max"])
    return {str(code): (int(row["min"]), int(row["max"])) for code, row in years.iterrows()}


def find_pieces(codes: pd.Series, kind: str, cog_year: int) -> pd.Series:
    """Find what each code is the code of; index the different codes, missing if of nothing.

    A commune is that of 2026, by the passage table for the codes of any other year; any
    other unit is its own.
    """
    wanted = pd.Index(codes.unique())
    if kind == "commune":
        passage = read_passage()
        known = passage.current
        found = [
            (code if code in known else None) if cog_year == COG_YEAR else passage.today(code)
            for code in wanted
        ]
        found = [ARRONDISSEMENTS.get(code, one) for code, one in zip(wanted, found, strict=True)]
    else:
        listed = set(_under(kind, cog_year).index)
        found = [code if code in listed else None for code in wanted]
    return pd.Series(found, index=wanted, dtype="str")


def find_ground(pieces: pd.Index, kind: str, cog_year: int) -> pd.DataFrame:
    """List the communes of 2026 under each piece: ``piece`` and ``commune_code``, row by row.

    In a file of an older year, a commune restored since is still in the figures of the
    one that it came out of.
    """
    if kind != "commune":
        under = _under(kind, cog_year)
        kept = under[under.index.isin(pieces)]
        return pd.DataFrame({"piece": kept.index, "commune_code": kept.to_numpy()}, dtype="str")
    pairs = [(code, code) for code in pieces]
    if cog_year != COG_YEAR:
        known = set(pieces)
        parents = read_passage().parents.items()
        pairs += [(old, new) for new, old in parents if old in known and new not in known]
    return pd.DataFrame(pairs, columns=["piece", "commune_code"], dtype="str")


def _under(kind: str, cog_year: int) -> pd.Series:
    """Read the communes of 2026 under the units of a kind; index the unit, repeated."""
    if kind == "epci":
        return epci_communes(cog_year)
    column = KINDS[kind].column
    communes = read_composition().dropna(subset=[column])
    return pd.Series(communes.index, index=communes[column])


@cache
def known_codes(kind: str) -> frozenset[str]:
    """Read the codes of a kind, of any year that the atlas knows."""
    if kind == "epci":
        gone = read_table("epci_successor_2026")["epci_siren_before"]
        return frozenset(read_table(COMPOSITION)["epci_siren"]) | frozenset(gone)
    if kind == "commune":
        passage = read_passage()
        return passage.current | frozenset(passage.target) | frozenset(ARRONDISSEMENTS)
    return frozenset(read_composition()[KINDS[kind].column].dropna())


@cache
def commune_sirens() -> Mapping[str, str]:
    """Read the commune of each SIREN of a municipality."""
    communes = read_composition()
    return dict(zip(communes["commune_siren"], communes.index, strict=True))
