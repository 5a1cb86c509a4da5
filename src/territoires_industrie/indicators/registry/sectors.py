"""Indicators of jobs by A38 sector: counts, industry's share, specialisation.

Measured at the zone d'emploi, and at the EPCI where ``sector_ground`` finds its table. FLORES
and URSSAF count different people: each has its own indicators, never mixed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from territoires_industrie.indicators.formulas.base import Formula, Source
from territoires_industrie.indicators.formulas.sector_jobs import (
    IndustryChange,
    JobsInLargeUnits,
    LocationQuotient,
    SectorEstablishments,
    SectorJobs,
    SectorShare,
)
from territoires_industrie.indicators.model import Indicator, Measure
from territoires_industrie.indicators.sector_words import flores_limits, sector_limits, sector_theme
from territoires_industrie.statistics.sector_ground import (
    ZONE,
    ZONE_TABLE,
    ZONE_YEARS,
    sector_levels,
    unit_levels,
    unit_table,
    unit_year,
)
from territoires_industrie.statistics.sectors import A38, INDUSTRY
from territoires_industrie.statistics.zone_jobs import LARGE_SIZES
from territoires_industrie.wording import N_

T = TypeVar("T", bound=SectorJobs)

JOBS_THEME = sector_theme()

MAYOTTE = ("976",)
"""Département that neither producer covers."""

NOT_IN_URSSAF = ("AZ",)
"""Sectors that the general scheme does not cover: agriculture has its own."""

LOCATION_QUOTIENT = N_(
    "Part du secteur dans l'emploi du lieu, divisée par sa part en France : 1 vaut la moyenne, "
    "2 le double (indice de spécialisation, ou quotient de localisation)."
)


@dataclass(frozen=True, kw_only=True)
class JobsSource:
    """One producer of jobs by zone and sector, and the words of its indicators.

    Attributes
    ----------
    key
        ``urssaf`` or ``flores``.
    sectors, years, levels
        A38 codes, reference years (oldest first) and levels that it has.
    summed_levels
        Levels that have the share and the jobs of industry, summed over whole zones.
    share, share_phrase, count, quotient
        Names of the indicators of all of industry; the share in a sentence.
    jobs, jobs_of, quotients, quotient_of
        Names of the families of one indicator a sector, and the pattern of their members.
    """

    key: str
    source: Source
    sectors: tuple[str, ...]
    years: tuple[str, ...]
    levels: tuple[str, ...]
    share: str
    share_phrase: str
    count: str
    quotient: str
    jobs: str
    jobs_of: str
    quotients: str
    quotient_of: str
    counted: str
    limits: str
    summed_levels: tuple[str, ...] = ()
    out_of_scope: tuple[str, ...] = MAYOTTE

    def indicator(
        self, key: str, measure: Measure, name: str, formula: Formula, **more: Any
    ) -> Indicator:
        """Return one of its indicators: ``more`` are fields of `Indicator`."""
        fields = {"definition": self.counted, "years": self.years, "levels": self.levels} | more
        return Indicator(
            key=key,
            measure=measure,
            name=name,
            formula=formula,
            limits=self.limits,
            theme=JOBS_THEME,
            **fields,
        )

    def formula(self, kind: type[T], sector: str = INDUSTRY, **more: Any) -> T:
        """Return a formula over its jobs in a sector."""
        fields = {"levels": self.levels, "out_of_scope": self.out_of_scope} | more
        return kind(producer=self.key, sector=sector, source=self.source, **fields)


URSSAF = JobsSource(
    key="urssaf",
    source=Source(
        ZONE_TABLE,
        "Urssaf, effectifs salariés du secteur privé",
        "https://open.urssaf.fr/explore/dataset/etablissements-et-effectifs-salaries-au-niveau-commune-x-ape-last/",
    ),
    sectors=tuple(code for code in A38 if code not in NOT_IN_URSSAF),
    years=ZONE_YEARS,
    levels=sector_levels(),
    share=N_("Part de l'industrie dans l'emploi salarié privé"),
    share_phrase=N_("{value} des emplois salariés privés sont industriels"),
    count=N_("Emplois salariés privés de l'industrie"),
    quotient=N_("Spécialisation dans l'industrie, emploi privé"),
    jobs=N_("Emplois salariés privés par secteur"),
    jobs_of=N_("Emplois salariés privés : {sector}"),
    quotients=N_("Spécialisation par secteur, emploi privé"),
    quotient_of=N_("Spécialisation, emploi privé : {sector}"),
    counted=N_("Salariés du secteur privé au 31 décembre (Urssaf)."),
    limits=sector_limits(),
)

UNIT_YEARS = tuple(year for year in (unit_year(),) if year)
"""Year of FLORES by unit, where a refresh has brought it."""

FLORES = JobsSource(
    key="flores",
    source=Source(
        unit_table() or ZONE_TABLE,
        "INSEE, FLORES",
        "https://www.insee.fr/fr/metadonnees/source/serie/s1172",
    ),
    sectors=A38,
    years=("2022", "2023", *UNIT_YEARS),
    levels=unit_levels() or (ZONE,),
    # Mayotte is in the table of units, and in no older one.
    out_of_scope=() if UNIT_YEARS else MAYOTTE,
    summed_levels=("territoire_phase2", "territoire_phase1", "departement", "region"),
    share=N_("Part de l'industrie dans l'emploi salarié"),
    share_phrase=N_("{value} des emplois salariés sont industriels"),
    count=N_("Emplois salariés de l'industrie"),
    quotient=N_("Spécialisation dans l'industrie, emploi salarié"),
    jobs=N_("Emplois salariés par secteur"),
    jobs_of=N_("Emplois salariés : {sector}"),
    quotients=N_("Spécialisation par secteur, emploi salarié"),
    quotient_of=N_("Spécialisation, emploi salarié : {sector}"),
    counted=N_("Postes salariés publics et privés au 31 décembre (INSEE, FLORES)."),
    limits=flores_limits(),
)

SOURCES = (URSSAF, FLORES)


def list_sector_indicators() -> tuple[Indicator, ...]:
    """List the indicators by sector: industry first, then one a sector."""
    return (
        *(indicator for source in SOURCES for indicator in _industry(source)),
        _industry_change(URSSAF),
        *(indicator for source in SOURCES for indicator in _quotients(source)),
        *(indicator for source in SOURCES for indicator in _jobs(source)),
        *(_establishments() if UNIT_YEARS else ()),
    )


def _industry(source: JobsSource) -> Iterator[Indicator]:
    levels = tuple(dict.fromkeys((*source.levels, *source.summed_levels)))
    yield source.indicator(
        f"industrial_jobs_share_{source.key}_pct",
        Measure.RATIO,
        source.share,
        source.formula(SectorShare, levels=levels),
        phrase=source.share_phrase,
        levels=levels,
        unit="%",
        decimals=1,
    )
    yield source.indicator(
        f"industrial_jobs_{source.key}_count",
        Measure.COUNT,
        source.count,
        source.formula(SectorJobs, levels=levels),
        levels=levels,
    )
    yield source.indicator(
        f"industrial_specialisation_{source.key}_ratio",
        Measure.RATIO,
        source.quotient,
        source.formula(LocationQuotient),
        definition=LOCATION_QUOTIENT,
        decimals=2,
        palette="diverging_one",
    )


def _industry_change(source: JobsSource) -> Indicator:
    # Of URSSAF only: FLORES has two years, and empty cells in the second.
    first, *others = source.years
    return source.indicator(
        f"industrial_jobs_change_{source.key}_pct",
        Measure.RATIO,
        N_("Évolution de l'emploi salarié privé de l'industrie depuis 2019"),
        source.formula(IndustryChange, since=first),
        phrase=N_("l'emploi salarié privé de l'industrie évolue de {value} de 2019 à {year}"),
        definition=N_(
            "Évolution totale, non annuelle, des emplois salariés privés de l’industrie entre 2019 "
            "et l’année."
        ),
        unit="%",
        decimals=1,
        years=tuple(others),
        palette="diverging_zero",
    )


def _quotients(source: JobsSource) -> Iterator[Indicator]:
    family = f"specialisation_{source.key}"
    for sector in source.sectors:
        yield source.indicator(
            f"{family}_{sector.lower()}_ratio",
            Measure.RATIO,
            source.quotient_of,
            source.formula(LocationQuotient, sector),
            definition=LOCATION_QUOTIENT,
            decimals=2,
            palette="diverging_one",
            family=family,
            family_name=source.quotients,
            sector=sector,
        )


def _jobs(source: JobsSource) -> Iterator[Indicator]:
    family = f"jobs_{source.key}"
    for sector in source.sectors:
        yield source.indicator(
            f"{family}_{sector.lower()}_count",
            Measure.COUNT,
            source.jobs_of,
            source.formula(SectorJobs, sector),
            family=family,
            family_name=source.jobs,
            sector=sector,
        )


def _establishments() -> Iterator[Indicator]:
    """Return the establishments of FLORES: of industry, the larger ones, then of each sector."""
    counted = {
        "years": UNIT_YEARS,
        "definition": N_(
            "Établissements qui ont employé un salarié au moins dans l’année (FLORES)."
        ),
    }
    yield FLORES.indicator(
        "industrial_establishments_flores_count",
        Measure.COUNT,
        N_("Établissements employeurs de l'industrie"),
        FLORES.formula(SectorEstablishments),
        **counted,
    )
    yield FLORES.indicator(
        "industrial_establishments_50plus_flores_count",
        Measure.COUNT,
        N_("Établissements de l'industrie de 50 salariés et plus"),
        FLORES.formula(SectorEstablishments, sizes=LARGE_SIZES),
        **counted,
    )
    yield FLORES.indicator(
        "industrial_jobs_50plus_flores_pct",
        Measure.RATIO,
        N_("Part des établissements de 50 salariés et plus dans l'emploi de l'industrie"),
        FLORES.formula(JobsInLargeUnits, sizes=LARGE_SIZES),
        phrase=N_("{value} des emplois de l'industrie sont dans des établissements de 50 et plus"),
        years=UNIT_YEARS,
        unit="%",
        decimals=1,
    )
    family = "establishments_flores"
    for sector in FLORES.sectors:
        yield FLORES.indicator(
            f"{family}_{sector.lower()}_count",
            Measure.COUNT,
            N_("Établissements employeurs : {sector}"),
            FLORES.formula(SectorEstablishments, sector),
            family=family,
            family_name=N_("Établissements employeurs par secteur"),
            sector=sector,
            **counted,
        )
