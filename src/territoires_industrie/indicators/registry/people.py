"""Indicators of people: population, density, ground."""

from territoires_industrie.indicators.model import Indicator, Measure
from territoires_industrie.indicators.registry.terms import (
    ALL_LEVELS,
    MAYOTTE,
    MEASURES,
    POPULATION,
    POPULATION_YEARS,
)
from territoires_industrie.wording import N_


def list_population() -> tuple[Indicator, ...]:
    """List the indicators of population and ground, in the order that controls show."""
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
