"""Known totals of the tables, published by the producers or the programme."""

from collections.abc import Callable
from dataclasses import dataclass

from territoires_industrie.indicators import national_value, read_values
from territoires_industrie.membership import read_members, read_units
from territoires_industrie.sources import read_table
from territoires_industrie.wording import N_


@dataclass(frozen=True)
class Total:
    """A known total: what it is, how to compute it, what it must be."""

    title: str
    measure: Callable[[], float]
    expected: float
    tolerance: float = 0.0


def _sum(table: str, column: str) -> Callable[[], float]:
    return lambda: float(read_table(table)[column].astype(float).sum())


def _rows(table: str) -> Callable[[], float]:
    return lambda: float(len(read_table(table)))


def _nation(key: str, year: str) -> Callable[[], float]:
    return lambda: float(national_value(key, year) or 0.0)


def _regions(key: str, year: str) -> Callable[[], float]:
    return lambda: float(read_values("region", key, year)["value"].sum())


def _territoires(phase: int) -> Callable[[], float]:
    return lambda: float(read_members(phase)["territoire_id"].nunique())


def _epci_private_jobs(year: str) -> float:
    table = read_table("epci_private_jobs_2024")
    return float(table.loc[table["year"] == year, "private_jobs_count"].sum())


def _salaried_industry(year: str) -> Callable[[], float]:
    def measure() -> float:
        table = read_table("salaried_jobs_2023")
        rows = (table["a5_code"] == "BE") & (table["year"] == year)
        return float(table.loc[rows, "salaried_jobs_count"].sum())

    return measure


def _industrial_sites() -> float:
    kinds = read_table("brownfield_2024")["site_type"].str.casefold()
    return float(kinds.str.contains("industriel").sum())


def _axe_seine(column: str) -> Callable[[], float]:
    return lambda: float(read_units("territoire_phase2")[column]["ti-2802"])


COMPARATOR = "commune_comparator_2018"

TOTALS = (
    Total(N_("Population 2018, hors Mayotte"), _sum(COMPARATOR, "population_count_2018"), 66732538),
    Total(N_("Emplois 2018"), _nation("jobs_count", "2018"), 26599318, 0.5),
    Total(N_("Emplois 2018, par région"), _regions("jobs_count", "2018"), 26599318, 0.5),
    Total(N_("Établissements 2018"), _nation("establishments_count", "2018"), 2169322),
    Total(
        N_("Établissements industriels 2018"),
        _nation("industrial_establishments_count", "2018"),
        146467,
    ),
    Total(N_("Emploi privé 2014"), _nation("private_jobs_count", "2014"), 17614085),
    Total(N_("Emploi privé 2024"), _nation("private_jobs_count", "2024"), 19995376),
    Total(N_("Emploi privé 2024, par région"), _regions("private_jobs_count", "2024"), 19995376),
    Total(N_("Emploi privé 2014 publié par EPCI"), lambda: _epci_private_jobs("2014"), 17604972),
    Total(N_("Emploi privé 2024 publié par EPCI"), lambda: _epci_private_jobs("2024"), 19986277),
    Total(N_("Industrie, FLORES 2022"), _nation("industrial_jobs_flores_count", "2022"), 3226482),
    Total(N_("Industrie, FLORES 2023"), _nation("industrial_jobs_flores_count", "2023"), 3266136),
    Total(N_("Industrie, Urssaf 2019"), _nation("industrial_jobs_urssaf_count", "2019"), 3090263),
    Total(N_("Industrie, Urssaf 2022"), _nation("industrial_jobs_urssaf_count", "2022"), 3137281),
    Total(N_("Industrie, Urssaf 2023"), _nation("industrial_jobs_urssaf_count", "2023"), 3171177),
    Total(N_("Industrie, Urssaf 2024"), _nation("industrial_jobs_urssaf_count", "2024"), 3179726),
    Total(N_("Population 2022, par région"), _regions("population_count", "2022"), 68017091),
    Total(N_("Friches"), _rows("brownfield_2024"), 23878),
    Total(N_("Friches typées industrielles"), _industrial_sites, 1731),
    Total(N_("Friches de registres"), _sum("brownfield_2024", "is_unverified_register"), 12910),
    Total(N_("Subventions PACA 2024"), _sum("transition_grant_paca_2024", "grant_eur"), 4373733),
    Total(N_("Industrie, emplois salariés 1998"), _salaried_industry("1998"), 3991416),
    Total(N_("Industrie, emplois salariés 2023"), _salaried_industry("2023"), 3210167),
    Total(
        N_("Population 2022, hors Mayotte"),
        _sum("commune_population_2022", "population_count_2022"),
        67760573,
    ),
    Total(
        N_("Recyclage foncier 2023"), _sum("brownfield_grant_2023", "grant_eur"), 360837169.26, 0.01
    ),
    Total(
        N_("Emplois 2022, estimés"), _sum("industry_estimate_2022", "jobs_count_2022"), 27307201, 1
    ),
    Total(
        N_("Emplois de l'industrie 2022, estimés"),
        _sum("industry_estimate_2022", "industrial_jobs_count_2022"),
        3172145,
        1,
    ),
    Total(
        N_("CO2 fossile déclaré, tonnes"),
        _sum("industrial_site_2020", "co2_fossil_t_2020"),
        83614200,
    ),
    Total(N_("Lycées professionnels"), _sum("commune_lycee_2026", "vocational_lycees_count"), 1688),
    Total(N_("Appartenances au programme"), _rows("membership_2024"), 1859),
    Total(N_("Territoires de la phase 1"), _territoires(1), 149),
    Total(N_("Territoires de la phase 2"), _territoires(2), 183),
    Total(N_("Communes"), lambda: float(len(read_units("commune"))), 34875),
    Total(N_("EPCI"), lambda: float(len(read_units("epci"))), 1253),
    Total(N_("EPCI d'Axe Seine, phase 2"), _axe_seine("epci_count"), 10),
    Total(N_("Population 2022 d'Axe Seine, phase 2"), _axe_seine("population_count"), 1263825),
)
