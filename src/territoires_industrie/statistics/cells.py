"""Cells, that is figures with their status: what every computation takes and returns."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from territoires_industrie.statistics.status import OWN, WITH_FIGURE, Status

Floats = NDArray[np.float64]
Texts = NDArray[np.object_]

PERCENT = 100.0

VALUE, ESTIMATE = str(Status.VALUE), str(Status.ESTIMATE)


def make_cells(values: pd.Series, why_missing: Status | pd.Series) -> pd.DataFrame:
    """Pair values with a status: ``value`` where finite, else the reason given.

    >>> make_cells(pd.Series([1.0, None]), Status.NOT_PUBLISHED)["status"].tolist()
    ['value', 'not_published']
    """
    numbers = values.astype("float64").to_numpy()
    finite = np.isfinite(numbers)
    reason = _texts(why_missing) if isinstance(why_missing, pd.Series) else str(why_missing)
    return _frame(np.where(finite, numbers, np.nan), np.where(finite, VALUE, reason), values.index)


def _frame(values: Floats, statuses: Texts, index: pd.Index) -> pd.DataFrame:
    return pd.DataFrame({"value": values, "status": pd.array(statuses, dtype="str")}, index=index)


def _texts(statuses: pd.Series) -> Texts:
    # Texts of Arrow are slow to choose from, and every figure comes by here.
    return statuses.to_numpy(dtype=object)


def divide_cells(
    numerator: pd.DataFrame,
    denominator: pd.DataFrame | None = None,
    subtracted: pd.DataFrame | None = None,
    scale: float = 1.0,
) -> pd.DataFrame:
    """Compute ``scale × (numerator - subtracted) / denominator``, cell by cell.

    A cell without one of its parts takes the first part's reason; a cell whose
    denominator is zero cannot be computed. A cell with an estimated part is an estimate.
    All parts have the same units in the same order.
    """
    parts = [part for part in (numerator, subtracted, denominator) if part is not None]
    figures = numerator["value"].to_numpy("float64")
    if subtracted is not None:
        figures = figures - subtracted["value"].to_numpy("float64")
    figures = figures * scale
    if denominator is not None:
        bottom = denominator["value"].to_numpy("float64")
        # A share of nothing is no share: the cell is empty rather than infinite.
        figures = figures / np.where(bottom != 0, bottom, np.nan)
    finite = np.isfinite(figures)
    statuses = [_texts(part["status"]) for part in parts]
    # One part that is estimated makes an estimate of the whole.
    is_estimate = np.any([status == ESTIMATE for status in statuses], axis=0)
    # Objects: NumPy's own texts would cut a longer reason to the length of these two.
    status = np.where(is_estimate, ESTIMATE, VALUE).astype(object)
    status[~finite] = _first_reason([each[~finite] for each in statuses])
    return _frame(np.where(finite, figures, np.nan), status, numerator.index)


def _first_reason(statuses: Sequence[Texts]) -> Texts:
    """Return why each cell has no value: the reason of the first part that lacks one."""
    # Where each part is known and the quotient is not, what it is divided by is nought.
    reason = np.full(len(statuses[0]), str(Status.NOT_AGGREGABLE), dtype=object)
    for status in reversed(statuses):
        reason = np.where(np.isin(status, WITH_FIGURE), reason, status)
    return reason


def own_values(cells: pd.DataFrame) -> pd.Series:
    """Return the figures that may be ranked and compared, NaN for the other cells."""
    return cells["value"].where(cells["status"].isin(OWN)).astype("float64")


def median_status(statuses: pd.Series) -> str:
    """Return the status of the median of some cells: one that rests on estimates is one."""
    is_estimate = statuses.eq(Status.ESTIMATE).any()
    return str(Status.ESTIMATE if is_estimate else Status.VALUE)


def mark_zeros(cells: pd.DataFrame) -> pd.DataFrame:
    """Set the status ``zero`` where a known figure is exactly zero."""
    is_zero = cells["value"] == 0
    # Every figure of a level comes by here, and most have no zero: texts are slow to copy.
    if not is_zero.any():
        return cells
    is_zero &= cells["status"] == Status.VALUE
    return cells.assign(status=cells["status"].mask(is_zero, str(Status.ZERO)))


def mark(cells: pd.DataFrame, rows: NDArray[np.bool_], status: Status) -> pd.DataFrame:
    """Take the value out of some rows and say why."""
    if not rows.any():
        return cells
    return cells.assign(
        value=cells["value"].mask(rows), status=cells["status"].mask(rows, str(status))
    )
