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


def _change(key: str, first: str, last: str, name: str) -> Indicator:
    """Describe a change of population: INSEE compares vintages five years apart or more."""
    return Indicator(
        key=key,
        measure=Measure.RATIO,
        name=name,
        definition=N_("Évolution totale, non annuelle, de la population municipale."),
        unit="%",
        decimals=1,
        levels=ALL_LEVELS,
        years=(last,),
        formula=CommuneSums(
            numerator=f"population_count_{last}",
            minus=f"population_count_{first}",
            denominator=f"population_count_{first}",
            scale=100,
            source=POPULATION_SOURCE,
            out_of_scope=MAYOTTE,
        ),
        limits=N_(
            "Populations municipales à contour constant de 2026, distantes d'au moins cinq ans, "
            "comme le demande l'INSEE. Mayotte n'a qu'un recensement sur la période : elle est "
            "hors champ."
        ),
        palette="diverging_zero",
        theme=POPULATION,
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
    _change("population_change_pct", "2018", "2023", N_("Évolution de la population, 2018-2023")),
    _change(
        "population_change_2015_2021_pct",
        "2015",
        "2021",
        N_("Évolution de la population, 2015-2021"),
    ),
    _change(
        "population_change_2010_2015_pct",
        "2010",
        "2015",
        N_("Évolution de la population, 2010-2015"),
    ),
    Indicator(
        key="population_density_per_km2",
        measure=Measure.RATIO,
        name=N_("Densité de population"),
        definition=N_("Habitants par kilomètre carré de superficie cadastrale."),
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
        definition=N_("Superficie cadastrale des communes, d'après l'INSEE."),
        unit="km²",
        levels=ALL_LEVELS,
        years=("2026",),
        formula=CommuneSums(numerator="area_km2", source=GROUND_SOURCE),
        limits=N_(
            "Sans les estuaires, les étangs, les lacs ni les glaciers que la source déduit. À "
            "Mayotte et dans les communes rétablies depuis 2021, superficie mesurée sur les "
            "contours."
        ),
        theme=POPULATION,
    ),
)
"""People and ground, in the order that controls show."""
