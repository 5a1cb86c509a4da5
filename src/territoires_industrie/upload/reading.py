"""An uploaded file to a table of texts: what it is, is read from its bytes, not its name."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from territoires_industrie.upload.figures import recognise_decimal
from territoires_industrie.upload.limits import (
    MAX_CELL,
    UploadError,
    clean_text,
    require_plain,
    require_shape,
    require_size,
)
from territoires_industrie.upload.text import (
    decode,
    parse_rows,
    recognise_encoding,
    recognise_separator,
)
from territoires_industrie.wording import _

ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
NAME_LENGTH = 80


@dataclass(frozen=True)
class Reading:
    """How a file is read; an empty part is recognised from the file.

    Attributes
    ----------
    encoding, separator
        Of a text file.
    sheet
        Of a workbook.
    decimal
        ``,`` or ``.``.
    """

    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    decimal: str = ""


@dataclass(frozen=True, eq=False)
class RawTable:
    """A file as texts.

    Attributes
    ----------
    name, sha256
        Of the file.
    reading
        How it was read, every part that applies filled.
    sheets
        Sheets of a workbook; none for a text.
    header_line
        Rank, from 1, of the row that names the columns.
    cells
        Shape (rows, columns): texts, index the line in the file, columns the titles.
    """

    name: str
    sha256: str
    reading: Reading
    sheets: tuple[str, ...]
    header_line: int
    cells: pd.DataFrame

    @property
    def columns(self) -> list[str]:
        """Titles of the columns, each once."""
        return list(self.cells.columns)


def read_upload(name: str, content: bytes, reading: Reading | None = None) -> RawTable:
    """Read an uploaded file.

    Parameters
    ----------
    name
        Name of the file, only to be shown.
    content
        Its bytes.
    reading
        What the user says of it; the rest is recognised.

    Raises
    ------
    UploadError
        If it is empty, too large, neither delimited text nor XLSX, damaged, or holds
        formulas or HTML.
    """
    require_size(len(content))
    asked = reading or Reading()
    if content.startswith(ZIP):
        # The reader of workbooks is only loaded by who brings one.
        from territoires_industrie.upload.workbook import read_workbook

        rows, sheet, sheets = read_workbook(content, asked.sheet)
        done = Reading(sheet=sheet, decimal=asked.decimal)
    elif content.startswith(OLD_EXCEL):
        raise UploadError(
            _(
                "Ancien format Excel (.xls) ou classeur protégé : un XLSX sans mot de passe ou un "
                "CSV est attendu. Dans le tableur : enregistrer sous, « Classeur XLSX »."
            )
        )
    else:
        rows, done = _read_text(content, asked)
        sheets = ()
    line, cells = _table(rows)
    if not done.decimal:
        done = replace(done, decimal=recognise_decimal(cells))
    base = re.split(r"[/\\]", name)[-1]
    shown = re.sub("[<>]", "", clean_text(base, NAME_LENGTH)) or _("sans nom")
    return RawTable(shown, hashlib.sha256(content).hexdigest(), done, sheets, line, cells)


def _read_text(content: bytes, asked: Reading) -> tuple[list[list[str]], Reading]:
    encoding = asked.encoding or recognise_encoding(content)
    text = decode(content, encoding)
    if not text.strip():
        require_size(0)
    separator = asked.separator or recognise_separator(text)
    done = Reading(encoding, separator, "", asked.decimal)
    return parse_rows(text, separator), done


def _table(rows: Sequence[Sequence[str]]) -> tuple[int, pd.DataFrame]:
    """Part titles from rows: the first line of two cells or more names the columns."""
    first = next((n for n, row in enumerate(rows) if sum(map(bool, row)) > 1), None)
    if first is None or first + 1 >= len(rows):
        raise UploadError(
            _(
                "Aucune ligne de données : une ligne de titres puis une ligne par unité sont "
                "attendues, deux colonnes au moins. Vérifiez la feuille ou le séparateur."
            )
        )
    body = rows[first + 1 :]
    width = max(len(rows[first]), *(len(row) for row in body))
    require_shape(len(body), width)
    titles = _titles([*rows[first], *[""] * (width - len(rows[first]))])
    lines = pd.RangeIndex(first + 2, first + 2 + len(body), name="line")
    padded = [[*row, *[""] * (width - len(row))] for row in body]
    cells = pd.DataFrame(padded, columns=titles, index=lines, dtype="str")
    _require_harmless(cells)
    used = [title for title in titles if cells[title].ne("").any() or rows[first][0]]
    return first + 1, cells[used]


def _titles(row: Sequence[str]) -> list[str]:
    """Name every column, no two the same."""
    titles: list[str] = []
    for rank, cell in enumerate(row, 1):
        require_plain(cell, _("Titre de la colonne {rank}").format(rank=rank))
        plain = clean_text(cell, NAME_LENGTH) or _("Colonne {rank}").format(rank=rank)
        titles.append(f"{plain} ({rank})" if plain in titles else plain)
    return titles


def _require_harmless(cells: pd.DataFrame) -> None:
    """Refuse formulas and HTML wherever they are, with the first place found."""
    for rank, title in enumerate(cells.columns, 1):
        column = cells.iloc[:, rank - 1]
        formulas = column[column.str.startswith("=")]
        if len(formulas):
            message = _(
                "Ligne {line}, colonne « {column} » : une valeur est attendue, une formule a été "
                "trouvée. Remplacez les formules par leurs valeurs, puis déposez le fichier à "
                "nouveau. Rien n’a été changé."
            )
            raise UploadError(message.format(line=formulas.index[0], column=title))
        tagged = column[column.str.contains("<", regex=False)]
        for line, cell in tagged.items():
            where = _("Ligne {line}, colonne « {column} »").format(line=line, column=title)
            require_plain(cell[:MAX_CELL], where)
