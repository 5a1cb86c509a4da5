"""Codes of a file to the units that they name, and the communes of 2026 under each."""

import re
from dataclasses import dataclass
from functools import cache

import pandas as pd

from territoires_industrie.join import UNKNOWN_YEAR, read_passage
from territoires_industrie.levels import COG_YEAR, LEVELS
from territoires_industrie.membership import read_composition
from territoires_industrie.sources import read_table
from territoires_industrie.wording import N_

COMPOSITION = "epci_composition_2021_2026"


@dataclass(frozen=True)
class KeyKind:
    """One kind of code that rows can bear."""

    key: str
    title: str
    level_key: str
    expected: str


KINDS = {
    kind.key: kind
    for kind in (
        KeyKind("epci", N_("SIREN d’EPCI"), "epci", N_("9 chiffres, par exemple 200084952")),
        KeyKind(
            "commune",
            N_("Code INSEE de commune"),
            "commune",
            N_("5 caractères, par exemple 76351 ou 2A004"),
        ),
        KeyKind(
            "territoire_phase2",
            N_("Identifiant de territoire d’industrie, phase 2"),
            "territoire_phase2",
            N_("par exemple ti-2802"),
        ),
        KeyKind(
            "territoire_phase1",
            N_("Identifiant de territoire d’industrie, phase 1"),
            "territoire_phase1",
            N_("par exemple ti-2801"),
        ),
    )
}
"""Kinds of code, in the order in which one is preferred where two explain a column as well."""

ARRONDISSEMENTS = {
    **{f"751{n:02}": "75056" for n in range(1, 21)},
    **{f"6938{n}": "69123" for n in range(1, 10)},
    **{f"132{n:02}": "13055" for n in range(1, 17)},
}
"""Municipal arrondissement → its commune: a file that holds both counts them twice."""


def normalise(code: str, kind: str) -> str:
    """Write a code as official lists do: no blanks, lost zeros back.

    >>> normalise("200 084 952", "epci"), normalise("1004", "commune")
    ('200084952', '01004')
    """
    plain = re.sub(r"\s", "", code)
    if re.fullmatch(r"\d+[.,]0", plain):
        plain = plain[:-2]
    if kind == "commune":
        plain = plain.upper()
        return plain.zfill(5) if re.fullmatch(r"\d{4}", plain) else plain
    return plain if kind == "epci" else plain.lower()


def normalised(codes: pd.Series, kind: str) -> pd.Series:
    """Normalise a column of codes; each different one once."""
    return codes.map({code: normalise(str(code), kind) for code in codes.unique()}).astype("str")


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
def epci_years(siren: str) -> tuple[int, ...]:
    """List the years in which a SIREN was that of an EPCI."""
    table = read_table(COMPOSITION)
    return tuple(sorted(map(int, table.loc[table["epci_siren"] == siren, "cog_year"].unique())))


def find_pieces(codes: pd.Series, kind: str, cog_year: int) -> pd.Series:
    """Find what each code is the code of; index the different codes, missing if of nothing.

    A commune is that of 2026, by the passage table for the codes of any other year; an EPCI
    or a territory is its own.
    """
    wanted = pd.Index(codes.unique())
    if kind == "commune":
        passage = read_passage()
        known = passage.current
        found = [
            (code if code in known else None) if cog_year == COG_YEAR else passage.today(code)
            for code in wanted
        ]
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
    communes = read_composition().dropna(subset=[LEVELS[kind].column])
    return pd.Series(communes.index, index=communes[LEVELS[kind].column])


def known_share(codes: pd.Series, kind: str) -> float:
    """Measure the share of the cells of a column that are codes of a kind, of any year."""
    plain = normalised(codes[codes != ""], kind)
    if plain.empty:
        return 0.0
    return float(plain.isin(_known(kind)).mean())


@cache
def _known(kind: str) -> frozenset[str]:
    if kind == "epci":
        return frozenset(read_table(COMPOSITION)["epci_siren"])
    if kind == "commune":
        passage = read_passage()
        return passage.current | frozenset(passage.target)
    return frozenset(read_composition()[LEVELS[kind].column].dropna())
