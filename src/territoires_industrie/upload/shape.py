"""Tables of several rows a unit: which columns part them, and what of them is kept."""

from dataclasses import dataclass

import pandas as pd

from territoires_industrie.upload.columns import Columns
from territoires_industrie.wording import fold

REPEATED_SHARE = 0.2
"""Part of the rows whose unit comes more than once, from which a table is a long one."""

UNIQUE_SHARE = 0.98
MAX_VALUES = 300
"""Different values of a column that parts rows, at most."""

TOTALS = frozenset(("t", "total", "ensemble", "tous", "toutes", "all", "both", "deux sexes"))


@dataclass(frozen=True)
class Choice:
    """A column that parts the rows of a unit, its values, and that which is a total, if any."""

    column: str
    values: tuple[str, ...]
    total: str = ""


@dataclass(frozen=True)
class Shape:
    """How rows of the same unit differ: by year, which makes a series, and by other columns."""

    year_column: str = ""
    choices: tuple[Choice, ...] = ()

    @property
    def proposed(self) -> tuple[tuple[str, str], ...]:
        """The total of each column, or nothing: then the user says what to keep."""
        return tuple((choice.column, choice.total) for choice in self.choices)


def find_shape(cells: pd.DataFrame, key: str, place: str, columns: Columns) -> Shape:
    """Find the columns that tell apart the rows of the same unit.

    A list (several rows a unit that nothing tells apart, such as projects) has no shape: its
    rows are added up, or set aside.
    """
    used = [key, place] if place else [key]
    # A few doubles are mistakes, which are listed; many are a table of several rows a unit.
    if cells.duplicated(used, keep=False).mean() < REPEATED_SHARE:
        return Shape()
    parting = _parting(cells, used, columns)
    chosen: list[str] = []
    for column in parting:
        before = cells.duplicated([*used, *chosen]).mean()
        after = cells.duplicated([*used, *chosen, column]).mean()
        if after < before:
            chosen.append(column)
        # Not 1: a few doubles that are left are mistakes here too.
        if 1 - after >= UNIQUE_SHARE:
            return _shape(cells, chosen, columns)
    return Shape()


def _parting(cells: pd.DataFrame, used: list[str], columns: Columns) -> list[str]:
    """List the columns that vary within a unit, years first, those of fewest values next."""
    years = columns.of_role("year")
    others = {
        one.title: cells[one.title].nunique()
        for one in columns.columns
        if one.role in ("text", "name", "code") and one.title not in used
    }
    ranked = sorted(others.items(), key=lambda pair: pair[1])
    few = [one for one, count in ranked if count <= MAX_VALUES]
    groups = cells.groupby(used)
    return [one for one in [*years, *few] if groups[one].nunique().max() > 1]


def _shape(cells: pd.DataFrame, chosen: list[str], columns: Columns) -> Shape:
    years = [one for one in chosen if one in columns.of_role("year")]
    choices = []
    for column in chosen:
        if column in years[:1]:
            continue
        values = tuple(sorted(cells[column].unique()))
        total = next((value for value in values if fold(value) in TOTALS), "")
        choices.append(Choice(column, values, total))
    return Shape(years[0] if years else "", tuple(choices))
