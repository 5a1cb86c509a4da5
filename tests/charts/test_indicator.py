"""Charts: the classes and colours of the map, numbers in the form of the language."""

import json
from typing import Any

import numpy as np
import pandas as pd
import pytest

from territoires_industrie.charts.axes import nice_ticks
from territoires_industrie.charts.indicator import histogram, trend_line
from territoires_industrie.classes.classify import classify
from territoires_industrie.look import PAGE
from territoires_industrie.statistics.status import Status
from territoires_industrie.wording import speaking
from tests.charts.checking import checked
from tests.classes.test_classify import CHANGE, SHARE, table
from tests.classes.test_legend import COUNT

RANDOM = np.random.default_rng(4)
VALUES = table(*RANDOM.gamma(4, 4, 200), Status.WITHHELD, Status.WITHHELD)
NAMES = {code: f"Unité {i}" for i, code in enumerate(VALUES.index)}
YEARS = pd.DataFrame(
    {"Axe Seine": [100.0, 110.0, np.nan, 121.0], "France": [1000.0, 1010.0, 1020.0, 1030.0]},
    index=["2019", "2020", "2021", "2022"],
)


def rows(chart: Any) -> Any:
    """Every row of data that a chart carries."""
    spec = checked(chart)
    return [row for data in spec.get("datasets", {}).values() for row in data]


def bars(chart: Any) -> Any:
    return [row for row in rows(chart) if "high" in row]


def test_bars_hold_the_units_inside_the_filter_in_the_colours_of_the_map() -> None:
    kept = pd.Series([i % 2 == 0 for i in range(len(VALUES))], index=VALUES.index)
    classes = classify(VALUES, SHARE, in_filter=kept)
    held = dict.fromkeys(map(PAGE.of, classes.colours), 0)
    for bar in bars(histogram(VALUES, classes, [], SHARE)):
        held[bar["colour"]] += bar["high"] - bar["low"]
    assert tuple(held.values()) == classes.counts


def test_bars_of_one_bin_stand_on_each_other() -> None:
    stacks: dict[float, int] = {}
    for bar in bars(histogram(VALUES, classify(VALUES, SHARE), [], SHARE)):
        assert bar["low"] == stacks.get(bar["from"], 0)
        stacks[bar["from"]] = bar["high"]


def test_the_selection_is_marked_by_name() -> None:
    code = VALUES.index[3]
    withheld = VALUES.index[-1]
    chart = histogram(VALUES, classify(VALUES, SHARE), [code, withheld, "x"], SHARE, NAMES)
    marks = [row for row in rows(chart) if "at" in row and "text" in row]
    assert len(marks) == 1
    assert marks[0]["text"].startswith("Unité 3 : ")


@pytest.mark.parametrize(
    ("values", "indicator", "counted"),
    [
        (table(Status.OUT_OF_SCOPE, Status.OUT_OF_SCOPE), SHARE, 0),
        (table(3, 3, 3), SHARE, 3),
        (table(0, 0), COUNT, 2),
        (table(0, 1, 2, 3, 1_000_000), COUNT, 5),
        (table(-5, 0, 5), CHANGE, 3),
    ],
)
def test_odd_distributions_are_drawn(values: Any, indicator: Any, counted: int) -> None:
    chart = histogram(values, classify(values, indicator), list(values.index), indicator)
    assert json.loads(json.dumps(chart, allow_nan=False))["layer"]
    assert sum(bar["high"] - bar["low"] for bar in bars(chart)) == counted


def test_a_long_tail_takes_a_logarithmic_scale_with_real_labels() -> None:
    values = table(*range(1, 100), 900_000)
    spec = json.dumps(histogram(values, classify(values, COUNT), [], COUNT))
    assert "100\\\\u202f000" in spec


def test_numbers_follow_the_language() -> None:
    values = table(*(n + 0.5 for n in range(3)))
    with speaking("en"):
        spec = json.dumps(histogram(values, classify(values, SHARE), [], SHARE))
    assert "1.5" in spec
    assert "1,5" not in spec


def test_a_year_without_a_figure_is_not_invented() -> None:
    drawn = [row for row in rows(trend_line(YEARS, COUNT, ["France"])) if "unit" in row]
    assert len(drawn) == 8
    missing = [row for row in drawn if row["unit"] == "Axe Seine" and row["year"] == 2021]
    assert missing[0]["shown"] is None


def test_a_unit_without_any_figure_is_drawn_as_nothing() -> None:
    chart = trend_line(YEARS.assign(France=np.nan, **{"Axe Seine": np.nan}), COUNT)
    drawn = [row["shown"] for row in rows(chart) if "unit" in row]
    assert drawn == [None] * 8
    assert "NaN" not in json.dumps(chart, allow_nan=False)


def test_years_stand_as_time_does_and_the_last_is_named() -> None:
    years = YEARS.set_axis(["2010", "2015", "2022", "2023"])
    spec = trend_line(years, COUNT)
    x = spec["layer"][0]["encoding"]["x"]
    assert (x["type"], x["axis"]["values"]) == ("quantitative", [2010, 2015, 2022, 2023])
    assert "[2010, 2015, 2023]" in x["axis"]["labelExpr"]


def test_an_index_starts_at_100() -> None:
    drawn = rows(trend_line(YEARS, COUNT, ["France"], base_year="2019"))
    first = {row["unit"]: row["shown"] for row in drawn if row.get("year") == 2019}
    assert first == {"Axe Seine": 100, "France": 100}
    last = {row["unit"]: row["shown"] for row in drawn if row.get("year") == 2022}
    assert last["Axe Seine"] == pytest.approx(121)


def test_charts_load_nothing() -> None:
    chart = histogram(VALUES, classify(VALUES, SHARE), [], SHARE)
    spec = checked(chart)
    spec.pop("$schema")
    assert "http" not in json.dumps(spec)


@pytest.mark.parametrize(("low", "high"), [(0, 1), (-3.2, 17), (1e6, 7e7), (0.01, 0.02), (5, 5)])
def test_ticks_are_inside_and_few(low: Any, high: Any) -> None:
    ticks = nice_ticks(low, high)
    assert all(low <= tick <= high for tick in ticks)
    assert 1 <= len(ticks) <= 7


def test_an_estimate_is_said_as_one_in_the_histogram() -> None:
    values = VALUES.assign(status=VALUES["status"].replace("value", "estimate"))
    code = values.index[values["status"] == "estimate"][0]
    chart = histogram(values, classify(values, SHARE), [code], SHARE)
    assert "≈" in json.dumps(chart, ensure_ascii=False)
