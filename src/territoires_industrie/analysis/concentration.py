"""Concentration of a group of sectors in few zones d'emploi, with the formulas."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from territoires_industrie.analysis.sector_groups import group_jobs, sectors_of
from territoires_industrie.statistics.status import Status
from territoires_industrie.wording import N_

TOP = 10
FORMULAS = {
    "top_share_pct": N_("Part des dix premières zones : leurs emplois / les emplois de la France."),
    "half_count": N_("Zones qui font la moitié : le plus petit nombre de zones qui y suffit."),
    "gini": N_(
        "Indice de Gini : G = 2 Σ i·xᵢ / (n Σ xᵢ) − (n + 1) / n, les n zones rangées par emploi "
        "croissant ; 0 : autant d’emplois partout, 1 : tous dans une zone."
    ),
    "herfindahl": N_(
        "Indice de Herfindahl : H = Σ sᵢ², sᵢ la part de la zone ; 1 / H est le nombre de zones "
        "égales qui donneraient la même concentration."
    ),
}
"""What each figure is, as source texts."""


@dataclass(frozen=True)
class Concentration:
    """Concentration of jobs over the zones with a figure.

    Attributes
    ----------
    zone_count, jobs_count
        Zones with a figure and their jobs.
    top_share_pct
        Share of the ten first zones, 0 to 100.
    half_count
        Fewest zones that have half of the jobs.
    gini, herfindahl
        Indices, 0 to 1; see ``FORMULAS``.
    """

    zone_count: int
    jobs_count: float
    top_share_pct: float
    half_count: int
    gini: float
    herfindahl: float

    @property
    def equal_zones(self) -> float:
        """Number of equal zones with the same Herfindahl index."""
        return 1 / self.herfindahl if self.herfindahl else float("nan")


def concentrate(jobs: Sequence[float]) -> Concentration:
    """Measure the concentration of jobs over zones; zones without a figure are left out.

    >>> one = concentrate([0, 0, 0, 8])
    >>> one.gini, one.herfindahl, one.half_count
    (0.75, 1.0, 1)
    >>> concentrate([5, 5]).gini
    0.0
    """
    known = np.sort(np.asarray(jobs, dtype="float64"))
    known = known[np.isfinite(known)]
    total, count = float(known.sum()), len(known)
    if not total:
        nan = float("nan")
        return Concentration(count, 0.0, nan, 0, nan, nan)
    falling = np.cumsum(known[::-1]) / total
    ranks = np.arange(1, count + 1)
    gini = 2 * float((ranks * known).sum()) / (count * total) - (count + 1) / count
    return Concentration(
        zone_count=count,
        jobs_count=total,
        top_share_pct=100 * float(falling[min(TOP, count) - 1]),
        # The margin forgives the last digit of the cumulated sum where it should be exactly half.
        half_count=int(np.searchsorted(falling, 0.5 - 1e-12) + 1),
        gini=gini,
        herfindahl=float(((known / total) ** 2).sum()),
    )


@lru_cache(maxsize=64)
def group_concentration(source: str, year: str, sectors: tuple[str, ...]) -> Concentration:
    """Measure the concentration of a group of sectors over the zones d'emploi.

    Raises
    ------
    UnknownCodeError
        If a sector is unknown or not counted by the source, or none is given.
    """
    return concentrate(group_jobs(source, year, sectors)["value"].tolist())


def lacks_zeros(source: str, year: str, sectors: tuple[str, ...]) -> bool:
    """Whether zones without a figure may be zones without a job.

    Their concentration cannot then be compared with that of a year that writes its zeros.
    """
    status = group_jobs(source, year, sectors)["status"]
    return bool(status.eq(Status.NOT_PUBLISHED).any())


def whole_concentration(source: str, year: str) -> Concentration:
    """Measure the same for the jobs of every sector: what size alone explains."""
    return group_concentration(source, year, sectors_of(source))


def lorenz(jobs: "pd.Series[float]") -> pd.DataFrame:
    """Cumulate jobs from the largest zone to the smallest.

    Returns
    -------
    pandas.DataFrame
        Index zone code, the largest first: ``jobs``, ``rank`` (1, 2…) and
        ``cumulated_pct`` (0 to 100).
    """
    falling = jobs.dropna().sort_values(ascending=False, kind="stable")
    table = pd.DataFrame({"jobs": falling, "rank": range(1, len(falling) + 1)})
    return table.assign(cumulated_pct=100 * falling.cumsum() / falling.sum())
