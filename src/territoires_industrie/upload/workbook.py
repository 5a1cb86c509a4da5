"""Workbooks (XLSX, XLS, ODS) to rows: verified before they are read, values only."""

import re
import warnings
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from xml.parsers import expat

from openpyxl import load_workbook
from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from territoires_industrie.upload.archive import (
    KIND_PART,
    not_a_workbook,
    plain_parts,
    repack,
)
from territoires_industrie.upload.limits import (
    MAX_CELL,
    MAX_CELLS,
    MAX_CHARACTERS,
    UploadError,
    require_held,
    require_shape,
)
from territoires_industrie.upload.text import Row

XLSX_PARTS = ("[Content_Types].xml", "xl/workbook.xml")
ODS_PART = "content.xml"
SHEET = b"sheetData"
PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,9})(\d{1,19})["']""")
"""Address of a cell in the XML of an XLSX sheet, as its readers take it."""

ROW = re.compile(rb"""<(?:\w+:)?row\b(?:[^<>]*?\br\s*=\s*["'](\d{1,19})["'])?""")
CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
BARE_CELL = re.compile(rb"""<(?:\w+:)?c(?:\s+(?!r\s*=)[\w:]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>""")
"""Rows and cells of an XLSX sheet; a cell that does not say its address follows the last one."""

BROKEN_STYLES = (KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError)
"""What openpyxl raises on number formats that it cannot read."""

CHUNK = 4 * 1024 * 1024
STYLED_ROWS = 60
"""Rows whose number formats are looked at."""

WHOLE_BELOW = 1e15
PERCENT_DIGITS = 12


def is_workbook(parts: dict[str, bytes]) -> bool:
    """Whether the parts of an archive are those of a workbook."""
    return all(name in parts for name in XLSX_PARTS) or _is_ods(parts)


def _is_ods(parts: dict[str, bytes]) -> bool:
    kind = parts.get(KIND_PART, b"")
    return ODS_PART in parts and b"opendocument" in kind


