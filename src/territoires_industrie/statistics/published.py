"""Rates published by EPCI and EPT, for the units that have exactly the same communes."""

from functools import cache

import pandas as pd

from territoires_industrie.join import unchanged_epci
from territoires_industrie.membership import read_members, read_units, require_level
from territoires_industrie.sources import read_table, table_record
from territoires_industrie.statistics.cells import make_cells
from territoires_industrie.statistics.status import Status

WHOLE_MEMBERS = ("epci", "ept")
"""Kinds of the members that rates are published for."""


@cache
def spread_published(level_key: str, tables: tuple[str, ...], column: str) -> pd.DataFrame:
    """Return a published rate for the units of a level that are one EPCI or EPT of today.

    Parameters
    ----------
    tables
        Tables by EPCI and EPT of one COG year; the first that has the rate of a unit counts.

    Returns
    -------
    pandas.DataFrame
        Index: every unit of the level; ``value`` and ``status``. An empty cell of the tables is
        not collected; an EPCI whose communes have changed has no published rate.
    """
    rates = _read_rates(tables, column)
    units = read_units(level_key).index
    if level_key == "epci":
        siren = pd.Series(units, index=units)
    else:
        siren = _only_members(level_key).reindex(units)
    # A look-up of each: `isin` goes through text columns one by one.
    known = rates.index.get_indexer(pd.Index(siren)) >= 0
    why = pd.Series(str(Status.NOT_PUBLISHED), index=units).mask(known, str(Status.NOT_COLLECTED))
    return make_cells(siren.map(rates), why.mask(siren.isna(), str(Status.NOT_AGGREGABLE)))


def _read_rates(tables: tuple[str, ...], column: str) -> pd.Series:
    """Read the rates of the EPT and of the EPCI of unchanged communes, missing ones included."""
    rates, *others = (
        read_table(table).set_index(table_record(table).key[0])[column].astype("float64")
        for table in tables
    )
    for more in others:
        rates = rates.combine_first(more)
    same = _same_ground(table_record(tables[0]).cog_year or 0)
    return rates[same.get_indexer(rates.index) >= 0]


@cache
def _same_ground(cog_year: int) -> pd.Index:
    """List the EPT, and the EPCI of the same communes in a year and now."""
    # The yearly compositions list EPCI only: EPT are taken to have the communes of today.
    epts = read_table("ept_2026")["ept_siren"].tolist()
    return pd.Index(sorted({*unchanged_epci(cog_year), *epts}))


def _only_members(level_key: str) -> pd.Series:
    """Return the SIREN of the one EPCI or EPT that a territory is; missing for a group."""
    groups = read_members(require_level(level_key).phase or 2).groupby("territoire_id")
    alone = (groups.size() == 1) & groups["member_kind"].first().isin(WHOLE_MEMBERS)
    return groups["member_siren"].first().where(alone)
