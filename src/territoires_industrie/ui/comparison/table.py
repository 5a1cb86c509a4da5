"""The table of a comparison: one column a unit, then régions, France and the medians."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby

import streamlit as st

from territoires_industrie.analysis.compared_unit import ComparedUnit
from territoires_industrie.analysis.comparison import (
    NOT_AT_THIS_LEVEL,
    NOT_AT_THIS_LEVEL_LABEL,
    ComparedColumn,
    Row,
    columns_of,
    comparison_rows,
    median_of,
    rows_table,
)
from territoires_industrie.classes.classify import pivot_of
from territoires_industrie.classes.palettes import comparison
from territoires_industrie.html_table import Absent, Column, Html, table_html
from territoires_industrie.indicators import Indicator, Measure
from territoires_industrie.indicators.cache import reader_cache
from territoires_industrie.scene.words import say_value
from territoires_industrie.statistics.status import Status
from territoires_industrie.ui.numbers import show_csv
from territoires_industrie.ui.turns import TURN
from territoires_industrie.wording import _, format_number, format_quantity

KEPT = 64


def show_comparison_table(units: tuple[ComparedUnit, ...]) -> None:
    """Show every figure of the units, with its year, and offer it as CSV."""
    st.markdown(f"### {_('Les chiffres')}")
    st.html(_html(units))
    st.caption(
        _(
            "Région : celle où vit la plus grande part des habitants. Médiane : de toutes les "
            "unités du niveau qui ont une valeur. Un taux publié par EPCI ne se recalcule pas pour "
            "une région ni pour la France."
        )
    )
    show_csv(lambda: rows_table(units), "comparaison_chiffres")


@reader_cache(maxsize=KEPT)
def _html(units: tuple[ComparedUnit, ...]) -> str:
    return comparison_html(columns_of(units), TURN.between(comparison_rows(units)))


def comparison_html(columns: Sequence[ComparedColumn], rows: Iterable[Row]) -> str:
    """Write the comparison as one HTML table; names come from data and are escaped."""
    colours = iter(comparison(sum(column.kind == "unit" for column in columns)))
    heads = [
        Column(column.label, colour=next(colours) if column.kind == "unit" else "")
        for column in columns
    ]
    cells: list[tuple[str, ...]] = []
    for theme, group in groupby(rows, key=lambda row: row.indicator.theme):
        cells.append((_(theme),))
        cells += [_row(columns, row) for row in group]
    title = _("Les chiffres comparés")
    return table_html([Column("", is_number=False), *heads], cells, title=title, look="comparaison")


def _row(columns: Sequence[ComparedColumn], row: Row) -> tuple[str, ...]:
    label = row.indicator.title_in(row.indicator.years[-1])
    definition = escape(_(row.indicator.definition), quote=True)
    return (
        Html(f"<span title='{definition}'>{escape(label)}</span>"),
        *(
            _cell(row.indicator, column, *cell)
            for column, cell in zip(columns, row.cells, strict=True)
        ),
    )


def _cell(indicator: Indicator, column: ComparedColumn, value: float | None, status: str) -> str:
    if status == NOT_AT_THIS_LEVEL:
        return Absent(_(NOT_AT_THIS_LEVEL_LABEL))
    if value is None:
        return Absent(say_value(indicator, value, status))
    decimals = indicator.decimals
    # The median of an even number of counts may end in a half, which no unit has.
    if column.is_median and indicator.measure is Measure.COUNT:
        decimals = 0
    said = format_quantity(value, indicator.unit, decimals, sign=pivot_of(indicator) == 0)
    said = Status(status).say(said)
    if not column.is_median:
        return said
    median = median_of(indicator.key, column.level_key, tuple(column.group))
    if median.count == median.whole:
        return said
    return _("{median} (sur {count})").format(median=said, count=format_number(median.count))
