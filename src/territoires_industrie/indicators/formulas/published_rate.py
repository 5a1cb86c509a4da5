"""Rates published by EPCI, which cannot be recomputed for another area."""

from dataclasses import dataclass

import pandas as pd

from territoires_industrie.indicators.formulas.base import Formula
from territoires_industrie.indicators.formulas.words import say_published
from territoires_industrie.statistics.published import spread_published
from territoires_industrie.wording import _


@dataclass(frozen=True, kw_only=True)
class PublishedRate(Formula):
    """A rate as it is published, for the units that it was published for.

    Attributes
    ----------
    column
        Column of the source's table; ``{year}`` stands for the reference year.
    others
        Tables of the same columns and COG year, for the units that the source's leaves out.
    """

    column: str
    others: tuple[str, ...] = ()

    def compute_cells(self, level_key: str, year: str) -> pd.DataFrame:
        """Read the rate of the units that are one EPCI or EPT of unchanged communes."""
        tables = (self.source.table, *self.others)
        return spread_published(level_key, tables, self.column.format(year=year))

    def say(self) -> str:
        """Name the published figure."""
        return say_published(self.column)

    def say_rule(self) -> str:
        """Write why no other unit has the figure."""
        return _(
            "Publié par EPCI et par EPT sans ses effectifs : aucun autre niveau ne peut le "
            "recalculer. Un EPCI dont les communes ont changé depuis, ou un territoire de "
            "plusieurs membres, n’a pas ce chiffre."
        )

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of the tables of ``data/``: the source's, then the others."""
        return (self.source.table, *self.others)
