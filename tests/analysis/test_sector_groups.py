"""Several sectors together: sums, floors, quotients, changes."""

from typing import Any

import pandas as pd
import pytest

from territoires_industrie.analysis import sector_groups
from territoires_industrie.analysis.sector_groups import (
    DATASETS,
    DEFAULT_DATASET,
    group_change,
    group_jobs,
    group_label,
    group_series,
    group_specialisation,
    national_change,
    sectors_of,
    specialised_units,
)
from territoires_industrie.errors import UnknownCodeError
from territoires_industrie.indicators import read_values
from territoires_industrie.membership import read_units
from territoires_industrie.sources import read_table
from territoires_industrie.statistics import zone_jobs
from territoires_industrie.statistics.sectors import industrial_sectors
from territoires_industrie.statistics.status import Status
from territoires_industrie.statistics.zone_jobs import comparable_jobs, read_jobs
from territoires_industrie.wording import round_half_up

INDUSTRY = industrial_sectors()
LE_HAVRE = "2813"
MAYOTTE = "0601"


def rows_of(source: str, year: str, sectors: tuple[str, ...]) -> pd.DataFrame:
    """Rows of the source table, as it is stored."""
    table = read_table("zone_emploi_jobs_2024")
    same = (table["source"] == source) & (table["year"] == year)
    return table[same & table["a38_code"].isin(sectors)]


@pytest.mark.parametrize(("slug", "dataset"), DATASETS.items())
def test_industry_adds_up_to_the_published_total(slug: str, dataset: Any) -> None:
    total = group_jobs(dataset.source, dataset.year, INDUSTRY)["value"].sum()
    assert total == rows_of(dataset.source, dataset.year, INDUSTRY)["jobs_count"].sum()


def test_a_sum_that_misses_a_cell_is_a_floor() -> None:
    cells = group_jobs("flores", "2023", INDUSTRY)
    rows = rows_of("flores", "2023", INDUSTRY)
    empty = set(rows.loc[rows["jobs_count"].isna(), "zone_emploi_code"])
    assert set(cells.index[cells["is_floor"]]) == empty
    assert cells.loc[list(empty), "unpublished_count"].ge(1).all()


@pytest.mark.parametrize("year", ["2019", "2022", "2023", "2024"])
def test_no_sum_of_urssaf_is_a_floor(year: str) -> None:
    cells = group_jobs("urssaf", year, INDUSTRY)
    assert not cells["is_floor"].any()
    assert set(cells["status"]) == {"value", "out_of_scope"}


def test_one_sector_without_a_cell_has_no_figure() -> None:
    cells = group_jobs("flores", "2023", ["CE"])
    rows = rows_of("flores", "2023", ("CE",))
    empty = list(rows.loc[rows["jobs_count"].isna(), "zone_emploi_code"])
    assert empty
    assert cells.loc[empty, "status"].eq(str(Status.NOT_PUBLISHED)).all()
    assert cells.loc[empty, "value"].isna().all()
    assert not cells["is_floor"].any()


def test_zero_beside_an_empty_cell_is_not_a_zero(monkeypatch: pytest.MonkeyPatch) -> None:
    zones = read_units("zone_emploi").index
    jobs = pd.DataFrame(1.0, index=zones, columns=list(sectors_of("urssaf")))
    jobs.loc[LE_HAVRE, ["CE", "CF"]] = [0.0, float("nan")]
    for read in ("read_jobs", "read_published"):
        monkeypatch.setattr(sector_groups, read, lambda *_: jobs)
    sector_groups._group_jobs.cache_clear()
    cell = group_jobs("urssaf", "2024", ["CE", "CF"]).loc[LE_HAVRE]
    sector_groups._group_jobs.cache_clear()
    assert (cell["status"], bool(cell["is_floor"])) == (str(Status.NOT_PUBLISHED), False)


def test_mayotte_is_out_of_scope_everywhere() -> None:
    for table in (
        group_jobs("flores", "2022", ["CA"]),
        group_specialisation("urssaf", "2024", INDUSTRY),
        group_change(INDUSTRY),
    ):
        assert table.at[MAYOTTE, "status"] == Status.OUT_OF_SCOPE
        assert table["status"].eq(str(Status.OUT_OF_SCOPE)).sum() == 1