class Workbook:
    """A workbook that was verified: its sheets, and the rows of each.

    Parameters
    ----------
    content
        Bytes of an XLS workbook; those of the archive's parts otherwise.
    parts
        Parts of an XLSX or ODS workbook.

    Raises
    ------
    UploadError
        If it is none, or damaged.
    """

    def __init__(self, content: bytes, parts: dict[str, bytes] | None = None) -> None:
        self._percent: dict[str, set[int]] = {}
        self._styled = b""
        if parts is not None:
            parts = plain_parts(parts)
            _require_area(parts)
            content = repack(parts)
            if not _is_ods(parts):
                self._styled = content
        try:
            self._book = CalamineWorkbook.from_filelike(BytesIO(content))
            self.sheets = tuple(
                one.name
                for one in sorted(
                    (s for s in self._book.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet),
                    key=lambda one: one.visible != SheetVisibleEnum.Visible,
                )
            )
        except Exception as error:  # calamine panics are of many types, none of them promised
            raise not_a_workbook() from error

    def read_sheet(self, name: str, limit: int | None = None) -> list[Row]:
        """Read the rows of a sheet that hold something: stored values, formulas not computed.

        Raises
        ------
        UploadError
            If the sheet is damaged, or too large.
        """
        try:
            sheet = self._book.get_sheet_by_name(name)
            # The parts of an XLS were not measured: two cells may lie at the ends of a sheet.
            row, column = sheet.end or (0, 0)
            _require_cells(row + 1, column + 1)
            values = sheet.to_python(skip_empty_area=False, nrows=limit)
        except (UploadError, KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # calamine's panics are no Exception
            raise not_a_workbook() from error
        percent = self._percent_columns(name)
        rows: list[Row] = []
        for line, cells in enumerate(values, 1):
            texts = [spell(cell, is_percent=n in percent) for n, cell in enumerate(cells)]
            if any(texts):
                rows.append((line, texts))
        return rows

    def _percent_columns(self, name: str) -> set[int]:
        """Find the columns that the workbook shows as percentages, from its number formats."""
        if not self._styled:
            return set()
        if name not in self._percent:
            try:
                self._percent[name] = _read_percent(self._styled, name)
            except BROKEN_STYLES:  # the values are read all the same
                self._percent[name] = set()
        return self._percent[name]


def _read_percent(content: bytes, name: str) -> set[int]:
    with warnings.catch_warnings():
        # Styles and dates that openpyxl does not know: only number formats are read.
        warnings.simplefilter("ignore")
        book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
        try:
            sheet: Any = book[name]
            sheet.reset_dimensions()
            return {
                rank
                for row in sheet.iter_rows(max_row=STYLED_ROWS)
                for rank, cell in enumerate(row)
                if isinstance(cell.value, int | float) and "%" in str(cell.number_format)
            }
        finally:
            book.close()


def _require_area(parts: dict[str, bytes]) -> None:
    """Refuse a sheet whose cells are spread over more than the limit: readers fill the gaps."""
    for part in parts.values():
        # A sheet is what the workbook says is one, wherever it is: it is known by its rows.
        if SHEET in part:
            rows, columns = _extent(part)
            _require_cells(rows, columns)
    if _is_ods(parts):
        _require_cells(*_ods_extent(parts[ODS_PART]))


def _require_cells(rows: int, columns: int) -> None:
    if rows * columns > MAX_CELLS:
        require_shape(rows, columns)


def _extent(part: bytes) -> tuple[int, int]:
    last_row, letters = 0, {b"A"}
    for start in range(0, len(part), CHUNK):
        # An address is never longer than a few signs: pieces overlap by more than one.
        found = PLACE.findall(part[max(0, start - 64) : start + CHUNK])
        letters.update(column.upper() for column, _row in found)
        last_row = max([last_row, *(int(row) for _column, row in found)])
    rows, columns = _bare_extent(part) if BARE_CELL.search(part) else (0, 0)
    return max(last_row, rows), max(columns, *map(_rank, letters))


def _bare_extent(part: bytes) -> tuple[int, int]:
    """Measure a sheet by the rows that hold cells and by the cells of each, wherever they are."""
    row = height = width = 0
    _before, *pieces = ROW.split(part)
    for number, cells in zip(pieces[::2], pieces[1::2], strict=True):
        row = int(number) if number else row + 1
        count = len(CELL.findall(cells))
        height, width = max(height, row if count else 0), max(width, count)
    return height, width


def _rank(letters: bytes) -> int:
    rank = 0
    for letter in letters:
        rank = 26 * rank + letter - 64
    return rank


def _ods_extent(part: bytes) -> tuple[int, int]:
    """Measure the largest sheet of an ODS: repeated rows and cells count as often as they stand."""
    extent = _OdsExtent()
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = extent.begin, extent.end
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, ValueError) as error:
        raise not_a_workbook() from error
    return extent.height, extent.width


class _OdsExtent:
    """Rows and columns down to the last cell that holds something, counted element by element."""

    def __init__(self) -> None:
        self.height = self.width = 0
        self._row = self._column = self._last = 0
        self._repeated = 1
        self._spaces = 0

    def begin(self, tag: str, given: dict[str, str]) -> None:
        """Count an element that begins."""
        if tag == "table:table":
            self._row = 0
        elif tag == "table:table-row":
            self._repeated = int(given.get("table:number-rows-repeated", 1))
            self._column = self._last = 0
        elif tag == "text:s":
            self._spaces += int(given.get("text:c", 1))
            if self._spaces > MAX_CHARACTERS:
                require_held(characters=self._spaces)
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self._column += int(given.get("table:number-columns-repeated", 1))
            self._last = self._column if "office:value-type" in given else self._last

    def end(self, tag: str) -> None:
        """Count a row that ends."""
        if tag != "table:table-row":
            return
        self._row += self._repeated
        if self._last:
            self.height = max(self.height, self._row)
            self.width = max(self.width, self._last)


def spell(cell: object, *, is_percent: bool = False) -> str:
    """Write a cell as text; a whole number without decimals, as codes are."""
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return _spell_other(cell)
    if is_percent:
        # 100 × 0.07 is 7.000000000000001 in binary.
        return f"{100 * cell:.{PERCENT_DIGITS}g} %"
    # The size first: JSON has whole numbers that are beyond any other.
    if abs(cell) < WHOLE_BELOW and float(cell).is_integer():
        return str(int(cell))
    return repr(cell)


def _spell_other(cell: object) -> str:
    if isinstance(cell, datetime | date | time | timedelta):
        return str(cell)
    # One character too many is enough for its column to be left out.
    return "" if cell is None else str(cell).strip()[: MAX_CELL + 1]
