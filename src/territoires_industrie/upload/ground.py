"""Figures of pieces of ground, brought to every unit of a level, each with its status.

A unit has a sum when whole pieces make it up, and no figure of one is missing. A rate that
comes without its parts holds for its own ground only: a unit has it when one piece, and
nothing else, makes it up.
"""

from dataclasses import dataclass

import pandas as pd

from territoires_industrie.membership import read_composition, read_units, require_level
from territoires_industrie.statistics.cells import make_cells
from territoires_industrie.statistics.status import MARKED, WITH_FIGURE, Status


@dataclass(frozen=True, eq=False)
class Nesting:
    """How pieces of ground lie in the units of a level.

    Attributes
    ----------
    home
        Unit of each piece that lies in one only; index piece.
    is_touched
        Whether a unit holds a part of a piece at least; index ``code``.
    is_made_up
        Whether whole pieces make a unit up; index ``code``.
    is_parted
        Whether a piece lies in a unit and outside it; index ``code``.
    """

    home: pd.Series
    is_touched: pd.Series
    is_made_up: pd.Series
    is_parted: pd.Series


def nest(level_key: str, ground: pd.DataFrame) -> Nesting:
    """Return how pieces lie in the units of a level.

    Parameters
    ----------
    ground
        ``piece`` and ``commune_code`` (of 2026), one row a pair.
    """
    units = read_units(level_key).index
    unit_of = read_composition()[require_level(level_key).column]
    rows = ground.assign(unit=ground["commune_code"].map(unit_of))
    # Ground outside any unit counts as another one: a piece across the edge lies in neither.
    spread = rows.groupby("piece")["unit"].nunique(dropna=False)
    is_across = rows["piece"].map(spread) > 1
    within = rows[~is_across].dropna(subset=["unit"]).drop_duplicates("piece")
    covered = rows.groupby("unit")["commune_code"].nunique().reindex(units, fill_value=0)
    whole = unit_of.value_counts().reindex(units, fill_value=0)
    parted = units.isin(rows.loc[is_across, "unit"])
    return Nesting(
        home=within.set_index("piece")["unit"],
        is_touched=covered > 0,
        is_made_up=(covered == whole) & ~parted,
        is_parted=pd.Series(parted, index=units),
    )


def sum_pieces(nesting: Nesting, figures: pd.DataFrame, *, absent_is_zero: bool) -> pd.DataFrame:
    """Add figures up over the pieces that make up each unit.

    Parameters
    ----------
    figures
        Index piece; ``value`` and ``status``.
    absent_is_zero
        Whether ground without a row counts zero.
    """
    home, units = nesting.home.to_numpy(), nesting.is_touched.index
    values = figures["value"].reindex(nesting.home.index)
    total = values.groupby(home).sum().reindex(units, fill_value=0.0)
    missing = values.isna().groupby(home).any().reindex(units, fill_value=False)
    # Ground without a row is a known zero then; a piece that goes beyond the unit is not known.
    is_known = ~nesting.is_parted if absent_is_zero else nesting.is_made_up
    made = make_cells(total.where(is_known & ~missing), _reason(nesting, figures))
    return _mark(made, nesting, figures)


def take_single(nesting: Nesting, figures: pd.DataFrame) -> pd.DataFrame:
    """Return the figure of each unit that one piece alone makes up: that of the piece."""
    pieces = figures["value"].reindex(nesting.home.index)
    inside = pieces.groupby(nesting.home.to_numpy())
    alone = inside.size() == 1
    units = nesting.is_touched.index
    single = inside.first().where(alone).reindex(units)
    made = make_cells(single.where(nesting.is_made_up), _reason(nesting, figures, alone))
    return _mark(made, nesting, figures)


def _mark(cells: pd.DataFrame, nesting: Nesting, figures: pd.DataFrame) -> pd.DataFrame:
    """Return the cells, each with the status of a part that is not plainly measured, if any."""
    status = figures["status"].reindex(nesting.home.index)
    marks = status.where(status.isin(MARKED)).groupby(nesting.home.to_numpy()).first()
    said = marks.reindex(cells.index).where(cells["value"].notna())
    return cells.assign(status=said.fillna(cells["status"]).astype("str"))


def _reason(
    nesting: Nesting, figures: pd.DataFrame, is_single: pd.Series | None = None
) -> pd.Series:
    """Return why a unit has no figure: its pieces' common reason, or that they do not add."""
    status = figures["status"].reindex(nesting.home.index)
    groups = status.groupby(nesting.home.to_numpy())
    # One reason for all pieces is that of the unit; several are a sum that cannot be made.
    same = groups.nunique() == 1
    if is_single is not None:
        same &= is_single
    units = nesting.is_touched.index
    common = groups.first().where(same).reindex(units)
    plain = common.isin(WITH_FIGURE) | common.isna() | ~nesting.is_made_up
    why = common.mask(plain, str(Status.NOT_AGGREGABLE))
    return why.where(nesting.is_touched, str(Status.NOT_IN_FILE))
