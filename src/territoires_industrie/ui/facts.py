"""What the atlas knows of the selected units, as a table of facts."""

from collections.abc import Sequence
from html import escape

import pandas as pd

from territoires_industrie.classes.classify import pivot_of
from territoires_industrie.classes.palettes import MISSING_STYLES
from territoires_industrie.indicators import (
    Indicator,
    Measure,
    indicators_of,
    national_value,
    read_values,
)
from territoires_industrie.statistics.status import Status
from territoires_industrie.ui.scene import Scene
from territoires_industrie.wording import _, format_number, format_quantity

SHOWN_VALUES = (Status.VALUE, Status.ZERO)


def headline_indicators(level_key: str) -> list[Indicator]:
    """List the indicators of the facts panel: all of the level but the sector families."""
    return [one for one in indicators_of(level_key) if not one.sector]


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


def facts_html(level_key: str, codes: Sequence[str], names: pd.Series) -> str:
    """Write the facts of one or several units as one HTML table, a column each.

    Names come from data and are escaped.
    """
    head = "".join(f"<th scope='col'>{escape(str(names[code]))}</th>" for code in codes)
    show_france = len(codes) == 1
    if show_france:
        head += f"<th scope='col'>{escape(_('France'))}</th>"
    rows = "".join(
        _theme_rows(level_key, theme, indicators, codes, show_france)
        for theme, indicators in _by_theme(level_key).items()
    )
    return (
        f"<table class='faits'><thead><tr><td></td>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _by_theme(level_key: str) -> dict[str, list[Indicator]]:
    themes: dict[str, list[Indicator]] = {}
    for indicator in headline_indicators(level_key):
        if indicator.measure is not Measure.CATEGORY:
            themes.setdefault(indicator.theme, []).append(indicator)
    return themes


def _theme_rows(
    level_key: str,
    theme: str,
    indicators: Sequence[Indicator],
    codes: Sequence[str],
    show_france: bool,
) -> str:
    width = len(codes) + 1 + show_france
    title = f"<tr class='theme'><th colspan='{width}' scope='rowgroup'>{escape(_(theme))}</th></tr>"
    return title + "".join(_row(level_key, one, codes, show_france) for one in indicators)


def _row(level_key: str, indicator: Indicator, codes: Sequence[str], show_france: bool) -> str:
    values = read_values(level_key, indicator.key)
    # One cell at a time by ``at``: a row by ``loc`` took a quarter of the time of a click.
    cells = "".join(
        _cell(indicator, values.at[code, "value"], str(values.at[code, "status"])) for code in codes
    )
    if show_france:
        national = national_value(indicator.key)
        cells += f"<td>{escape(_national(indicator, national))}</td>"
    label = f"{_(indicator.title)} ({indicator.years[-1]})"
    return f"<tr><th scope='row'>{escape(label)}</th>{cells}</tr>"


def _national(indicator: Indicator, value: float | None) -> str:
    return format_quantity(value, indicator.unit, indicator.decimals, sign=pivot_of(indicator) == 0)


def _cell(indicator: Indicator, value: object, status: str) -> str:
    kind = "" if status in SHOWN_VALUES else " class='absent'"
    return f"<td{kind}>{escape(say_value(indicator, value, status))}</td>"
