"""The rows ticked in a grid of Streamlit and the selection of the view: each follows the other."""

from dataclasses import dataclass

import streamlit as st

from territoires_industrie.ui.view import MAX_SELECTION


@dataclass(frozen=True)
class Grid:
    """What is chosen in a grid.

    Attributes
    ----------
    rows
        Places of the ticked rows, in order.
    heads
        The chosen column, if any: a click on its head chooses it, another lets go of it.
    """

    rows: list[int]
    heads: list[str]


def read_grid(key: str) -> Grid:
    """Read what is chosen in a grid; nothing before it is shown."""
    held = st.session_state.get(key, {}).get("selection", {})
    return Grid(sorted(held.get("rows", [])), list(held.get("columns", [])))


def tick_selected(key: str, codes: list[str], selection: tuple[str, ...]) -> Grid:
    """Tick the rows of the selected units; call it before the grid is shown.

    Parameters
    ----------
    key
        Key of the grid.
    codes
        Unit of each row.
    selection
        Units of the view's selection, be they in the grid or not.

    Returns
    -------
    Grid
        What the browser then holds: whatever differs from it later is the reader's choice.
    """
    held = read_grid(key)
    rows = [row for row, code in enumerate(codes) if code in selection]
    if held.rows == rows:
        return held
    # No head stays chosen: no keyboard enters a grid that has one. All three parts are written,
    # as the browser sends them back: with one absent, Streamlit would hear a choice.
    st.session_state[key] = {"selection": {"rows": rows, "columns": [], "cells": []}}
    return Grid(rows, [])


def selection_of(grid: Grid, codes: list[str], selection: tuple[str, ...]) -> tuple[str, ...]:
    """Give the selection after a choice in a grid: units that it does not hold stay selected."""
    ticked = [codes[row] for row in grid.rows]
    kept = [code for code in selection if code in ticked or code not in codes]
    added = [code for code in ticked if code not in kept]
    return (*kept, *added)[-MAX_SELECTION:]
