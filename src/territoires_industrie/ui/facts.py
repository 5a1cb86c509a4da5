"""What the atlas knows of the selected units, as a table of facts."""

from collections.abc import Sequence

import pandas as pd

from territoires_industrie.classes.classify import pivot_of
from territoires_industrie.html_table import Absent, Column, table_html
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
    """Write the facts of one or several units as one HTML table, a column each."""
    show_france = len(codes) == 1
    heads = [*(str(names[code]) for code in codes), *([_("France")] if show_france else [])]
    rows: list[tuple[str, ...]] = []
    for theme, indicators in _by_theme(level_key).items():
        rows.append((_(theme),))
        rows += [_row(level_key, one, codes, show_france) for one in indicators]
    columns = [Column("", is_number=False), *map(Column, heads)]
    return table_html(columns, rows, title=_("Chiffres de la sélection"))


def _by_theme(level_key: str) -> dict[str, list[Indicator]]:
    themes: dict[str, list[Indicator]] = {}
    for indicator in headline_indicators(level_key):
        if indicator.measure is not Measure.CATEGORY:
            themes.setdefault(indicator.theme, []).append(indicator)
    return themes


def _row(
    level_key: str, indicator: Indicator, codes: Sequence[str], show_france: bool
) -> tuple[str, ...]:
    values = read_values(level_key, indicator.key)
    # One cell at a time by ``at``: a row by ``loc`` took a quarter of the time of a click.
    cells = [
        _cell(indicator, values.at[code, "value"], str(values.at[code, "status"])) for code in codes
    ]
    if show_france:
        cells.append(_national(indicator, national_value(indicator.key)))
    return (indicator.title_in(indicator.years[-1]), *cells)


def _national(indicator: Indicator, value: float | None) -> str:
    return format_quantity(value, indicator.unit, indicator.decimals, sign=pivot_of(indicator) == 0)


def _cell(indicator: Indicator, value: object, status: str) -> str:
    text = say_value(indicator, value, status)
    return text if Status(status).has_figure else Absent(text)
