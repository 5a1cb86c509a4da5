"""Indicators of unemployment, income and poverty."""

from territoires_industrie.indicators.model import Basis, Indicator, Measure
from territoires_industrie.indicators.registry.terms import (
    ALL_LEVELS,
    CENSUS_LIMITS,
    COMPARATOR,
    EPCI_LEVELS,
    OVERSEAS,
    PROFILE,
    PROFILE_LIMITS,
    SOCIAL,
)
from territoires_industrie.wording import N_


def list_income() -> tuple[Indicator, ...]:
    """List the indicators of unemployment and income, in the order that controls show."""
    return (
        Indicator(
            "unemployment_rate_census_pct",
            Measure.RATIO,
            N_("Taux de chômage au recensement de 2018"),
            N_("Chômeurs de 15 à 64 ans pour 100 actifs de cet âge (recensement)."),
            "%",
            1,
            "unemployed_15_64_count_{year}",
            "active_15_64_count_{year}",
            ALL_LEVELS,
            ("2018",),
            COMPARATOR,
            CENSUS_LIMITS,
            scale=100,
            theme=SOCIAL,
        ),
        *(_profile_rate(*fields) for fields in _PROFILE_RATES),
        Indicator(
            "unemployment_rate_localised_pct",
            Measure.RATIO,
            N_("Taux de chômage localisé"),
            N_("Moyenne des quatre trimestres du taux de chômage localisé, au sens du BIT."),
            "%",
            1,
            "unemployment_rate_pct",
            "",
            ("zone_emploi",),
            tuple(str(year) for year in range(2003, 2023)),
            "zone_emploi_unemployment_2023",
            N_(
                "Années complètes seulement, de 2003 à 2022. Mayotte et la Guyane ne sont pas "
                "publiées, les autres départements d'outre-mer le sont depuis 2014."
            ),
            theme=SOCIAL,
            basis=Basis.QUARTERS,
        ),
    )


_PROFILE_RATES = (
    (
        "unemployment_rate_epci_pct",
        N_("Taux de chômage au recensement de 2022"),
        N_("Chômeurs pour 100 actifs, au sens du recensement."),
        "%",
        1,
        "unemployment_rate_pct_{year}",
        "2022",
    ),
    (
        "median_income_eur",
        N_("Niveau de vie médian"),
        N_("Revenu disponible par unité de consommation, dont la moitié des gens ont moins."),
        "€",
        0,
        "median_income_eur_{year}",
        "2021",
    ),
    (
        "poverty_rate_pct",
        N_("Taux de pauvreté"),
        N_("Part des gens sous 60 % du niveau de vie médian national."),
        "%",
        1,
        "poverty_rate_pct_{year}",
        "2021",
    ),
)


def _profile_rate(
    key: str, title: str, definition: str, unit: str, decimals: int, column: str, year: str
) -> Indicator:
    return Indicator(
        key,
        Measure.RATIO,
        title,
        definition,
        unit,
        decimals,
        column,
        "",
        EPCI_LEVELS,
        (year,),
        PROFILE,
        PROFILE_LIMITS,
        theme=SOCIAL,
        basis=Basis.EPCI,
        out_of_scope=OVERSEAS,
    )
