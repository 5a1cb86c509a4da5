"""Nearest neighbours on standardised variables, with replacement, and their balance."""

from dataclasses import dataclass
from functools import lru_cache
from math import exp, log
from typing import TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from territoires_industrie.indicators import read_values
from territoires_industrie.membership import read_units
from territoires_industrie.statistics.cells import own_values
from territoires_industrie.wording import N_

LEVEL = "epci"
SEED = 20181122
"""Seed of the bootstrap, so that two runs agree: the day of the announcement."""

BOOTSTRAP_COUNT = 2000


Figures = TypeVar("Figures", pd.Series, pd.DataFrame)


@dataclass(frozen=True)
class Variable:
    """One variable that the groups are matched on."""

    key: str
    label: str
    indicator_key: str
    year: str
    is_log: bool


VARIABLES = (
    Variable("private_jobs", N_("Emploi privé, 2014"), "private_jobs_count", "2014", True),
    Variable(
        "industry",
        N_("Part de l’industrie dans les établissements, 2018"),
        "industrial_establishments_share_pct",
        "2018",
        False,
    ),
    Variable("density", N_("Densité, 2018"), "population_density_per_km2", "2018", True),
)


@lru_cache(maxsize=1)
def read_figures() -> pd.DataFrame:
    """Read the matching variables (logarithms taken) of every EPCI; NaN where unknown."""
    return pd.DataFrame(
        {
            variable.key: read_figure(
                LEVEL, variable.indicator_key, variable.year, is_log=variable.is_log
            )
            for variable in VARIABLES
        }
    )


def read_figure(level_key: str, indicator_key: str, year: str, *, is_log: bool) -> pd.Series:
    """Read a figure of every unit, or its logarithm; NaN where unknown, or not above zero."""
    values = own_values(read_values(level_key, indicator_key, year))
    return values.where(values > 0).map(log, na_action="ignore") if is_log else values


def standardise(figures: Figures) -> Figures:
    """Centre a series, or every column, and divide it by its standard deviation."""
    return (figures - figures.mean()) / figures.std(ddof=0)


def match_nearest(
    scaled: pd.DataFrame, members: list[str], others: list[str], count: int, within_region: bool
) -> pd.DataFrame:
    """Match every member to its nearest non-members (Euclidean distance), with replacement.

    Returns
    -------
    pandas.DataFrame
        ``member_code``, ``match_code``, ``rank`` (1 is the nearest) and ``distance``; in the
        order of the members. A member without a neighbour in its région has no row.
    """
    here, there = scaled.loc[members].to_numpy(), scaled.loc[others].to_numpy()
    distance = np.sqrt(((here[:, None, :] - there[None, :, :]) ** 2).sum(axis=2))
    if within_region:
        region = read_units(LEVEL)["region_code"]
        same = region[members].to_numpy()[:, None] == region[others].to_numpy()[None, :]
        distance = np.where(same, distance, np.inf)
    # At equal distance the order of the codes decides: the same pairs each time.
    order = np.argsort(distance, axis=1, kind="stable")[:, :count]
    table = pd.DataFrame(
        {
            "member_code": np.repeat(members, order.shape[1]),
            "match_code": np.array(others)[order.ravel()],
            "rank": np.tile(np.arange(1, order.shape[1] + 1), len(members)),
            "distance": np.take_along_axis(distance, order, axis=1).ravel(),
        }
    )
    # Non-members of another région were put out of reach above.
    found = table["distance"] < float("inf")
    return table[found].reset_index(drop=True)


def measure_balance(
    figures: pd.DataFrame,
    scaled: pd.DataFrame,
    members: list[str],
    others: list[str],
    pairs: pd.DataFrame,
) -> pd.DataFrame:
    """Compare the means of the groups, before and after matching.

    Returns
    -------
    pandas.DataFrame
        Index variable key: ``label`` (source text), ``member_mean``, ``pool_mean``,
        ``match_mean`` (in the variable's unit; geometric where the logarithm is matched),
        ``difference_before`` and ``difference_after``, in standard deviations of the members.
    """
    weights = weigh_matches(pairs)
    # Divided by the members' spread in both columns: only the means may change between them.
    spread = scaled.loc[members].std(ddof=0)
    means = {
        "member": scaled.loc[members].mean(),
        "pool": scaled.loc[others].mean(),
        "match": scaled.loc[weights.index].mul(weights, axis=0).sum(),
    }
    raw = {
        "member_mean": figures.loc[members].mean(),
        "pool_mean": figures.loc[others].mean(),
        "match_mean": figures.loc[weights.index].mul(weights, axis=0).sum(),
    }
    table = pd.DataFrame(raw)
    for variable in VARIABLES:
        if variable.is_log:
            table.loc[variable.key] = table.loc[variable.key].map(exp)
    table.insert(0, "label", pd.Series({variable.key: variable.label for variable in VARIABLES}))
    return table.assign(
        difference_before=(means["member"] - means["pool"]) / spread,
        difference_after=(means["member"] - means["match"]) / spread,
    )


def weigh_matches(pairs: pd.DataFrame) -> pd.Series:
    """Weight each neighbour: the neighbours of a member share a weight of one; the sum is one."""
    shares = 1 / pairs.groupby("member_code")["match_code"].transform("size")
    weights = shares.groupby(pairs["match_code"].to_numpy()).sum()
    return weights / float(weights.sum())


def bootstrap_interval(values: NDArray[np.float64]) -> tuple[float, float]:
    """Return the 95 % interval of the mean, by bootstrap with a fixed seed."""
    draws = np.random.default_rng(SEED).integers(0, len(values), (BOOTSTRAP_COUNT, len(values)))
    low, high = np.quantile(values[draws].mean(axis=1), [0.025, 0.975])
    return float(low), float(high)
