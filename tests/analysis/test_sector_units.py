"""Several sectors around a unit: ranks, weighted jobs, changes."""

import pytest

from territoires_industrie.analysis.profile import zone_weights
from territoires_industrie.analysis.sector_groups import (
    DATASETS,
    group_change,
    group_jobs,
    group_specialisation,
    national_change,
)
from territoires_industrie.analysis.sector_units import rank_groups, unit_change
from territoires_industrie.membership import read_units
from territoires_industrie.statistics.sectors import industrial_sectors

INDUSTRY = industrial_sectors()
LE_HAVRE = "2813"


@pytest.mark.parametrize("sectors", [["CE"], ["CE", "CF"], list(industrial_sectors())])
def test_zones_rank_by_the_quotient_of_the_map(sectors: list[str]) -> None:
    ranked = rank_groups("zone_emploi", DATASETS["urssaf-2024"], sectors)
    quotient = group_specialisation("urssaf", "2024", sectors)["value"].dropna()
    assert set(ranked.index) == set(quotient.index)
    assert ranked["specialisation_ratio"].is_monotonic_decreasing
    assert (ranked["specialisation_ratio"] - quotient).abs().max() < 1e-9
    change = group_change(sectors)["value"]
    known = ranked["change_pct"].dropna()
    assert len(known) > 200
    assert (known - change[known.index]).abs().max() < 1e-6


def test_a_territory_has_the_weighted_jobs_of_its_zones() -> None:
    axe_seine = rank_groups("territoire_phase2", DATASETS["urssaf-2024"], ["CE"]).loc["ti-2802"]
    weights = zone_weights("territoire_phase2", "ti-2802")["weight"]
    jobs = group_jobs("urssaf", "2024", ["CE"])["value"]
    assert axe_seine["jobs_count"] == pytest.approx((jobs[weights.index] * weights).sum())
    before, after = unit_change("territoire_phase2", "ti-2802", ["CE"])
    assert axe_seine["change_count"] == pytest.approx(after - before)


def test_a_ranking_marks_its_floors() -> None:
    cells = group_jobs("flores", "2023", industrial_sectors())
    ranked = rank_groups("zone_emploi", DATASETS["flores-2023"], industrial_sectors())
    assert 0 < ranked["is_floor"].sum() < len(ranked)
    assert set(ranked.index[ranked["is_floor"]]) == set(cells.index[cells["is_floor"]])


@pytest.mark.parametrize("sectors", [["AZ"], ["AZ", "CE"]])
def test_sectors_that_urssaf_does_not_count_rank_without_a_change(sectors: list[str]) -> None:
    ranked = rank_groups("zone_emploi", DATASETS["flores-2022"], sectors)
    quotient = group_specialisation("flores", "2022", sectors)["value"].dropna()
    assert set(ranked.index) == set(quotient.index)
    assert ranked[["jobs_2019", "jobs_2024", "change_count", "change_pct"]].isna().all(axis=None)


def test_a_units_change_weights_its_zones() -> None:
    alone = unit_change("zone_emploi", LE_HAVRE, INDUSTRY)
    row = group_change(INDUSTRY).loc[LE_HAVRE]
    assert alone == pytest.approx((row["jobs_before"], row["jobs_after"]))
    france = [unit_change("region", code, INDUSTRY) for code in read_units("region").index]
    total = [sum(years) for years in zip(*france, strict=True)]
    assert total == pytest.approx(national_change(INDUSTRY))
