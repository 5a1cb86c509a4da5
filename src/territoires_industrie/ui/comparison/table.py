"""The table of a comparison: one column a unit, then régions, France and the medians."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from territoires_industrie.analysis.comparison import (
    NOT_AT_THIS_LEVEL,
    NOT_AT_THIS_LEVEL_LABEL,
    Column,
    ComparedUnit,
    Row,
    columns_of,
    comparison_rows,
    rows_table,
)
from territoires_industrie.classes.classify import pivot_of
from territoires_industrie.classes.palettes import comparison
from territoires_industrie.indicators import Indicator, Measure
from territoires_industrie.indicators.cache import reader_cache
from territoires_industrie.scene.words import say_value
from territoires_industrie.ui.numbers import show_csv
from territoires_industrie.wording import _, format_quantity

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
    return comparison_html(columns_of(units), comparison_rows(units))


def comparison_html(columns: Sequence[Column], rows: Sequence[Row]) -> str:
    """Write the comparison as one HTML table; names come from data and are escaped."""
    colours = iter(comparison(sum(column.kind == "unit" for column in columns)))
    head = "".join(
        f"<th scope='col'{_mark(next(colours)) if column.kind == 'unit' else ''}>"
        f"{escape(column.label)}</th>"
        for column in columns
    )
    body, theme = "", ""
    for row in rows:
        if row.indicator.theme != theme:
            theme = row.indicator.theme
            body += (
                f"<tr class='theme'><th colspan='{len(columns) + 1}' scope='rowgroup'>"
                f"<span>{escape(_(theme))}</span></th></tr>"
            )
        body += _row_html(columns, row)
    return (
        "<div class='comparaison' tabindex='0' style='overflow-x:auto'><table class='faits'><thead>"
        f"<tr><td></td>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _mark(colour: str) -> str:
    return f" style='border-top:0.45rem solid {colour};min-width:7rem'"


def _row_html(columns: Sequence[Column], row: Row) -> str:
    label = row.indicator.title_in(row.indicator.years[-1])
    cells = "".join(
        _cell_html(row.indicator, column, *cell)
        for column, cell in zip(columns, row.cells, strict=True)
    )
    definition = escape(_(row.indicator.definition))
    return f"<tr><th scope='row' title='{definition}'>{escape(label)}</th>{cells}</tr>"


def _cell_html(indicator: Indicator, column: Column, value: float | None, status: str) -> str:
    if status == NOT_AT_THIS_LEVEL:
        text, is_absent = _(NOT_AT_THIS_LEVEL_LABEL), True
    elif value is None:
        text, is_absent = say_value(indicator, value, status), True
    else:
        decimals = indicator.decimals
        if column.kind == "median" and indicator.measure is Measure.COUNT:
            decimals = 0
        sign = pivot_of(indicator) == 0
        text, is_absent = format_quantity(value, indicator.unit, decimals, sign=sign), False
    return f"<td{' class=absent' if is_absent else ''}>{escape(text)}</td>"
