"""Jobs of 2022 and the share of industry, on grounds small enough to add up by hand."""

import pandas as pd
import pytest

from territoires_industrie.statistics.industry import (
    estimate_blocks,
    estimate_jobs,
    spread_blocks,
    sum_units,
)


def communes() -> pd.DataFrame:
    """Return two EPCI of two communes each, and an island that belongs to none."""
    return pd.DataFrame(
        {
            "block": ["A", "A", "B", "B", None],
            "jobs_2018": [300.0, 100.0, 500.0, 500.0, 10.0],
            "own_share_pct": [None, 30.0, None, None, None],
        },
        index=["a1", "a2", "b1", "b2", "island"],
    )


def blocks() -> pd.DataFrame:
    return pd.DataFrame(
        {"jobs_count_2022": [800.0, 1000.0], "industrial_jobs_count_2022": [80.0, 250.0]},
        index=["A", "B"],
    )


def test_jobs_follow_the_censuses_then_the_yearly_change() -> None:
    first, second = pd.Series([100.0, 100.0]), pd.Series([200.0, 100.0])
    jobs = estimate_jobs(first, second, pd.Series([0.0, 2.0]))
    assert jobs.tolist() == pytest.approx([100 * 2**0.6, 100 * 1.02**6])


def test_a_block_adds_its_communes_up_before_any_rate() -> None:
    table = communes().assign(jobs_count_2013=100.0, jobs_count_2018=100.0)
    labour = pd.DataFrame(
        {"jobs_growth_pct_per_year_2016_2022": 0.0, "jobs_industry_share_pct_2022": [10.0, 25.0]},
        index=["A", "B"],
    )
    found = estimate_blocks(table, labour).set_index("unit_code")
    assert found["jobs_count_2022"].to_dict() == {"A": 200.0, "B": 200.0}
    assert found["industrial_jobs_count_2022"].to_dict() == {"A": 20.0, "B": 50.0}


def test_whole_blocks_count_with_their_share_and_bound_it() -> None:
    spread = spread_blocks(communes(), blocks())
    assert spread["jobs_count"].dropna().tolist() == [600.0, 200.0, 500.0, 500.0]
    unit = sum_units(spread, pd.Series("u", index=["a1", "a2", "b1", "b2"])).loc["u"]
    assert unit["jobs_count"] == 1800
    assert unit["industrial_jobs_count"] == pytest.approx(330)
    assert unit["share_pct"] == pytest.approx(100 * 330 / 1800)
    assert (unit["low_pct"], unit["high_pct"]) == (10.0, 25.0)
    assert (unit["unknown_part"], unit["is_whole"]) == (0.0, True)


def test_a_commune_apart_counts_with_its_own_share_else_as_unknown() -> None:
    spread = spread_blocks(communes(), blocks())
    known = sum_units(spread, pd.Series("u", index=["a2", "b1", "b2"])).loc["u"]
    assert known["industrial_jobs_count"] == pytest.approx(0.3 * 200 + 250)
    assert (known["unknown_part"], known["is_whole"]) == (0.0, False)
    unknown = sum_units(spread, pd.Series("u", index=["a1", "b1", "b2"])).loc["u"]
    assert unknown["industrial_jobs_count"] == pytest.approx(0.1 * 600 + 250)
    assert unknown["unknown_part"] == pytest.approx(600 / 1600)


def test_ground_without_a_block_is_unknown_and_adds_nothing() -> None:
    spread = spread_blocks(communes(), blocks())
    both = sum_units(spread, pd.Series("u", index=["b1", "b2", "island"])).loc["u"]
    assert both["jobs_count"] == 1000
    assert both["unknown_part"] == pytest.approx(10 / 1010)
    alone = sum_units(spread, pd.Series("u", index=["island"])).loc["u"]
    assert pd.isna(alone["jobs_count"])
    assert alone["unknown_part"] == 1
