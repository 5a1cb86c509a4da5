"""Quarterly rates by zone d'emploi, averaged over whole years."""

import pandas as pd

from territoires_industrie.membership import read_units
from territoires_industrie.sources import read_table
from territoires_industrie.statistics.cells import make_cells
from territoires_industrie.statistics.status import Status

QUARTERS_A_YEAR = 4


def quarterly_mean(table: str, column: str, year: str) -> pd.DataFrame:
    """Average a rate of each zone d'emploi over the four quarters of a year.

    A zone without all four quarters has no value.

    Returns
    -------
    pandas.DataFrame
        Index: every zone d'emploi; ``value`` and ``status``.
    """
    quarters = read_table(table)
    rows = quarters[quarters["quarter"].str.startswith(year)]
    rates = rows.groupby("zone_emploi_code")[column]
    mean = rates.mean().where(rates.count() == QUARTERS_A_YEAR)
    return make_cells(mean.reindex(read_units("zone_emploi").index), Status.NOT_PUBLISHED)
