"""Indicators of people, jobs, establishments, unemployment, income and programme."""

from territoires_industrie.indicator_model import Basis, Indicator, Measure
from territoires_industrie.levels import LEVELS
from territoires_industrie.wording import N_

ALL_LEVELS = tuple(LEVELS)
TERRITOIRES = ("territoire_phase1", "territoire_phase2")
EPCI_LEVELS = ("epci", *TERRITOIRES)
MAYOTTE = ("976",)
OVERSEAS = ("971", "972", "973", "974", "976")

POPULATION = N_("Population")
JOBS = N_("Emploi")
INDUSTRY = N_("Industrie")
SOCIAL = N_("Chômage et revenus")
PROGRAMME = N_("Programme")

MEASURES = "commune_measures_2026"
COMPARATOR = "commune_comparator_2018"
PRIVATE_JOBS = "commune_private_jobs_2024"
PROFILE = "epci_profile_2022"

POPULATION_YEARS = ("2018", "2019", "2020", "2021", "2022")
PRIVATE_YEARS = tuple(str(year) for year in range(2014, 2025))

CENSUS_LIMITS = N_(
    "Chiffre du recensement, estimé par sondage dans les communes de 10 000 habitants et plus. "
    "Mayotte n'est pas publiée dans cette source."
)
ESTABLISHMENT_LIMITS = N_(
    "Établissements actifs au 31 décembre 2018, dits au COG 2021 puis rapportés aux communes de "
    "2026. Mayotte n'est pas publiée dans cette source."
)
PRIVATE_LIMITS = N_(
    "Salariés du secteur privé au régime général, à fin d'année : ni agents publics, ni salariés "
    "agricoles, ni indépendants. Additionné depuis les communes. Mayotte est hors champ."
)
PROFILE_LIMITS = N_(
    "Publié pour les EPCI de métropole seulement, sans les effectifs qui permettraient de le "
    "recalculer pour un groupe : un territoire d'industrie n'a ce chiffre que s'il est un seul "
    "EPCI entier. L'outre-mer est hors champ."
)


def list_indicators() -> tuple[Indicator, ...]:
    """List the indicators that have no sector, in the order that controls show."""
    return (
        *_industry(),
        *_population(),
        *_jobs(),
        *_social(),
        *_programme(),
    )


def _industry() -> tuple[Indicator, ...]:
    return (
        Indicator(
            "industrial_jobs_share_pct",
            Measure.RATIO,
            N_("Part de l'industrie dans l'emploi"),
            N_("Emplois de l'industrie pour 100 emplois au lieu de travail (recensement)."),
            "%",
            1,
            "jobs_industry_share_pct_{year}",
            "",
            EPCI_LEVELS,
            ("2022",),
            PROFILE,
            PROFILE_LIMITS,
            theme=INDUSTRY,
            basis=Basis.EPCI,
            out_of_scope=OVERSEAS,
        ),
        Indicator(
            "industrial_establishments_share_pct",
            Measure.RATIO,
            N_("Part de l'industrie dans les établissements"),
            N_("Établissements de l'industrie (sections B à E) pour 100 établissements actifs."),
            "%",
            1,
            "industrial_establishments_count_{year}",
            "establishments_count_{year}",
            ALL_LEVELS,
            ("2018",),
            COMPARATOR,
            ESTABLISHMENT_LIMITS,
            scale=100,
            theme=INDUSTRY,
        ),
        Indicator(
            "industrial_establishments_count",
            Measure.COUNT,
            N_("Établissements industriels"),
            N_("Établissements actifs de l'industrie (sections B à E), employeurs ou non."),
            "",
            0,
            "industrial_establishments_count_{year}",
            "",
            ALL_LEVELS,
            ("2018",),
            COMPARATOR,
            ESTABLISHMENT_LIMITS,
            theme=INDUSTRY,
        ),
        Indicator(
            "manual_workers_share_pct",
            Measure.RATIO,
            N_("Part des ouvriers dans la population"),
            N_("Ouvriers pour 100 habitants de 15 ans ou plus (recensement)."),
            "%",
            1,
            "manual_workers_share_pct_{year}",
            "",
            EPCI_LEVELS,
            ("2022",),
            PROFILE,
            PROFILE_LIMITS,
            theme=INDUSTRY,
            basis=Basis.EPCI,
            out_of_scope=OVERSEAS,
        ),
    )


