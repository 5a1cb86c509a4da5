"""Figures of a scene as a reader sees them: value and unit, or why there is none; rank."""

import pandas as pd

from territoires_industrie.classes.classify import pivot_of
from territoires_industrie.classes.palettes import MISSING_STYLES
from territoires_industrie.indicators import Indicator, Measure, Status
from territoires_industrie.scene.scene import Scene
from territoires_industrie.wording import _, format_number, format_quantity

SHOWN_VALUES = (Status.VALUE, Status.ZERO)
"""Statuses of the cells that hold a figure."""


def say_value(indicator: Indicator, value: object, status: str) -> str:
    """Write a cell as a reader sees it: the figure and its unit, or why there is none."""
    if status not in SHOWN_VALUES:
        return _(MISSING_STYLES[Status(status)].label)
    if indicator.measure is Measure.CATEGORY:
        return _(dict(indicator.categories)[str(value)])
    return format_quantity(
        float(value),  # type: ignore[arg-type]
        indicator.unit,
        indicator.decimals,
        sign=pivot_of(indicator) == 0,
    )


def say_values(indicator: Indicator, cells: pd.DataFrame) -> tuple[str, ...]:
    """Write many cells as ``say_value`` does, those that read the same once only.

    Parameters
    ----------
    cells
        Columns ``value`` and ``status``; shape (units, 2).
    """
    pairs = list(zip(cells["value"].tolist(), cells["status"].tolist(), strict=True))
    if indicator.measure is not Measure.CATEGORY:
        # Not NaN where there is no value: it would differ from itself.
        pairs = [
            (round(value, indicator.decimals) if status in SHOWN_VALUES else None, status)
            for value, status in pairs
        ]
    said = {pair: say_value(indicator, *pair) for pair in dict.fromkeys(pairs)}
    return tuple(said[pair] for pair in pairs)


def say_rank(scene: Scene, code: str) -> str:
    """Say the place of a unit among those that the filter keeps."""
    rank = scene.rank.get(code)
    if rank is None or pd.isna(rank):
        return ""
    return _("{rank}ᵉ sur {count}").format(
        rank=format_number(rank), count=format_number(int(scene.rank.notna().sum()))
    )
