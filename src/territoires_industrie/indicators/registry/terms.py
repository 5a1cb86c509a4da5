"""Words, levels and scopes that several indicators share."""

from territoires_industrie.data_state import STATE
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
    "Établissements actifs au 31 décembre de l’année, rapportés aux communes de 2026. Ceux de 2018 "
    "étaient dits au COG 2021 ; Mayotte n’y est pas publiée."
)
ESTABLISHMENT_YEARS = ("2018", *STATE.establishment_years)
ESTABLISHMENTS = f"commune_comparator_{ESTABLISHMENT_YEARS[-1]}"
"""Newest comparator of the set: the one whose figures are shown unless another year is chosen."""
PRIVATE_LIMITS = N_(
    "Salariés du secteur privé au régime général, à fin d'année : ni agents publics, ni salariés "
    "agricoles, ni indépendants. Additionné depuis les communes. Mayotte est hors champ."
)
PROFILE_LIMITS = N_(
    "Publié pour les EPCI de métropole seulement, sans les effectifs qui permettraient de le "
    "recalculer pour un groupe : un territoire d'industrie n'a ce chiffre que s'il est un seul "
    "EPCI entier. L'outre-mer est hors champ."
)