def _population() -> tuple[Indicator, ...]:
    people = "population_count_{year}"
    limits = N_(
        "Populations municipales légales, au recensement de l'année dite. Celle de Mayotte est "
        "du recensement de 2017 à chaque année."
    )
    return (
        Indicator(
            "population_count",
            Measure.COUNT,
            N_("Population"),
            N_("Population municipale légale."),
            N_("hab."),
            0,
            people,
            "",
            ALL_LEVELS,
            POPULATION_YEARS,
            MEASURES,
            limits,
            theme=POPULATION,
        ),
        Indicator(
            "population_change_pct",
            Measure.RATIO,
            N_("Évolution de la population depuis 2018"),
            N_(
                "Évolution totale, non annuelle, de la population municipale entre 2018 et l'année."
            ),
            "%",
            1,
            people,
            "population_count_2018",
            ALL_LEVELS,
            POPULATION_YEARS[1:],
            MEASURES,
            N_(
                "Populations municipales légales, à contour constant de 2026. Mayotte n'a qu'un "
                "recensement sur la période : elle est hors champ."
            ),
            scale=100,
            palette="diverging_zero",
            theme=POPULATION,
            subtracted="population_count_2018",
            out_of_scope=MAYOTTE,
        ),
        Indicator(
            "population_density_per_km2",
            Measure.RATIO,
            N_("Densité de population"),
            N_("Habitants par kilomètre carré de superficie mesurée sur les contours."),
            N_("hab./km²"),
            0,
            people,
            "area_km2",
            ALL_LEVELS,
            POPULATION_YEARS,
            MEASURES,
            limits,
            theme=POPULATION,
        ),
        Indicator(
            "area_km2",
            Measure.COUNT,
            N_("Superficie"),
            N_("Superficie des contours, mesurée dans la projection de chaque partie de France."),
            "km²",
            0,
            "area_km2",
            "",
            ALL_LEVELS,
            ("2026",),
            "commune_2026",
            N_("Contours cartographiques : elle diffère un peu de la superficie cadastrale."),
            theme=POPULATION,
        ),
    )


def _jobs() -> tuple[Indicator, ...]:
    private = "private_jobs_count_{year}"
    return (
        Indicator(
            "jobs_count",
            Measure.COUNT,
            N_("Emplois au lieu de travail"),
            N_("Emplois de toute nature comptés là où l'on travaille (recensement)."),
            "",
            0,
            "jobs_count_{year}",
            "",
            ALL_LEVELS,
            ("2013", "2018"),
            COMPARATOR,
            CENSUS_LIMITS,
            theme=JOBS,
        ),
        Indicator(
            "jobs_change_pct",
            Measure.RATIO,
            N_("Évolution de l'emploi, 2013-2018"),
            N_("Évolution totale, non annuelle, des emplois au lieu de travail de 2013 à 2018."),
            "%",
            1,
            "jobs_count_{year}",
            "jobs_count_2013",
            ALL_LEVELS,
            ("2018",),
            COMPARATOR,
            CENSUS_LIMITS,
            scale=100,
            palette="diverging_zero",
            theme=JOBS,
            subtracted="jobs_count_2013",
        ),
        Indicator(
            "private_jobs_count",
            Measure.COUNT,
            N_("Emplois salariés privés"),
            N_("Salariés des établissements employeurs du secteur privé, au 31 décembre (Urssaf)."),
            "",
            0,
            private,
            "",
            ALL_LEVELS,
            PRIVATE_YEARS,
            PRIVATE_JOBS,
            PRIVATE_LIMITS,
            theme=JOBS,
            out_of_scope=MAYOTTE,
        ),
        Indicator(
            "private_jobs_change_pct",
            Measure.RATIO,
            N_("Évolution de l'emploi salarié privé depuis 2014"),
            N_("Évolution totale, non annuelle, de l'emploi salarié privé entre 2014 et l'année."),
            "%",
            1,
            private,
            "private_jobs_count_2014",
            ALL_LEVELS,
            PRIVATE_YEARS[1:],
            PRIVATE_JOBS,
            PRIVATE_LIMITS,
            scale=100,
            palette="diverging_zero",
            theme=JOBS,
            subtracted="private_jobs_count_2014",
            out_of_scope=MAYOTTE,
        ),
        Indicator(
            "establishments_count",
            Measure.COUNT,
            N_("Établissements"),
            N_("Établissements actifs de tous les secteurs, employeurs ou non."),
            "",
            0,
            "establishments_count_{year}",
            "",
            ALL_LEVELS,
            ("2018",),
            COMPARATOR,
            ESTABLISHMENT_LIMITS,
            theme=JOBS,
        ),
    )


