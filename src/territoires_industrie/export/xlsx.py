"""A joined table as a workbook: figures with their number format, dictionary, sources, notes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from math import isfinite
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.utility import xl_range

from territoires_industrie.export.csv import neutralise
from territoires_industrie.export.document import TextTable
from territoires_industrie.export.table import NAMED, STATUS, YEAR
from territoires_industrie.levels import COG_YEAR
from territoires_industrie.look import PRINT
from territoires_industrie.statistics.status import Status
from territoires_industrie.wording import _

WRITTEN_AT = datetime(COG_YEAR, 1, 1)  # noqa: DTZ001 - the format has no time zone
"""Time written in the properties, so that the same view gives the same bytes."""

MAX_CELL = 32_767
"""Characters that a cell may hold (ECMA-376)."""

WIDEST, NARROWEST = 34, 9
WIDEST_TEXT, SHRUNK_FROM, PAGE_LETTERS = 70, 16, 150
"""Letters of a column of explanations; those that are wider share what a page has, wrapped."""

ASIDE = (STATUS, YEAR)
"""Ends of the columns that are folded away: one click on the + above shows them."""

MEASURED_ROWS = 200
"""Rows looked at to choose the width of a column."""

LINE_POINTS = 15
"""Height of a line of text: readers other than Excel do not work it out by themselves."""

MOST_POINTS = 409
"""Height that a row may have (ECMA-376)."""

A3, A4 = 8, 9
"""Numbers of the paper sizes (ECMA-376)."""

A4_LETTERS = 190
"""Columns that take more letters together are printed on A3."""

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
    labels: Mapping[str, str] | None = None,
    tables: Iterable[TextTable] = (),
) -> bytes:
    """Write a table without its geometry as a workbook that prints.

    Parameters
    ----------
    table
        Any joined table. A missing cell is empty; a text that a spreadsheet would run as a
        formula is neutralised as in ``export.csv``; codes are texts; a status is written in
        the language of the run.
    sheet, title
        Name of its sheet, title of the workbook.
    decimals
        Digits shown after the decimal mark, by column; figures keep all of theirs.
    labels
        Title of each column in words, above its name.
    tables
        Tables of texts, one sheet each.

    Returns
    -------
    bytes
        Office Open XML (ECMA-376). The names of the columns are the last line of the header,
        which is frozen, filterable and repeated on each page; columns of statuses and years
        are folded. The same arguments give the same bytes.
    """
    content = BytesIO()
    with xlsxwriter.Workbook(content, OPTIONS) as book:
        book.set_properties({"title": title, "created": WRITTEN_AT})
        looks = _Looks(book)
        figures = _Figures(book.add_worksheet(sheet), table, decimals or {}, labels or {})
        figures.write(looks, title)
        for one in tables:
            _write_texts(book.add_worksheet(one.name), one, looks)
    return content.getvalue()


class _Looks:
    """Formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self.book = book
        head = {"bg_color": PRINT.land, "text_wrap": True, "valign": "vcenter"}
        self.header = book.add_format({**head, "bold": True, "bottom": 1})
        self.label = book.add_format({**head, "bold": True})
        self.key = book.add_format({**head, "font_color": PRINT.quiet, "font_size": 8, "bottom": 1})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self.top = book.add_format({"valign": "top"})
        self.aside = book.add_format({"font_color": PRINT.quiet})
        self.numbers: dict[int, Any] = {}

    def number(self, decimals: int) -> Any:
        """Return the format of figures, thousands grouped as the reader's spreadsheet does."""
        if decimals not in self.numbers:
            pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
            self.numbers[decimals] = self.book.add_format({"num_format": pattern})
        return self.numbers[decimals]


@dataclass(frozen=True)
class _Figures:
    """The sheet of the figures."""

    sheet: Any
    table: pd.DataFrame
    decimals: Mapping[str, int]
    labels: Mapping[str, str]

    @property
    def heads(self) -> int:
        """Lines of the header: titles in words where there are any, then names."""
        return 2 if self.labels else 1

    def write(self, looks: _Looks, title: str) -> None:
        """Write the header and every column, then what makes it readable and printable."""
        widths = [
            self._write_column(position, str(name), looks)
            for position, name in enumerate(self.table.columns)
        ]
        if self.labels:
            lines = [
                _line_count(self.labels.get(str(name), ""), width)
                for name, width in zip(self.table.columns, widths, strict=True)
                if width
            ]
            self.sheet.set_row(0, LINE_POINTS * max(lines, default=1))
        rows, columns = len(self.table), len(self.table.columns)
        _close(self.sheet, (self.heads, rows, columns), frozen_columns=min(2, columns))
        if rows and columns:
            # Codes are texts on purpose: a spreadsheet need not warn of each one.
            last = xl_range(self.heads, 0, self.heads + rows - 1, columns - 1)
            self.sheet.ignore_errors({"number_stored_as_text": last})
        _lay_on_paper(self.sheet, title, self.heads, sum(widths))

    def _write_column(self, position: int, name: str, looks: _Looks) -> int:
        column, last = self.table[name], self.heads - 1
        is_number = pd.api.types.is_numeric_dtype(column)
        # A code whose name stands beside it is folded as well.
        is_aside = name.endswith(ASIDE) or (name in NAMED and position > 0)
        look = looks.number(self.decimals.get(name, 0)) if is_number else None
        look = looks.aside if is_aside else look
        written = _said(column) if name.endswith(STATUS) else column
        cells = written.astype(object).where(column.notna(), None).tolist()
        if self.labels:
            self.sheet.write_string(0, position, _text(self.labels.get(name, "")), looks.label)
        self.sheet.write_string(
            last, position, neutralise(name), looks.key if self.labels else looks.header
        )
        width = _width(self.labels.get(name, name), written)
        folded = {"level": 1, "hidden": True} if is_aside else {}
        self.sheet.set_column(position, position, width, look, folded)
        for row, cell in enumerate(cells, start=self.heads):
            if cell is None:
                continue
            if is_number:
                if isfinite(cell):
                    self.sheet.write_number(row, position, cell, look)
            else:
                self.sheet.write_string(row, position, _text(cell), look)
        return 0 if is_aside else width


