"""Registry of the indicators: what each measures, from what, for which levels and years."""

from dataclasses import dataclass, field
from enum import StrEnum


class Measure(StrEnum):
    """Kind of figure, which decides how it is drawn."""

    RATIO = "ratio"
    COUNT = "count"
    CATEGORY = "category"


class Status(StrEnum):
    """Why a cell holds what it holds; never empty."""

    VALUE = "value"
    ZERO = "zero"
    WITHHELD = "withheld"
    NOT_PUBLISHED = "not_published"
    OUT_OF_SCOPE = "out_of_scope"
    NOT_AGGREGABLE = "not_aggregable"


@dataclass(frozen=True)
class Indicator:
    """One figure that the atlas shows.

    Attributes
    ----------
    key
        Column name in tables and exports, unit last.
    measure
        Ratio, count or category.
    title, definition
        French source texts, said through the catalogue.
    unit
        Short unit written after the number (``%``, ``hab./km²``, ``€``…), or empty.
    decimals
        Digits after the decimal mark.
    numerator, denominator
        Source measures that are summed, then divided, for any group.
    levels
        Keys of the levels that have it.
    years
        Reference years, oldest first; the last is the default.
    source
        Name of the table in ``data/`` whose record states source and limits.
    """

    key: str
    measure: Measure
    title: str
    definition: str
    unit: str
    decimals: int
    numerator: str
    denominator: str
    levels: tuple[str, ...]
    years: tuple[str, ...]
    source: str
    limits: str = ""
    scale: float = 1.0
    palette: str = "sequential"
    theme: str = ""
    family: str = ""
    sector: str = ""
    categories: tuple[tuple[str, str], ...] = field(default=())
