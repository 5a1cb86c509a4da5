"""Indicators of what stands around industry: declared sites, schools, stations."""

from territoires_industrie.indicators.formulas.base import Source
from territoires_industrie.indicators.formulas.commune_sums import CommuneSums
from territoires_industrie.indicators.model import Indicator, Measure
from territoires_industrie.indicators.registry.terms import ALL_LEVELS, AROUND
from territoires_industrie.wording import N_

SITES = Source("industrial_site_2020")
LYCEES = Source("commune_lycee_2026")
STATIONS = Source("commune_station_2024")

SITE_LIMITS = N_(
    "Établissements qui déclarent au registre des émissions polluantes, au-dessus de ses seuils : "
    "ce ne sont pas toutes les usines. 2020 est l'année du Covid. Un CO2 sous 10 000 tonnes par "
    "établissement n'est pas déclaré."
)
LYCEE_LIMITS = N_(
    "Inscriptions à l'annuaire de l'éducation, non des élèves : ni centres de formation "
    "d'apprentis, ni spécialités."
)
STATION_LIMITS = N_("Gares de voyageurs de métropole, par segment ; ni trains, ni fréquences.")


def _lycees(key: str, name: str, definition: str) -> Indicator:
    return Indicator(
        key=key,
        measure=Measure.COUNT,
        name=name,
        definition=definition,
        levels=ALL_LEVELS,
        years=("2026",),
        formula=CommuneSums(numerator=f"{key}_{{year}}", source=LYCEES),
        limits=LYCEE_LIMITS,
        theme=AROUND,
    )


def _stations(key: str, name: str, definition: str) -> Indicator:
    return Indicator(
        key=key,
        measure=Measure.COUNT,
        name=name,
        definition=definition,
        levels=ALL_LEVELS,
        years=("2024",),
        formula=CommuneSums(numerator=f"{key}_{{year}}", source=STATIONS),
        limits=STATION_LIMITS,
        theme=AROUND,
    )


SURROUNDINGS = (
    Indicator(
        key="industrial_sites_per_10000",
        measure=Measure.RATIO,
        name=N_("Sites industriels déclarants pour 10 000 habitants"),
        definition=N_(
            "Établissements de l'industrie (NAF B à E) déclarants, pour 10 000 habitants."
        ),
        decimals=1,
        levels=ALL_LEVELS,
        years=("2020",),
        formula=CommuneSums(
            numerator="industrial_sites_count_{year}",
            denominator="population_count_{year}",
            scale=10_000,
            source=SITES,
        ),
        limits=SITE_LIMITS,
        theme=AROUND,
    ),
    Indicator(
        key="industrial_sites_count",
        measure=Measure.COUNT,
        name=N_("Sites industriels déclarants"),
        definition=N_("Établissements de l'industrie (NAF B à E) déclarants."),
        levels=ALL_LEVELS,
        years=("2020",),
        formula=CommuneSums(numerator="industrial_sites_count_{year}", source=SITES),
        limits=SITE_LIMITS,
        theme=AROUND,
    ),
    Indicator(
        key="co2_fossil_t",
        measure=Measure.COUNT,
        name=N_("CO2 fossile déclaré par l'industrie"),
        definition=N_("Émissions de CO2 fossile déclarées par les sites industriels."),
        unit="t",
        levels=ALL_LEVELS,
        years=("2020",),
        formula=CommuneSums(numerator="co2_fossil_t_{year}", source=SITES),
        limits=SITE_LIMITS,
        theme=AROUND,
    ),
    _lycees(
        "vocational_lycees_count",
        N_("Lycées professionnels"),
        N_("Lycées professionnels de l'annuaire de l'éducation."),
    ),
    _lycees(
        "polyvalent_lycees_count",
        N_("Lycées polyvalents"),
        N_("Lycées polyvalents de l'annuaire de l'éducation."),
    ),
    _lycees(
        "general_lycees_count",
        N_("Lycées généraux et technologiques"),
        N_("Lycées généraux et technologiques de l'annuaire de l'éducation."),
    ),
    _stations(
        "national_stations_count",
        N_("Gares d'intérêt national"),
        N_("Gares de voyageurs du segment A."),
    ),
    _stations(
        "regional_stations_count",
        N_("Gares d'intérêt régional"),
        N_("Gares de voyageurs du segment B."),
    ),
    _stations(
        "local_stations_count",
        N_("Gares d'intérêt local"),
        N_("Gares de voyageurs du segment C."),
    ),
)
"""Sites, schools and stations, in the order that controls show."""
