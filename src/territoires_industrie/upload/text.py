"""Delimited text to rows: encoding and separator recognised, or as the user says them."""

import csv
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from itertools import islice

from territoires_industrie.upload.limits import (
    MAX_CELL,
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
}
LEGACY = ("cp1252", "iso8859_15", "mac_roman", "cp850")
"""One byte a letter: what French files that are not Unicode are written in."""

MARKS = {BOM_UTF8: "utf_8", BOM_UTF16_LE: "utf_16", BOM_UTF16_BE: "utf_16"}
FRENCH = frozenset("àâæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ«»’–—°²€\u00a0…")
CAPITAL_INSIDE = re.compile(r"[^\W\d_][À-ÖØ-ÞŒŸ][a-zà-öø-ÿœ]")
"""An accented capital between two letters: the mark of a wrong encoding."""

SAMPLE_ROWS = 200
TEXT_CODE = re.compile(r'^="([^"=]*)"$')
"""How some spreadsheets write a code so that it keeps its zeros: ``="01004"``."""


def recognise_encoding(content: bytes) -> str:
    """Tell the encoding of a text: its mark, UTF-8 where it is valid, else the likeliest."""
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
    if b"\0" in content and encoding != "utf_16":
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
        raise UploadError(message.format(name=ENCODINGS[encoding], place=error.start)) from error


def recognise_separator(text: str) -> str:
    """Tell the separator: the one that gives most lines the same number of cells, two or more.

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
        raise UploadError(message.format(signs=", ".join(_(name) for name in SEPARATORS.values())))
    return best


def _regularity(text: str, separator: str) -> tuple[float, int]:
    """Measure how regular a separator is: share of lines of the usual width, and that width."""
    lines = csv.reader(text.splitlines(keepends=True)[: 2 * SAMPLE_ROWS], delimiter=separator)
    try:
        widths = Counter(len(row) for row in islice(lines, SAMPLE_ROWS) if any(row))
    except csv.Error:
        return (0.0, 0)
    usual, count = max(widths.items(), key=lambda pair: (pair[1], pair[0]), default=(0, 0))
    return (count / widths.total(), usual) if usual > 1 else (0.0, 0)


def parse_rows(text: str, separator: str) -> list[list[str]]:
    """Part a text in rows of cells, blanks around them taken off; empty lines are left out.

    Raises
    ------
    UploadError
        If there are too many rows or columns, or a cell is too long.
    """
    rows: list[list[str]] = []
    lines = csv.reader(text.splitlines(keepends=True), delimiter=separator)
    try:
        for row in lines:
            cells = [TEXT_CODE.sub(r"\1", cell.strip()) for cell in row]
            if any(cells):
                _require_row(cells, lines.line_num)
                rows.append(cells)
            # Title lines may come first: the exact count is checked with the table.
            if len(rows) > MAX_ROWS + SAMPLE_ROWS:
                require_shape(len(rows), 0)
    except csv.Error as error:
        raise _too_long(lines.line_num) from error
    return rows


def _require_row(cells: list[str], line: int) -> None:
    if len(cells) > MAX_COLUMNS:
        require_shape(0, len(cells))
    if any(len(cell) > MAX_CELL for cell in cells):
        raise _too_long(line)


def _too_long(line: int) -> UploadError:
    message = _(
        "Ligne {line} : une cellule de {limit} caractères au plus est attendue. Un guillemet "
        "ouvert et jamais fermé en est souvent la cause : corrigez la ligne."
    )
    return UploadError(message.format(line=line, limit=MAX_CELL))
