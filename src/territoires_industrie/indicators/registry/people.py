"""Indicators of people: population, density, ground."""

from territoires_industrie.indicators.formulas.commune_sums import CommuneSums
from territoires_industrie.indicators.model import Indicator, Measure
from territoires_industrie.indicators.registry.terms import (
    ALL_LEVELS,
    DENSITY_SOURCE,
    GROUND_SOURCE,
    MAYOTTE,
    POPULATION,
    POPULATION_SOURCE,
    POPULATION_YEARS,
)
from territoires_industrie.wording import N_

LIMITS = N_(
    "Populations municipales légales, au recensement de l'année dite. Celle de Mayotte est "
    "du recensement de 2017 à chaque année."
)

PEOPLE = (
    Indicator(
        key="population_count",
        measure=Measure.COUNT,
        name=N_("Population"),
        definition=N_("Population municipale légale."),
        unit=N_("hab."),
        levels=ALL_LEVELS,
        years=POPULATION_YEARS,
        formula=CommuneSums(numerator="population_count_{year}", source=POPULATION_SOURCE),
        limits=LIMITS,
        theme=POPULATION,
    ),
    Indicator(
        key="population_change_pct",
        measure=Measure.RATIO,
        name=N_("Évolution de la population depuis 2018"),
        definition=N_(
            "Évolution totale, non annuelle, de la population municipale entre 2018 et l'année."
        ),
        unit="%",
        decimals=1,
        levels=ALL_LEVELS,
        years=POPULATION_YEARS[1:],
        formula=CommuneSums(
            numerator="population_count_{year}",
            minus="population_count_2018",
            denominator="population_count_2018",
            scale=100,
            source=POPULATION_SOURCE,
            out_of_scope=MAYOTTE,
        ),
        limits=N_(
            "Populations municipales légales, à contour constant de 2026. Mayotte n'a qu'un "
            "recensement sur la période : elle est hors champ."
        ),
        palette="diverging_zero",
        theme=POPULATION,
    ),
    Indicator(
        key="population_density_per_km2",
        measure=Measure.RATIO,
        name=N_("Densité de population"),
        definition=N_("Habitants par kilomètre carré de superficie mesurée sur les contours."),
        unit=N_("hab./km²"),
        levels=ALL_LEVELS,
        years=POPULATION_YEARS,
        formula=CommuneSums(
            numerator="population_count_{year}", denominator="area_km2", source=DENSITY_SOURCE
        ),
        limits=LIMITS,
        theme=POPULATION,
    ),
    Indicator(
        key="area_km2",
        measure=Measure.COUNT,
        name=N_("Superficie"),
        definition=N_(
            "Superficie des contours, mesurée dans la projection de chaque partie de France."
        ),
        unit="km²",
        levels=ALL_LEVELS,
        years=("2026",),
        formula=CommuneSums(numerator="area_km2", source=GROUND_SOURCE),
        limits=N_("Contours cartographiques : elle diffère un peu de la superficie cadastrale."),
        theme=POPULATION,
    ),
)
"""People and ground, in the order that controls show."""
