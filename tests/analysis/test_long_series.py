"""Salaried jobs since 1998: what is published, and the sheet's chart of it."""

import pytest

from territoires_industrie.analysis.long_series import (
    programme_years,
    read_salaried_jobs,
    sector_series,
    zone_series,
)
from territoires_industrie.indicators import national_value, read_values
from territoires_industrie.sheet.long_story import long_story
from territoires_industrie.sheet.model import Chart


def test_industry_falls_until_2016_and_rises_since() -> None:
    jobs = sector_series()["Industrie"]
    assert [jobs["1998"], jobs["2018"], jobs["2023"]] == [3_991_416, 3_114_806, 3_210_167]
    assert jobs.idxmin() == "2016"


def test_sectors_and_mainland_zones_add_up_to_metropolitan_france() -> None:
    france = read_salaried_jobs("france_metropolitaine").iloc[:, 0]
    assert sector_series().sum(axis=1).tolist() == pytest.approx(france.tolist(), abs=10)
    zones = read_salaried_jobs("zone_emploi")
    mainland = zones[[code for code in zones.columns if code[:2] not in {"01", "02", "03", "04"}]]
    assert mainland.sum(axis=1).tolist() == pytest.approx(france.tolist(), abs=10)


def test_the_indicator_reads_the_same_table() -> None:
    cells = read_values("zone_emploi", "salaried_jobs_count", "1998")
    zones = read_salaried_jobs("zone_emploi").loc["1998"]
    assert cells["value"].dropna().to_dict() == zones.to_dict()
    assert cells.loc["0601", "status"] == "out_of_scope"
    assert national_value("salaried_jobs_count", "2018") == 24_814_930


def test_a_sheet_draws_its_zones_with_the_dates_of_the_programme() -> None:
    assert list(programme_years()) == ["2018", "2023"]
    series = zone_series("territoire_phase2", "ti-2802")
    assert series.columns[0] == "Rouen"
    assert series.columns[-1] == "France métropolitaine"
    chart, _note = long_story("territoire_phase2", "ti-2802")
    assert isinstance(chart, Chart)
    assert "annonce" in str(chart.spec)
    assert len(chart.table.rows) == 26


def test_a_ground_that_the_source_leaves_out_has_no_chart() -> None:
    assert long_story("epci", "200059871") == ()
