"""What an indicator is: its measure, its formula, its levels and years, its words."""

from dataclasses import dataclass, field
from enum import StrEnum

from territoires_industrie.statistics.sectors import sector_label
from territoires_industrie.wording import _


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


class Basis(StrEnum):
    """Where the figures of an indicator come from, which decides how they are computed."""

    COMMUNES = "communes"
    """Measures of the communes, added up for any unit, then divided."""
    EPCI = "epci"
    """Rates published by EPCI, which no sum can give for another ground."""
    SECTORS = "sectors"
    """Jobs by zone d'emploi and A38 sector."""
    QUARTERS = "quarters"
    """Rates by zone d'emploi and quarter, averaged over whole years."""
    MEMBERSHIP = "membership"
    """Categories: programme and kind of EPCI."""
    OWN = "own"
    """Figures that a user brought, already worked out for every level."""


@dataclass(frozen=True)
class Indicator:
    """One figure that the atlas shows.

    Attributes
    ----------
    key
        Column name in tables and exports, unit last.
    measure
        Ratio, count or category.
    title, definition, limits
        French source texts, said through the catalogue.
    unit
        Short unit written after the number (``%``, ``hab./km²``, ``€``…), or empty.
    decimals
        Digits after the decimal mark.
    numerator, subtracted, denominator
        Source measures that are summed for any group (``{year}`` stands for the reference
        year); the figure is ``scale × (numerator - subtracted) / denominator``.
    levels
        Keys of the levels that have it.
    years
        Reference years, oldest first; the last is the default.
    source
        Name of the table in ``data/`` whose record states source and limits.
    palette
        ``sequential``, ``diverging_zero``, ``diverging_one`` or ``qualitative``.
    theme
        Heading that it stands under.
    family, family_title, sector
        For one indicator a sector: the family's key and title, and the A38 code.
    categories
        Codes and source labels of a category, in the order of the legend.
    basis
        What it is computed from.
    out_of_scope
        Départements, by code, that the source leaves out.
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
    family_title: str = ""
    subtracted: str = ""
    basis: Basis = Basis.COMMUNES
    out_of_scope: tuple[str, ...] = ()


class _SectorTitle:
    """Title of a family with the sector's name in it, in the language of the run.

    The catalogue holds the pattern and the sector's label once each, not their product.
    """

    def __get__(self, indicator: Indicator | None, owner: type[Indicator]) -> str:
        if indicator is None:
            return ""
        pattern: str = indicator.__dict__["title"]
        return _(pattern).format(sector=sector_label(indicator.sector))

    def __set__(self, indicator: Indicator, pattern: str) -> None:
        indicator.__dict__["title"] = pattern


class SectorIndicator(Indicator):
    """An indicator of one A38 sector: ``title`` is a pattern with ``{sector}``, read said."""

    title = _SectorTitle()
