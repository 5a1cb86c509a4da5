"""Every column of the tables of ``data/``: name, kind, unit, definition, from ``fields.csv``."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from territoires_industrie.errors import UnknownCodeError, nearest
from territoires_industrie.wording import _

YEAR = re.compile(r"_\d{4}$")


@dataclass(frozen=True)
class Field:
    """One column: its name without a year, its kind, unit and French definition.

    ``kind`` is ``text``, ``number``, ``integer``, ``boolean`` or ``date`` (ISO 8601).
    """

    name: str
    kind: str
    unit: str
    definition: str


TABLE = Path(__file__).with_name("fields.csv")

with TABLE.open(encoding="utf-8", newline="") as file:
    FIELDS = {row["name"]: Field(**row) for row in csv.DictReader(file)}
"""Columns by name, in alphabetical order."""


def find_field(column: str) -> Field:
    """Find what a column is; a year at its end is the year of its figures.

    Raises
    ------
    UnknownCodeError
        If no table has such a column.

    >>> find_field("population_count_2022").unit
    'hab.'
    """
    known = FIELDS.get(column) or FIELDS.get(YEAR.sub("", column))
    if known is None:
        text = _("Colonne inconnue : « {column} ». Colonnes proches : {close}.")
        raise UnknownCodeError(text, column=column, close=", ".join(nearest(column, FIELDS)))
    return known
