"""An uploaded table as texts, and how it was read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from typing import Any

import pandas as pd


@dataclass(frozen=True)
class Reading:
    """How a file is read; an empty part is recognised from the file.

    Attributes
    ----------
    encoding, separator
        Of a text file.
    sheet
        Of a workbook, or layer of a GeoPackage.
    titles
        ``yes`` or ``no``: whether a line names the columns.
    """

    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    titles: str = ""


@dataclass(frozen=True, eq=False)
class RawTable:
    """A file as texts, which it keeps packed: a large table takes six times as much unpacked.

    Attributes
    ----------
    name, sha256
        Of the file.
    reading
        How it was read, every part that applies filled.
    sheets
        Sheets of a workbook, layers of a GeoPackage; none for a text.
    header_line
        Line, from 1, that names the columns; 0 where none does.
    packed, lines
        Its texts as a compressed Feather file; the line of each row in the file.
    left_out
        Title of each column that is left out, and why.
    notes
        What was done that a reader should know.
    """

    name: str
    sha256: str
    reading: Reading
    sheets: tuple[str, ...]
    header_line: int
    packed: bytes
    lines: pd.Index
    left_out: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @cached_property
    def cells(self) -> pd.DataFrame:
        """Texts of shape (rows, columns): index the line in the file, columns the titles."""
        return pd.read_feather(BytesIO(self.packed)).set_index(self.lines)

    def fold(self) -> None:
        """Let go of the unpacked texts until they are asked for again."""
        vars(self).pop("cells", None)

    def __getstate__(self) -> dict[str, Any]:
        """Return the fields as they go to another process: packed."""
        state = dict(vars(self))
        state.pop("cells", None)
        return state

    @property
    def columns(self) -> list[str]:
        """Titles of the columns, each once."""
        return list(self.cells.columns)


def pack(cells: pd.DataFrame) -> bytes:
    """Write texts as a compressed Feather file, without their index."""
    file = BytesIO()
    cells.reset_index(drop=True).to_feather(file, compression="zstd")
    return file.getvalue()
