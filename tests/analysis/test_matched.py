"""Members against similar non-members, and brownfields."""

import re

import numpy as np
import pandas as pd
import pytest

from territoires_industrie.analysis.brownfields import (
    OUTLIER_HA,
    STATUSES,
    TYPES,
    normalise_type,
    read_brownfields,
    read_sites,
)
from territoires_industrie.analysis.matched import PERIODS, compare_members
from territoires_industrie.analysis.matched_words import describe_comparison, say_points
from territoires_industrie.analysis.matching import (
    bootstrap_interval,
    match_nearest,
    standardise,
    weigh_matches,
)
from territoires_industrie.errors import AtlasError, UnknownCodeError
from territoires_industrie.indicators import read_values
from territoires_industrie.membership import programme_status, read_units
from territoires_industrie.sources import read_table


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


def test_words_say_association_and_warn_of_a_poor_balance() -> None:
    said = describe_comparison(compare_members())
    assert "association" in said
    # Negative numbers have the sign of typographers.
    assert re.search(r"−\d", said)
    assert not re.search(r"(?<!\d)-\d", said)
    assert "restent différents" not in said
    assert "restent différents" in describe_comparison(compare_members(within_region=True))


def test_bad_requests_are_refused() -> None:
    with pytest.raises(UnknownCodeError, match="jamais"):
        compare_members(pool="tous")
    with pytest.raises(AtlasError, match="10 voisins"):
        compare_members(neighbours=0)


def test_nearest_neighbours_on_a_line() -> None:
    scaled = standardise(pd.DataFrame({"x": [0.0, 10.0, 1.0, 4.0, 11.0]}, index=list("abpqr")))
    pairs = match_nearest(scaled, ["a", "b"], ["p", "q", "r"], 2, within_region=False)
    assert pairs["match_code"].tolist() == ["p", "q", "r", "q"]
    assert weigh_matches(pairs).to_dict() == {"p": 0.25, "q": 0.5, "r": 0.25}


def test_every_spelling_of_a_type_is_known() -> None:
    labels = read_table("brownfield_2024")["site_type"].unique()
    assert len(labels) == 26
    assert {normalise_type(label) for label in labels} == set(TYPES)
    assert all(normalise_type(label) != "autre" for label in labels if label != "autre"), (
        "no label falls back on « autre »"
    )


def test_sites_are_all_there_and_placed() -> None:
    sites = read_sites()
    assert len(sites) == 23_878
    assert (~sites["is_verified"]).sum() == 12_910
    assert sites["type"].isin(["industrielle", "agro-industrielle"]).sum() == 1_731
    assert sites["commune_code"].isin(read_units("commune").index).all()
    assert set(sites["status"]) == set(STATUSES)
    assert sites["area_ha"].max() == pytest.approx(7413.6, abs=0.1)
    assert sites.sort_values("area_ha", ascending=False).iloc[0]["is_outlier"]


def test_an_outlier_is_counted_but_not_its_area() -> None:
    arles = read_brownfields("epci", "241300417")
    assert "13004_14155" in arles.outliers.index
    assert arles.area_ha < arles.outliers["area_ha"].sum()
    assert arles.by_type["site_count"].sum() == arles.verified_count
    assert arles.by_status["site_count"].sum() == arles.verified_count
    assert arles.by_type["area_ha"].sum() == pytest.approx(arles.area_ha)
    assert (arles.outliers["area_ha"] >= OUTLIER_HA).all()


def test_a_shared_land_unit_counts_once_and_keeps_a_verified_site() -> None:
    sites = read_sites()
    shared = sites[sites["is_shared_area"]]
    assert len(shared) == 906
    keys = ["commune_code", "area_ha", "lon", "lat"]
    kept = sites[sites["area_ha"].notna() & ~sites["is_shared_area"]]
    assert not kept.duplicated(keys).any()
    groups = shared[shared["is_verified"]].merge(kept, on=keys, suffixes=("", "_kept"))
    assert groups["is_verified_kept"].all()


def test_phase_2_says_who_entered_late() -> None:
    said = describe_comparison(compare_members(2)).replace("\u202f", " ")
    assert "Parmi ces 620 EPCI, 143 ne sont entrés qu’en novembre 2023" in said
    assert "novembre 2023" not in describe_comparison(compare_members(1))


def test_points_agree_in_number() -> None:
    assert [say_points(value, 1) for value in (-2.4, 1.95, 0.4, -1.9)] == [
        "−2,4 points",
        "+2,0 points",
        "+0,4 point",
        "−1,9 point",
    ]
