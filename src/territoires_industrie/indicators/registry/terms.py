"""Words, levels and scopes that several indicators share."""

from territoires_industrie.data_state import STATE
from territoires_industrie.indicators.formulas.base import Source
from territoires_industrie.levels import LEVELS
from territoires_industrie.wording import N_

ALL_LEVELS = tuple(LEVELS)
TERRITOIRES = ("territoire_phase1", "territoire_phase2")
EPCI_LEVELS = ("epci", *TERRITOIRES)
MAYOTTE = ("976",)
OVERSEAS_BUT_MAYOTTE = ("971", "972", "973", "974")
NOT_IN_FILOSOFI = ("971", "973", "976")

POPULATION = N_("Population")
JOBS = N_("Emploi")
INDUSTRY = N_("Industrie")
SOCIAL = N_("Chômage et revenus")
PROGRAMME = N_("Programme")
AROUND = N_("Sites, écoles et gares")
PEOPLE_AND_HOMES = N_("Diplômes, mobilités et logement")

POPULATION_SOURCE = Source("commune_measures_2026", "INSEE, populations légales")
DENSITY_SOURCE = Source(
    "commune_measures_2026", "INSEE, populations légales ; Etalab, découpage administratif"
)
GROUND_SOURCE = Source("commune_2026")
CENSUS = Source(
    "commune_comparator_2018",
    "INSEE, comparateur de territoires (recensements de 2013 et 2018)",
    "https://www.insee.fr/fr/statistiques/2521169",
)
PRIVATE_JOBS = Source("commune_private_jobs_2024")
PROFILE_CENSUS = Source(
    "epci_profile_2022",
    "INSEE, recensement de la population 2022",
    "https://www.insee.fr/fr/statistiques/2521169",
)
PROFILE = "epci_profile_2022"
LABOUR_PAGE = "https://www.insee.fr/fr/statistiques/2521169"
LABOUR_CENSUS = Source(
    "epci_labour_2022", "INSEE, recensement de la population 2022 ; ObTer", LABOUR_PAGE
)
LABOUR_FLORES = Source("epci_labour_2022", "INSEE, FLORES 2023 ; ObTer", LABOUR_PAGE)
LABOUR_SALES = Source(
    "epci_labour_2022", "DGFiP, demandes de valeurs foncières 2024 ; ObTer", LABOUR_PAGE
)
FILOSOFI = Source("epci_filosofi_2021")
INDUSTRY_ESTIMATE = Source("industry_estimate_2022")

POPULATION_YEARS = ("2018", "2019", "2020", "2021", "2022")
PRIVATE_YEARS = tuple(str(year) for year in range(2014, 2025))

CENSUS_LIMITS = N_(
    "Chiffre du recensement, estimé par sondage dans les communes de 10 000 habitants et plus. "
    "Mayotte est hors champ."
)
ESTABLISHMENT_LIMITS = N_(
    "Établissements qui ont employé un salarié au moins dans l’année, présents ou non au 31 "
    "décembre, rapportés aux communes de 2026 (ceux de 2018 étaient dits au COG 2021). Mayotte est "
    "hors champ."
)
ESTABLISHMENT_YEARS = ("2018", *STATE.establishment_years)
ESTABLISHMENTS = Source(f"commune_comparator_{ESTABLISHMENT_YEARS[-1]}")
"""Newest comparator of the set: the one whose figures are shown unless another year is chosen."""
PRIVATE_LIMITS = N_(
    "Salariés du secteur privé au régime général, à fin d'année : ni agents publics, ni salariés "
    "agricoles, ni indépendants. Additionné depuis les communes. Mayotte est hors champ."
)
PROFILE_LIMITS = N_(
    "Publié par EPCI et par EPT, sans les effectifs qui permettraient de le recalculer pour un "
    "groupe : un territoire d'industrie n'a ce chiffre que s'il est un seul EPCI ou EPT entier. "
    "Non recueilli pour les autres niveaux, la Métropole du Grand Paris et l'outre-mer ; Mayotte "
    "est hors champ."
)
LABOUR_LIMITS = N_(
    "Publié par EPCI et par EPT, sans les effectifs qui permettraient de le recalculer pour un "
    "groupe. Non recueilli pour la Métropole du Grand Paris et l'outre-mer ; Mayotte est hors "
    "champ."
)
FILOSOFI_LIMITS = N_(
    "Publié par EPCI et par EPT, sans ce qui permettrait de le recalculer pour un groupe : un "
    "territoire d'industrie n'a ce chiffre que s'il est un seul EPCI ou EPT entier. Non recueilli "
    "pour les autres niveaux ; la Guadeloupe, la Guyane et Mayotte sont hors champ."
)
SHARE_LIMITS = N_(
    "Recensement de 2022. Où l'INSEE publie la part, elle est reprise ; ailleurs elle est estimée "
    "(« ≈ ») à quelques centièmes de point près. Non recueillie outre-mer ; Mayotte est hors champ."
)
