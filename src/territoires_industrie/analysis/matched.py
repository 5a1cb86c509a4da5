"""Members beside similar non-members: the description of an association, not of an effect.

Every EPCI wholly in the programme is matched with the non-members nearest to it before the
programme began, and the trends of private jobs of the two groups are compared. Nothing here
can show what the programme caused: members were chosen, and for reasons that the three
variables do not contain.
"""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from territoires_industrie.analysis.matching import (
    LEVEL,
    bootstrap_interval,
    match_nearest,
    measure_balance,
    read_figures,
    standardise,
    weigh_matches,
)
from territoires_industrie.errors import AtlasError, UnknownCodeError
from territoires_industrie.indicators import read_values
from territoires_industrie.membership import programme_status
from territoires_industrie.wording import N_, _

PERIODS = (("2014", "2018"), ("2018", "2024"))
"""Before the programme (announced in November 2018), and since."""

GOOD_BALANCE = 0.1
"""Largest standardised mean difference, in absolute value, of groups that are alike."""

DEFAULT_NEIGHBOURS = 3

POOLS = {
    "jamais": N_("Non-membres des deux phases"),
    "hors-phase": N_("Non-membres de la phase, entrants et sortants compris"),
}
"""Which non-members may be chosen; ``jamais`` keeps those of the other phase out."""


@dataclass(frozen=True)
class Trend:
    """Trend of private jobs over one period, of members and of their neighbours, in per cent.

    Attributes
    ----------
    start, end
        Years, 31 December.
    member_mean, match_mean
        Mean of the EPCI's changes; each member's neighbours are averaged first.
    member_total, match_total
        Change of the group's total of jobs; neighbours are weighted by how often they are matched.
    difference_mean, difference_per_year
        Mean of the differences, in percentage points, over the period and a year.
    difference_low, difference_high
        95 % interval of the mean, by bootstrap of the members.
    difference_quartiles
        First quartile, median and third quartile of the differences.
    higher_share_pct
        Part of the members that did better than their neighbours, 0 to 100.
    pair_differences
        Index member code: difference in points.
    """

    start: str
    end: str
    member_mean: float
    match_mean: float
    member_total: float
    match_total: float
    difference_mean: float
    difference_per_year: float
    difference_low: float
    difference_high: float
    difference_quartiles: tuple[float, float, float]
    higher_share_pct: float
    pair_differences: pd.Series


@dataclass(frozen=True)
class Shift:
    """Yearly difference since 2018 minus the yearly difference before, in points a year.

    The programme did not exist in the first period: it cannot have caused a gap that was there
    already. ``low`` and ``high``: 95 % interval, by the same bootstrap.
    """

    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class MatchedComparison:
    """Members, their neighbours, balance and trends.

    Attributes
    ----------
    phase, pool, neighbours, within_region
        What was asked.
    pairs
        One row a (member, neighbour): ``member_code``, ``match_code``, ``rank`` (1 is the
        nearest), ``distance`` (Euclidean, in standard deviations).
    balance
        Standardised mean differences, as ``matching.measure_balance`` gives them: below 0.1
        in absolute value is a good balance.
    trends
        One a period of ``PERIODS``.
    shift
        How the yearly difference changed between the periods.
    member_count, pool_count, match_count
        Members compared, non-members to choose from, different non-members matched.
    most_used_count
        To how many members the most used non-member is matched.
    left_out
        Reason → codes of the EPCI that are left out.
    """

    phase: int
    pool: str
    neighbours: int
    within_region: bool
    pairs: pd.DataFrame
    balance: pd.DataFrame
    trends: tuple[Trend, ...]
    shift: Shift
    member_count: int
    pool_count: int
    match_count: int
    most_used_count: int
    left_out: dict[str, tuple[str, ...]]


def compare_members(
    phase: int = 1,
    neighbours: int = DEFAULT_NEIGHBOURS,
    within_region: bool = False,
    pool: str = "jamais",
) -> MatchedComparison:
    """Compare the members of a phase with similar non-members.

    Parameters
    ----------
    phase
        Whose members (EPCI in the programme with all their communes).
    neighbours
        Non-members a member, 1 to 10, with replacement.
    within_region
        Whether neighbours must be of the same main région.
    pool
        Key of ``POOLS``.

    Returns
    -------
    MatchedComparison
        The same for the same arguments, computed once.

    Raises
    ------
    UnknownCodeError
        If the phase or the pool does not exist.
    AtlasError
        If ``neighbours`` is out of range.
    """
    if phase not in (1, 2) or pool not in POOLS:
        text = _("Phase 1 ou 2 et groupe {pools} attendus ; reçu : {phase}, {pool}.")
        raise UnknownCodeError(text, pools=", ".join(POOLS), phase=phase, pool=pool)
    if not 1 <= neighbours <= 10:
        text = _("De 1 à 10 voisins attendus ; reçu : {count}.")
        raise AtlasError(text, count=neighbours)
    return _compare(phase, neighbours, within_region, pool)