def _social() -> tuple[Indicator, ...]:
    return (
        Indicator(
            "unemployment_rate_census_pct",
            Measure.RATIO,
            N_("Taux de chômage au recensement de 2018"),
            N_("Chômeurs de 15 à 64 ans pour 100 actifs de cet âge (recensement)."),
            "%",
            1,
            "unemployed_15_64_count_{year}",
            "active_15_64_count_{year}",
            ALL_LEVELS,
            ("2018",),
            COMPARATOR,
            CENSUS_LIMITS,
            scale=100,
            theme=SOCIAL,
        ),
        *(_profile_rate(*fields) for fields in _PROFILE_RATES),
        Indicator(
            "unemployment_rate_localised_pct",
            Measure.RATIO,
            N_("Taux de chômage localisé"),
            N_("Moyenne des quatre trimestres du taux de chômage localisé, au sens du BIT."),
            "%",
            1,
            "unemployment_rate_pct",
            "",
            ("zone_emploi",),
            tuple(str(year) for year in range(2003, 2023)),
            "zone_emploi_unemployment_2023",
            N_(
                "Années complètes seulement, de 2003 à 2022. Mayotte et la Guyane ne sont pas "
                "publiées, les autres départements d'outre-mer le sont depuis 2014."
            ),
            theme=SOCIAL,
            basis=Basis.QUARTERS,
        ),
    )


_PROFILE_RATES = (
    (
        "unemployment_rate_epci_pct",
        N_("Taux de chômage au recensement de 2022"),
        N_("Chômeurs pour 100 actifs, au sens du recensement."),
        "%",
        1,
        "unemployment_rate_pct_{year}",
        "2022",
    ),
    (
        "median_income_eur",
        N_("Niveau de vie médian"),
        N_("Revenu disponible par unité de consommation, dont la moitié des gens ont moins."),
        "€",
        0,
        "median_income_eur_{year}",
        "2021",
    ),
    (
        "poverty_rate_pct",
        N_("Taux de pauvreté"),
        N_("Part des gens sous 60 % du niveau de vie médian national."),
        "%",
        1,
        "poverty_rate_pct_{year}",
        "2021",
    ),
)


def _profile_rate(
    key: str, title: str, definition: str, unit: str, decimals: int, column: str, year: str
) -> Indicator:
    return Indicator(
        key,
        Measure.RATIO,
        title,
        definition,
        unit,
        decimals,
        column,
        "",
        EPCI_LEVELS,
        (year,),
        PROFILE,
        PROFILE_LIMITS,
        theme=SOCIAL,
        basis=Basis.EPCI,
        out_of_scope=OVERSEAS,
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


def _programme() -> tuple[Indicator, ...]:
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
