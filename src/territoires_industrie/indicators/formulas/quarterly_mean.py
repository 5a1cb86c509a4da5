"""Rates by zone d'emploi and quarter, averaged over whole years."""

from dataclasses import dataclass

import pandas as pd

from territoires_industrie.indicators.formulas.base import Formula
from territoires_industrie.indicators.formulas.words import say_measure
from territoires_industrie.statistics.quarters import quarterly_mean
from territoires_industrie.wording import _


@dataclass(frozen=True, kw_only=True)
class QuarterlyMean(Formula):
    """Mean of the four quarters of a year, by zone d'emploi.

    Attributes
    ----------
    column
        Column of the source's table, which has one row a zone and quarter.
    """

    column: str

    def compute_cells(self, level_key: str, year: str) -> pd.DataFrame:
        """Average the quarters of a year; the zone d'emploi is the only level that has them."""
        del level_key
        return quarterly_mean(self.source.table, self.column, year)

    def say(self) -> str:
        """Name the rate that is averaged."""
        return _("Moyenne des quatre trimestres de {measure}").format(
            measure=say_measure(self.column)
        )

    def say_rule(self) -> str:
        """Write that an incomplete year has no figure."""
        return _("Une année à laquelle il manque un trimestre n’a pas de chiffre.")