@lru_cache(maxsize=32)
def _compare(phase: int, neighbours: int, within_region: bool, pool: str) -> MatchedComparison:
    figures = read_figures()
    members, others, left_out = _groups(phase, pool, figures)
    scaled = standardise(figures.loc[[*members, *others]])
    pairs = match_nearest(scaled, members, others, neighbours, within_region)
    matched = list(dict.fromkeys(pairs["member_code"]))
    alone = tuple(sorted(set(members) - set(matched)))
    if alone:
        left_out["sans-voisin"] = alone
    uses = pairs["match_code"].value_counts()
    trends = tuple(_trend(pairs, start, end) for start, end in PERIODS)
    return MatchedComparison(
        phase=phase,
        pool=pool,
        neighbours=neighbours,
        within_region=within_region,
        pairs=pairs,
        balance=measure_balance(figures, scaled, matched, others, pairs),
        trends=trends,
        shift=_shift(*trends),
        member_count=len(matched),
        pool_count=len(others),
        match_count=len(uses),
        most_used_count=int(uses.max()) if len(uses) else 0,
        left_out=left_out,
    )


def _groups(
    phase: int, pool: str, figures: pd.DataFrame
) -> tuple[list[str], list[str], dict[str, tuple[str, ...]]]:
    status = programme_status(LEVEL)
    mine, other = status[f"phase{phase}"], status[f"phase{3 - phase}"]
    is_known = figures.notna().all(axis=1) & _jobs_known()
    is_outside = mine.eq("non") & (other.eq("non") if pool == "jamais" else True)
    is_member = mine.eq("entier")
    # An EPCI that is a member in part is neither in the programme nor out of it.
    reasons = {
        "partiel": mine.eq("partiel"),
        "sans-chiffre": ~is_known & (is_member | is_outside),
        "autre-phase": mine.eq("non") & ~is_outside,
    }
    left_out = {key: tuple(status.index[mask]) for key, mask in reasons.items() if mask.any()}
    chosen = (list(status.index[group & is_known]) for group in (is_member, is_outside))
    members, others = chosen
    return members, others, left_out


def _jobs_known() -> pd.Series:
    years = sorted({year for period in PERIODS for year in period})
    jobs = [read_values(LEVEL, "private_jobs_count", year)["value"] for year in years]
    # From no job there is neither a logarithm to match on, nor a change in per cent.
    return pd.concat(jobs, axis=1).astype("float64").gt(0).all(axis=1)


def _trend(pairs: pd.DataFrame, start: str, end: str) -> Trend:
    first, last = (
        read_values(LEVEL, "private_jobs_count", year)["value"].astype("float64")
        for year in (start, end)
    )
    change = 100 * (last / first - 1)
    grouped = pairs.assign(change=pairs["match_code"].map(change)).groupby("member_code")["change"]
    # The neighbours of a member are one point of comparison, however many they are.
    matches = grouped.mean()
    members = change.reindex(matches.index)
    gaps = members - matches
    weights = weigh_matches(pairs)
    low, high = bootstrap_interval(gaps.to_numpy(dtype="float64"))
    quartiles = gaps.quantile([0.25, 0.5, 0.75])
    return Trend(
        start=start,
        end=end,
        member_mean=float(members.mean()),
        match_mean=float(matches.mean()),
        member_total=_total_change(first[members.index], last[members.index]),
        match_total=_total_change(first[weights.index] * weights, last[weights.index] * weights),
        difference_mean=float(gaps.mean()),
        difference_per_year=float(gaps.mean()) / (int(end) - int(start)),
        difference_low=low,
        difference_high=high,
        difference_quartiles=(quartiles[0.25], quartiles[0.5], quartiles[0.75]),
        higher_share_pct=100 * float((gaps > 0).mean()),
        pair_differences=gaps.rename("difference_points").rename_axis("code"),
    )


def _shift(before: Trend, since: Trend) -> Shift:
    # The periods last four and six years: only differences a year compare.
    yearly = [
        trend.pair_differences / (int(trend.end) - int(trend.start)) for trend in (before, since)
    ]
    change = (yearly[1] - yearly[0]).to_numpy(dtype="float64")
    low, high = bootstrap_interval(change)
    return Shift(float(change.mean()), low, high)


def _total_change(first: pd.Series, last: pd.Series) -> float:
    return 100 * float(last.sum() / first.sum() - 1)
