"""The kinds of code, and of name, that the rows of a table can bear."""

from collections.abc import Mapping
from dataclasses import dataclass

from territoires_industrie.levels import BOUNDARY_LEVELS
from territoires_industrie.wording import N_

COMMUNE_CODE, SIREN = r"(?:2[AB]|\d\d)\d{3}", r"\d{9}"


@dataclass(frozen=True)
class KeyKind:
    """One kind of code, or of name, that rows can bear.

    Attributes
    ----------
    key, title, expected
        Name in the library; name and example in French.
    form
        Regular expression of a code, in capitals; empty for names.
    width
        Digits of a code that lost its zeros; 0 if none can be lost.
    names
        Kind of the codes that names stand for; empty for codes.
    """

    key: str
    title: str
    expected: str
    form: str = ""
    width: int = 0
    names: str = ""

    @property
    def codes(self) -> str:
        """Kind of the codes, which is the key of their level: itself, or that of the names."""
        return self.names or self.key

    @property
    def column(self) -> str:
        """Column of the composition of communes that holds the unit of each."""
        return BOUNDARY_LEVELS[self.codes].column

    @property
    def can_be_placed(self) -> bool:
        """Whether a column of départements may complete its codes, or tell homonyms apart."""
        return bool(self.names) or self.key == "commune"


_CODES = (
    KeyKind(
        "commune",
        N_("Code INSEE de commune"),
        N_("5 caractères, par exemple 76351 ou 2A004"),
        COMMUNE_CODE,
        5,
    ),
    KeyKind("epci", N_("SIREN d’EPCI"), N_("9 chiffres, par exemple 200084952"), SIREN),
    KeyKind(
        "ept",
        N_("SIREN d’établissement public territorial (EPT)"),
        N_("9 chiffres, par exemple 200057867"),
        SIREN,
    ),
    KeyKind(
        "territoire_phase2",
        N_("Identifiant de territoire d’industrie, phase 2"),
        N_("par exemple ti-2802"),
        r"TI-\w{4}",
    ),
    KeyKind(
        "territoire_phase1",
        N_("Identifiant de territoire d’industrie, phase 1"),
        N_("par exemple ti-2801"),
        r"TI-\w{4}",
    ),
    KeyKind(
        "zone_emploi",
        N_("Code de zone d’emploi (2020)"),
        N_("4 chiffres, par exemple 2815"),
        r"\d{4}",
        4,
    ),
    KeyKind(
        "bassin_vie",
        N_("Code de bassin de vie (2022)"),
        N_("5 caractères, par exemple 76351"),
        COMMUNE_CODE,
        5,
    ),
    KeyKind(
        "departement",
        N_("Code de département"),
        N_("par exemple 76, 2A ou 971"),
        r"2[AB]|97\d|\d\d",
        2,
    ),
    KeyKind("region", N_("Code de région"), N_("2 chiffres, par exemple 28"), r"\d\d", 2),
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
    "bassin_vie": (N_("Nom de bassin de vie"), N_("par exemple Fécamp")),
    "departement": (N_("Nom de département"), N_("par exemple Seine-Maritime")),
    "region": (N_("Nom de région"), N_("par exemple Normandie")),
}

KINDS: Mapping[str, KeyKind] = {
    kind.key: kind
    for kind in (
        *_CODES,
        *(KeyKind(f"{key}_name", *words, names=key) for key, words in _NAMES.items()),
    )
}
"""Kinds of code, then of name, the finest ground first."""

NAME_KINDS = tuple(kind for kind in KINDS.values() if kind.names)
CODE_KINDS = tuple(kind for kind in KINDS.values() if not kind.names)
