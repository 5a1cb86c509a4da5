"""Delimited text to rows: encoding and separator recognised, or as the user says them."""

import csv
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from collections import Counter
from io import StringIO
from itertools import islice

from territoires_industrie.upload.limits import (
    MAX_CELL,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    UploadError,
    require_shape,
)
from territoires_industrie.wording import N_, _

SEPARATORS = {
    ";": N_("point-virgule"),
    ",": N_("virgule"),
    "\t": N_("tabulation"),
    "|": N_("barre verticale"),
}
ENCODINGS = {
    "utf_8": "UTF-8",
    "cp1252": "Windows-1252 (Europe de l’Ouest)",
    "iso8859_15": "ISO 8859-15",
    "mac_roman": "Mac Roman",
    "cp850": "DOS 850",
    "utf_16": "UTF-16",
    "utf_32": "UTF-32",
}
LEGACY = ("cp1252", "iso8859_15", "mac_roman", "cp850")
"""One byte a letter: what French files that are not Unicode are written in."""

MARKS = {
    BOM_UTF8: "utf_8",
    BOM_UTF32_LE: "utf_32",
    BOM_UTF32_BE: "utf_32",
    BOM_UTF16_LE: "utf_16",
    BOM_UTF16_BE: "utf_16",
}
"""Marks of encodings; that of UTF-32 begins like that of UTF-16, and is looked at before."""
FRENCH = frozenset("àâæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ«»’–—°²€\u00a0…")
CAPITAL_INSIDE = re.compile(r"[^\W\d_][À-ÖØ-ÞŒŸ][a-zà-öø-ÿœ]")
"""An accented capital between two letters: the mark of a wrong encoding."""

SAMPLE_ROWS = 200
SAMPLE_CHARACTERS = 20_000
"""Characters looked at, by row of the sample, to tell the separator."""

csv.field_size_limit(16 * 1024 * 1024)
"""A contour written in a cell passes the csv module's own limit; its column is left out."""

Row = tuple[int, list[str]]
"""Line of the file where a row is, from 1, and its cells."""

TEXT_CODE = re.compile(r'^="([^"=]*)"$')
"""How some spreadsheets write a code so that it keeps its zeros: ``="01004"``."""


def recognise_encoding(content: bytes) -> str:
    """Return the encoding of a text: its mark, UTF-8 where it is valid, else the likeliest."""
    for mark, encoding in MARKS.items():
        if content.startswith(mark):
            return encoding
    try:
        content.decode("utf_8")
    except UnicodeDecodeError:
        return _legacy_encoding(content)
    return "utf_8"


def _legacy_encoding(content: bytes) -> str:
    """Choose the one-byte encoding that makes the most French of the accented lines.

    General detectors want more text than a table has: they take short DOS texts for Mac.
    """
    # Plain letters are the same bytes in all of them: only accented lines tell them apart.
    accented = [line for line in content.splitlines() if not line.isascii()][:SAMPLE_ROWS]
    sample = b"\n".join(line[:MAX_CELL] for line in accented)
    return max(LEGACY, key=lambda encoding: _frenchness(sample.decode(encoding, "replace")))


def _frenchness(text: str) -> int:
    """Count the signs that French writes, less those that it never does."""
    score = sum(2 for c in text if c in FRENCH) - sum(1 for c in text if c > "\x7f")
    return score - 3 * len(CAPITAL_INSIDE.findall(text))


def decode(content: bytes, encoding: str) -> str:
    """Decode a text.

    Raises
    ------
    UploadError
        If it is not text, or not in that encoding.
    """
    if b"\0" in content and encoding not in ("utf_16", "utf_32"):
        raise UploadError(
            _(
                "Fichier illisible : du texte (CSV) ou un classeur XLSX est attendu, un fichier "
                "binaire a été reçu. Enregistrez le tableau en CSV UTF-8 ou en XLSX."
            )
        )
    try:
        return content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        message = _(
            "Encodage : {name} est attendu, l’octet {place} n’en est pas. Choisissez un autre "
            "encodage, ou enregistrez le fichier en CSV UTF-8."
        )
        raise UploadError(message, name=ENCODINGS[encoding], place=error.start) from error


def recognise_separator(text: str) -> str:
    """Return the separator: the one that gives most lines the same number of cells, two or more.

    ``csv.Sniffer`` looks at single signs and takes a decimal comma for a separator.

    Raises
    ------
    UploadError
        If none parts the lines in columns.
    """
    scores = {sign: _regularity(text, sign) for sign in SEPARATORS}
    best = max(scores, key=scores.__getitem__)
    if scores[best] == (0.0, 0):
        message = _(
            "Une seule colonne trouvée : deux au moins sont attendues, un code et un chiffre, "
            "séparés par l’un de ces signes : {signs}."
        )
        raise UploadError(message, signs=", ".join(_(name) for name in SEPARATORS.values()))
    return best


def _regularity(text: str, separator: str) -> tuple[float, int]:
    """Measure how regular a separator is: share of lines of the usual width, and that width."""
    # A contour may fill one cell with more than the csv module takes: the head is enough.
    head = text[: SAMPLE_CHARACTERS * SAMPLE_ROWS]
    lines = csv.reader(StringIO(head, newline=""), delimiter=separator)
    try:
        widths = Counter(len(row) for row in islice(lines, SAMPLE_ROWS) if any(row))
    except csv.Error:
        return (0.0, 0)
    usual, count = max(widths.items(), key=lambda pair: (pair[1], pair[0]), default=(0, 0))
    return (count / widths.total(), usual) if usual > 1 else (0.0, 0)


def parse_rows(text: str, separator: str) -> list[Row]:
    """Part a text in rows of cells, blanks around them taken off; empty lines are left out.

    Returns
    -------
    list[Row]
        Line of the file where each row begins, from 1, and its cells.

    Raises
    ------
    UploadError
        If there are too many rows, columns or cells, or a quotation mark is never closed.
    """
    rows: list[Row] = []
    # The csv module parts lines at CR and LF only: other marks of Unicode belong to cells.
    lines = csv.reader(StringIO(text, newline=""), delimiter=separator)
    begun, count = 1, 0
    try:
        for row in lines:
            if any(row):
                cells = [TEXT_CODE.sub(r"\1", cell.strip()) for cell in row]
                if any(len(cell) > MAX_CELL and "\n" in cell for cell in cells):
                    raise _unclosed(begun)
                rows.append((begun, cells))
                count += len(cells)
            begun = lines.line_num + 1
            # Title lines may come first: the exact count is checked with the table.
            if len(rows) > MAX_ROWS + SAMPLE_ROWS or count > MAX_CELLS + SAMPLE_ROWS * MAX_COLUMNS:
                require_shape(len(rows), max(len(row) for _line, row in rows))
    except csv.Error as error:
        raise _unclosed(lines.line_num) from error
    return rows


def _unclosed(line: int) -> UploadError:
    message = _(
        "Ligne {line} : une cellule de plusieurs lignes et de plus de {limit} caractères a été "
        "trouvée. Un guillemet ouvert et jamais fermé en est souvent la cause : corrigez la ligne."
    )
    return UploadError(message, line=line, limit=MAX_CELL)
