"""Indicators of unemployment, income and poverty."""

from territoires_industrie.indicators.formulas.base import Source
from territoires_industrie.indicators.formulas.commune_sums import CommuneSums
from territoires_industrie.indicators.formulas.published_rate import PublishedRate
from territoires_industrie.indicators.formulas.quarterly_mean import QuarterlyMean
from territoires_industrie.indicators.model import Indicator, Measure
from territoires_industrie.indicators.registry.terms import (
    ALL_LEVELS,
    CENSUS,
    CENSUS_LIMITS,
    EPCI_LEVELS,
    FILOSOFI,
    FILOSOFI_LIMITS,
    MAYOTTE,
    NOT_IN_FILOSOFI,
    OVERSEAS_BUT_MAYOTTE,
    PROFILE,
    PROFILE_CENSUS,
    PROFILE_LIMITS,
    SOCIAL,
)
from territoires_industrie.wording import N_

INCOME = (
    Indicator(
        key="unemployment_rate_census_pct",
        measure=Measure.RATIO,
        name=N_("Taux de chômage au recensement de 2018"),
        definition=N_("Chômeurs de 15 à 64 ans pour 100 actifs de cet âge (recensement)."),
        unit="%",
        decimals=1,
        levels=ALL_LEVELS,
        years=("2018",),
        formula=CommuneSums(
            numerator="unemployed_15_64_count_{year}",
            denominator="active_15_64_count_{year}",
            scale=100,
            source=CENSUS,
            out_of_scope=MAYOTTE,
        ),
        limits=CENSUS_LIMITS,
        theme=SOCIAL,
    ),
    Indicator(
        key="unemployment_rate_epci_pct",
        measure=Measure.RATIO,
        name=N_("Taux de chômage au recensement de 2022"),
        definition=N_("Chômeurs de 15 à 64 ans pour 100 actifs de cet âge (recensement)."),
        unit="%",
        decimals=1,
        levels=EPCI_LEVELS,
        years=("2022",),
        formula=PublishedRate(
            column="unemployment_rate_pct_{year}",
            source=PROFILE_CENSUS,
            out_of_scope=MAYOTTE,
            not_collected=OVERSEAS_BUT_MAYOTTE,
        ),
        limits=PROFILE_LIMITS,
        theme=SOCIAL,
    ),
    Indicator(
        key="median_income_eur",
        measure=Measure.RATIO,
        name=N_("Niveau de vie médian"),
        definition=N_(
            "Revenu disponible par unité de consommation, dont la moitié des gens ont moins."
        ),
        unit="€",
        levels=EPCI_LEVELS,
        years=("2021",),
        formula=PublishedRate(
            column="median_income_eur_{year}",
            source=FILOSOFI,
            others=(PROFILE,),
            out_of_scope=NOT_IN_FILOSOFI,
        ),
        limits=FILOSOFI_LIMITS,
        theme=SOCIAL,
    ),
    Indicator(
        key="poverty_rate_pct",
        measure=Measure.RATIO,
        name=N_("Taux de pauvreté"),
        definition=N_("Part des gens sous 60 % du niveau de vie médian national."),
        unit="%",
        decimals=1,
        levels=EPCI_LEVELS,
        years=("2021",),
        formula=PublishedRate(
            column="poverty_rate_pct_{year}",
            source=FILOSOFI,
            others=(PROFILE,),
            out_of_scope=NOT_IN_FILOSOFI,
        ),
        limits=FILOSOFI_LIMITS,
        theme=SOCIAL,
    ),
    Indicator(
        key="unemployment_rate_localised_pct",
        measure=Measure.RATIO,
        name=N_("Taux de chômage localisé"),
        definition=N_("Moyenne des quatre trimestres du taux de chômage localisé, au sens du BIT."),
        unit="%",
        decimals=1,
        levels=("zone_emploi",),
        years=tuple(str(year) for year in range(2003, 2023)),
        formula=QuarterlyMean(
            column="unemployment_rate_pct", source=Source("zone_emploi_unemployment_2023")
        ),
        limits=N_(
            "Années complètes seulement, de 2003 à 2022. Mayotte et la Guyane ne sont pas "
            "publiées, les autres départements d'outre-mer le sont depuis 2014."
        ),
        theme=SOCIAL,
    ),
)
"""Unemployment and income, in the order that controls show."""
