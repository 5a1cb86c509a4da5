"""Ticked rows and the selection follow each other, and lose nothing."""

import pytest
from streamlit.testing.v1 import AppTest

from territoires_industrie.ui.grid import Grid, selection_of
from territoires_industrie.ui.view import MAX_SELECTION

CODES = ["a", "b", "c"]


@pytest.mark.parametrize(
    ("rows", "before", "after"),
    [
        ([1], (), ("b",)),
        ([1, 2], ("c",), ("c", "b")),
        ([], ("a",), ()),
        ([0], ("elsewhere", "a", "c"), ("elsewhere", "a")),
    ],
)
def test_a_choice_adds_and_drops_what_the_grid_holds_only(
    rows: list[int], before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    assert selection_of(Grid(rows, []), CODES, before) == after


def test_the_oldest_go_when_too_many_are_ticked() -> None:
    codes = [str(n) for n in range(MAX_SELECTION + 2)]
    chosen = Grid(list(range(len(codes))), [])
    assert selection_of(chosen, codes, ()) == tuple(codes[2:])


def _show_grid() -> None:
    import pandas as pd
    import streamlit as st

    from territoires_industrie.ui.grid import read_grid, tick_selected

    shown = tick_selected("grid", ["a", "b", "c"], tuple(st.query_params.get_all("on")))
    st.dataframe(
        pd.DataFrame({"name": ["a", "b", "c"]}),
        key="grid",
        on_select=lambda: None,
        selection_mode=["multi-row", "single-column"],
    )
    st.text(f"{shown.rows} {shown.heads} {read_grid('grid') == shown}")


def test_rows_of_the_selection_are_ticked_and_no_head_is_held() -> None:
    page = AppTest.from_function(_show_grid)
    assert page.run().text[0].value == "[] [] True"
    page.query_params["on"] = ["b", "c"]
    assert page.run().text[0].value == "[1, 2] [] True"
    assert page.session_state["grid"]["selection"] == {
        "rows": [1, 2],
        "columns": [],
        "cells": [],
    }
