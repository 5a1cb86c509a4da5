"""What the atlas knows of the selected units, as a table of facts."""

from collections.abc import Sequence
from html import escape

import pandas as pd

from territoires_industrie.classes.classify import pivot_of
from territoires_industrie.indicators import (
    Indicator,
    Measure,
    indicators_of,
    national_value,
    read_values,
)
from territoires_industrie.scene.words import say_value
from territoires_industrie.statistics.status import Status
from territoires_industrie.wording import _, format_quantity


def headline_indicators(level_key: str) -> list[Indicator]:
    """List the indicators of the facts panel: all of the level but the sector families."""
    return [one for one in indicators_of(level_key) if not one.sector]


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
    label = indicator.title_in(indicator.years[-1])
    return f"<tr><th scope='row'>{escape(label)}</th>{cells}</tr>"


def _national(indicator: Indicator, value: float | None) -> str:
    return format_quantity(value, indicator.unit, indicator.decimals, sign=pivot_of(indicator) == 0)


def _cell(indicator: Indicator, value: object, status: str) -> str:
    kind = "" if Status(status).has_figure else " class='absent'"
    return f"<td{kind}>{escape(say_value(indicator, value, status))}</td>"
