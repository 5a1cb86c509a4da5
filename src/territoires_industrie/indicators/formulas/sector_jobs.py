"""Jobs by A38 sector, at the zone d'emploi or the EPCI: counts, shares, quotients, changes."""

from dataclasses import dataclass, replace

import pandas as pd

from territoires_industrie.indicators.formulas.base import Formula
from territoires_industrie.indicators.formulas.words import say_quotient
from territoires_industrie.statistics.cells import PERCENT, divide_cells, make_cells
from territoires_industrie.statistics.sector_ground import (
    EPCI,
    ZONE,
    ZONE_TABLE,
    epci_table,
    unit_table,
)
from territoires_industrie.statistics.sectors import INDUSTRY, industrial_sectors
from territoires_industrie.statistics.status import Status
from territoires_industrie.statistics.zone_jobs import (
    EVERY_SECTOR,
    EVERY_SIZE,
    FLORES,
    change_cells,
    comparable_jobs,
    count_by_size,
    count_jobs,
    specialisation,
)
from territoires_industrie.wording import _, capital


@dataclass(frozen=True, kw_only=True)
class SectorJobs(Formula):
    """Jobs of a sector, counted by one producer.

    Attributes
    ----------
    producer
        ``urssaf`` or ``flores``: they count different people, so they are never mixed.
    sector
        Code of A38, or ``BE`` for industry.
    levels
        Keys of the levels that have these jobs.
    """

    producer: str
    sector: str
    levels: tuple[str, ...]

    def compute_cells(self, level_key: str, year: str) -> pd.DataFrame:
        """Count the jobs of each unit."""
        return count_jobs(self.producer, year, self.sector, level_key)

    def compute_nation(self, year: str) -> float:
        """Count the jobs of all the zones."""
        return self._count(year, self.sector)

    def _count(self, year: str, sector: str) -> float:
        return float(count_jobs(self.producer, year, sector)["value"].sum())

    def say(self) -> str:
        """Name the jobs that are counted."""
        return capital(self._say_jobs())

    def _say_jobs(self) -> str:
        return _("emplois de l’industrie") if self.sector == INDUSTRY else _("emplois du secteur")

    def say_rule(self) -> str:
        """Write where jobs are measured, and what a total leaves out."""
        if self.producer == FLORES and unit_table():
            return _(
                "Mesuré à l’unité elle-même, somme de ses communes, la dernière année ; avant, à "
                "la zone d’emploi, additionné pour une unité faite de zones entières. Un total "
                "additionne les cases publiées ; une case qui ne l’est pas n’a pas de chiffre."
            )
        if EPCI in self.levels:
            return _(
                "Mesuré à l’EPCI et à la zone d’emploi. Un total additionne les cases publiées ; "
                "une case qui ne l’est pas n’a pas de chiffre."
            )
        if len(self.levels) > 1:
            return _(
                "Mesuré à la zone d’emploi, additionné pour un territoire, un département ou une "
                "région faits de zones entières : outre-mer, tout département et toute région le "
                "sont. Un total additionne les cases publiées."
            )
        return _(
            "Mesuré à la zone d’emploi. Un total additionne les cases publiées ; une case qui ne "
            "l’est pas n’a pas de chiffre."
        )

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of the tables of ``data/``: by zone, and by EPCI where there is one."""
        if self.producer == FLORES:
            return tuple(dict.fromkeys((self.source.table, ZONE_TABLE)))
        by_epci = epci_table() if EPCI in self.levels else None
        return (self.source.table, by_epci) if by_epci else (self.source.table,)


@dataclass(frozen=True, kw_only=True)
class SectorShare(SectorJobs):
    """Share (%) of a sector in the jobs of all sectors."""

    def compute_cells(self, level_key: str, year: str) -> pd.DataFrame:
        """Divide the jobs of the sector by those of all."""
        whole = count_jobs(self.producer, year, EVERY_SECTOR, level_key)
        return divide_cells(super().compute_cells(level_key, year), whole, scale=PERCENT)

    def compute_nation(self, year: str) -> float:
        """Divide the jobs of the sector in all the zones by those of all sectors."""
        return PERCENT * self._count(year, self.sector) / self._count(year, EVERY_SECTOR)

    def say(self) -> str:
        """Write the quotient."""
        every = _("emplois de tous les secteurs")
        return capital(say_quotient(self._say_jobs(), bottom=every, scale=PERCENT))


@dataclass(frozen=True, kw_only=True)
class SectorEstablishments(SectorJobs):
    """Establishments of a sector that employ, of all sizes or of some.

    Attributes
    ----------
    sizes
        Size classes of FLORES (``SIZE_CLASSES``).
    """

    sizes: tuple[str, ...] = (EVERY_SIZE,)

    def compute_cells(self, level_key: str, year: str) -> pd.DataFrame:
        """Count the establishments of each unit."""
        # The table of units holds one year, the only one that these indicators have.
        del year
        return make_cells(self._by_size("establishments_count", level_key), Status.OUT_OF_SCOPE)

    def _by_size(self, column: str, level_key: str) -> pd.Series:
        sectors = industrial_sectors() if self.sector == INDUSTRY else (self.sector,)
        counts = count_by_size(column, sectors, level_key, self.sizes)
        # A unit that the source has no row of is out of its scope, not without any.
        summed: pd.Series = counts.sum(axis=1, min_count=1)
        return summed

    def compute_nation(self, year: str) -> float:
        """Count the establishments of all the zones."""
        return float(self.compute_cells(ZONE, year)["value"].sum())

    def say(self) -> str:
        """Name the establishments that are counted."""
        return _("Établissements, sommes des communes")


@dataclass(frozen=True, kw_only=True)
class JobsInLargeUnits(SectorEstablishments):
    """Share (%) of the jobs of a sector in the establishments of some sizes."""

    def compute_cells(self, level_key: str, year: str) -> pd.DataFrame:
        """Divide the jobs of these sizes by those of all, as published."""
        part = make_cells(self._jobs(level_key), Status.OUT_OF_SCOPE)
        whole = make_cells(replace(self, sizes=(EVERY_SIZE,))._jobs(level_key), Status.OUT_OF_SCOPE)
        del year
        return divide_cells(part, whole, scale=PERCENT)

    def _jobs(self, level_key: str) -> pd.Series:
        return self._by_size("published_jobs_count", level_key)

    def compute_nation(self, year: str) -> float:
        """Divide the jobs of all the zones."""
        del year
        part, whole = self._jobs(ZONE), replace(self, sizes=(EVERY_SIZE,))._jobs(ZONE)
        return PERCENT * float(part.sum()) / float(whole.sum())

    def say(self) -> str:
        """Write the quotient."""
        every = self._say_jobs()
        large = _("{jobs} dans ces établissements").format(jobs=every)
        return capital(say_quotient(large, bottom=every, scale=PERCENT))


@dataclass(frozen=True, kw_only=True)
class LocationQuotient(SectorJobs):
    """Share of a sector in a unit's jobs over its share in those of France."""

    def compute_cells(self, level_key: str, year: str) -> pd.DataFrame:
        """Compute the location quotient of each unit."""
        return specialisation(self.producer, year, self.sector, level_key)

    def compute_nation(self, year: str) -> float:
        """Return 1: France is what units are compared with."""
        del year
        return 1.0

    def say(self) -> str:
        """Write the quotient of the shares."""
        share = say_quotient(self._say_jobs(), bottom=_("emplois de tous les secteurs"))
        return _("({quotient}, ici) ÷ ({quotient}, en France)").format(quotient=share)


@dataclass(frozen=True, kw_only=True)
class IndustryChange(SectorJobs):
    """Change (%) of the jobs of industry since a year, in the cells that both years publish.

    Attributes
    ----------
    since
        First year.
    """

    since: str
    sector: str = INDUSTRY

    def compute_cells(self, level_key: str, year: str) -> pd.DataFrame:
        """Compare the two years in each unit."""
        return change_cells(self.producer, self.since, year, industrial_sectors(), level_key)

    def compute_nation(self, year: str) -> float:
        """Compare the two years in all the zones."""
        # As in each unit: a cell that one year lacks would count as jobs lost.
        both = comparable_jobs(self.producer, self.since, year, industrial_sectors())
        before, after = (float(jobs.sum().sum()) for jobs in both)
        return PERCENT * (after - before) / before

    def say(self) -> str:
        """Write the quotient."""
        before = _("emplois de l’industrie de {year}").format(year=self.since)
        after = _("emplois de l’industrie de l’année")
        return say_quotient(after, less=before, bottom=before, scale=PERCENT)
