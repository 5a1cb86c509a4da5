"""Categories: member of the programme or not, kind of EPCI."""

from territoires_industrie.indicators.model import Basis, Indicator, Measure
from territoires_industrie.indicators.registry.terms import (
    ALL_LEVELS,
    PROGRAMME,
    TERRITOIRES,
)
from territoires_industrie.wording import N_

MEMBER_CATEGORIES = (
    ("entier", N_("Membre en entier")),
    ("partiel", N_("Membre en partie")),
    ("non", N_("Non membre")),
)

PATH_CATEGORIES = (
    ("phases-1-et-2", N_("Membre des deux phases")),
    ("entrants", N_("Entré en phase 2")),
    ("sortants", N_("Sorti après la phase 1")),
    ("jamais", N_("Jamais membre")),
)

EPCI_KINDS = (
    ("CC", N_("Communauté de communes")),
    ("CA", N_("Communauté d'agglomération")),
    ("CU", N_("Communauté urbaine")),
    ("METRO", N_("Métropole")),
    ("MET69", N_("Métropole de Lyon")),
)


def list_programme() -> tuple[Indicator, ...]:
    """List the indicators of programme and kind, in the order that controls show."""
    outside = tuple(level for level in ALL_LEVELS if level not in TERRITOIRES)
    limits = N_(
        "Phase 1 : état du 31 décembre 2022 ; phase 2 : état du 4 juillet 2024. Une unité est "
        "membre en partie quand seules certaines de ses communes le sont."
    )
    return (
        _category(
            "programme_path",
            N_("Parcours dans le programme"),
            N_("Appartenance, en tout ou partie, à un territoire de chaque phase."),
            outside,
            PATH_CATEGORIES,
            limits=limits,
        ),
        _category(
            "programme_phase2_extent",
            N_("Membre de la phase 2"),
            N_("Appartenance à un territoire d'industrie de la phase 2."),
            (*outside, "territoire_phase1"),
            MEMBER_CATEGORIES,
            limits=limits,
        ),
        _category(
            "programme_phase1_extent",
            N_("Membre de la phase 1"),
            N_("Appartenance à un territoire d'industrie de la phase 1."),
            (*outside, "territoire_phase2"),
            MEMBER_CATEGORIES,
            year="2022",
            limits=limits,
        ),
        _category(
            "epci_kind",
            N_("Nature de l'EPCI"),
            N_("Catégorie juridique de l'intercommunalité au 1er janvier 2026."),
            ("epci",),
            EPCI_KINDS,
            year="2026",
            source="epci_2026",
        ),
    )


def _category(
    key: str,
    title: str,
    definition: str,
    levels: tuple[str, ...],
    categories: tuple[tuple[str, str], ...],
    *,
    year: str = "2024",
    source: str = "membership_2024",
    limits: str = "",
) -> Indicator:
    return Indicator(
        key,
        Measure.CATEGORY,
        title,
        definition,
        "",
        0,
        key,
        "",
        levels,
        (year,),
        source,
        limits,
        palette="qualitative",
        theme=PROGRAMME,
        categories=categories,
        basis=Basis.MEMBERSHIP,
    )
