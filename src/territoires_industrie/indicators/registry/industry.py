"""Indicators of industry: its establishments, its share of jobs, its workers."""

from territoires_industrie.indicators.formulas.commune_sums import CommuneSums
from territoires_industrie.indicators.formulas.industry_share import IndustryJobs, IndustryShare
from territoires_industrie.indicators.formulas.published_rate import PublishedRate
from territoires_industrie.indicators.model import Indicator, Measure
from territoires_industrie.indicators.registry.terms import (
    ALL_LEVELS,
    EPCI_LEVELS,
    ESTABLISHMENT_LIMITS,
    ESTABLISHMENT_YEARS,
    ESTABLISHMENTS,
    INDUSTRY,
    INDUSTRY_ESTIMATE,
    MAYOTTE,
    OVERSEAS_BUT_MAYOTTE,
    PROFILE_CENSUS,
    PROFILE_LIMITS,
    SHARE_LIMITS,
)
from territoires_industrie.wording import N_

INDUSTRIAL = (
    Indicator(
        key="industrial_jobs_share_pct",
        measure=Measure.RATIO,
        name=N_("Part de l'industrie dans l'emploi"),
        definition=N_("Emplois de l'industrie pour 100 emplois au lieu de travail (recensement)."),
        unit="%",
        decimals=1,
        levels=ALL_LEVELS,
        years=("2022",),
        formula=IndustryShare(
            source=INDUSTRY_ESTIMATE, out_of_scope=MAYOTTE, not_collected=OVERSEAS_BUT_MAYOTTE
        ),
        limits=SHARE_LIMITS,
        theme=INDUSTRY,
    ),
    Indicator(
        key="industrial_jobs_count",
        measure=Measure.COUNT,
        name=N_("Emplois de l'industrie"),
        definition=N_("Emplois de l'industrie au lieu de travail (recensement), estimés."),
        levels=ALL_LEVELS,
        years=("2022",),
        formula=IndustryJobs(
            source=INDUSTRY_ESTIMATE, out_of_scope=MAYOTTE, not_collected=OVERSEAS_BUT_MAYOTTE
        ),
        limits=SHARE_LIMITS,
        theme=INDUSTRY,
    ),
    Indicator(
        key="industrial_establishments_share_pct",
        measure=Measure.RATIO,
        name=N_("Part de l'industrie dans les établissements"),
        definition=N_(
            "Établissements de l'industrie (sections B à E) pour 100 établissements ayant employé "
            "un salarié au moins dans l’année."
        ),
        unit="%",
        decimals=1,
        levels=ALL_LEVELS,
        years=ESTABLISHMENT_YEARS,
        formula=CommuneSums(
            numerator="industrial_establishments_count_{year}",
            denominator="establishments_count_{year}",
            scale=100,
            source=ESTABLISHMENTS,
            out_of_scope=MAYOTTE,
        ),
        limits=ESTABLISHMENT_LIMITS,
        theme=INDUSTRY,
    ),
    Indicator(
        key="industrial_establishments_count",
        measure=Measure.COUNT,
        name=N_("Établissements industriels"),
        definition=N_(
            "Établissements de l'industrie (sections B à E) ayant employé un salarié au moins dans "
            "l’année."
        ),
        levels=ALL_LEVELS,
        years=ESTABLISHMENT_YEARS,
        formula=CommuneSums(
            numerator="industrial_establishments_count_{year}",
            source=ESTABLISHMENTS,
            out_of_scope=MAYOTTE,
        ),
        limits=ESTABLISHMENT_LIMITS,
        theme=INDUSTRY,
    ),
    Indicator(
        key="manual_workers_share_pct",
        measure=Measure.RATIO,
        name=N_("Part des ouvriers dans la population"),
        definition=N_("Ouvriers pour 100 habitants de 15 ans ou plus (recensement)."),
        unit="%",
        decimals=1,
        levels=EPCI_LEVELS,
        years=("2022",),
        formula=PublishedRate(
            column="manual_workers_share_pct_{year}",
            source=PROFILE_CENSUS,
            out_of_scope=MAYOTTE,
            not_collected=OVERSEAS_BUT_MAYOTTE,
        ),
        limits=PROFILE_LIMITS,
        theme=INDUSTRY,
    ),
)
"""Industry, in the order that controls show."""
