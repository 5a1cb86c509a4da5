"""The rows ticked in a grid of Streamlit and the selection of the view: each follows the other."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import streamlit as st

from territoires_industrie.scene.view import MAX_SELECTION
from territoires_industrie.ui.state import is_touched, overrule


@dataclass(frozen=True)
class GridChoice:
    """What is chosen in a grid.

    Attributes
    ----------
    rows
        Places of the ticked rows, in order.
    head
        The chosen column, if any: a click on its head chooses it, another lets go of it.
    """

    rows: list[int]
    head: str | None = None


def new_choice(key: str, shown: GridChoice) -> GridChoice:
    """Read what is chosen in a grid; what was shown there where the reader has not touched it."""
    return read_choice(key) if is_touched(key) else shown


def read_choice(key: str) -> GridChoice:
    """Read what is chosen in a grid; nothing before it is shown."""
    held = st.session_state.get(key, {}).get("selection", {})
    return GridChoice(sorted(held.get("rows", [])), next(iter(held.get("columns", [])), None))


def tick_selected(
    key: str, codes: Sequence[str], selection: Collection[str], columns: Sequence[str] = ()
) -> GridChoice:
    """Tick the rows of the selected units; call it before the grid is shown.

    Parameters
    ----------
    key
        Key of the grid.
    codes
        Unit of each row.
    selection
        Units of the view's selection, be they in the grid or not.
    columns
        Names of the columns, where a head can be chosen.

    Returns
    -------
    GridChoice
        What the browser then holds: whatever differs from it later is the reader's choice.
    """
    held = read_choice(key)
    rows = [row for row, code in enumerate(codes) if code in selection]
    # The browser knows a head by its place: among other columns it would be another one.
    is_same = st.session_state.get(f"{key}_columns", columns) == columns
    st.session_state[f"{key}_columns"] = columns
    if held.rows == rows and (is_same or held.head is None):
        return held
    # No head, since no keyboard enters a grid that has one. All three parts, as the browser
    # sends them back: with one absent, Streamlit would hear a choice.
    overrule(key, {"selection": {"rows": rows, "columns": [], "cells": []}})
    return GridChoice(rows)


def selection_of(
    ticked: Sequence[str], codes: Sequence[str], selection: Sequence[str]
) -> tuple[str, ...]:
    """Return the selection after a choice in a grid: units that it does not hold stay selected.

    >>> selection_of(["b"], ["a", "b"], ("a", "elsewhere"))
    ('elsewhere', 'b')
    """
    kept = [code for code in selection if code in ticked or code not in codes]
    added = [code for code in ticked if code not in kept]
    return (*kept, *added)[-MAX_SELECTION:]
