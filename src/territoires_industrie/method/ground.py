"""The ground of the atlas: levels, programme, and what each filter means."""

from territoires_industrie.indicators.registry.sectors import SOURCES
from territoires_industrie.indicators.sector_words import say_filter_method
from territoires_industrie.levels import COG_YEAR, LEVELS
from territoires_industrie.membership import read_units
from territoires_industrie.method.model import Entry, Section, Table, kept_facts
from territoires_industrie.programme.actions import AXES
from territoires_industrie.programme.flows import LINK_RULE, MOVEMENTS
from territoires_industrie.programme.grants import LIMITS
from territoires_industrie.programme.states import STATES, state_counts, unplaced_communes_count
from territoires_industrie.scene.filters import (
    HALF,
    PROGRAMME_CHOICES,
    REGION_RULES,
    SPECIALISATION_MIN,
    SPECIALISATION_SOURCE,
)
from territoires_industrie.wording import _, format_number, list_texts


def ground_section() -> Section:
    """Explain levels, states of the programme and filters."""
    return Section(
        "territoires",
        _("Territoires, programme et filtres"),
        _(
            "Les contours suivent le code officiel géographique du 1er janvier {year} ; le "
            "programme est lu à chaque date où ses membres sont connus."
        ).format(year=COG_YEAR),
        (_levels(), _membership(), _states(), _flows(), _actions(), *_filters()),
    )


def _levels() -> Entry:
    rows = tuple(
        (_(level.title), format_number(len(units)), format_number(_crossing(key)))
        for key, level in LEVELS.items()
        for units in (read_units(key),)
    )
    head = (_("Niveau"), _("Unités"), _("À cheval sur plusieurs régions"))
    return Entry(
        slug="niveaux",
        title=_("Niveaux"),
        paragraphs=(
            _(
                "Tous les niveaux sont des réunions des mêmes communes : leurs contours "
                "s’emboîtent. Les superficies et les densités viennent du cadastre, par l’INSEE : "
                "les contours comptent les estuaires et les glaciers comme de la terre. À l’écran, "
                "l’outre-mer est déplacé et mis à l’échelle à côté de la métropole, les fichiers "
                "gardent les vraies coordonnées."
            ),
        ),
        tables=(Table(head, rows),),
    )


def _crossing(level_key: str) -> int:
    return int(read_units(level_key)["region_codes"].map(len).gt(1).sum())


def _membership() -> Entry:
    return Entry(
        slug="appartenance",
        title=_("Membres d’un territoire d’industrie"),
        paragraphs=(
            _(
                "Un membre est un EPCI, un établissement public territorial (EPT) du Grand Paris "
                "ou une commune seule. Le contour d’un territoire est la réunion de ceux de ses "
                "membres ; une unité est membre en partie quand seules certaines de ses communes "
                "le sont."
            ),
            _(
                "Un identifiant n’a de sens qu’avec sa phase : ti-2801 est Axe Seine en phase 1 et "
                "Alençon en phase 2."
            ),
        ),
        group=_("Programme"),
    )


def _states() -> Entry:
    counts = state_counts().to_dict("index")
    rows = tuple(
        (
            _(state.title),
            format_number(state.phase),
            *(
                format_number(counts[key][column])
                for column in (
                    "territoire_count",
                    "epci_count",
                    "ept_count",
                    "commune_member_count",
                )
            ),
            _("déduit") if state.is_derived else _("publié"),
        )
        for key, state in STATES.items()
    )
    head = (
        _("État"),
        _("Phase"),
        _("Territoires"),
        _("EPCI"),
        _("EPT"),
        _("Communes seules"),
        _("Membres"),
    )
    notes = tuple((_(state.title), _(state.note)) for state in STATES.values() if state.note)
    lost = sum(unplaced_communes_count(key) for key in STATES)
    return Entry(
        slug="etats",
        title=_("États du programme"),
        paragraphs=(
            _(
                "Dates auxquelles les membres sont connus. Un EPCI dont moins de la moitié des "
                "communes sont dans un territoire est montré, mais n’est pas compté comme membre."
            ),
            _(
                "{count} communes de la liste d’octobre 2020 n’ont pas d’EPCI dans la table : "
                "elles ne sont dans aucun compte."
            ).format(count=format_number(lost)),
        ),
        facts=notes,
        tables=(Table(head, rows),),
        group=_("Programme"),
    )


def _flows() -> Entry:
    return Entry(
        slug="mouvements",
        title=_("Mouvements entre deux états"),
        paragraphs=(_(LINK_RULE),),
        facts=((_("Mouvements"), list_texts(_(label) for label in MOVEMENTS.values())),),
        group=_("Programme"),
    )


def _actions() -> Entry:
    return Entry(
        slug="actions",
        title=_("Actions, contrats et subventions"),
        paragraphs=(
            _(
                "Les actions sont celles que des pages publiques nomment pour un territoire : une "
                "absence n’est pas une absence d’action."
            ),
            _(LIMITS),
        ),
        facts=((_("Axes"), list_texts(_(label) for label in AXES.values())),),
        group=_("Programme"),
    )


def _filters() -> tuple[Entry, ...]:
    return (_region_rule(), _programme_filter(), _sector_filter(), _size_filter())


def _region_rule() -> Entry:
    return Entry(
        slug="region",
        title=_("Filtre par région : siège ou touche"),
        paragraphs=(
            _(
                "Siège : l’unité compte dans la seule région où vit la plus grande part de sa "
                "population (la commune siège n’est pas dans les données). Les totaux des régions "
                "font la France."
            ),
            _(
                "Touche : l’unité compte dès qu’une de ses communes est dans la région. Une unité "
                "à cheval compte alors dans plusieurs régions, mais une seule fois dans une "
                "sélection."
            ),
        ),
        facts=tuple((slug, _(label)) for slug, label in REGION_RULES.items()),
        group=_("Filtres"),
    )


def _programme_filter() -> Entry:
    return Entry(
        slug="programme",
        title=_("Filtre par le programme"),
        paragraphs=(_("Une unité membre en partie est membre pour le filtre."),),
        facts=tuple((slug, _(label)) for slug, label in PROGRAMME_CHOICES.items()),
        group=_("Filtres"),
    )


def _sector_filter() -> Entry:
    key, year = SPECIALISATION_SOURCE
    source = next(one for one in SOURCES if one.key == key)
    return Entry(
        slug="secteur",
        title=_("Filtre par secteur"),
        paragraphs=(say_filter_method().format(share=format_number(100 * HALF)),),
        facts=kept_facts(
            (
                _("Spécialisée"),
                _("indice d’au moins {threshold} au départ ; le lecteur le change").format(
                    threshold=format_number(SPECIALISATION_MIN, 1)
                ),
            ),
            (_("Mesure"), f"{_(source.counted)} {year}"),
            (_("Limites"), _(source.limits)),
        ),
        group=_("Filtres"),
    )


def _size_filter() -> Entry:
    return Entry(
        slug="taille",
        title=_("Filtre par population"),
        paragraphs=(_("Population municipale de 2022, bornes comprises."),),
        group=_("Filtres"),
    )
