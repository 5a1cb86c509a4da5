"""Units side by side: their references, their figures."""

import pandas as pd
import pytest

from territoires_industrie.analysis.compared_unit import ComparedUnit, read_unit, unit_labels
from territoires_industrie.analysis.comparison import (
    NOT_AT_THIS_LEVEL,
    columns_of,
    comparison_rows,
    profile_table,
    rank_correlation,
    rows_table,
    scatter_table,
    trend_table,
)
from territoires_industrie.analysis.profile import read_profile
from territoires_industrie.analysis.similarity import similar_codes
from territoires_industrie.indicators import find_indicator, national_value, read_values

LE_HAVRE = ComparedUnit("epci", "200084952")
ROUEN = ComparedUnit("epci", "200023414")
ANNECY = ComparedUnit("epci", "200066793")
NORMANDIE = ComparedUnit("region", "28")
AXE_SEINE = ComparedUnit("territoire_phase1", "ti-2801")


def test_columns_are_units_then_regions_france_and_medians() -> None:
    kinds = [column.kind for column in columns_of([LE_HAVRE, ROUEN])]
    assert kinds == ["unit", "unit", "region", "france", "similar", "median"]
    kinds = [column.kind for column in columns_of([LE_HAVRE, ANNECY, NORMANDIE])]
    assert kinds == ["unit"] * 3 + ["region", "france", "similar", "median", "median"]
    assert (
        columns_of([LE_HAVRE])[-1].label
        == "Médiane des 1\u202f253 unités – Intercommunalités (EPCI)"
    )
    kinds = [column.kind for column in columns_of([NORMANDIE])]
    assert "similar" not in kinds


def test_cells_are_those_of_the_statistics() -> None:
    rows = {row.indicator.key: row.cells for row in comparison_rows([LE_HAVRE, ROUEN])}
    values = read_values("epci", "private_jobs_count")["value"]
    similar = list(similar_codes("epci", LE_HAVRE.code))
    assert rows["private_jobs_count"] == (
        (values[LE_HAVRE.code], "value"),
        (values[ROUEN.code], "value"),
        (read_values("region", "private_jobs_count")["value"]["28"], "value"),
        (national_value("private_jobs_count"), "value"),
        (values[similar].median(), "value"),
        (values.median(), "value"),
    )


def test_a_figure_that_a_level_lacks_says_so() -> None:
    rows = {row.indicator.key: row.cells for row in comparison_rows([LE_HAVRE, NORMANDIE])}
    assert rows["poverty_rate_pct"][1] == (None, NOT_AT_THIS_LEVEL)
    assert rows["median_income_eur"][2] == (None, "not_collected")


@pytest.mark.parametrize("others", [(), (LE_HAVRE,), (LE_HAVRE, NORMANDIE, AXE_SEINE)])
def test_figures_of_a_theme_stand_together(others: tuple[ComparedUnit, ...]) -> None:
    themes = rows_table([ComparedUnit("zone_emploi", "2813"), *others])["theme"]
    assert (themes != themes.shift()).sum() == themes.nunique()


def test_the_flat_table_has_a_status_a_column() -> None:
    table = rows_table([LE_HAVRE, ROUEN])
    shown = [column.label for column in columns_of([LE_HAVRE, ROUEN])]
    assert [name for name in table.columns if name.endswith("(status)")] == [
        f"{label} (status)" for label in shown
    ]
    assert not table["indicator_key"].duplicated().any()


def test_profiles_are_those_of_the_sheet() -> None:
    table = profile_table([LE_HAVRE, AXE_SEINE], "part")
    own = read_profile(AXE_SEINE.level_key, AXE_SEINE.code).sectors
    assert len(table) == 16
    assert table["france"].is_monotonic_decreasing
    label = unit_labels([LE_HAVRE, AXE_SEINE])[1]
    assert table[label].to_dict()["Chimie"] == own["share_pct"].to_dict()["CE"]
    assert profile_table([LE_HAVRE], "specialisation")["france"].eq(1).all()


def test_the_shared_region_is_a_line_and_others_are_not() -> None:
    assert list(trend_table([LE_HAVRE, ROUEN], "private_jobs_count").columns)[2:] == [
        "Région Normandie",
        "France",
    ]
    assert list(trend_table([LE_HAVRE, ANNECY], "private_jobs_count").columns)[2:] == ["France"]
    compared = trend_table([LE_HAVRE, NORMANDIE], "population_count")
    assert list(compared.columns)[2:] == ["France"]
    assert list(compared.index) == list(find_indicator("population_count").years)


def test_the_cloud_holds_units_with_both_figures() -> None:
    x, y = find_indicator("population_count"), find_indicator("industrial_jobs_share_pct")
    cloud = scatter_table("epci", x, y)
    share = read_values("epci", y.key)
    # What stands for a figure overseas is none to compare.
    compared = share.index[share["status"].isin(["value", "estimate"])]
    assert set(cloud.index) == set(compared)
    assert len(compared) < share["value"].notna().sum()


def test_rank_correlation_by_hand() -> None:
    table = pd.DataFrame({"x": [1.0, 2.0, 30.0], "y": [10.0, 20.0, 21.0]})
    assert rank_correlation(table) == pytest.approx(1)
    assert rank_correlation(table.assign(y=-table["y"])) == pytest.approx(-1)


def test_france_and_a_census_of_another_year_are_compared_on_constant_ground() -> None:
    """Mayotte's census of 2017 came in from 2018 on, and stood for six years."""
    unit = read_unit("region:06")
    assert unit is not None
    mayotte = trend_table([unit], "population_count")
    france = mayotte["France"]
    assert 100 * france["2018"] / france["2010"] == pytest.approx(103.28, abs=0.005)
    assert 100 * france["2023"] / france["2010"] == pytest.approx(105.39, abs=0.005)
    assert mayotte.iloc[:, 0].isna().all()
