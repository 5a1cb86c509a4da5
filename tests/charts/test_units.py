"""Charts of compared units: colours, what is inside the axes, where lines stop."""

import json
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from territoires_industrie.analysis.concentration import lorenz
from territoires_industrie.charts.dodge import spread
from territoires_industrie.charts.sectors import change_bars, gathering_curves
from territoires_industrie.charts.units import index_lines, say_pairs, scatter, sector_dots
from territoires_industrie.indicators import find_indicator
from territoires_industrie.look import PAGE
from tests.charts.checking import checked

COLOURS = {"A": "#3c2d78", "B": "#965a00"}
YEARS = pd.DataFrame(
    {"A": [50.0, 60.0, 55.0], "B": [float("nan"), 10.0, 20.0], "France": [200.0, 210.0, 190.0]},
    index=["2019", "2022", "2023"],
)


def rows_of(chart: Any, layer: int = 0) -> list[dict[str, Any]]:
    """Rows of one layer."""
    spec = checked(chart)
    name = spec["layer"][layer].get("data", spec.get("data"))["name"]
    rows: list[dict[str, Any]] = spec["datasets"][name]
    return rows


def scale_of(chart: Any, channel: str, layer: int = 0) -> dict[str, Any]:
    scale: dict[str, Any] = chart["layer"][layer]["encoding"][channel]["scale"]
    return scale


def test_the_first_year_is_one_hundred_and_years_keep_their_distance() -> None:
    rows = rows_of(index_lines(YEARS, COLOURS, "2019"))
    assert [row["index"] for row in rows if row["unit"] == "A"] == pytest.approx([100, 120, 110])
    assert [row["year"] for row in rows if row["unit"] == "A"] == [2019, 2022, 2023]


def test_a_unit_without_the_first_year_has_no_line() -> None:
    assert "B" not in {row["unit"] for row in rows_of(index_lines(YEARS, COLOURS, "2019"))}


def test_every_index_is_inside_the_axis() -> None:
    chart = index_lines(YEARS, COLOURS, "2019")
    low, high = scale_of(chart, "y")["domain"]
    assert all(low < row["index"] < high for row in rows_of(chart))


def test_references_are_grey_and_dashed() -> None:
    chart = index_lines(YEARS, COLOURS, "2019")
    colours = scale_of(chart, "color", 1)
    found = dict(zip(colours["domain"], colours["range"], strict=True))
    assert found == {**COLOURS, "France": PAGE.reference}
    assert {row["unit"] for row in rows_of(chart) if row["is_reference"]} == {"France"}


def test_a_chart_without_a_figure_is_still_drawn() -> None:
    empty = pd.DataFrame({"A": [float("nan")] * 2}, index=["2019", "2020"])
    assert rows_of(index_lines(empty, COLOURS, "2019")) == []


def test_every_dot_of_a_profile_is_inside_and_unknown_ones_are_absent() -> None:
    table = pd.DataFrame({"A": [1.0, 4.6], "B": [float("nan"), 0.2]}, index=["Chimie", "Bois"])
    chart = sector_dots(table, COLOURS, pd.Series({"Chimie": 2.0, "Bois": 1.0}), "%", 1)
    dots = rows_of(chart, 1)
    assert scale_of(chart, "x")["domain"][1] > 4.6
    assert [(row["unit"], row["sector"]) for row in dots] == [
        ("A", "Chimie"),
        ("A", "Bois"),
        ("B", "Bois"),
    ]
    assert dots[1]["text"].replace("\xa0", " ") == "4,6 %"


