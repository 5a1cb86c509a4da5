"""Units by their code, whichever way a file writes it: alone, in two columns, or as a name."""

import re
from collections.abc import Mapping
from functools import cache

import pandas as pd

from territoires_industrie.boundaries import read_ept
from territoires_industrie.membership import read_units
from territoires_industrie.upload.key_kinds import KINDS
from territoires_industrie.upload.keys import join_codes, normalise, normalised
from territoires_industrie.wording import fold

SHORT = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
EPCI_KIND = re.compile(
    r"^(?:cc|ca|cu|com(?:munaute)?|communaute de communes|communaute d agglomeration"
    r"|communaute urbaine|communaute d agglo|metropole)\s+"
)
ARTICLE = re.compile(r"^(?:de la|de l|des|du|de|d|la|le|les|l)\s+")


def spell_out(name: str) -> str:
    """Write a name without accents, capitals, signs nor abbreviations, to compare it.

    >>> spell_out("ST-ÉTIENNE-DU-Bois"), spell_out("L’Haÿ-les-Roses")
    ('saint etienne du bois', 'l hay les roses')
    """
    return " ".join(SHORT.get(word, word) for word in fold(name).split())


def _forms(name: str, kind: str) -> set[str]:
    """List the ways to write a name: as it is and, for an EPCI, without its kind."""
    plain = spell_out(name)
    forms = {plain}
    if kind == "epci":
        bare = EPCI_KIND.sub("", plain)
        # Producers leave out the kind, and then the article that it asked for.
        forms |= {bare, ARTICLE.sub("", bare)}
    return forms


@cache
def name_index(kind: str) -> Mapping[str, tuple[str, ...]]:
    """Read the codes of a kind by folded name: more than one for homonyms."""
    index: dict[str, list[str]] = {}
    for code, name in read_units(kind)["name"].items():
        for form in _forms(str(name), kind):
            index.setdefault(form, []).append(str(code))
    return {form: tuple(codes) for form, codes in index.items()}


@cache
def ept_names() -> Mapping[str, str]:
    """Read the codes of the EPT, which are no level of the map, by folded name."""
    return {spell_out(str(name)): str(code) for code, name in read_ept()["name"].items()}


def codes_of(name: str, kind: str) -> tuple[str, ...]:
    """List the codes of the units that bear a name."""
    index = name_index(kind)
    # The whole name first: without its kind, it may be that of another EPCI.
    for form in sorted(_forms(name, kind), key=len, reverse=True):
        if form in index:
            return index[form]
    return ()


def find_names(names: pd.Series, kind: str, places: pd.Series | None = None) -> pd.Series:
    """Find the code that each name stands for; the name itself where it is of none, or of several.

    Parameters
    ----------
    names
        Names as written in the file.
    kind
        Kind of the codes.
    places
        Département or région of each row, by code or name, to tell homonyms apart.
    """
    beside = pd.Series("", index=names.index) if places is None else places
    pairs = list(zip(names, beside, strict=True))
    found = {pair: _find(pair[0], kind, pair[1]) for pair in set(pairs)}
    return pd.Series([found[pair] for pair in pairs], index=names.index, dtype="str")


def _find(name: str, kind: str, place: str) -> str:
    codes = codes_of(name, kind)
    if len(codes) > 1 and place:
        codes = tuple(code for code in codes if _lies_in(code, kind, place))
    return codes[0] if len(codes) == 1 else name


@cache
def _parts(kind: str) -> Mapping[str, frozenset[str]]:
    """Read the départements and régions that each unit touches, as ``dep 76`` and ``reg 28``."""
    units = read_units(kind)
    return {
        str(code): frozenset((*(f"dep {one}" for one in deps), *(f"reg {one}" for one in regions)))
        for code, deps, regions in zip(
            units.index, units["departement_codes"], units["region_codes"], strict=True
        )
    }


def _lies_in(code: str, kind: str, place: str) -> bool:
    wanted = {f"dep {normalise(place, 'departement')}", f"reg {normalise(place, 'region')}"}
    wanted |= {f"dep {one}" for one in codes_of(place, "departement")}
    wanted |= {f"reg {one}" for one in codes_of(place, "region")}
    return bool(_parts(kind).get(code, frozenset()) & wanted)


def known_share(texts: pd.Series, kind: str) -> float:
    """Measure the share of cells that are names of a kind, homonyms included."""
    said = texts[texts != ""]
    if said.empty:
        return 0.0
    known = {text: bool(codes_of(str(text), kind)) for text in said.unique()}
    return float(said.map(known).mean())


def read_codes(texts: pd.Series, kind: str, places: pd.Series | None = None) -> pd.Series:
    """Read the code of every row; a name that is of no unit, or of several, stays a name.

    Parameters
    ----------
    texts, kind
        Cells of the column of codes or names, and their kind.
    places
        Département (or région) of each row, which completes the code or the name.
    """
    if KINDS[kind].names:
        return find_names(texts, KINDS[kind].names, places)
    if kind == "commune" and places is not None:
        return join_codes(places, texts)
    return normalised(texts, kind)
