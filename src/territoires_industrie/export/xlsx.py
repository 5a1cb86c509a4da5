"""A joined table as a workbook: figures with their number format, dictionary, sources, notes."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from io import BytesIO
from math import isfinite
from typing import Any

import pandas as pd
import xlsxwriter

from territoires_industrie.export.csv import neutralise
from territoires_industrie.export.document import TextTable
from territoires_industrie.levels import COG_YEAR
from territoires_industrie.look import PRINT

WRITTEN_AT = datetime(COG_YEAR, 1, 1)  # noqa: DTZ001 - the format has no time zone
"""Time written in the properties, so that the same view gives the same bytes."""

MAX_CELL = 32_767
"""Characters that a cell may hold (ECMA-376)."""

WIDEST, NARROWEST = 44, 9
WRAPPED_FROM = 36
"""Columns of explanations at least that wide have their texts wrapped."""

MEASURED_ROWS = 200
"""Rows looked at to choose the width of a column."""

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
"""A text stays a text, whatever it begins with."""


def export_xlsx(
    table: pd.DataFrame,
    sheet: str,
    title: str,
    *,
    decimals: Mapping[str, int] | None = None,
    tables: Iterable[TextTable] = (),
) -> bytes:
    """Write a table without its geometry as a workbook.

    Parameters
    ----------
    table
        Any joined table. A missing cell is empty; a text that a spreadsheet would run as a
        formula is neutralised as in ``export.csv``; codes are texts.
    sheet, title
        Name of its sheet, title of the workbook.
    decimals
        Digits shown after the decimal mark, by column; figures keep all of theirs.
    tables
        Tables of texts, one sheet each.

    Returns
    -------
    bytes
        Office Open XML (ECMA-376). Header frozen and filterable. The same arguments give
        the same bytes.
    """
    content = BytesIO()
    with xlsxwriter.Workbook(content, OPTIONS) as book:
        book.set_properties({"title": title, "created": WRITTEN_AT})
        looks = _Looks(book)
        _write_figures(book.add_worksheet(sheet), table, decimals or {}, looks)
        for one in tables:
            _write_texts(book.add_worksheet(one.name), one, looks)
    return content.getvalue()


class _Looks:
    """Formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.header = book.add_format(
            {"bold": True, "bg_color": PRINT.land, "bottom": 1, "text_wrap": True, "valign": "top"}
        )
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self.top = book.add_format({"valign": "top"})
        self.numbers: dict[int, Any] = {}

    def number(self, decimals: int) -> Any:
        """Return the format of figures, thousands grouped as the reader's spreadsheet does."""
        if decimals not in self.numbers:
            pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
            self.numbers[decimals] = self.book.add_format({"num_format": pattern})
        return self.numbers[decimals]


def _write_figures(
    sheet: Any, table: pd.DataFrame, decimals: Mapping[str, int], looks: _Looks
) -> None:
    names = [str(name) for name in table.columns if name != "geometry"]
    for position, name in enumerate(names):
        column = table[name]
        is_number = pd.api.types.is_numeric_dtype(column)
        look = looks.number(decimals.get(name, 0)) if is_number else None
        sheet.write_string(0, position, neutralise(name), looks.header)
        sheet.set_column(position, position, _width(name, column), look)
        cells = column.astype(object).where(column.notna(), None).tolist()
        for row, cell in enumerate(cells, start=1):
            if cell is None:
                continue
            if is_number:
                if isfinite(cell):
                    sheet.write_number(row, position, cell, look)
            else:
                sheet.write_string(row, position, _text(cell))
    _close(sheet, len(table), len(names), frozen_columns=min(2, len(names)))


def _write_texts(sheet: Any, table: TextTable, looks: _Looks) -> None:
    for position, name in enumerate(table.header):
        width = _width(name, pd.Series([row[position] for row in table.rows], dtype=object))
        is_long = width >= WRAPPED_FROM
        sheet.set_column(position, position, 2 * width if is_long else width)
        sheet.write_string(0, position, _text(name), looks.header)
        look = looks.wrapped if is_long else looks.top
        for row, cells in enumerate(table.rows, start=1):
            if cells[position]:
                sheet.write_string(row, position, _text(cells[position]), look)
    _close(sheet, len(table.rows), len(table.header), frozen_columns=0)


def _close(sheet: Any, rows: int, columns: int, frozen_columns: int) -> None:
    sheet.freeze_panes(1, frozen_columns)
    if columns:
        sheet.autofilter(0, 0, max(rows, 1), columns - 1)


def _width(name: str, column: pd.Series) -> int:
    longest = max((len(str(cell)) for cell in column.head(MEASURED_ROWS)), default=0)
    # A heading is wrapped on two lines: half of its length is room enough.
    return min(max(longest + 2, len(name) // 2 + 4, NARROWEST), WIDEST)


def _text(cell: object) -> str:
    """Neutralise a text and take what XML cannot hold; a longer one than fits ends with …."""
    text = neutralise(str(cell))
    return text if len(text) <= MAX_CELL else text[: MAX_CELL - 1] + "…"
