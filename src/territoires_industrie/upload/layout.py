"""Rows of cells to a table: where titles are, what they say, and columns that are left out."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from territoires_industrie.export.table import STATUS
from territoires_industrie.upload.limits import (
    MAX_CELL,
    TAG,
    UploadError,
    clean_text,
    require_held,
    require_shape,
)
from territoires_industrie.upload.text import Row
from territoires_industrie.wording import _

NAME_LENGTH = 80
SEARCHED_ROWS = 60
"""Rows among which titles are looked for."""

TITLE_FILL = 0.7
"""A row of titles fills this part at least of the width of the rows."""

NUMBER = re.compile(r"^[+-]?\d[\d\s.,]*%?$")
YEAR = re.compile(r"^(?:19|20)\d\d$")
FORMULA = re.compile(r"^=\s*[\w(+@\"'-]")
"""A formula; an arrow (``=> voir annexe``) is none."""


@dataclass(frozen=True, eq=False)
class Layout:
    """A table found among rows: line of the titles (0 if none), cells, columns left out."""

    header_line: int
    cells: pd.DataFrame
    left_out: dict[str, str]


def lay_out(rows: Sequence[Row], titles: str = "") -> Layout:
    """Find the titles of a table, name its columns and keep the lines of the file.

    Parameters
    ----------
    rows
        Line and cells of every row that holds something.
    titles
        ``yes`` or ``no`` to say whether a line names the columns; recognised unless told.

    Raises
    ------
    UploadError
        If no data follow the titles, or fewer than two columns can be used.
    """
    first = _find_titles(rows)
    if first is None:
        raise _no_data()
    has_titles = titles == "yes" or (titles != "no" and not _is_data(rows, first))
    start, end = _title_rows(rows, first) if has_titles else (first, first)
    names, body = rows[start:end], rows[end:]
    if not body:
        raise _no_data()
    width = max(len(cells) for _line, cells in [*names, *body])
    require_shape(len(body), width)
    lines = pd.Index([line for line, _cells in body], name="line")
    padded = [[*cells, *[""] * (width - len(cells))] for _line, cells in body]
    frame = pd.DataFrame(padded, index=lines, dtype="str")
    wanted = _titles(names, width)
    frame.columns = pd.Index(wanted)
    line = names[-1][0] if names else 0
    is_named = [any(n < len(cells) and cells[n] for _line, cells in names) for n in range(width)]
    return _leave_out(frame, line, is_named)


def lay_out_frame(frame: pd.DataFrame) -> Layout:
    """Lay out texts that already are columns with names, such as the attributes of a layer.

    Raises
    ------
    UploadError
        If fewer than two columns can be used, or there is no row.
    """
    if frame.empty:
        raise _no_data()
    require_shape(*frame.shape)
    named = frame.set_axis(
        _titles([(0, [str(name) for name in frame.columns])], frame.shape[1]), axis="columns"
    )
    return _leave_out(named, 0, [True] * frame.shape[1])


def _no_data() -> UploadError:
    return UploadError(
        _(
            "Aucune ligne de données : une ligne de titres puis une ligne par unité sont "
            "attendues, deux colonnes au moins. Vérifiez la feuille ou le séparateur."
        )
    )


def _find_titles(rows: Sequence[Row]) -> int | None:
    """Find the row that names the columns: the first that fills most of the usual width."""
    counts = [sum(map(bool, cells)) for _line, cells in rows[: 5 * SEARCHED_ROWS]]
    wide = [count for count in counts if count > 1]
    if not wide:
        return None
    # Lines above a table fill few cells: its titles are the first as full as most lines are.
    usual = Counter(wide).most_common(1)[0][0]
    enough = max(2, TITLE_FILL * usual)
    for rank, count in enumerate(counts[:SEARCHED_ROWS]):
        if count >= enough:
            return rank
    return next(rank for rank, count in enumerate(counts) if count > 1)


def _is_data(rows: Sequence[Row], first: int) -> bool:
    """Whether the first row holds data: a number stands over every column of numbers."""
    head = rows[first][1]
    below = [cells for _line, cells in rows[first + 1 : first + SEARCHED_ROWS]]
    figures = [n for n in range(len(head)) if below and _is_numeric(below, n)]
    # Years alone over numbers name the columns of a series.
    return (
        bool(figures)
        and all(NUMBER.match(head[n]) for n in figures)
        and any(not YEAR.match(head[n]) for n in figures)
    )


def _is_numeric(rows: Sequence[Sequence[str]], column: int) -> bool:
    said = [cells[column] for cells in rows if column < len(cells) and cells[column]]
    return bool(said) and all(NUMBER.match(cell) for cell in said)


def _title_rows(rows: Sequence[Row], first: int) -> tuple[int, int]:
    """Find where titles start and end: merged titles above, names of variables below."""
    is_under = first > 0 and _is_merged(rows[first - 1][1], len(rows[first][1]))
    is_over = first + 2 < len(rows) and _is_second_title(rows, first + 1)
    return first - is_under, first + 1 + is_over


def _is_merged(cells: Sequence[str], width: int) -> bool:
    """Whether a row holds titles over several columns: gaps between, and reaches far."""
    places = [n for n, cell in enumerate(cells) if cell]
    has_gaps = any(b - a > 1 for a, b in pairwise(places))
    is_aside = len(places) == 1 and places[0] > 0
    return (has_gaps or is_aside) and 2 * (places[-1] + 2) > width


def _is_second_title(rows: Sequence[Row], second: int) -> bool:
    """Whether a row names the columns again: texts over columns of numbers."""
    cells = rows[second][1]
    head = rows[second - 1][1]
    below = [row for _line, row in rows[second + 1 : second + SEARCHED_ROWS]]
    figures = [n for n in range(len(cells)) if _is_numeric(below, n)]
    words = [n for n, cell in enumerate(cells) if cell and not NUMBER.match(cell)]
    is_full = sum(map(bool, cells)) >= TITLE_FILL * max(1, sum(map(bool, head)))
    # A row « Total » has figures; one of variable names has none.
    return bool(figures) and is_full and set(figures) <= set(words) and len(set(cells)) > 1


def _titles(names: Sequence[Row], width: int) -> list[str]:
    """Name every column, no two the same; a title over several columns goes to each."""
    rows = [[*cells, *[""] * (width - len(cells))] for _line, cells in names]
    if rows and any(cell.endswith(STATUS) for cell in rows[-1]):
        # A workbook of the atlas: the line of its keys says all.
        rows = rows[-1:]
    for rank, row in enumerate(rows):
        if rank + 1 < len(rows) and not all(row):
            rows[rank] = _spread(row)
    titles: list[str] = []
    for column in range(width):
        parts = list(dict.fromkeys(clean_text(row[column], NAME_LENGTH) for row in rows))
        plain = " – ".join(part for part in parts if part)[: 2 * NAME_LENGTH]
        plain = plain or _("Colonne {rank}").format(rank=column + 1)
        titles.append(f"{plain} ({column + 1})" if plain in titles else plain)
    return titles


def _spread(row: list[str]) -> list[str]:
    found = ""
    spread = []
    for cell in row:
        found = cell or found
        spread.append(found)
    return spread


def _leave_out(frame: pd.DataFrame, line: int, is_named: list[bool]) -> Layout:
    """Leave out the columns that hold nothing, or what no indicator needs, each with its reason."""
    reasons: dict[str, str] = {}
    kept: list[str] = []
    for rank, title in enumerate(frame.columns):
        column = frame.iloc[:, rank]
        reason = _why_left_out(title, column)
        if reason:
            reasons[clean_text(TAG.sub("", title), NAME_LENGTH) or f"{rank + 1}"] = reason
        elif is_named[rank] or column.ne("").any():
            kept.append(title)
    if len(kept) < 2:
        raise _too_few(reasons)
    require_held(characters=sum(int(frame[title].str.len().sum()) for title in kept))
    return Layout(line, frame[kept], reasons)


def _why_left_out(title: str, column: pd.Series) -> str:
    """Return why a column is left out; empty if it is kept."""
    if TAG.search(title):
        return _("titre avec du code HTML")
    if column.str.len().max() > MAX_CELL:
        return _("cellules de plus de {limit} caractères").format(limit=MAX_CELL)
    tagged = column[column.str.contains("<", regex=False)]
    if tagged.map(lambda cell: TAG.search(cell) is not None).any():
        return _("code HTML")
    begun = column[column.str.startswith("=")]
    if begun.map(lambda cell: FORMULA.match(cell) is not None).any():
        return _("formule")
    return ""


def _too_few(reasons: dict[str, str]) -> UploadError:
    if not reasons:
        return _no_data()
    message = _(
        "Deux colonnes au moins sont attendues, un code et un chiffre. Colonnes laissées de côté : "
        "{columns}. Remplacez les formules par leurs valeurs, retirez les balises et les contours, "
        "puis déposez le fichier à nouveau. Rien n’a été changé."
    )
    shown = ", ".join(f"« {title} » ({reason})" for title, reason in list(reasons.items())[:5])
    return UploadError(message, columns=shown)
