"""A count published by unit and year, in one table for all its levels."""

from dataclasses import dataclass

import pandas as pd

from territoires_industrie.indicators.formulas.base import Formula
from territoires_industrie.indicators.formulas.words import say_published
from territoires_industrie.membership import read_units
from territoires_industrie.sources import read_table
from territoires_industrie.statistics.cells import make_cells
from territoires_industrie.statistics.industry import MAINLAND
from territoires_industrie.statistics.status import Status
from territoires_industrie.wording import _


@dataclass(frozen=True, kw_only=True)
class PublishedSeries(Formula):
    """A count as it is published, by ``level``, ``unit_code``, ``year`` and ``a5_code``.

    Attributes
    ----------
    column
        Column of the source's table.
    sector
        Great sector (A5), ``T`` for all.
    """

    column: str
    sector: str = "T"

    def compute_cells(self, level_key: str, year: str) -> pd.DataFrame:
        """Read the count of each unit."""
        counts = self._read(level_key, year).reindex(read_units(level_key).index)
        return make_cells(counts, Status.NOT_PUBLISHED)

    def compute_nation(self, year: str) -> float:
        """Read the count of metropolitan France."""
        (count,) = self._read(MAINLAND, year)
        return float(count)

    def _read(self, level: str, year: str) -> pd.Series:
        table = read_table(self.source.table)
        wanted = {"level": level, "year": year, "a5_code": self.sector}
        rows = table[(table[list(wanted)] == pd.Series(wanted)).all(axis=1)]
        return rows.set_index("unit_code")[self.column].astype("float64")

    def say(self) -> str:
        """Name the published figure."""
        return say_published(self.column)

    def say_rule(self) -> str:
        """Write where it is published, and what France is."""
        return _(
            "Publié par zone d’emploi, tous secteurs ensemble. Le chiffre de la France est celui "
            "de la métropole."
        )
