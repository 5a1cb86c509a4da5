"""Categories: member of the programme or not, kind of EPCI."""

from functools import partial

from territoires_industrie.indicators.formulas.base import Source
from territoires_industrie.indicators.formulas.category import Category
from territoires_industrie.indicators.model import Indicator, Measure
from territoires_industrie.indicators.registry.terms import (
    ALL_LEVELS,
    PROGRAMME,
    TERRITOIRES,
)
from territoires_industrie.statistics.categories import extent_reader, read_epci_kind, read_path
from territoires_industrie.wording import N_

MEMBERSHIP = Source("membership_2024")
OUTSIDE = tuple(level for level in ALL_LEVELS if level not in TERRITOIRES)
LIMITS = N_(
    "Phase 1 : état du 31 décembre 2022 ; phase 2 : état du 4 juillet 2024. Une unité est "
    "membre en partie quand seules certaines de ses communes le sont."
)

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


_category = partial(Indicator, measure=Measure.CATEGORY, palette="qualitative", theme=PROGRAMME)

PROGRAMME_STATES = (
    _category(
        key="programme_path",
        name=N_("Parcours dans le programme"),
        definition=N_("Appartenance, en tout ou partie, à un territoire de chaque phase."),
        levels=OUTSIDE,
        years=("2024",),
        formula=Category(read=read_path, source=MEMBERSHIP),
        limits=LIMITS,
        categories=PATH_CATEGORIES,
    ),
    _category(
        key="programme_phase2_extent",
        name=N_("Membre de la phase 2"),
        definition=N_("Appartenance à un territoire d'industrie de la phase 2."),
        levels=(*OUTSIDE, "territoire_phase1"),
        years=("2024",),
        formula=Category(read=extent_reader(2), source=MEMBERSHIP),
        limits=LIMITS,
        categories=MEMBER_CATEGORIES,
    ),
    _category(
        key="programme_phase1_extent",
        name=N_("Membre de la phase 1"),
        definition=N_("Appartenance à un territoire d'industrie de la phase 1."),
        levels=(*OUTSIDE, "territoire_phase2"),
        years=("2022",),
        formula=Category(read=extent_reader(1), source=MEMBERSHIP),
        limits=LIMITS,
        categories=MEMBER_CATEGORIES,
    ),
    _category(
        key="epci_kind",
        name=N_("Nature de l'EPCI"),
        definition=N_("Catégorie juridique de l'intercommunalité au 1er janvier 2026."),
        levels=("epci",),
        years=("2026",),
        formula=Category(read=read_epci_kind, source=Source("epci_2026")),
        categories=EPCI_KINDS,
    ),
)
"""Programme and kind of EPCI, in the order that controls show."""
