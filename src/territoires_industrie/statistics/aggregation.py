"""Sums of the communes' measures over the units of a level."""

from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from territoires_industrie.boundaries import boundary_path
from territoires_industrie.join import join_to_communes, read_passage
from territoires_industrie.levels import COG_YEAR
from territoires_industrie.membership import read_composition, read_units, require_level
from territoires_industrie.sources import check_file, read_table, require_column, table_record
from territoires_industrie.statistics.cells import make_cells
from territoires_industrie.statistics.status import Status

MEASURES = f"commune_measures_{COG_YEAR}"
"""Table of ``data/`` that sums over communes are made from."""

AREA = "area_km2"
"""Measure of the communes that is taken from their polygons where no official area is known."""


@cache
def read_measures() -> pd.DataFrame:
    """Read the summable measures; index ``commune_code``, in the order of the composition."""
    measures = read_table(MEASURES).set_index("commune_code").reindex(read_composition().index)
    # INSEE's area is that of the land register: polygons count estuaries, ponds and glaciers as
    # land. Mayotte and the communes restored since 2021 have polygons only.
    return measures.assign(**{AREA: measures[AREA].fillna(_measured_areas())})


@cache
def read_measure(column: str, table: str = MEASURES) -> NDArray[np.float64]:
    """Read one summable measure of every commune, in the order of the composition.

    Parameters
    ----------
    column
        Column of the table.
    table
        A table of communes of any COG year, which its record states: its codes are brought
        to the communes of the map.
    """
    require_column(table, column)
    if table == MEASURES:
        return read_measures()[column].to_numpy()
    joined, _report = join_to_communes(
        read_table(table), cog_year=table_record(table).cog_year, columns=[column], name=table
    )
    return joined[column].reindex(read_composition().index).to_numpy()


NO_UNIT = -1
"""Position of the unit of a commune that is in none."""


@cache
def unit_positions(level_key: str) -> NDArray[np.intp]:
    """Return the position of each commune's unit among the level's units; never change it."""
    column = require_level(level_key).column
    # Places in the list rather than codes: bincount then sums without sorting.
    return read_units(level_key).index.get_indexer(pd.Index(read_composition()[column]))


@cache
def sum_measure(level_key: str, column: str, table: str = MEASURES) -> pd.DataFrame:
    """Sum a measure of a table over the communes of every unit.

    A restored commune without a figure of its own counts as known where the commune that
    still holds it is in the same unit: the sum is exact. Elsewhere both units miss a part.

    Returns
    -------
    pandas.DataFrame
        Index ``code``; ``value`` (the sum, NaN where a part is missing) and ``status``
        (``value``, ``not_published`` where no commune has it, ``not_aggregable`` where
        only some have).
    """
    units = read_units(level_key).index
    unit_of, values = unit_positions(level_key), read_measure(column, table)
    # Four island communes belong to no EPCI, and most communes to no territory.
    inside = unit_of != NO_UNIT
    absent = _absent(unit_of, values)
    total = _count(unit_of, inside, np.nan_to_num(values), len(units))
    # A sum that lacks one commune is no sum: the unit would look smaller than it is.
    missing = _count(unit_of, inside, absent.astype("float64"), len(units))
    communes = _count(unit_of, inside, np.ones(len(values)), len(units))
    why = np.where(missing == communes, str(Status.NOT_PUBLISHED), str(Status.NOT_AGGREGABLE))
    sums = pd.Series(np.where(missing > 0, np.nan, total), index=units)
    return make_cells(sums, pd.Series(why, index=units))


def _count(
    unit_of: NDArray[np.intp],
    inside: NDArray[np.bool_],
    weights: NDArray[np.float64],
    length: int,
) -> NDArray[np.float64]:
    summed = np.bincount(unit_of[inside], weights=weights[inside], minlength=length)
    return summed.astype("float64")


def _absent(unit_of: NDArray[np.intp], values: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return whether each commune lacks a figure for its own ground."""
    absent = np.isnan(values)
    # A commune restored after the table was made still counts in the one that it came out of.
    for small, large in _restored():
        if not absent[small] or np.isnan(values[large]):
            continue
        if unit_of[small] == unit_of[large]:
            absent[small] = False
        else:
            absent[large] = True
    return absent


@cache
def _restored() -> tuple[tuple[int, int], ...]:
    """Return the positions of each restored commune and of the one that it came out of."""
    parents, index = read_passage().parents, read_composition().index
    places = (index.get_indexer(pd.Index(list(codes))) for codes in (parents, parents.values()))
    pairs = zip(*(found.tolist() for found in places), strict=True)
    return tuple((small, large) for small, large in pairs if min(small, large) >= 0)


def _measured_areas() -> pd.Series:
    """Read the areas of the communes measured on their polygons (km²), without the polygons."""
    path = boundary_path("commune")
    check_file(path)
    return pd.read_parquet(path, columns=["code", AREA]).set_index("code")[AREA]


def sum_nation(column: str, out_of_scope: tuple[str, ...] = (), table: str = MEASURES) -> float:
    """Sum a measure over France, without the départements that a source leaves out."""
    inside = ~read_composition()["departement_code"].isin(out_of_scope).to_numpy()
    # France is what is known of it: one commune without a figure does not take it away.
    return float(np.nansum(read_measure(column, table)[inside]))
