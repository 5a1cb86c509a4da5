"""Jobs in industry: the share as published, or estimated with the jobs for any other area."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

import numpy as np
import pandas as pd

from territoires_industrie.indicators.formulas.base import Formula, are_inside
from territoires_industrie.statistics.aggregation import MEASURES
from territoires_industrie.statistics.cells import make_cells
from territoires_industrie.statistics.industry import (
    COMMUNE_TABLE,
    ESTIMATE_TABLE,
    LABOUR_TABLE,
    MAINLAND,
    WIDER_TABLE,
    check_estimates,
    mainland_industry,
    published_mainland_share,
    read_industry,
)
from territoires_industrie.statistics.salaried import salaried_share
from territoires_industrie.statistics.sector_ground import ZONE_TABLE
from territoires_industrie.statistics.status import Status
from territoires_industrie.wording import _


@dataclass(frozen=True, kw_only=True)
class IndustryJobs(Formula):
    """Jobs in industry of 2022, estimated: only their share is published."""

    nation_status: ClassVar[Status] = Status.ESTIMATE

    def compute_cells(self, level_key: str, year: str) -> pd.DataFrame:
        """Read the estimated jobs of each unit."""
        del year
        table = read_industry(level_key)
        return _estimated(table["industrial_jobs_count"], table["is_known"])

    def compute_nation(self, year: str) -> float:
        """Sum the estimated jobs over metropolitan France."""
        del year
        return mainland_industry().industrial_jobs_count

    def say(self) -> str:
        """Write the estimate."""
        return _(
            "Somme, sur les EPCI ou les communes de l’unité, de la part publiée de l’industrie × "
            "emplois de 2022 ; ces emplois sont ceux de 2016 (recensements de 2013 et 2018) portés "
            "à 2022 par l’évolution annuelle publiée"
        )

    def say_rule(self) -> str:
        """Write where the figure is published, estimated or missing."""
        return _(
            "Estimation, notée « ≈ ». Une unité dont plus de 2 % des emplois sont dans des "
            "communes de part inconnue n’a pas de chiffre."
        )

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of the tables of ``data/``: published shares, changes, censuses, estimates."""
        return (ESTIMATE_TABLE, LABOUR_TABLE, WIDER_TABLE, COMMUNE_TABLE, MEASURES)


@dataclass(frozen=True, kw_only=True)
class IndustryShare(IndustryJobs):
    """Share (%) of industry in jobs: published where it is, else estimated from sums.

    Attributes
    ----------
    salaried_in
        Départements, by code, where the share in salaried jobs is shown instead.
    """

    salaried_in: tuple[str, ...] = ()

    nation_status: ClassVar[Status] = Status.VALUE

    def compute_cells(self, level_key: str, year: str) -> pd.DataFrame:
        """Read the share of each unit; one that is not published is an estimate.

        Overseas, where there is none, the share in salaried jobs stands for it.
        """
        table = read_industry(level_key)
        cells = _estimated(table["share_pct"], table["is_known"] & ~table["is_published"])
        # Overseas has no estimate: another measure stands in, under its own status (decision 0020).
        is_replaced = are_inside(level_key, self.salaried_in) & cells["value"].isna()
        return cells.where(~is_replaced, salaried_share(level_key, year))

    def bounds(self, level_key: str) -> Mapping[str, pd.Series]:
        """Return the lowest and the highest published share among the parts of each unit."""
        return _bounds(level_key)

    def checks(self) -> Mapping[str, pd.DataFrame]:
        """Set the estimated shares beside the published ones: metropolitan France, then levels."""
        shares = mainland_industry().share_pct, published_mainland_share()
        france = pd.DataFrame(
            [(*shares, shares[0] - shares[1])], [MAINLAND], ["estimated", "published", "gap"]
        )
        levels = ("region", "departement")
        return {MAINLAND: france} | {level: check_estimates(level) for level in levels}

    def compute_nation(self, year: str) -> float:
        """Read the published share of metropolitan France."""
        del year
        return published_mainland_share()

    def say(self) -> str:
        """Write the quotient."""
        return _(
            "Part publiée, reprise telle quelle ; sinon 100 × somme des emplois de l’industrie ÷ "
            "somme des emplois, estimés l’un et l’autre sur les EPCI ou les communes de l’unité"
        )

    def say_rule(self) -> str:
        """Write where the share is published, estimated or missing."""
        return _(
            "Publiée par EPCI, EPT, zone d’emploi, département, région et commune de 5 000 "
            "habitants et plus. Ailleurs, estimation notée « ≈ » ; une unité dont plus de 2 % des "
            "emplois sont dans des communes de part inconnue n’a pas de chiffre. Outre-mer, part "
            "dans l’emploi salarié (FLORES), dite telle : de l’unité, ou, pour un EPCI et un "
            "territoire qui ne sont pas faits de zones d’emploi entières, de la zone, sinon du "
            "département, qui les contient."
        )

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of the tables of ``data/``: those of the jobs, and FLORES for overseas."""
        return (*super().tables, ZONE_TABLE)


def _estimated(values: pd.Series, is_estimate: "pd.Series[bool]") -> pd.DataFrame:
    cells = make_cells(values, Status.NOT_COLLECTED)
    estimated = np.where(is_estimate, str(Status.ESTIMATE), cells["status"])
    return cells.assign(status=estimated)


@cache
def _bounds(level_key: str) -> Mapping[str, pd.Series]:
    table = read_industry(level_key)
    is_estimate = table["is_known"] & ~table["is_published"]
    if not is_estimate.any():
        return {}
    return {end: table[f"{end}_pct"].where(is_estimate) for end in ("low", "high")}
