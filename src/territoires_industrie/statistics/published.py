"""Rates published by EPCI and EPT, taken to the units that have exactly their ground."""

from functools import cache

import pandas as pd

from territoires_industrie.join import same_ground_epci
from territoires_industrie.membership import read_members, read_units, require_level
from territoires_industrie.sources import read_table, table_record
from territoires_industrie.statistics.cells import make_cells
from territoires_industrie.statistics.status import Status


@cache
def spread_published(level_key: str, table: str, column: str) -> pd.DataFrame:
    """Take a published rate to the units of a level that are one EPCI of unchanged ground.

    Returns
    -------
    pandas.DataFrame
        Index: every unit of the level; ``value`` and ``status``.
    """
    rates = read_table(table).set_index("epci_siren")[column]
    kept = rates[rates.index.isin(same_ground_epci(table_record(table).cog_year or 0))]
    units = read_units(level_key).index
    if level_key == "epci":
        return make_cells(kept.reindex(units), Status.NOT_PUBLISHED)
    groups = read_members(require_level(level_key).phase or 2).groupby("territoire_id")
    alone = (groups.size() == 1) & (groups["member_kind"].first() == "epci")
    alone = alone.reindex(units)
    siren = groups["member_siren"].first().reindex(units)
    why = pd.Series(str(Status.NOT_AGGREGABLE), index=units).mask(alone, str(Status.NOT_PUBLISHED))
    return make_cells(siren.where(alone).map(kept), why)
