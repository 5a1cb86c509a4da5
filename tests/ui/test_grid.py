"""Ticked rows and the selection follow each other, and lose nothing."""

import pytest
from streamlit.testing.v1 import AppTest

from territoires_industrie.scene.view import MAX_SELECTION
from territoires_industrie.ui.grid import selection_of

CODES = ["a", "b", "c"]


@pytest.mark.parametrize(
    ("ticked", "before", "after"),
    [
        (["b"], (), ("b",)),
        (["b", "c"], ("c",), ("c", "b")),
        ([], ("a",), ()),
        (["a"], ("elsewhere", "a", "c"), ("elsewhere", "a")),
    ],
)
def test_a_choice_adds_and_drops_what_the_grid_holds_only(
    ticked: list[str], before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    assert selection_of(ticked, CODES, before) == after


def test_the_oldest_go_when_too_many_are_ticked() -> None:
    codes = [str(n) for n in range(MAX_SELECTION + 2)]
    assert selection_of(codes, codes, ()) == tuple(codes[2:])


def _show_grid() -> None:
    import pandas as pd
    import streamlit as st

    from territoires_industrie.ui.grid import read_choice, tick_selected

    columns = tuple(st.query_params.get_all("column"))
    shown = tick_selected("grid", ["a", "b", "c"], st.query_params.get_all("on"), columns)
    st.dataframe(
        pd.DataFrame({name: ["a", "b", "c"] for name in columns}),
        key="grid",
        on_select=lambda: None,
        selection_mode=["multi-row", "single-column"],
    )
    st.text(f"{shown.rows} {shown.head} {read_choice('grid') == shown}")


@pytest.fixture
def grid() -> AppTest:
    """Show a grid of two columns whose head « name » was clicked."""
    page = AppTest.from_function(_show_grid)
    page.query_params["column"] = ["code", "name"]
    page.session_state["grid"] = {"selection": {"rows": [], "columns": ["name"], "cells": []}}
    assert page.run().text[0].value == "[] name True"
    return page


def test_rows_of_the_selection_are_ticked_and_the_head_let_go_of(grid: AppTest) -> None:
    grid.query_params["on"] = ["b", "c"]
    assert grid.run().text[0].value == "[1, 2] None True"
    held = {"rows": [1, 2], "columns": [], "cells": []}
    assert grid.session_state["grid"]["selection"] == held


def test_a_head_is_held_among_its_own_columns_only(grid: AppTest) -> None:
    assert grid.run().text[0].value == "[] name True"
    grid.query_params["column"] = ["code", "rank"]
    assert grid.run().text[0].value == "[] None True"
