"""How units are compared: ranks, sectors, likeness, matched members, brownfields."""

from territoires_industrie.analysis import brownfields, concentration, matched, profile, similarity
from territoires_industrie.analysis.matching import BOOTSTRAP_COUNT, VARIABLES
from territoires_industrie.indicators.registry.sectors import LOCATION_QUOTIENT
from territoires_industrie.method.model import Entry, Section, Table
from territoires_industrie.wording import _, format_number, list_texts

NEIGHBOURS = 3


def comparison_section() -> Section:
    """Explain every comparison that the atlas makes."""
    return Section(
        "comparaisons",
        _("Comparaisons"),
        _("Ce que disent, et ne disent pas, les rangs, les profils et les groupes comparés."),
        (
            _ranks(),
            _specialisation(),
            _profile(),
            _evolution(),
            _concentration(),
            _similarity(),
            _matched(),
            _brownfields(),
        ),
    )


def _ranks() -> Entry:
    return Entry(
        slug="rangs",
        title=_("Rang, centile, écarts"),
        paragraphs=(
            _(
                "Le rang se prend parmi les unités du niveau qui ont un chiffre, 1 au plus grand ; "
                "les égalités partagent le meilleur rang. Le centile est la part des unités qui "
                "ont un chiffre plus petit."
            ),
            _(
                "Pour un rapport, l’écart est une différence (en points pour un pourcentage) avec "
                "la région, la France ou la médiane du groupe semblable ; pour un effectif, c’est "
                "la part dans la région et dans la France. Le chiffre de la région et celui de la "
                "France sont recalculés, jamais des moyennes."
            ),
        ),
    )


def _specialisation() -> Entry:
    return Entry(
        slug="specialisation",
        title=_("Spécialisation"),
        paragraphs=(_(LOCATION_QUOTIENT),),
        group=_("Secteurs"),
    )


def _profile() -> Entry:
    return Entry(
        slug="profil",
        title=_("Profil d’un territoire par secteur"),
        paragraphs=(
            _(profile.NOTICE),
            _(
                "Un secteur n’est comparé que si les zones qui le publient portent au moins "
                "{share} % de l’emploi pondéré."
            ).format(share=format_number(100 * profile.PUBLISHED_SHARE_MIN)),
        ),
        facts=(
            (
                _("Source au départ"),
                f"{profile.DEFAULT_SOURCE.upper()} {profile.DEFAULT_YEAR}",
            ),
        ),
        group=_("Secteurs"),
    )


def _evolution() -> Entry:
    return Entry(
        slug="evolution",
        title=_("Évolution par secteur"),
        paragraphs=(
            _(profile.EVOLUTION_NOTICE),
            _(
                "FLORES et Urssaf ne comptent pas les mêmes emplois : aucune courbe, aucune somme "
                "ne mêle les deux."
            ),
        ),
        group=_("Secteurs"),
    )


def _concentration() -> Entry:
    return Entry(
        slug="concentration",
        title=_("Concentration d’un secteur en France"),
        paragraphs=tuple(_(text) for text in concentration.FORMULAS.values()),
        group=_("Secteurs"),
    )


def _similarity() -> Entry:
    rows = tuple(
        (
            _(criterion.label),
            format_number(similarity.DEFAULT_WEIGHTS[key]),
            _(criterion.definition),
        )
        for key, criterion in similarity.CRITERIA.items()
    )
    return Entry(
        slug="semblables",
        title=_("Territoires semblables"),
        paragraphs=(
            _(
                "Chaque critère donne une distance : les chiffres sont réduits sur le niveau "
                "(différence divisée par l’écart-type). La distance est la racine de la moyenne "
                "pondérée des carrés ; {count} voisins au départ. Un territoire n’est comparé "
                "qu’à ceux de sa phase, un EPCI qu’à des EPCI."
            ).format(count=similarity.DEFAULT_COUNT),
            _("Une unité à laquelle il manque le chiffre d’un critère n’est pas proposée."),
        ),
        tables=(Table((_("Critère"), _("Poids au départ"), _("Mesure")), rows),),
        group=_("Groupes"),
    )


def _matched() -> Entry:
    periods = ", ".join(
        _("{first} à {last}").format(first=first, last=last) for first, last in matched.PERIODS
    )
    return Entry(
        slug="apparies",
        title=_("Membres et non-membres semblables"),
        paragraphs=(
            _(matched.ASSOCIATION),
            _(matched.METHOD).format(neighbours=NEIGHBOURS),
            _(matched.REPLACEMENT),
            _(matched.SPREAD).format(count=format_number(BOOTSTRAP_COUNT)),
            _(
                "Équilibre : différence des moyennes des deux groupes, en écarts-types des "
                "membres ; au-dessous de {limit}, les groupes se ressemblent."
            ).format(limit=format_number(matched.GOOD_BALANCE, 1)),
        ),
        facts=(
            (_("Périodes"), periods),
            (_("Variables"), list_texts(_(one.label) for one in VARIABLES)),
            (_("Non-membres"), list_texts(_(label) for label in matched.POOLS.values())),
        ),
        group=_("Groupes"),
    )


def _brownfields() -> Entry:
    limit = format_number(brownfields.OUTLIER_HA)
    return Entry(
        slug="friches",
        title=_("Friches"),
        paragraphs=(
            _(brownfields.NOTICE),
            _(brownfields.REGISTER_NOTICE),
            _(brownfields.OUTLIER_NOTICE).format(limit=limit),
            _(
                "Une unité foncière que plusieurs sites partagent n’est additionnée qu’une fois. "
                "Les orthographes d’un même type sont réunies."
            ),
        ),
        facts=(
            (_("Types"), list_texts(_(label) for label in brownfields.TYPES.values())),
            (_("États"), list_texts(_(label) for label in brownfields.STATUSES.values())),
        ),
    )
