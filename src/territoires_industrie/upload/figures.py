"""Texts to numbers: decimal mark recognised, and why a cell holds none."""

import re
from collections.abc import Hashable
from functools import cache
from itertools import chain
from math import isfinite, nan

import pandas as pd

from territoires_industrie.statistics.status import Status

DECIMALS = (",", ".")
SPACES = "\u00a0\u202f\u2009 '’"
"""What parts thousands, beside the other mark."""

NOT_PUBLISHED = frozenset(
    ("", "nd", "n.d.", "n.d", "na", "n/a", "n.a.", "nan", "null", "none", "nc", "n.c.", "nr")
) | frozenset(("-", "–", "—", ".", "..", "...", "…", "#n/a", "#na", "#div/0!", "#ref!", "#num!"))
WITHHELD = frozenset(("s", "(s)", "s.", "c", "secret", "secret statistique", "confidentiel"))
"""What producers write in a cell without a figure."""

PLAIN = re.compile(r"^[+-]?\d[\d.,\s'’]*$")
NUMBER_COLUMN_SHARE = 0.8
UNREADABLE = "unreadable"


def recognise_decimal(cells: pd.DataFrame) -> str:
    """Tell the decimal mark of a table; the comma where nothing tells.

    A mark that comes twice in a cell, or before the other one, parts thousands. A single
    mark that is not followed by three digits is decimal; where every cell leaves the doubt,
    the only mark present is decimal.
    """
    counts = dict.fromkeys(DECIMALS, 0)
    doubts = dict(counts)
    for cell in set(chain.from_iterable(cells[column] for column in cells.columns)):
        text = cell.rstrip("% €")
        if not PLAIN.match(text) or not ("," in text or "." in text):
            continue
        last = "," if text.rfind(",") > text.rfind(".") else "."
        other = "." if last == "," else ","
        if other in text or text.count(last) > 1:
            counts[other if text.count(last) > 1 else last] += 1
        elif len(text) - text.rfind(last) == 4 and text.lstrip("+-")[0] != "0":
            doubts[last] += 1
        else:
            counts[last] += 1
    if counts[","] == counts["."]:
        counts = doubts
    return "." if counts["."] > counts[","] else ","


@cache
def _form(decimal: str) -> re.Pattern[str]:
    other = "." if decimal == "," else ","
    gap = f"[{SPACES}{re.escape(other)}]"
    return re.compile(
        rf"^([+-]?)(\d{{1,3}}(?:{gap}\d{{3}})+|\d*)(?:{re.escape(decimal)}(\d*))?"
        rf"((?:[eE][+-]?\d{{1,3}})?)[{SPACES}]*[%€]?$"
    )


def read_number(text: str, decimal: str) -> float | None:
    """Read a number written with a decimal mark; None if it is not one.

    >>> read_number("1 234,5 %", ","), read_number("1,234.5", "."), read_number("12,5", ".")
    (1234.5, 1234.5, None)
    """
    found = _form(decimal).match(text.strip().replace("\u2212", "-"))
    if found is None or not (found[2] or found[3]):
        return None
    whole = "".join(c for c in found[2] if c.isdigit())
    number = float(f"{found[1]}{whole or '0'}.{found[3] or '0'}{found[4]}")
    return number if isfinite(number) else None


def read_figures(texts: pd.Series, decimal: str) -> pd.DataFrame:
    """Read a column of figures.

    Returns
    -------
    pandas.DataFrame
        Same index; ``value`` (NaN where there is none) and ``status``: a `Status`, or
        ``unreadable``.
    """
    read = {text: _cell(text, decimal) for text in texts.unique()}
    return pd.DataFrame(
        {
            "value": texts.map({text: value for text, (value, _why) in read.items()}).astype(float),
            "status": texts.map({text: why for text, (_value, why) in read.items()}).astype("str"),
        }
    )


def _cell(text: Hashable, decimal: str) -> tuple[float, str]:
    plain = str(text)
    number = read_number(plain, decimal)
    if number is not None:
        return number, str(Status.VALUE)
    folded = plain.strip().casefold()
    if folded in NOT_PUBLISHED:
        return nan, str(Status.NOT_PUBLISHED)
    return nan, str(Status.WITHHELD) if folded in WITHHELD else UNREADABLE


def is_figures(texts: pd.Series, decimal: str) -> bool:
    """Tell whether most cells of a column that hold something are numbers."""
    status = read_figures(texts, decimal)["status"]
    said = ~status.isin([Status.NOT_PUBLISHED, Status.WITHHELD])
    return bool(said.any() and (status[said] == Status.VALUE).mean() >= NUMBER_COLUMN_SHARE)
