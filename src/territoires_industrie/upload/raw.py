"""An uploaded table as texts, and how it was read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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
    """A file as texts.

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
    cells
        Shape (rows, columns): texts, index the line in the file, columns the titles.
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
    cells: pd.DataFrame
    left_out: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def __getstate__(self) -> dict[str, Any]:
        """Return the fields as they go to another process, the cells compressed.

        Pickle would hold several times the size of a large table while it writes it.
        """
        file = BytesIO()
        self.cells.reset_index(drop=True).to_feather(file, compression="zstd")
        return {**vars(self), "cells": file.getvalue(), "lines": self.cells.index}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take the fields back."""
        lines = state.pop("lines")
        state["cells"] = pd.read_feather(BytesIO(state["cells"])).set_index(lines)
        vars(self).update(state)

    @property
    def columns(self) -> list[str]:
        """Titles of the columns, each once."""
        return list(self.cells.columns)
