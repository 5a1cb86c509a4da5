"""Figures and statuses: a group's ratio is one of sums, a missing part is said."""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from territoires_industrie.statistics.cells import divide_cells, make_cells, mark, mark_zeros
from territoires_industrie.statistics.status import Status

VALUE, ZERO = str(Status.VALUE), str(Status.ZERO)


def cells(*values: float | None, why: Status = Status.NOT_PUBLISHED) -> pd.DataFrame:
    return make_cells(pd.Series(values, dtype="float64"), why)


def test_a_cell_without_a_value_says_why() -> None:
    made = cells(1.0, np.nan, np.inf, why=Status.OUT_OF_SCOPE)
    assert made["status"].tolist() == [VALUE, "out_of_scope", "out_of_scope"]
    assert made["value"].isna().tolist() == [False, True, True]


def test_a_ratio_takes_the_reason_of_its_first_missing_part() -> None:
    top = cells(1.0, np.nan, 3.0, np.nan)
    bottom = cells(2.0, 4.0, np.nan, np.nan, why=Status.NOT_AGGREGABLE)
    ratio = divide_cells(top, bottom, scale=100)
    assert ratio["value"].tolist()[0] == 50.0
    assert ratio["status"].tolist() == [
        VALUE,
        "not_published",
        "not_aggregable",
        "not_published",
    ]


def test_nothing_is_divided_by_zero() -> None:
    ratio = divide_cells(cells(1.0, 0.0), cells(0.0, 0.0))
    assert ratio["status"].tolist() == ["not_aggregable", "not_aggregable"]
    assert ratio["value"].isna().all()


def test_a_change_is_relative_to_its_start() -> None:
    change = divide_cells(cells(110.0, 90.0), cells(100.0, 90.0), cells(100.0, 90.0), 100)
    marked = mark_zeros(change)
    assert marked["value"].tolist() == [10.0, 0.0]
    assert marked["status"].tolist() == [VALUE, ZERO]


def test_marked_rows_lose_their_value() -> None:
    marked = mark(cells(1.0, 2.0), np.array([False, True]), Status.OUT_OF_SCOPE)
    assert marked["value"].isna().tolist() == [False, True]
    assert marked["status"].tolist() == [VALUE, "out_of_scope"]


PARTS = st.lists(
    st.tuples(st.floats(0, 1e6), st.floats(1, 1e6)),
    min_size=1,
    max_size=30,
)


@given(PARTS)
@settings(deadline=None)
def test_a_group_lies_between_its_parts(parts: list[tuple[float, float]]) -> None:
    tops, bottoms = zip(*parts, strict=True)
    group = divide_cells(cells(sum(tops)), cells(sum(bottoms)))["value"].iloc[0]
    alone = divide_cells(cells(*tops), cells(*bottoms))["value"]
    assert alone.min() * (1 - 1e-9) <= group <= alone.max() * (1 + 1e-9) + 1e-12


@given(st.lists(st.one_of(st.none(), st.floats(allow_nan=False)), min_size=1, max_size=30))
@settings(deadline=None)
def test_a_finite_number_is_there_exactly_when_the_status_says_so(
    values: list[float | None],
) -> None:
    marked = mark_zeros(cells(*values))
    known = marked["status"].isin([VALUE, ZERO])
    assert np.isfinite(marked["value"]).equals(known)
    assert ((marked["value"] == 0) == (marked["status"] == ZERO)).all()


def test_a_quotient_with_an_estimated_part_is_an_estimate() -> None:
    estimate = make_cells(pd.Series([10.0, 20.0]), Status.NOT_PUBLISHED)
    estimate["status"] = [str(Status.ESTIMATE), str(Status.VALUE)]
    whole = make_cells(pd.Series([100.0, 100.0]), Status.NOT_PUBLISHED)
    share = divide_cells(estimate, whole, scale=100)
    assert share["value"].tolist() == [10.0, 20.0]
    assert share["status"].tolist() == ["estimate", "value"]


def test_an_estimate_without_denominator_takes_its_reason() -> None:
    estimate = make_cells(pd.Series([10.0]), Status.NOT_PUBLISHED).assign(status="estimate")
    absent = make_cells(pd.Series([float("nan")]), Status.WITHHELD)
    assert divide_cells(estimate, absent)["status"].tolist() == ["withheld"]
