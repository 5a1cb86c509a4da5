"""Indicators of the labour market and of what makes people come: training, moves, homes."""

from territoires_industrie.indicators.formulas.published_by_level import PublishedByLevel
from territoires_industrie.indicators.formulas.published_rate import PublishedRate
from territoires_industrie.indicators.model import Indicator, Measure
from territoires_industrie.indicators.registry.terms import (
    ALL_LEVELS,
    EPCI_LEVELS,
    JOBS,
    LABOUR_CENSUS,
    LABOUR_FLORES,
    LABOUR_LIMITS,
    LABOUR_SALES,
    MAYOTTE,
    OVERSEAS_BUT_MAYOTTE,
    PEOPLE_AND_HOMES,
)
from territoires_industrie.wording import N_

PUBLISHED_LEVELS = tuple(level for level in ALL_LEVELS if level != "bassin_vie")


def _by_level(column: str) -> PublishedByLevel:
    return PublishedByLevel(
        column=column,
        source=LABOUR_CENSUS,
        out_of_scope=MAYOTTE,
        not_collected=OVERSEAS_BUT_MAYOTTE,
    )


def _by_epci(column: str) -> PublishedRate:
    return PublishedRate(
        column=column,
        source=LABOUR_CENSUS,
        out_of_scope=MAYOTTE,
        not_collected=OVERSEAS_BUT_MAYOTTE,
    )


def _growth(first: str, last: str) -> Indicator:
    """Describe the yearly change of jobs between two censuses."""
    return Indicator(
        key=f"jobs_growth_{first}_{last}_pct_per_year",
        measure=Measure.RATIO,
        name={
            "2011": N_("Évolution annuelle de l'emploi, 2011-2016"),
            "2016": N_("Évolution annuelle de l'emploi, 2016-2022"),
        }[first],
        definition=N_("Évolution annuelle moyenne des emplois au lieu de travail (recensements)."),
        unit=N_("% par an"),
        decimals=1,
        levels=PUBLISHED_LEVELS,
        years=(last,),
        formula=_by_level(f"jobs_growth_pct_per_year_{first}_{last}"),
        limits=LABOUR_LIMITS,
        palette="diverging_zero",
        theme=JOBS,
    )


