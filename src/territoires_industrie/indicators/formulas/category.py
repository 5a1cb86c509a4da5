"""Categories: what a unit is, in words of the programme or of the law."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from territoires_industrie.indicators.formulas.base import Formula
from territoires_industrie.statistics.status import Status
from territoires_industrie.wording import _


@dataclass(frozen=True, kw_only=True)
class Category(Formula):
    """The category of every unit of a level.

    Attributes
    ----------
    read
        Return the code of the category of each unit of a level, by its key.
    """

    read: Callable[[str], pd.Series]

    def compute_cells(self, level_key: str, year: str) -> pd.DataFrame:
        """Read the category of each unit: ``value`` is its code."""
        del year
        return pd.DataFrame({"value": self.read(level_key), "status": str(Status.VALUE)})

    def say(self) -> str:
        """Write where the category is read."""
        return _("Catégorie, lue dans la table des membres ou dans la liste des EPCI")

    def say_rule(self) -> str:
        """Write that nothing is computed."""
        return _("Ni calcul ni seuil : l’appartenance telle que publiée.")
