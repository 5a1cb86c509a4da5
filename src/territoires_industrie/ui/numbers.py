"""The figures behind a chart or a map: a table in the page's language, and a CSV to take away."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from territoires_industrie.export.csv import export_csv, usual_mark
from territoires_industrie.ui.file_button import FileToTake, show_file_button
from territoires_industrie.ui.folded import show_folded_numbers
from territoires_industrie.ui.streamlit_private import ColumnConfig
from territoires_industrie.wording import _, format_number

ROWS_SHOWN = 12
ROW_PX = 35


@dataclass(frozen=True)
class NumberColumn:
    """One column of a table.

    Attributes
    ----------
    name
        In the table and in the CSV.
    title
        As readers see it, already said.
    decimals
        Digits after the decimal mark; None for texts.
    sign
        Whether a gain is written with its sign.
    """

    name: str
    title: str
    decimals: int | None = None
    sign: bool = False


def show_numbers(
    table: pd.DataFrame, columns: Sequence[NumberColumn], name: str, label: str = ""
) -> None:
    """Offer the figures of what stands above, folded, with their CSV."""
    show_folded_numbers(name, lambda: show_table(table, columns, name), label)


def show_table(table: pd.DataFrame, columns: Sequence[NumberColumn], name: str) -> None:
    """Show a table, its numbers written in the page's language, and offer it as CSV."""
    st.dataframe(
        said_table(table, columns),
        hide_index=True,
        height=ROW_PX * (min(len(table), ROWS_SHOWN) + 1) + 3,
        column_config=dict(_configs(columns)),
        key=f"chiffres_{name}",
    )
    show_csv(lambda: table[[column.name for column in columns]], name)


def _configs(columns: Sequence[NumberColumn]) -> list[tuple[str, ColumnConfig]]:
    return [
        (
            column.name,
            # Columns of numbers are written in the way of the browser, not of the page's language.
            st.column_config.TextColumn(
                column.title,
                pinned=rank == 0,
                alignment="left" if column.decimals is None else "right",
            ),
        )
        for rank, column in enumerate(columns)
    ]


def said_table(table: pd.DataFrame, columns: Sequence[NumberColumn]) -> pd.DataFrame:
    """Write every cell of a table as a reader sees it."""
    return pd.DataFrame({column.name: _said(table[column.name], column) for column in columns})


def _said(cells: pd.Series, column: NumberColumn) -> list[str]:
    if column.decimals is None:
        return ["" if pd.isna(cell) else str(cell) for cell in cells]
    return [format_number(cell, column.decimals, column.sign) for cell in cells.astype("float64")]


def show_csv(make: Callable[[], pd.DataFrame], name: str, label: str = "") -> None:
    """Offer a table as CSV (semicolons, the decimal mark of the page), made when asked for."""
    mark = usual_mark()
    file = FileToTake(f"{name}.csv", "text/csv", lambda: export_csv(make(), mark))
    show_file_button(label or _("Télécharger (CSV)"), file, f"csv_{name}")