def test_the_scatter_names_the_chosen_units_only() -> None:
    x, y = find_indicator("population_count"), find_indicator("population_change_pct")
    cloud = pd.DataFrame({"name": ["A", "C", "D"], "x": [10.0, 20, 9e6], "y": [1.0, -2, 0.5]})
    cloud[["x_status", "y_status"]] = "value"
    cloud["text"] = say_pairs(cloud, x, y)
    chart = scatter(cloud, cloud.iloc[:1], {"A": "#3c2d78"}, x, y, (6e7, 1.7))
    spec = checked(chart)
    kinds = [layer["mark"]["type"] for layer in spec["layer"]]
    assert kinds == ["circle", "rule", "point", "text"]
    assert [row["name"] for row in rows_of(chart, 0)] == ["A", "C", "D"]
    assert [row["name"] for row in rows_of(chart, 3)] == ["A"]
    # France's total is no place among its parts: only its ratio is drawn.
    assert "y" in spec["layer"][1]["encoding"]
    low, high = spec["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert all(low < row["at_x"] < high for row in rows_of(chart, 0))


@given(
    places=st.lists(st.floats(0, 100), min_size=1, max_size=10),
    gap=st.floats(0.5, 10),
)
def test_names_stand_apart_inside_and_in_the_order_of_their_points(
    places: list[float], gap: float
) -> None:
    moved = spread(places, gap, 0, 100)
    ordered = moved[np.argsort(places, kind="stable")]
    assert all(after - before >= gap - 1e-9 for before, after in pairwise(ordered))
    assert ordered[0] >= -1e-9
    assert ordered[-1] <= 100 + 1e-9


def test_names_that_are_far_apart_do_not_move() -> None:
    assert spread([50.0, 10.0, 90.0], 5, 0, 100).tolist() == [50, 10, 90]


def test_close_points_have_names_of_their_own_and_leaders() -> None:
    x, y = find_indicator("population_count"), find_indicator("population_change_pct")
    names = [f"Communauté {rank}" for rank in range(8)]
    cloud = pd.DataFrame({"name": names, "x": [100.0 + n for n in range(8)], "y": [1.0] * 8})
    cloud[["x_status", "y_status"]] = "value"
    cloud["text"] = say_pairs(cloud, x, y)
    chart = scatter(cloud, cloud, dict.fromkeys(names, "#3c2d78"), x, y)
    layers = chart["layer"]
    leaders = [row for rank in (2, 4) for row in rows_of(chart, rank)]
    written = [row for rank in (3, 5) for row in rows_of(chart, rank)]
    assert sorted(row["name"] for row in written) == names
    assert len({row["name_y"] for row in written}) == 8
    assert len(leaders) >= 4
    assert {layers[rank]["mark"]["align"] for rank in (3, 5)} == {"left", "right"}


def test_references_differ_by_colour_and_dash() -> None:
    spec = index_lines(YEARS.assign(Normandie=5.0)[["A", "Normandie", "France"]], COLOURS, "2019")
    lines = next(one for one in spec["layer"] if "strokeDash" in one.get("encoding", {}))
    dashes = lines["encoding"]["strokeDash"]["scale"]
    colours = lines["encoding"]["color"]["scale"]
    for scale in (dashes, colours):
        by_name = dict(zip(scale["domain"], map(str, scale["range"]), strict=True))
        assert by_name["France"] != by_name["Normandie"]
    by_name = dict(zip(dashes["domain"], dashes["range"], strict=True))
    assert by_name["A"] == [1, 0]


def test_losses_and_gains_have_two_colours() -> None:
    rows = pd.DataFrame({"label": ["A", "B"], "value": [5.0, -3.0], "text": ["+5", "-3"]})
    gain, loss = (row["colour"] for row in rows_of(change_bars(rows)))
    assert gain != loss


def test_a_narrow_chart_writes_the_figures_alone() -> None:
    rows = pd.DataFrame({"label": ["A"], "value": [5.0], "text": ["+5 (+8,9 %)"]})
    spec = change_bars(rows)
    assert rows_of(change_bars(rows))[0]["short"] == "+5"
    assert "datum.short" in json.dumps(spec["layer"][1]["mark"])


def test_curves_end_at_all_the_jobs() -> None:
    curve = lorenz(pd.Series({"a": 1.0, "b": 3.0, "c": float("nan")}))
    rows = rows_of(gathering_curves({"Chimie": curve}, {"Chimie": "#3c2d78"}))
    assert [row["cumulated_pct"] for row in rows] == pytest.approx([75, 100])


def test_an_estimate_is_said_as_one_in_the_scatter() -> None:
    x, y = find_indicator("population_change_pct"), find_indicator("industrial_jobs_share_pct")
    figures = {"x": [1.0], "y": [14.8], "x_status": ["value"], "y_status": ["estimate"]}
    cloud = pd.DataFrame({"name": ["A"], **figures})
    cloud["text"] = say_pairs(cloud, x, y)
    assert cloud["text"][0] == "1,0\u00a0% · ≈\u00a014,8\u00a0%"
    spec = scatter(cloud, cloud, {"A": "#3c2d78"}, x, y)
    # The year stands in the title already.
    assert "2018-2023 (%)" in json.dumps(spec, ensure_ascii=False)
