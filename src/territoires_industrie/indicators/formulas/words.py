"""Measures and quotients in words: a measure is named by the registry of columns."""

import re

from territoires_industrie.errors import UnknownCodeError
from territoires_industrie.fields import find_field
from territoires_industrie.wording import _, format_number

YEAR_HOLE = "_{year}"
YEAR_END = re.compile(r"_(\d{4})$")


def say_quotient(top: str, *, less: str = "", bottom: str = "", scale: float = 1.0) -> str:
    """Write ``scale × (top - less) ÷ bottom``; ``less`` and ``bottom`` may be empty.

    >>> say_quotient("a", less="b", bottom="c", scale=100)
    '100 × (a − b) ÷ c'
    """
    if less:
        top = _("({part} − {subtracted})").format(part=top, subtracted=less)
    if bottom:
        top = f"{top} ÷ {bottom}"
    return f"{format_number(scale)} × {top}" if scale != 1 else top


def _define(column: str) -> str:
    """Return what a column is, by the registry of columns, or its own name."""
    try:
        return _(find_field(column).definition)
    except UnknownCodeError:
        return column


def say_published(column: str) -> str:
    """Write that a figure is as it was published, and which."""
    return _("Chiffre publié, repris tel quel : {measure}").format(measure=say_measure(column))


def say_measure(column: str) -> str:
    """Name a measure and its year.

    >>> say_measure("population_count_{year}"), say_measure("population_count_2018")
    ('« Population municipale » de l’année', '« Population municipale » de 2018')
    """
    name = _("« {definition} »").format(definition=_define(column.removesuffix(YEAR_HOLE)))
    if YEAR_HOLE in column:
        return _("{measure} de l’année").format(measure=name)
    if fixed := YEAR_END.search(column):
        return _("{measure} de {year}").format(measure=name, year=fixed.group(1))
    return name
