"""Rates published by EPCI and EPT, and for wider levels, large communes and France as well."""

from dataclasses import dataclass

import pandas as pd

from territoires_industrie.indicators.formulas.published_rate import PublishedRate
from territoires_industrie.membership import read_units
from territoires_industrie.sources import read_table
from territoires_industrie.statistics.cells import make_cells
from territoires_industrie.statistics.industry import COMMUNE_TABLE, MAINLAND, WIDER_TABLE
from territoires_industrie.statistics.status import Status
from territoires_industrie.wording import _


@dataclass(frozen=True, kw_only=True)
class PublishedByLevel(PublishedRate):
    """A rate as it is published, at each level from the table of that level."""

    def compute_cells(self, level_key: str, year: str) -> pd.DataFrame:
        """Read the rate of each unit in the table of its level."""
        column, units = self.column.format(year=year), read_units(level_key).index
        if level_key == "commune":
            # The table has the communes of 5,000 inhabitants and more, and no row for the others.
            rates = read_table(COMMUNE_TABLE).set_index("commune_code")[column]
            return make_cells(rates.reindex(units), Status.NOT_COLLECTED)
        wider = self._wider(column, level_key)
        if len(wider):
            return make_cells(wider.reindex(units), Status.NOT_COLLECTED)
        # The table of wider levels has neither EPCI nor territories.
        return super().compute_cells(level_key, year)

    def compute_nation(self, year: str) -> float:
        """Read the rate of metropolitan France."""
        (rate,) = self._wider(self.column.format(year=year), MAINLAND)
        return float(rate)

    def _wider(self, column: str, level: str) -> pd.Series:
        table = read_table(WIDER_TABLE)
        return table[table["level"] == level].set_index("unit_code")[column].astype(float)

    def say_rule(self) -> str:
        """Write where the rate is published, and why no other unit has it."""
        return _(
            "Publié par EPCI, EPT, zone d’emploi, département, région et commune de 5 000 "
            "habitants et plus, sans ses effectifs : un territoire de plusieurs membres n’a pas "
            "ce chiffre."
        )

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of the tables of ``data/``: by EPCI, by wider level, by commune."""
        return (*super().tables, WIDER_TABLE, COMMUNE_TABLE)
