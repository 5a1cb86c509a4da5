"""Bar charts of the sheet: specialisation and change by sector, with translated texts."""

import re
from collections.abc import Sequence

import altair as alt
import pandas as pd

from territoires_industrie.charts.axes import text_by_width
from territoires_industrie.charts.parts import Chart, layered
from territoires_industrie.look import PAGE
from territoires_industrie.wording import _

ROW_PX = 21
TITLE_BREAK = re.compile(r"\s*;\s*")
NARROW = 0.62
"""Part of the width that bars take; the rest holds the texts at their ends."""


def sorted_bars(rows: pd.DataFrame, pivot: float, pivot_label: str, marks: str = "") -> Chart:
    """Draw one bar a row from a pivot value, with a text at its end, in the order of the rows.

    Parameters
    ----------
    rows
        ``label``, ``value`` (no missing one), ``text`` (what is written at the end) and
        ``short`` (the figure alone, for a chart on a phone).
    pivot
        Where bars start: 1 for a location quotient, 0 for an evolution.
    pivot_label
        What the pivot is.
    marks
        Column of a second value, drawn as a small tick (France); empty for none.
    """
    table = rows.assign(
        colour=[PAGE.above if value >= pivot else PAGE.below for value in rows["value"]],
        pivot=pivot,
        # Where marks lie between the bars and their texts, all the texts start at one line.
        end=max(pivot, *rows["value"], *rows[marks]) if marks else rows["value"].clip(lower=pivot),
    )
    order = list(dict.fromkeys(table["label"]))
    scale = _scale([*table["value"], *(table[marks] if marks else ())], pivot)
    base = alt.Chart(table).encode(
        y=alt.Y(
            "label:N",
            sort=order,
            title=None,
            axis=alt.Axis(labelLimit=230, ticks=False, labelOverlap=False),
        )
    )
    tooltip = [alt.Tooltip("label:N", title=_("Secteur")), alt.Tooltip("text:N", title=_("Valeur"))]
    bars = base.mark_bar(height=13).encode(
        x=alt.X("value:Q", axis=None, scale=scale),
        x2="pivot:Q",
        color=alt.Color("colour:N", scale=None),
        tooltip=tooltip,
    )
    label = text_by_width()
    texts = base.mark_text(align="left", dx=7, fontSize=PAGE.bar_text, text=label).encode(
        x=alt.X("end:Q")
    )
    layers: list[alt.Chart] = [bars, texts]
    if marks:
        layers.append(
            base.mark_tick(color=PAGE.tick, thickness=2, height=16).encode(x=alt.X(f"{marks}:Q"))
        )
    rule = alt.Chart(pd.DataFrame({"at": [pivot]})).mark_rule(color=PAGE.tick, strokeWidth=1)
    layers.append(rule.encode(x=alt.X("at:Q")))
    return layered(
        *layers,
        height=ROW_PX * max(len(order), 1),
        # Vega does not break a title: on a phone a long one would end in an ellipsis.
        title=TITLE_BREAK.split(pivot_label),
        size=PAGE.chart_name_text,
    )


def _scale(values: Sequence[float], pivot: float) -> alt.Scale:
    low, high = min([pivot, *values]), max([pivot, *values])
    span = (high - low) or 1.0
    return alt.Scale(domain=[low - 0.01 * span, low + span / NARROW], nice=False, zero=False)
