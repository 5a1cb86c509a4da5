"""Cells, that is figures with their status: what every computation takes and returns."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from territoires_industrie.statistics.status import OWN, WITH_FIGURE, Status


def make_cells(values: pd.Series, why_missing: Status | pd.Series) -> pd.DataFrame:
    """Pair values with a status: ``value`` where finite, else the reason given.

    >>> make_cells(pd.Series([1.0, None]), Status.NOT_PUBLISHED)["status"].tolist()
    ['value', 'not_published']
    """
    numbers = values.astype("float64")
    finite = np.isfinite(numbers.to_numpy())
    reason = why_missing if isinstance(why_missing, pd.Series) else str(why_missing)
    status = pd.Series(np.where(finite, str(Status.VALUE), reason), index=values.index)
    return pd.DataFrame({"value": numbers.where(finite), "status": status.astype("str")})


def divide_cells(
    numerator: pd.DataFrame,
    denominator: pd.DataFrame | None = None,
    subtracted: pd.DataFrame | None = None,
    scale: float = 1.0,
) -> pd.DataFrame:
    """Compute ``scale × (numerator - subtracted) / denominator``, cell by cell.

    A cell without one of its parts takes the first part's reason; a cell whose
    denominator is zero cannot be computed. A cell with an estimated part is an estimate.
    """
    top = numerator["value"] if subtracted is None else numerator["value"] - subtracted["value"]
    parts = [part for part in (numerator, subtracted, denominator) if part is not None]
    if denominator is None:
        made = make_cells(top * scale, _first_reason(parts))
    else:
        bottom = denominator["value"]
        # A share of nothing is no share: the cell is empty rather than infinite.
        made = make_cells(top * scale / bottom.where(bottom != 0), _first_reason(parts))
    # One part that is estimated makes an estimate of the whole.
    is_estimate = np.any([part["status"] == Status.ESTIMATE for part in parts], axis=0)
    if not is_estimate.any():
        return made
    return made.assign(
        status=made["status"].mask(made["value"].notna() & is_estimate, str(Status.ESTIMATE))
    )


def _first_reason(parts: Iterable[pd.DataFrame]) -> pd.Series:
    """Return why each cell has no value: the reason of the first part that lacks one."""
    reason: pd.Series | None = None
    for part in parts:
        status = part["status"]
        reason = status if reason is None else reason.where(~reason.isin(WITH_FIGURE), status)
    if reason is None:
        raise ValueError("no part")
    # Where each part is known and the quotient is not, what it is divided by is nought.
    return reason.where(~reason.isin(WITH_FIGURE), str(Status.NOT_AGGREGABLE))


def own_values(cells: pd.DataFrame) -> pd.Series:
    """Return the figures that may be ranked and compared, NaN for the other cells."""
    return cells["value"].where(cells["status"].isin(OWN)).astype("float64")


def median_status(statuses: pd.Series) -> str:
    """Return the status of the median of some cells: one that rests on estimates is one."""
    is_estimate = statuses.eq(Status.ESTIMATE).any()
    return str(Status.ESTIMATE if is_estimate else Status.VALUE)


def mark_zeros(cells: pd.DataFrame) -> pd.DataFrame:
    """Set the status ``zero`` where a known figure is exactly zero."""
    is_zero = (cells["status"] == Status.VALUE) & (cells["value"] == 0)
    # Every figure of a level comes by here, and most have no zero: texts are slow to copy.
    if not is_zero.any():
        return cells
    return cells.assign(status=cells["status"].mask(is_zero, str(Status.ZERO)))


def mark(cells: pd.DataFrame, rows: NDArray[np.bool_], status: Status) -> pd.DataFrame:
    """Take the value out of some rows and say why."""
    if not rows.any():
        return cells
    return cells.assign(
        value=cells["value"].mask(rows), status=cells["status"].mask(rows, str(status))
    )
