"""Indicators of jobs and establishments of all sectors."""

from territoires_industrie.indicators.formulas.commune_sums import CommuneSums
from territoires_industrie.indicators.model import Indicator, Measure
from territoires_industrie.indicators.registry.terms import (
    ALL_LEVELS,
    CENSUS,
    CENSUS_LIMITS,
    ESTABLISHMENT_LIMITS,
    ESTABLISHMENT_YEARS,
    ESTABLISHMENTS,
    JOBS,
    MAYOTTE,
    PRIVATE_JOBS,
    PRIVATE_LIMITS,
    PRIVATE_YEARS,
)
from territoires_industrie.wording import N_

ALL_JOBS = (
    Indicator(
        key="jobs_count",
        measure=Measure.COUNT,
        name=N_("Emplois au lieu de travail"),
        definition=N_("Emplois de toute nature comptés là où l'on travaille (recensement)."),
        levels=ALL_LEVELS,
        years=("2013", "2018"),
        formula=CommuneSums(numerator="jobs_count_{year}", source=CENSUS, out_of_scope=MAYOTTE),
        limits=CENSUS_LIMITS,
        theme=JOBS,
    ),
    Indicator(
        key="jobs_change_pct",
        measure=Measure.RATIO,
        name=N_("Évolution de l'emploi, 2013-2018"),
        definition=N_(
            "Évolution totale, non annuelle, des emplois au lieu de travail de 2013 à 2018."
        ),
        unit="%",
        decimals=1,
        levels=ALL_LEVELS,
        years=("2018",),
        formula=CommuneSums(
            numerator="jobs_count_{year}",
            minus="jobs_count_2013",
            denominator="jobs_count_2013",
            scale=100,
            source=CENSUS,
            out_of_scope=MAYOTTE,
        ),
        limits=CENSUS_LIMITS,
        palette="diverging_zero",
        theme=JOBS,
    ),
    Indicator(
        key="private_jobs_count",
        measure=Measure.COUNT,
        name=N_("Emplois salariés privés"),
        definition=N_(
            "Salariés des établissements employeurs du secteur privé, au 31 décembre (Urssaf)."
        ),
        levels=ALL_LEVELS,
        years=PRIVATE_YEARS,
        formula=CommuneSums(
            numerator="private_jobs_count_{year}", source=PRIVATE_JOBS, out_of_scope=MAYOTTE
        ),
        limits=PRIVATE_LIMITS,
        theme=JOBS,
    ),
    Indicator(
        key="private_jobs_change_pct",
        measure=Measure.RATIO,
        name=N_("Évolution de l'emploi salarié privé depuis 2014"),
        definition=N_(
            "Évolution totale, non annuelle, de l'emploi salarié privé entre 2014 et l'année."
        ),
        unit="%",
        decimals=1,
        levels=ALL_LEVELS,
        years=PRIVATE_YEARS[1:],
        formula=CommuneSums(
            numerator="private_jobs_count_{year}",
            minus="private_jobs_count_2014",
            denominator="private_jobs_count_2014",
            scale=100,
            source=PRIVATE_JOBS,
            out_of_scope=MAYOTTE,
        ),
        limits=PRIVATE_LIMITS,
        palette="diverging_zero",
        theme=JOBS,
    ),
    Indicator(
        key="establishments_count",
        measure=Measure.COUNT,
        name=N_("Établissements"),
        definition=N_(
            "Établissements de tous les secteurs ayant employé un salarié au moins dans l’année."
        ),
        levels=ALL_LEVELS,
        years=ESTABLISHMENT_YEARS,
        formula=CommuneSums(
            numerator="establishments_count_{year}", source=ESTABLISHMENTS, out_of_scope=MAYOTTE
        ),
        limits=ESTABLISHMENT_LIMITS,
        theme=JOBS,
    ),
)
"""Jobs, in the order that controls show."""
