"""XLSX workbook to rows: verified before it is unpacked, values only, no formula."""

import re
import warnings
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from territoires_industrie.upload.limits import (
    MAX_CELL,
    MAX_COLUMNS,
    MAX_PARTS,
    MAX_ROWS,
    MAX_UNPACKED_MEGABYTES,
    UploadError,
    require_shape,
)
from territoires_industrie.wording import _, format_number

WORKBOOK_PARTS = ("[Content_Types].xml", "xl/workbook.xml")
HEAD_BYTES = 2_048
FORMULAS = (ArrayFormula, DataTableFormula)
"""Formulas that are no text; the others begin with the equals sign."""

COMMA_NUMBER = re.compile(r"^[+-]?[\d\s]*\d,\d+$")
TITLE_ROWS = 200

BROKEN = (BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, OSError, EOFError)
BROKEN_MORE = (AttributeError, IndexError, SyntaxError, NotImplementedError, RuntimeError)
"""What openpyxl and zipfile raise on a damaged workbook (a broken XML is a SyntaxError)."""


def require_workbook(content: bytes) -> None:
    """Verify a workbook without unpacking it.

    Raises
    ------
    UploadError
        If it is no workbook, unpacks to too much (a « zip bomb ») or declares entities.
    """
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            _require_unpacked(parts)
            names = {part.filename for part in parts}
            if any(part not in names for part in WORKBOOK_PARTS):
                raise _not_a_workbook()
            for part in parts:
                _require_no_entity(archive, part)
    except BROKEN as error:
        raise _not_a_workbook() from error


def _require_unpacked(parts: list[ZipInfo]) -> None:
    size = sum(part.file_size for part in parts)
    if size > MAX_UNPACKED_MEGABYTES * 1024 * 1024 or len(parts) > MAX_PARTS:
        message = _(
            "Classeur trop grand une fois décompressé : {limit} Mo et {parts} fichiers au plus, "
            "{found} Mo et {count} fichiers annoncés. Gardez une seule feuille de valeurs, ou "
            "enregistrez-la en CSV."
        )
        raise UploadError(
            message.format(
                limit=MAX_UNPACKED_MEGABYTES,
                parts=format_number(MAX_PARTS),
                found=format_number(size / 1024 / 1024),
                count=format_number(len(parts)),
            )
        )


def _require_no_entity(archive: ZipFile, part: ZipInfo) -> None:
    """Refuse a document type: workbooks have none, and entities may grow without end."""
    if not part.filename.endswith((".xml", ".rels")):
        return
    with archive.open(part) as file:
        head = file.read(HEAD_BYTES)
    if b"<!" in head.replace(b"<!--", b""):
        raise _not_a_workbook()


def _not_a_workbook() -> UploadError:
    return UploadError(
        _(
            "Classeur illisible : un fichier XLSX est attendu, le contenu n’en est pas un ou est "
            "abîmé. Ouvrez-le dans un tableur et enregistrez-le en XLSX sans mot de passe, ou en "
            "CSV UTF-8."
        )
    )


def read_workbook(content: bytes, sheet: str = "") -> tuple[list[list[str]], str, tuple[str, ...]]:
    """Read the rows of one sheet.

    Parameters
    ----------
    content
        The workbook.
    sheet
        Name of the sheet; the first that holds rows unless told.

    Returns
    -------
    (rows, sheet, sheets)
        Cells as text, numbers with the decimal mark of the sheet's texts; the sheet read;
        the names of all.

    Raises
    ------
    UploadError
        If it is no workbook, too large, or holds formulas.
    """
    require_workbook(content)
    try:
        with warnings.catch_warnings():
            # Styles and dates that openpyxl does not know: only values are read.
            warnings.simplefilter("ignore")
            book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
            try:
                names = tuple(str(one.title) for one in book.worksheets)
                for name in (sheet,) if sheet in names else names:
                    rows = _read_sheet(book[name])
                    if rows:
                        return rows, name, names
            finally:
                book.close()
    except (*BROKEN, *BROKEN_MORE) as error:
        raise _not_a_workbook() from error
    return [], sheet, names


def _read_sheet(sheet: Any) -> list[list[str]]:
    # The size that a sheet announces of itself is not to be trusted.
    sheet.reset_dimensions()
    bounded = sheet.iter_rows(
        max_row=MAX_ROWS + TITLE_ROWS + 1, max_col=MAX_COLUMNS + 1, values_only=True
    )
    rows = [list(cells) for cells in _values(bounded)]
    if len(rows) > MAX_ROWS + TITLE_ROWS:
        require_shape(len(rows), 0)
    mark = "," if any(_is_comma_number(cell) for row in rows for cell in row) else "."
    return [[_spell(cell, mark) for cell in row] for row in rows]


def _values(rows: Iterable[Iterable[Any]]) -> Iterator[list[object]]:
    for number, row in enumerate(rows, 1):
        values = list(row)
        for value in values:
            if isinstance(value, FORMULAS) or (isinstance(value, str) and value.startswith("=")):
                raise _formula(number, str(getattr(value, "text", value)))
        while values and values[-1] is None:
            values.pop()
        if len(values) > MAX_COLUMNS:
            require_shape(0, len(values))
        if values:
            yield values


def _formula(row: int, text: str) -> UploadError:
    message = _(
        "Ligne {row} : une valeur est attendue, une formule a été trouvée ({text}). Dans le "
        "tableur : copier, collage spécial, « valeurs », puis enregistrer."
    )
    return UploadError(message.format(row=row, text=text[:40]))


def _is_comma_number(cell: object) -> bool:
    return isinstance(cell, str) and COMMA_NUMBER.match(cell.strip()) is not None


def _spell(cell: object, mark: str) -> str:
    """Write a cell as text; a whole number without decimals, as codes are."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        text = str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
        return text.replace(".", mark)
    return str(cell).strip()[:MAX_CELL]
