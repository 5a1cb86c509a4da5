"""Figures of pieces of ground, brought to every unit of a level, each with its status.

A unit has a sum when whole pieces make it up, and no figure of one is missing. A rate that
comes without its parts holds for its own ground only: a unit has it when one piece, and
nothing else, makes it up.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api.typing import SeriesGroupBy

from territoires_industrie.membership import read_composition, read_units
from territoires_industrie.statistics.aggregation import NO_UNIT, unit_positions
from territoires_industrie.statistics.cells import make_cells
from territoires_industrie.statistics.status import MARKED, WITH_FIGURE, Status

Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Nesting:
    """How pieces of ground lie in the units of a level.

    Attributes
    ----------
    units
        Codes of the units.
    home
        Position of the unit of each piece that lies in one only; index piece.
    is_touched
        Whether a unit holds a part of a piece at least; shape (units,).
    is_made_up
        Whether whole pieces make a unit up; shape (units,).
    is_parted
        Whether a piece lies in a unit and outside it; shape (units,).
    """

    units: pd.Index
    home: pd.Series
    is_touched: Flags
    is_made_up: Flags
    is_parted: Flags

    def group(self, column: pd.Series) -> "SeriesGroupBy[Any, Any]":
        """Group what is known of pieces by the position of the unit that each lies in."""
        return column.reindex(self.home.index).groupby(self.home.to_numpy())

    def spread(self, found: pd.Series, fill: float = np.nan) -> pd.Series:
        """Put what is known of some units, by position, among them all; index ``code``."""
        return found.reindex(range(len(self.units)), fill_value=fill).set_axis(self.units)


def nest(level_key: str, ground: pd.DataFrame) -> Nesting:
    """Return how pieces lie in the units of a level.

    Parameters
    ----------
    ground
        ``piece`` and ``commune_code`` (of 2026), one row a pair.
    """
    units, unit_of = read_units(level_key).index, unit_positions(level_key)
    commune = read_composition().index.get_indexer(pd.Index(ground["commune_code"]))
    # Ground outside any unit counts as another one: a piece across the edge lies in neither.
    unit = np.where(commune >= 0, unit_of[commune], NO_UNIT)
    piece, pieces = pd.factorize(ground["piece"])
    inside = pd.Series(unit).groupby(piece)
    first, last = inside.min().to_numpy(), inside.max().to_numpy()
    is_across = first != last
    is_home = ~is_across & (first != NO_UNIT)
    parted = np.isin(np.arange(len(units)), unit[is_across[piece]])
    covered = _count(unit_of[np.unique(commune[commune >= 0])], len(units))
    return Nesting(
        units=units,
        home=pd.Series(first[is_home], index=pieces[is_home]),
        is_touched=covered > 0,
        is_made_up=(covered == _count(unit_of, len(units))) & ~parted,
        is_parted=parted,
    )


def _count(unit_of: NDArray[np.intp], length: int) -> NDArray[np.intp]:
    return np.bincount(unit_of[unit_of != NO_UNIT], minlength=length)


def sum_pieces(nesting: Nesting, figures: pd.DataFrame, *, absent_is_zero: bool) -> pd.DataFrame:
    """Add figures up over the pieces that make up each unit.

    Parameters
    ----------
    figures
        Index piece; ``value`` and ``status``.
    absent_is_zero
        Whether ground without a row counts zero.
    """
    # One piece without a figure leaves the unit without.
    total = nesting.spread(nesting.group(figures["value"]).sum(skipna=False), fill=0.0)
    # Ground without a row is a known zero then; a piece that goes beyond the unit is not known.
    is_known = ~nesting.is_parted if absent_is_zero else nesting.is_made_up
    made = make_cells(total.where(is_known), _reason(nesting, figures))
    return _mark(made, nesting, figures)


def take_single(nesting: Nesting, figures: pd.DataFrame) -> pd.DataFrame:
    """Return the figure of each unit that one piece alone makes up: that of the piece."""
    inside = nesting.group(figures["value"])
    alone = inside.size() == 1
    single = nesting.spread(inside.first().where(alone))
    made = make_cells(single.where(nesting.is_made_up), _reason(nesting, figures, alone))
    return _mark(made, nesting, figures)


def _mark(cells: pd.DataFrame, nesting: Nesting, figures: pd.DataFrame) -> pd.DataFrame:
    """Return the cells, each with the status of a part that is not plainly measured, if any."""
    marks = figures["status"][figures["status"].isin(MARKED)]
    if marks.empty:
        return cells
    first = nesting.group(marks).first().astype("str")
    said = nesting.spread(first).where(cells["value"].notna())
    return cells.assign(status=said.fillna(cells["status"]).astype("str"))


def _reason(
    nesting: Nesting, figures: pd.DataFrame, is_single: pd.Series | None = None
) -> pd.Series:
    """Return why a unit has no figure: its pieces' common reason, or that they do not add."""
    place, statuses = pd.factorize(figures["status"])
    inside = nesting.group(pd.Series(place, index=figures.index))
    first = inside.min()
    # One reason for all pieces is that of the unit; several are a sum that cannot be made.
    same = first == inside.max()
    if is_single is not None:
        same &= is_single
    common = nesting.spread(first.where(same)).where(nesting.is_made_up)
    reasons = {n: one for n, one in enumerate(statuses) if one not in WITH_FIGURE}
    why = common.map(reasons).astype("str").fillna(str(Status.NOT_AGGREGABLE))
    return why.where(nesting.is_touched, str(Status.NOT_IN_FILE))
