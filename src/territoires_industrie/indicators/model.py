"""What an indicator is: its measure, its formula, its levels and years, its words."""

from dataclasses import dataclass, field
from enum import StrEnum

from territoires_industrie.indicators.formulas.base import Formula
from territoires_industrie.indicators.formulas.own_figures import OwnFigures
from territoires_industrie.sources import Record
from territoires_industrie.statistics.sectors import sector_label
from territoires_industrie.wording import _


class Measure(StrEnum):
    """Kind of figure, which decides how it is drawn."""

    RATIO = "ratio"
    COUNT = "count"
    CATEGORY = "category"


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One figure that the atlas shows.

    Attributes
    ----------
    key
        Column name in tables and exports, unit last.
    measure
        Ratio, count or category.
    name, definition, limits
        French source texts, translated through the catalogue. The name of an indicator of one
        sector has ``{sector}`` in the place of the sector's label.
    phrase
        French source text: the figure in a sentence, with ``{value}`` and, for a change, the
        ``{year}`` up to which it goes. Without one, the title and the figure are written.
    trend
        Key of the indicator whose figure says how things move, where there is one year only.
    unit
        Short unit written after the number (``%``, ``hab./km²``, ``€``…), or empty.
    decimals
        Digits after the decimal mark.
    levels
        Keys of the levels that have it.
    years
        Reference years, oldest first; the last is the default.
    formula
        How the figure of a unit is computed, and from which tables. Without one, the caller
        passes the figures itself (`make_scene`).
    palette
        ``sequential``, ``diverging_zero``, ``diverging_one`` or ``qualitative``.
    theme
        Heading under which controls list it.
    family, family_name, sector
        For one indicator a sector: the family's key and name, and the A38 code.
    categories
        Codes and source labels of a category, in the order of the legend.
    """

    key: str
    measure: Measure
    name: str
    definition: str
    levels: tuple[str, ...]
    years: tuple[str, ...]
    phrase: str = ""
    trend: str = ""
    unit: str = ""
    decimals: int = 0
    limits: str = ""
    formula: Formula = field(default_factory=OwnFigures)
    palette: str = "sequential"
    theme: str = ""
    family: str = ""
    family_name: str = ""
    sector: str = ""
    categories: tuple[tuple[str, str], ...] = ()

    @property
    def title(self) -> str:
        """Its name in the language of the run."""
        # The catalogue holds the name and the sector's label once each, not their product.
        name = _(self.name)
        return name.format(sector=sector_label(self.sector)) if self.sector else name

    def title_in(self, year: str) -> str:
        """Return its title and a year, which is left out where the title contains it.

        >>> from territoires_industrie.indicators import find_indicator
        >>> find_indicator("jobs_count").title_in("2018")
        'Emplois au lieu de travail (2018)'
        >>> find_indicator("jobs_change_pct").title_in("2018")
        'Évolution de l’emploi, 2013-2018'
        >>> find_indicator("private_jobs_change_pct").title_in("2024")
        'Évolution de l’emploi salarié privé depuis 2014 (jusqu’en 2024)'
        """
        title = self.title
        if year in title:
            return title
        # The source text: a change since a year is told by it in every language.
        if "depuis" in self.name:
            return _("{title} (jusqu’en {year})").format(title=title, year=year)
        return f"{title} ({year})"

    def dated(self, year: str) -> str:
        """Return its title, then the year unless the title contains it.

        >>> from territoires_industrie.indicators import find_indicator
        >>> find_indicator("jobs_count").dated("2018")
        'Emplois au lieu de travail, 2018'
        >>> find_indicator("population_change_pct").dated("2023")
        'Évolution de la population, 2018-2023'
        >>> find_indicator("private_jobs_change_pct").dated("2024")
        'Évolution de l’emploi salarié privé depuis 2014 (jusqu’en 2024)'
        >>> find_indicator("private_jobs_change_pct").dated("2020–2024")
        'Évolution de l’emploi salarié privé depuis 2014, 2020–2024'
        """
        # A change has an end; several years together have each its own.
        is_end = "depuis" in self.name and year.isdecimal()
        if is_end or year in self.title:
            return self.title_in(year)
        return f"{self.title}, {year}"

    @property
    def source(self) -> str:
        """Name of the table in ``data/`` whose record states source and limits."""
        return self.formula.source.table

    @property
    def record(self) -> Record:
        """Provenance, with the producers that this figure comes from."""
        return self.formula.record
