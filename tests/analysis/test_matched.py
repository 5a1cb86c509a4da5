"""Members against similar non-members."""

import numpy as np
import pytest

from territoires_industrie.analysis.matched import PERIODS, compare_members
from territoires_industrie.analysis.matching import bootstrap_interval
from territoires_industrie.errors import AtlasError, UnknownCodeError
from territoires_industrie.indicators import read_values
from territoires_industrie.membership import programme_status, read_units


def test_members_and_pool_are_what_they_say() -> None:
    found = compare_members()
    status = programme_status("epci")
    pairs = found.pairs
    assert set(status.loc[pairs["member_code"], "phase1"]) == {"entier"}
    assert set(status.loc[pairs["match_code"], "phase1"]) == {"non"}
    assert set(status.loc[pairs["match_code"], "phase2"]) == {"non"}
    assert found.member_count == (status["phase1"] == "entier").sum() == 546
    assert "200054781" in found.left_out["partiel"], "Grand Paris is a member in part"


def test_every_member_has_its_neighbours_nearest_first() -> None:
    pairs = compare_members(neighbours=3).pairs
    assert (pairs.groupby("member_code").size() == 3).all()
    assert pairs.groupby("member_code")["distance"].is_monotonic_increasing.all()


def test_matching_improves_the_balance() -> None:
    balance = compare_members().balance
    assert (balance["difference_before"].abs() > 0.4).all()
    assert (balance["difference_after"].abs() < 0.1).all()


def test_trend_by_hand_for_one_member() -> None:
    found = compare_members()
    jobs = {
        year: read_values("epci", "private_jobs_count", year)["value"].astype(float)
        for year in ("2018", "2024")
    }
    change = 100 * (jobs["2024"] / jobs["2018"] - 1)
    mine = found.pairs[found.pairs["member_code"] == "200084952"]["match_code"]
    expected = change["200084952"] - change[mine].mean()
    since = found.trends[1]
    assert since.pair_differences["200084952"] == pytest.approx(expected)
    assert since.difference_mean == pytest.approx(since.member_mean - since.match_mean)
    assert since.difference_per_year == pytest.approx(since.difference_mean / 6)
    members = found.pairs["member_code"].unique()
    total = 100 * (jobs["2024"][members].sum() / jobs["2018"][members].sum() - 1)
    assert since.member_total == pytest.approx(total)


def test_the_spread_surrounds_the_mean_and_is_the_same_each_time() -> None:
    found = compare_members()
    for trend, (start, end) in zip(found.trends, PERIODS, strict=True):
        assert (trend.start, trend.end) == (start, end)
        assert trend.difference_low < trend.difference_mean < trend.difference_high
        first, middle, third = trend.difference_quartiles
        assert first < middle < third
    values = np.arange(50, dtype="float64")
    assert bootstrap_interval(values) == bootstrap_interval(values)
    assert found.shift.low < found.shift.mean < found.shift.high


def test_within_region_keeps_to_the_region() -> None:
    pairs = compare_members(within_region=True).pairs
    region = read_units("epci")["region_code"]
    assert (region[pairs["member_code"]].array == region[pairs["match_code"]].array).all()


def test_phase_2_and_the_wider_pool() -> None:
    phase2 = compare_members(phase=2)
    assert phase2.member_count == 620
    wide = compare_members(pool="hors-phase")
    assert wide.pool_count > compare_members().pool_count
    assert "sans-chiffre" in wide.left_out, "Mayotte has no private jobs in the source"


def test_bad_requests_are_refused() -> None:
    with pytest.raises(UnknownCodeError, match="jamais"):
        compare_members(pool="tous")
    with pytest.raises(AtlasError, match="10 voisins"):
        compare_members(neighbours=0)
