"""Codes of a file to the units that they name, and the communes of 2026 under each."""

import re
from collections.abc import Mapping
from functools import cache

import pandas as pd

from territoires_industrie.join import ARRONDISSEMENTS, UNKNOWN_YEAR, read_passage
from territoires_industrie.levels import COG_YEAR
from territoires_industrie.membership import read_composition
from territoires_industrie.sources import read_table
from territoires_industrie.upload.key_kinds import KINDS

COMPOSITION = "epci_composition_2019_2026"

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
    if code.isdecimal() and code.isascii():
        return _refill(code, kind)  # most cells by far: nothing to take off
    text = _QUOTES.sub("", code.strip()).strip().upper()
    plain = re.sub(r"\s", "", text)
    if whole := _WHOLE.match(plain):
        plain = whole[1]
    alone, around = _forms(kind)
    filled = _refill(plain, kind)
    if filled == plain and not alone.match(plain) and (found := around.match(text)):
        filled = found[1] or found[2]
    return filled.lower() if kind.startswith("territoire") else filled


def _refill(plain: str, kind: str) -> str:
    """Put the zeros back that a spreadsheet has taken for none."""
    width = KINDS[kind].width
    if not width or not plain.isdecimal():
        return plain
    least = 2 if kind == "zone_emploi" else width - 1  # 0051 to 0099: two zeros lost at once
    return plain.zfill(width) if least <= len(plain) else plain


def normalised(codes: pd.Series, kind: str) -> pd.Series:
    """Normalise a column of codes; each different one once."""
    distinct = codes.unique().tolist()
    return codes.map({code: normalise(str(code), kind) for code in distinct}).astype("str")


def join_codes(departements: pd.Series, communes: pd.Series) -> pd.Series:
    """Join the codes of a département and of a commune within it, written in two columns.

    >>> join_codes(pd.Series(["1", "2A", "971"]), pd.Series(["4", "004", "101"])).tolist()
    ['01004', '2A004', '97101']
    """
    first = departements.str.strip().str.upper().replace(OVERSEAS_LETTERS)
    first = first.map(lambda code: normalise(code, "departement"))
    last = communes.str.strip().str.replace(r"\.0+$", "", regex=True)
    # Some files repeat the département inside the code of the commune.
    is_whole = last.map(lambda code: re.fullmatch(r"(?:2[ABab]|\d\d)\d{3}", code) is not None)
    joined = first.str[:2] + last.str.zfill(3)
    # Overseas, 971 and 01 are written as well as 97 and 101.
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
    """Return the COG year that explains most codes, the latest of those that explain as many."""
    found = set(codes)
    if kind == "epci":
        return max(cog_years(kind), key=lambda year: (len(found & _listed(kind, year)), year))
    if kind != "commune":
        return COG_YEAR
    passage = read_passage()
    is_old = any(code not in passage.current and code in passage.target for code in found)
    return UNKNOWN_YEAR if is_old else COG_YEAR


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
    wanted = codes.unique().tolist()
    if kind == "commune":
        passage = read_passage()
        known = passage.current
        found = [
            (code if code in known else None) if cog_year == COG_YEAR else passage.today(code)
            for code in wanted
        ]
        # Arrondissements are communes of no year: the city that they make up is meant.
        found = [ARRONDISSEMENTS.get(code, one) for code, one in zip(wanted, found, strict=True)]
    else:
        listed = _listed(kind, cog_year)
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
    pairs = [(code, code) for code in pieces.tolist()]
    if cog_year != COG_YEAR:
        known = set(pieces)
        parents = read_passage().parents.items()
        pairs += [(old, new) for new, old in parents if old in known and new not in known]
    return pd.DataFrame(pairs, columns=["piece", "commune_code"], dtype="str")


@cache
def _listed(kind: str, cog_year: int) -> frozenset[str]:
    """Read the units of a kind that hold a commune of 2026."""
    return frozenset(_under(kind, cog_year).index.tolist())


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