@pytest.mark.parametrize("sector", ["CE", "CL", "IZ"])
def test_the_quotient_of_one_sector_is_that_of_the_map(sector: str) -> None:
    own = group_specialisation("urssaf", "2024", [sector])
    mapped = read_values("zone_emploi", f"specialisation_urssaf_{sector.lower()}_ratio")
    pd.testing.assert_series_equal(own["value"], mapped["value"], check_names=False)
    assert list(own["status"]) == list(mapped["status"])


def test_the_quotient_of_two_sectors_is_worked_from_sums() -> None:
    both, every = ("CE", "CF"), sectors_of("urssaf")
    part, whole = rows_of("urssaf", "2024", both), rows_of("urssaf", "2024", every)
    here = part.loc[part["zone_emploi_code"] == LE_HAVRE, "jobs_count"].sum()
    here /= whole.loc[whole["zone_emploi_code"] == LE_HAVRE, "jobs_count"].sum()
    expected = here / (part["jobs_count"].sum() / whole["jobs_count"].sum())
    found = group_specialisation("urssaf", "2024", both)["value"][LE_HAVRE]
    assert found == pytest.approx(expected)


def test_the_change_is_that_of_the_maps_indicator() -> None:
    mapped = read_values("zone_emploi", "industrial_jobs_change_urssaf_pct", "2024")
    own = group_change(INDUSTRY)
    pd.testing.assert_series_equal(own["value"], mapped["value"], check_names=False)
    assert list(own["status"]) == list(mapped["status"])


def test_an_empty_cell_of_one_year_is_a_zero_of_the_change() -> None:
    before, after = (
        rows_of("urssaf", year, INDUSTRY).groupby("zone_emploi_code")["jobs_count"].sum()
        for year in ("2019", "2024")
    )
    for zone in ("2814", "9307"):
        change = group_change(INDUSTRY).loc[zone]
        assert (change["jobs_before"], change["jobs_after"]) == (before[zone], after[zone])
        assert change["value"] == pytest.approx(100 * (after[zone] / before[zone] - 1))
        assert change["left_out_count"] == 0


def test_a_cell_of_one_year_only_makes_no_change() -> None:
    old, new = (read_jobs("flores", year)[list(INDUSTRY)] for year in ("2022", "2023"))
    both = old.notna() & new.notna()
    assert not both.loc["2814"].all()
    first, last = comparable_jobs("flores", "2022", "2023", INDUSTRY)
    assert first.sum().sum() == old.where(both).sum().sum()
    assert (first.isna() == last.isna()).all(axis=None)


def test_the_national_change_adds_the_comparable_cells() -> None:
    before, after = national_change(INDUSTRY)
    first, last = zone_jobs.comparable_jobs("urssaf", "2019", "2024", INDUSTRY)
    assert (before, after) == (first.sum().sum(), last.sum().sum())
    assert 100 * (after / before - 1) == pytest.approx(2.9, abs=0.05)


def test_each_source_has_its_own_years() -> None:
    assert list(group_series("urssaf", ["CE"]).index) == ["2019", "2022", "2023", "2024"]
    assert list(group_series("flores", ["CE"]).index) == ["2022", "2023"]


def test_a_zones_line_stops_where_its_sum_misses_a_cell() -> None:
    cells = group_jobs("urssaf", "2024", INDUSTRY)
    floors = list(cells.index[cells["is_floor"]][:2])
    series = group_series("urssaf", INDUSTRY, [*floors, LE_HAVRE])
    assert series.loc["2024", floors].isna().all()
    assert series[LE_HAVRE]["2024"] == cells["value"][LE_HAVRE]


def test_specialised_zones_are_those_over_the_threshold() -> None:
    zones = specialised_units("urssaf", "2024", ("CE",), 1.5)
    quotient = group_specialisation("urssaf", "2024", ["CE"])["value"]
    assert len(zones) == (round_half_up(quotient, 2) >= 1.5).sum()
    assert list(quotient[list(zones)]) == sorted(quotient[list(zones)], reverse=True)


@pytest.mark.parametrize("sectors", [[], ["AZ"], ["XX", "CE"]])
def test_sectors_that_the_source_does_not_count_are_refused(sectors: list[str]) -> None:
    with pytest.raises(UnknownCodeError, match="urssaf"):
        group_jobs("urssaf", "2024", sectors)


def test_labels_name_a_few_and_count_many() -> None:
    assert group_label(["CE"]) == "Chimie"
    assert group_label(sectors_of("flores")) == "36 secteurs"


def test_the_default_dataset_is_the_latest() -> None:
    assert DATASETS[DEFAULT_DATASET].year == "2024"
