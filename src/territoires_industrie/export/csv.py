"""A joined table as CSV that a French spreadsheet opens as it is: BOM, semicolons, text quoted."""

import csv
from collections.abc import Hashable, Iterable, Sequence
from io import StringIO
from math import isnan

import geopandas as gpd
import pandas as pd
from numpy import format_float_positional
from pandas.api.types import is_integer_dtype, is_numeric_dtype

from territoires_industrie.sources import require_known
from territoires_industrie.wording import _, language

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
DECIMAL_MARKS = {"comma": ",", "point": "."}
"""Names of the decimal marks on the command line and in addresses."""

FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "'")
"""First signs that make a spreadsheet run a cell, and the apostrophe that disarms them."""


def neutralise(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run as a formula.

    A text that already begins with an apostrophe gets one more, so that
    `restore` gives every text back as it was.

    >>> neutralise("=1+1"), neutralise("Saint-Étienne"), neutralise("'s")
    ("'=1+1", 'Saint-Étienne', "''s")
    """
    if text.lstrip().startswith(FORMULA_STARTS) or text.startswith(("\t", "\r", "\n")):
        return f"'{text}"
    return text


def restore(text: str) -> str:
    """Take away the apostrophe of `neutralise`.

    >>> restore(neutralise("-3"))
    '-3'
    """
    return text[1:] if text.startswith("'") else text


def export_csv(table: pd.DataFrame, decimal: str = "comma") -> bytes:
    """Write a table without its geometry as CSV.

    Parameters
    ----------
    table
        Any joined table; texts are quoted, numbers are not, a missing cell is empty.
    decimal
        ``comma`` (French spreadsheets) or ``point``.

    Returns
    -------
    bytes
        UTF-8 with a byte order mark, semicolons, lines ended as RFC 4180 asks (CR LF).

    Raises
    ------
    UnknownCodeError
        If ``decimal`` is neither of the two.
    """
    require_known(decimal, tuple(DECIMAL_MARKS), _("Signe décimal"))
    mark = DECIMAL_MARKS[decimal]
    names = [str(name) for name in table.columns if name != "geometry"]
    columns = [_cells(table[name], mark) for name in names]
    return _written(names, zip(*columns, strict=True))


def without_ground(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows without their geometry."""
    if not isinstance(rows, gpd.GeoDataFrame):
        return rows
    return pd.DataFrame(rows.drop(columns=rows.geometry.name))


def column_types(table: pd.DataFrame) -> bytes:
    """Write the types of the columns, for the ``.csvt`` beside a CSV: GDAL and QGIS read it.

    Without it they take codes for numbers, and their zeros away.

    >>> column_types(pd.DataFrame({"code": ["01"], "share_pct": [1.5], "jobs_count": [2]}))
    b'"String","Real","Integer64"\\r\\n'
    """
    kinds = [
        "Integer64" if is_integer_dtype(kind) else "Real" if is_numeric_dtype(kind) else "String"
        for kind in table.dtypes
    ]
    return (",".join(f'"{kind}"' for kind in kinds) + "\r\n").encode()


def export_rows(names: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Write rows of text the same way: the dictionary that goes with a table."""
    return _written(names, ([_quoted(cell) for cell in row] for row in rows))


def usual_mark() -> str:
    """Return the name of the decimal mark that a spreadsheet in the language of the run reads."""
    return "point" if language() == "en" else "comma"


def _written(names: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Lay out cells that are already spelled; ``csv`` only quotes the header."""
    header = StringIO()
    csv.writer(header, delimiter=";", quoting=csv.QUOTE_ALL).writerow(names)
    lines = "".join(";".join(row) + "\r\n" for row in rows)
    return (BOM + header.getvalue() + lines).encode("utf-8")


def _cells(column: pd.Series, mark: str) -> list[str]:
    """Spell each different cell once: a column of statuses or years has few."""
    cells = column.tolist()
    spelled = {cell: _cell(cell, mark) for cell in set(cells)}
    return [spelled[cell] for cell in cells]


def _cell(value: Hashable, mark: str) -> str:
    if value is None or value is pd.NA or (isinstance(value, float) and isnan(value)):
        return ""
    if isinstance(value, int | float):
        return _spelled(value).replace(".", mark)
    return _quoted(str(value))


def _spelled(value: float) -> str:
    """Spell a number without an exponent, which some spreadsheets take for text."""
    # Adding zero takes the sign off a negative zero.
    text = repr(value + 0)
    if "e" in text:
        text = str(format_float_positional(value, trim="-"))
    return text.removesuffix(".0")


def _quoted(text: str) -> str:
    return '"' + neutralise(text).replace('"', '""') + '"'
