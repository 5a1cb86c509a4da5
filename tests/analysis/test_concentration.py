"""Concentration of the jobs of some sectors in few zones."""

import pytest

from territoires_industrie.analysis.concentration import (
    concentrate,
    group_concentration,
    lacks_zeros,
    lorenz,
)
from territoires_industrie.analysis.sector_groups import group_jobs


def test_concentration_by_hand() -> None:
    found = concentrate([1, 1, 2, 4, float("nan")])
    assert (found.zone_count, found.jobs_count, found.half_count) == (4, 8, 1)
    assert found.gini == pytest.approx(2 * (1 + 2 + 6 + 16) / (4 * 8) - 5 / 4)
    assert found.herfindahl == pytest.approx((1 + 1 + 4 + 16) / 64)
    assert found.equal_zones == pytest.approx(64 / 22)
    assert found.top_share_pct == pytest.approx(100)


def test_the_top_ten_of_a_sector_are_its_ten_largest_zones() -> None:
    jobs = group_jobs("urssaf", "2024", ["CE"])["value"].dropna()
    found = group_concentration("urssaf", "2024", ("CE",))
    assert found.top_share_pct == pytest.approx(100 * jobs.nlargest(10).sum() / jobs.sum())
    curve = lorenz(jobs)
    assert curve["cumulated_pct"].iloc[9] == pytest.approx(found.top_share_pct)
    assert curve["cumulated_pct"].iloc[-1] == pytest.approx(100)


def test_a_year_that_writes_no_zeros_is_said_not_to_compare() -> None:
    assert lacks_zeros("flores", "2023", ("CD",))
    assert not lacks_zeros("flores", "2022", ("CD",))
    assert not lacks_zeros("urssaf", "2024", ("CD",))
    # Why: refining is in 28 zones; without the zeros its Gini index measures those alone.
    with_zeros, without = (group_concentration("flores", y, ("CD",)) for y in ("2022", "2023"))
    assert (with_zeros.zone_count, without.zone_count) == (305, 28)
    assert with_zeros.gini == pytest.approx(0.973, abs=0.0005)
    assert without.gini == pytest.approx(0.712, abs=0.0005)


def test_no_job_anywhere_has_no_concentration() -> None:
    assert concentrate([0, 0]).jobs_count == 0