LABOUR = (
    _growth("2011", "2016"),
    _growth("2016", "2022"),
    Indicator(
        key="jobs_per_100_employed_residents",
        measure=Measure.RATIO,
        name=N_("Emplois pour 100 actifs occupés résidents"),
        definition=N_("Emplois au lieu de travail pour 100 actifs occupés qui résident là."),
        levels=PUBLISHED_LEVELS,
        years=("2022",),
        formula=_by_level("jobs_per_100_employed_residents_{year}"),
        limits=LABOUR_LIMITS,
        theme=JOBS,
    ),
    Indicator(
        key="employment_rate_15_64_pct",
        measure=Measure.RATIO,
        name=N_("Taux d'emploi des 15 à 64 ans"),
        definition=N_("Personnes en emploi pour 100 personnes de 15 à 64 ans (recensement)."),
        unit="%",
        decimals=1,
        levels=EPCI_LEVELS,
        years=("2016", "2022"),
        formula=_by_epci("employment_rate_15_64_pct_{year}"),
        limits=LABOUR_LIMITS,
        theme=JOBS,
    ),
    Indicator(
        key="jobs_in_units_1_9_share_pct",
        measure=Measure.RATIO,
        name=N_("Part des postes dans les petites unités"),
        definition=N_("Postes salariés des établissements de 1 à 9 salariés pour 100 postes."),
        unit="%",
        decimals=1,
        levels=EPCI_LEVELS,
        years=("2023",),
        formula=PublishedRate(
            column="jobs_in_units_1_9_share_pct_{year}",
            source=LABOUR_FLORES,
            out_of_scope=MAYOTTE,
            not_collected=OVERSEAS_BUT_MAYOTTE,
        ),
        limits=LABOUR_LIMITS,
        theme=JOBS,
    ),
    Indicator(
        key="below_baccalaureat_share_pct",
        measure=Measure.RATIO,
        name=N_("Part des habitants sans le baccalauréat"),
        definition=N_("Pour 100 habitants de 15 ans ou plus, sortis du système scolaire."),
        unit="%",
        decimals=1,
        levels=EPCI_LEVELS,
        years=("2022",),
        formula=_by_epci("below_baccalaureat_share_pct_{year}"),
        limits=LABOUR_LIMITS,
        theme=PEOPLE_AND_HOMES,
    ),
    Indicator(
        key="higher_education_share_pct",
        measure=Measure.RATIO,
        name=N_("Part des diplômés du supérieur long"),
        definition=N_(
            "Diplômés à bac + 3 ou plus pour 100 habitants de 15 ans ou plus, sortis du système "
            "scolaire."
        ),
        unit="%",
        decimals=1,
        levels=EPCI_LEVELS,
        years=("2022",),
        formula=_by_epci("higher_education_share_pct_{year}"),
        limits=LABOUR_LIMITS,
        theme=PEOPLE_AND_HOMES,
    ),
    Indicator(
        key="manual_workers_net_migration_pct",
        measure=Measure.RATIO,
        name=N_("Solde migratoire des ouvriers"),
        definition=N_("Arrivées moins départs d'ouvriers, pour 100 ouvriers (recensement)."),
        unit="%",
        decimals=1,
        levels=EPCI_LEVELS,
        years=("2022",),
        formula=_by_epci("manual_workers_net_migration_pct_{year}"),
        limits=LABOUR_LIMITS,
        palette="diverging_zero",
        theme=PEOPLE_AND_HOMES,
    ),
    Indicator(
        key="executives_net_migration_pct",
        measure=Measure.RATIO,
        name=N_("Solde migratoire des cadres"),
        definition=N_("Arrivées moins départs de cadres, pour 100 cadres (recensement)."),
        unit="%",
        decimals=1,
        levels=EPCI_LEVELS,
        years=("2022",),
        formula=_by_epci("executives_net_migration_pct_{year}"),
        limits=LABOUR_LIMITS,
        palette="diverging_zero",
        theme=PEOPLE_AND_HOMES,
    ),
    Indicator(
        key="age_15_24_net_migration_pct",
        measure=Measure.RATIO,
        name=N_("Solde migratoire des 15 à 24 ans"),
        definition=N_("Arrivées moins départs de jeunes, pour 100 habitants de cet âge."),
        unit="%",
        decimals=1,
        levels=EPCI_LEVELS,
        years=("2022",),
        formula=_by_epci("age_15_24_net_migration_pct_{year}"),
        limits=LABOUR_LIMITS,
        palette="diverging_zero",
        theme=PEOPLE_AND_HOMES,
    ),
    Indicator(
        key="vacant_homes_share_pct",
        measure=Measure.RATIO,
        name=N_("Part des logements vacants"),
        definition=N_("Logements vacants pour 100 logements (recensement)."),
        unit="%",
        decimals=1,
        levels=EPCI_LEVELS,
        years=("2022",),
        formula=_by_epci("vacant_homes_share_pct_{year}"),
        limits=LABOUR_LIMITS,
        theme=PEOPLE_AND_HOMES,
    ),
    Indicator(
        key="house_price_median_eur_per_m2",
        measure=Measure.RATIO,
        name=N_("Prix médian des logements vendus"),
        definition=N_(
            "Prix au mètre carré dont la moitié des ventes de l'année sont moins chères."
        ),
        unit=N_("€/m²"),
        levels=EPCI_LEVELS,
        years=("2024",),
        formula=PublishedRate(
            column="house_price_median_eur_per_m2_{year}",
            source=LABOUR_SALES,
            out_of_scope=MAYOTTE,
            not_collected=OVERSEAS_BUT_MAYOTTE,
        ),
        limits=LABOUR_LIMITS,
        theme=PEOPLE_AND_HOMES,
    ),
)
"""Labour market, training, moves and homes, in the order that controls show."""
