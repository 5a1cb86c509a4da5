"""Measures of the communes, summed for any unit, then divided."""

from dataclasses import dataclass

import pandas as pd

from territoires_industrie.indicators.formulas.base import Formula
from territoires_industrie.indicators.formulas.words import say_measure, say_quotient
from territoires_industrie.statistics.aggregation import AREA, MEASURES, sum_measure, sum_nation
from territoires_industrie.statistics.cells import divide_cells
from territoires_industrie.wording import _, capital


@dataclass(frozen=True, kw_only=True)
class CommuneSums(Formula):
    """``scale × (numerator - minus) / denominator``, each summed over the communes first.

    Attributes
    ----------
    numerator, minus, denominator
        Columns of the measures of communes; ``{year}`` stands for the reference year. The
        last two may be empty.
    measures
        Table that holds them, one row a commune of any COG year.
    """

    numerator: str
    minus: str = ""
    denominator: str = ""
    scale: float = 1.0
    measures: str = MEASURES

    def compute_cells(self, level_key: str, year: str) -> pd.DataFrame:
        """Sum the measures over the communes of every unit, then divide."""
        top, less, bottom = (
            sum_measure(level_key, column.format(year=year), self.measures) if column else None
            for column in (self.numerator, self.minus, self.denominator)
        )
        if top is None:
            raise ValueError("a sum needs a numerator")
        return divide_cells(top, bottom, less, self.scale)

    def compute_nation(self, year: str) -> float:
        """Sum the measures over the communes that the source covers, then divide."""
        top = self._sum(self.numerator, year)
        less = self._sum(self.minus, year) if self.minus else 0.0
        bottom = self._sum(self.denominator, year) if self.denominator else 1.0
        return self.scale * (top - less) / bottom

    def _sum(self, column: str, year: str) -> float:
        return sum_nation(column.format(year=year), self.out_of_scope, self.measures)

    def say(self) -> str:
        """Write the quotient of the sums."""
        top, less, bottom = (
            _("somme de {measure}").format(measure=say_measure(column)) if column else ""
            for column in (self.numerator, self.minus, self.denominator)
        )
        return capital(say_quotient(top, less=less, bottom=bottom, scale=self.scale))

    def say_rule(self) -> str:
        """Write that sums come first, and that a missing commune leaves no figure."""
        # Every commune has an area: no sum of it is ever missing.
        if self.numerator == AREA:
            return ""
        return _(
            "Numérateur et dénominateur additionnés sur les communes de l’unité, puis divisés : "
            "jamais une moyenne de taux. S’il manque une commune, il n’y a pas de chiffre."
        )

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of the tables of ``data/``: the source's, and the measures made from it."""
        return (self.source.table, self.measures)