def _said(statuses: pd.Series) -> pd.Series:
    """Write statuses in the language of the run."""
    return statuses.map(
        lambda status: _(Status(status).word) if status in list(Status) else status,
        na_action="ignore",
    )


def _write_texts(sheet: Any, table: TextTable, looks: _Looks) -> None:
    widths = _text_widths(table)
    for position, name in enumerate(table.header):
        sheet.set_column(position, position, widths[position])
        sheet.write_string(0, position, _text(name), looks.header)
        look = looks.wrapped if widths[position] >= SHRUNK_FROM else looks.top
        for row, cells in enumerate(table.rows, start=1):
            if cells[position]:
                sheet.write_string(row, position, _text(cells[position]), look)
    for row, cells in enumerate(table.rows, start=1):
        lines = max(map(_line_count, cells, widths), default=1)
        sheet.set_row(row, min(LINE_POINTS * lines, MOST_POINTS))
    _close(sheet, (1, len(table.rows), len(table.header)), frozen_columns=0)
    _lay_on_paper(sheet, table.name, 1, sum(widths))


def _text_widths(table: TextTable) -> list[int]:
    """Leave short columns the room of their texts, and part the rest of a page among the others."""
    columns = [[name, *(row[at] for row in table.rows)] for at, name in enumerate(table.header)]
    longest = [
        max(len(line) for cell in column for line in cell.split("\n")) + 2 for column in columns
    ]
    wanted = [min(max(width, NARROWEST), WIDEST_TEXT) for width in longest]
    # Names without a space cannot be wrapped.
    is_wide = [
        width > SHRUNK_FROM and any(" " in cell for cell in column[1:])
        for width, column in zip(wanted, columns, strict=True)
    ]
    wide = sum(width for width, shrinks in zip(wanted, is_wide, strict=True) if shrinks)
    left = PAGE_LETTERS - (sum(wanted) - wide)
    return [
        max(SHRUNK_FROM, width * left // wide) if shrinks and wide > left else width
        for width, shrinks in zip(wanted, is_wide, strict=True)
    ]


def _close(sheet: Any, size: tuple[int, int, int], frozen_columns: int) -> None:
    """Freeze a header of some lines over rows and columns, and let it filter."""
    heads, rows, columns = size
    sheet.freeze_panes(heads, frozen_columns)
    if columns:
        sheet.autofilter(heads - 1, 0, heads - 1 + max(rows, 1), columns - 1)


def _lay_on_paper(sheet: Any, title: str, heads: int, letters: int) -> None:
    """Print a sheet one page wide, its header on each page."""
    sheet.set_landscape()
    sheet.set_paper(A4 if letters <= A4_LETTERS else A3)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, heads - 1)
    # In a header, one « & » begins an order.
    sheet.set_header("&L" + title.replace("&", "&&")[:200])
    sheet.set_footer("&L" + _("Atlas des Territoires d’industrie") + "&R&P / &N")


def _line_count(text: str, width: int) -> int:
    """Return how many lines a text takes in a column of some letters."""
    return sum(max(1, -(-len(line) // max(width - 1, 1))) for line in text.split("\n"))


def _width(name: str, column: pd.Series) -> int:
    cells = column.head(MEASURED_ROWS).dropna()
    longest = max((len(str(cell)) for cell in cells), default=0)
    # A heading is wrapped: the room of its longest word is enough, and three lines at most.
    word = max(map(len, name.split()), default=0)
    return min(max(longest + 2, len(name) // 3, word + 2, NARROWEST), WIDEST)


def _text(cell: object) -> str:
    """Neutralise a text and take what XML cannot hold; a longer one than fits ends with …."""
    text = neutralise(str(cell))
    return text if len(text) <= MAX_CELL else text[: MAX_CELL - 1] + "…"
