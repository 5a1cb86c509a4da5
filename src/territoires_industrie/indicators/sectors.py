"""Indicators of jobs by A38 sector: counts, industry's share, specialisation.

Measured at the zone d'emploi, and at the EPCI where ``sector_ground`` finds its table. FLORES
and URSSAF count different people: each has its own indicators, never mixed.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from territoires_industrie.indicators.model import Basis, Indicator, Measure, SectorIndicator
from territoires_industrie.indicators.sector_words import sector_limits, sector_theme
from territoires_industrie.statistics.sector_ground import ZONE, ZONE_YEARS, sector_levels
from territoires_industrie.statistics.sectors import INDUSTRY, all_sectors
from territoires_industrie.statistics.zone_jobs import EVERY_SECTOR
from territoires_industrie.wording import N_

SOURCE = "zone_emploi_jobs_2024"
LEVELS = (ZONE,)
MAYOTTE = ("976",)
JOBS_THEME = sector_theme()
NOT_IN_URSSAF = ("AZ",)
"""Sectors that the general scheme does not cover: agriculture has its own."""

LOCATION_QUOTIENT = N_(
    "Part du secteur dans l'emploi de la zone, divisée par sa part en France : 1 vaut la moyenne, "
    "2 le double (indice de spécialisation, ou quotient de localisation)."
)


@dataclass(frozen=True)
class JobsSource:
    """One source of jobs by zone and sector, and the words of its indicators."""

    key: str
    sectors: tuple[str, ...]
    years: tuple[str, ...]
    share_title: str
    count_title: str
    jobs_title: str
    jobs_pattern: str
    quotient_title: str
    quotient_pattern: str
    industry_quotient_title: str
    counted: str
    limits: str
    levels: tuple[str, ...] = LEVELS


URSSAF = JobsSource(
    "urssaf",
    tuple(code for code in all_sectors() if code not in NOT_IN_URSSAF),
    ZONE_YEARS,
    N_("Part de l'industrie dans l'emploi salarié privé"),
    N_("Emplois salariés privés de l'industrie"),
    N_("Emplois salariés privés par secteur"),
    N_("Emplois salariés privés : {sector}"),
    N_("Spécialisation par secteur, emploi privé"),
    N_("Spécialisation, emploi privé : {sector}"),
    N_("Spécialisation dans l'industrie, emploi privé"),
    N_("Salariés du secteur privé au 31 décembre (Urssaf)."),
    sector_limits(),
    sector_levels(),
)

FLORES = JobsSource(
    "flores",
    all_sectors(),
    ("2022", "2023"),
    N_("Part de l'industrie dans l'emploi salarié"),
    N_("Emplois salariés de l'industrie"),
    N_("Emplois salariés par secteur"),
    N_("Emplois salariés : {sector}"),
    N_("Spécialisation par secteur, emploi salarié"),
    N_("Spécialisation, emploi salarié : {sector}"),
    N_("Spécialisation dans l'industrie, emploi salarié"),
    N_("Postes salariés publics et privés au 31 décembre (INSEE, FLORES)."),
    N_(
        "Mesuré à la zone d'emploi, jamais à l'EPCI, et sûr au niveau A17 seulement. En 2023 une "
        "case vide de la source est dite non publiée (95 % de ces cases valaient 0 en 2022) ; les "
        "totaux additionnent les cases publiées. Ni Mayotte ni les armées."
    ),
)

SOURCES = (URSSAF, FLORES)


def list_sector_indicators() -> tuple[Indicator, ...]:
    """List the indicators by sector: industry first, then one a sector."""
    return (
        *(one for source in SOURCES for one in _industry(source)),
        _industry_change(),
        *(one for source in SOURCES for one in _quotients(source)),
        *(one for source in SOURCES for one in _jobs(source)),
    )


def _industry(source: JobsSource) -> Iterator[Indicator]:
    yield Indicator(
        f"industrial_jobs_share_{source.key}_pct",
        Measure.RATIO,
        source.share_title,
        source.counted,
        "%",
        1,
        INDUSTRY,
        EVERY_SECTOR,
        source.levels,
        source.years,
        SOURCE,
        source.limits,
        scale=100,
        theme=JOBS_THEME,
        basis=Basis.SECTORS,
        out_of_scope=MAYOTTE,
    )
    yield Indicator(
        f"industrial_jobs_{source.key}_count",
        Measure.COUNT,
        source.count_title,
        source.counted,
        "",
        0,
        INDUSTRY,
        "",
        source.levels,
        source.years,
        SOURCE,
        source.limits,
        theme=JOBS_THEME,
        basis=Basis.SECTORS,
        out_of_scope=MAYOTTE,
    )
    yield Indicator(
        f"industrial_specialisation_{source.key}_ratio",
        Measure.RATIO,
        source.industry_quotient_title,
        LOCATION_QUOTIENT,
        "",
        2,
        INDUSTRY,
        EVERY_SECTOR,
        source.levels,
        source.years,
        SOURCE,
        source.limits,
        palette="diverging_one",
        theme=JOBS_THEME,
        basis=Basis.SECTORS,
        out_of_scope=MAYOTTE,
    )


def _industry_change() -> Indicator:
    return Indicator(
        "industrial_jobs_change_urssaf_pct",
        Measure.RATIO,
        N_("Évolution de l'emploi salarié privé de l'industrie depuis 2019"),
        N_(
            "Évolution totale, non annuelle, entre 2019 et l’année, dans les cases zone × secteur "
            "que la source publie aux deux dates."
        ),
        "%",
        1,
        INDUSTRY,
        INDUSTRY,
        URSSAF.levels,
        URSSAF.years[1:],
        SOURCE,
        URSSAF.limits,
        scale=100,
        palette="diverging_zero",
        theme=JOBS_THEME,
        subtracted="2019",
        basis=Basis.SECTORS,
        out_of_scope=MAYOTTE,
    )


def _quotients(source: JobsSource) -> Iterator[Indicator]:
    for sector in source.sectors:
        yield SectorIndicator(
            f"specialisation_{source.key}_{sector.lower()}_ratio",
            Measure.RATIO,
            source.quotient_pattern,
            LOCATION_QUOTIENT,
            "",
            2,
            sector,
            EVERY_SECTOR,
            source.levels,
            source.years,
            SOURCE,
            source.limits,
            palette="diverging_one",
            theme=JOBS_THEME,
            family=f"specialisation_{source.key}",
            sector=sector,
            family_title=source.quotient_title,
            basis=Basis.SECTORS,
            out_of_scope=MAYOTTE,
        )


def _jobs(source: JobsSource) -> Iterator[Indicator]:
    for sector in source.sectors:
        yield SectorIndicator(
            f"jobs_{source.key}_{sector.lower()}_count",
            Measure.COUNT,
            source.jobs_pattern,
            source.counted,
            "",
            0,
            sector,
            "",
            source.levels,
            source.years,
            SOURCE,
            source.limits,
            theme=JOBS_THEME,
            family=f"jobs_{source.key}",
            sector=sector,
            family_title=source.jobs_title,
            basis=Basis.SECTORS,
            out_of_scope=MAYOTTE,
        )
