"""Classification: every unit in one class or one status, and counts that add up."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from territoires_industrie.classes.breaks import find_breaks
from territoires_industrie.classes.classification import MISSING
from territoires_industrie.classes.classify import classify, pivot_of
from territoires_industrie.classes.classing import METHODS
from territoires_industrie.classes.legend import class_bounds, legend_rows
from territoires_industrie.errors import AtlasError, UnknownCodeError
from territoires_industrie.indicators import Indicator, Measure
from territoires_industrie.statistics.status import Status
from territoires_industrie.wording import format_number

SHARE = Indicator(
    key="industrial_jobs_share_pct",
    measure=Measure.RATIO,
    name="Part de l'industrie dans l'emploi",
    definition="",
    unit="%",
    decimals=1,
    levels=("epci",),
    years=("2022",),
)
CHANGE = replace(SHARE, palette="diverging_zero")
KIND = replace(
    SHARE,
    measure=Measure.CATEGORY,
    categories=(("CC", "Communauté de communes"), ("CA", "Communauté"), ("METRO", "Métropole")),
)
MISSING_STATUSES = [status for status in Status if not status.has_figure]
AUTOMATIC = [method for method in METHODS if method != "manuel"]


def table(*cells: Any) -> Any:
    """Make a table of values from numbers and missing statuses, under SIREN-like codes."""
    rows = [
        (np.nan, str(cell))
        if isinstance(cell, Status)
        else (float(cell), str(Status.VALUE if cell else Status.ZERO))
        for cell in cells
    ]
    codes = pd.Index([f"2{i:08d}" for i in range(len(rows))], name="code")
    return pd.DataFrame(rows, columns=["value", "status"], index=codes)


cells = st.one_of(
    st.floats(-500, 5000, allow_nan=False),
    st.integers(0, 6),
    st.sampled_from(MISSING_STATUSES),
)


@pytest.mark.parametrize("count", range(2, 10))
def test_no_more_classes_than_were_asked_for(count: int) -> None:
    """Six sixths are less than one, as a computer adds them."""
    ordered = np.array([0.0, 0, *range(1, 2 * count)])
    assert len(find_breaks(ordered, "quantiles", count)) == count - 1


@settings(deadline=None)
@given(
    units=st.lists(cells, min_size=1, max_size=60),
    method=st.sampled_from(AUTOMATIC),
    count=st.integers(3, 9),
    indicator=st.sampled_from([SHARE, CHANGE]),
    data=st.data(),
)
def test_every_unit_is_in_one_class_or_one_status(
    units: Any, method: Any, count: Any, indicator: Any, data: Any
) -> None:
    values = table(*units)
    kept = pd.Series(
        data.draw(st.lists(st.booleans(), min_size=len(units), max_size=len(units))),
        index=values.index,
    )
    result = classify(values, indicator, method, count, in_filter=kept)
    finite = values["value"].notna()
    assert (result.class_of[~finite] == MISSING).all()
    assert result.class_of[finite].between(0, result.class_count - 1).all()
    assert result.class_count <= count
    assert len(result.colours) == len(result.counts) == result.class_count
    held = set(result.class_of[finite])
    # Equal intervals stay equal: one without a value is not joined to its neighbour.
    assert held == set(range(result.class_count)) or method == "intervalles"
    assert sum(result.counts) + sum(result.missing_counts.values()) == kept.sum()
    assert sum(row.count for row in legend_rows(result, indicator)) == kept.sum()
    assert len(set(result.colours)) == result.class_count
    for index in held:
        low, high = class_bounds(result, index)
        inside = result.shown[result.class_of == index]
        assert low <= inside.min() and inside.max() <= high
    if result.pivot is not None and result.pivot_class is not None:
        below = result.class_of < result.pivot_class
        assert (result.shown[finite & below] < result.pivot).all()
        assert (result.shown[finite & ~below] >= result.pivot).all()


@settings(deadline=None)
@given(units=st.lists(cells, min_size=2, max_size=40), data=st.data())
def test_colours_do_not_depend_on_the_filter(units: Any, data: Any) -> None:
    values = table(*units)
    kept = pd.Series(
        data.draw(st.lists(st.booleans(), min_size=len(units), max_size=len(units))),
        index=values.index,
    )
    everything, part = classify(values, SHARE), classify(values, SHARE, in_filter=kept)
    assert everything.breaks == part.breaks
    assert (everything.class_of == part.class_of).all()


def test_the_number_that_is_read_decides_the_class() -> None:
    values = table(1, 2, 12.26, 12.34, 20, 30)
    result = classify(values, SHARE, "manuel", breaks=[12.3])
    # 12.26 is written "12,3": a reader looks for it where the label says 12,3.
    assert format_number(12.26, 1) == "12,3"
    assert result.class_of.tolist() == [0, 0, 1, 1, 1, 1]


def test_counts_look_inside_the_filter_and_statuses_are_apart() -> None:
    values = table(0, 5, 10, 15, Status.WITHHELD, Status.WITHHELD, Status.OUT_OF_SCOPE)
    kept = pd.Series([True, False, True, True, True, False, False], index=values.index)
    result = classify(values, SHARE, "manuel", breaks=[10], in_filter=kept)
    assert result.counts == (1, 2)
    assert result.missing_counts == {Status.WITHHELD: 1, Status.OUT_OF_SCOPE: 0}
    assert result.members(1) == [values.index[2], values.index[3]]


def test_a_filter_that_lacks_a_unit_leaves_it_out() -> None:
    values = table(1, 2, 3)
    kept = pd.Series([True], index=values.index[:1])
    assert sum(classify(values, SHARE, in_filter=kept).counts) == 1


def test_letters_follow_the_order_of_the_screen_file() -> None:
    values = table(1, 9, Status.WITHHELD, Status.NOT_PUBLISHED, Status.OUT_OF_SCOPE)
    result = classify(values, SHARE, "manuel", breaks=[5])
    order = [*reversed(values.index), "999999999"]
    # A code without a row is bare land, as on the page.
    assert result.letters(order) == "onw10x"


def test_a_category_keeps_its_colour_and_hides_what_is_absent() -> None:
    values = table(1, 2, 3)
    values["value"] = pd.Series(["METRO", "CC", "CC"], index=values.index, dtype="object")
    values["status"] = "value"
    result = classify(values, KIND)
    assert [code for code, _ in result.categories] == ["CC", "METRO"]
    assert result.counts == (2, 1)
    every = values.assign(value=["METRO", "CC", "CA"])
    assert classify(every, KIND).colours[2] == result.colours[1]


def test_an_unknown_category_is_refused() -> None:
    values = table(1).assign(value=["XX"], status="value")
    with pytest.raises(UnknownCodeError, match="trouvées : XX"):
        classify(values, KIND)


def test_nothing_to_show_is_no_class() -> None:
    result = classify(table(Status.OUT_OF_SCOPE, Status.OUT_OF_SCOPE), SHARE)
    assert result.class_count == 0
    assert (result.breaks, result.counts, result.colours) == ((), (), ())
    assert set(result.status_of) == {"out_of_scope"}


def test_a_value_that_contradicts_its_status_is_refused() -> None:
    values = table(1, 2, 3)
    values.loc[values.index[1], "value"] = np.nan
    with pytest.raises(AtlasError, match="200000001"):
        classify(values, SHARE)


def test_a_figure_under_a_missing_status_is_not_shown() -> None:
    values = table(1, 2, 3)
    values.loc[values.index[1], "status"] = str(Status.WITHHELD)
    result = classify(values, SHARE)
    assert result.class_of.iloc[1] == MISSING
    assert np.isnan(result.shown.iloc[1])


@pytest.mark.parametrize("count", [-1, 0, 2, 10])
def test_a_class_count_out_of_range_is_refused(count: Any) -> None:
    with pytest.raises(AtlasError, match="de 3 à 9"):
        classify(table(1, 2), SHARE, "quantiles", count)


def test_an_unknown_method_names_the_nearest() -> None:
    with pytest.raises(UnknownCodeError, match="quantiles"):
        classify(table(1, 2), SHARE, "quantile")


def test_pivots_come_from_the_registry() -> None:
    assert pivot_of(SHARE) is None
    assert pivot_of(CHANGE) == 0
    assert pivot_of(replace(SHARE, palette="diverging_one")) == 1


def test_chosen_breaks_across_the_pivot_take_a_sequential_palette() -> None:
    values = table(-10, -5, 5, 10)
    straddling = classify(values, CHANGE, "manuel", breaks=[4])
    parted = classify(values, CHANGE, "manuel", breaks=[0, 6])
    assert straddling.pivot_class is None
    assert parted.pivot_class == 1
    assert not set(straddling.colours) & set(parted.colours)


def test_years_of_the_same_classes_are_one_scale() -> None:
    early, late = table(1, 2, 3, 4, 5, 6), table(10, 20, 30, 40, 50, 60)
    apart = classify(late, SHARE, "quantiles", 3)
    first = classify(early, SHARE, "quantiles", 3, among=[late])
    last = classify(late, SHARE, "quantiles", 3, among=[early])
    assert first.breaks == last.breaks == (1, 5, 30, 60)
    assert first.is_common and first.counts == (4, 2, 0)
    assert not apart.is_common and apart.breaks[0] == 10


def test_the_automatic_method_shows_the_peak_of_a_very_uneven_figure() -> None:
    even, uneven = table(*range(1, 32)), table(*(float(n) ** 9 for n in range(1, 32)))
    assert classify(even, SHARE).method == "quantiles"
    found = classify(uneven, SHARE)
    assert found.method == "progression"
    assert found.counts[-1] == 1
