"""What every chart is put together from: colours of its marks, what a reader is told, its key."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from territoires_industrie.charts.axes import labelled_axis, write_ticks
from territoires_industrie.look import PAGE
from territoires_industrie.wording import _

Chart = dict[str, Any]
"""A chart as Vega-Lite."""

DASHED, WHOLE = [5, 4], [1, 0]
"""Lines of references, and of units."""

REFERENCES = ((PAGE.reference, DASHED), (PAGE.tick, [2, 3]), (PAGE.reference, [9, 3, 2, 3]))
"""Colour and dashes of each reference, in their order: France, then régions."""


def reference_look(rank: int) -> tuple[str, list[int]]:
    """Return the colour and the dashes of a reference by its rank; those of many repeat."""
    return REFERENCES[rank % len(REFERENCES)]


def layered(
    *layers: Any,
    height: float,
    title: str | list[str] = "",
    size: float = PAGE.chart_text,
) -> Chart:
    """Put layers over each other, as wide as the page leaves room; a list of titles is of lines."""
    said = alt.Title(title, anchor="start", fontSize=size, fontWeight="normal")
    # All at once: each change of a chart made of layers copies every one of them.
    chart = alt.layer(
        *layers,
        height=height,
        width="container",
        title=said if title else alt.Undefined,
        config=_readable(),
    )
    # The tests check each chart against the schema: here that would take 0.1 s.
    return chart.to_dict(validate=False)


def _readable() -> alt.Config:
    """Draw names and numbers of axes and legends with the contrast of other small texts.

    Streamlit's own are too pale, and it moves the first name of an axis off its bar.
    """
    return alt.Config(
        axis=alt.AxisConfig(
            labelColor=PAGE.quiet, titleColor=PAGE.quiet, labelFlush=False, labelBaseline="middle"
        ),
        axisX=alt.AxisConfig(labelBaseline="top"),
        legend=alt.LegendConfig(labelColor=PAGE.quiet),
    )


def tips(**titles: str) -> list[alt.Tooltip]:
    """Show fields of a mark when the pointer is on it, each under its title."""
    return [alt.Tooltip(f"{field}:N", title=title) for field, title in titles.items()]


def unit_tips() -> list[alt.Tooltip]:
    """Show the unit of a mark and its value when the pointer is on it."""
    return tips(unit=_("Unité"), text=_("Valeur"))


def chosen(values: Mapping[Any, Any]) -> alt.Scale:
    """Make the scale that gives each key its own value."""
    return alt.Scale(domain=list(values), range=list(values.values()))


def fixed(low: float, high: float, **options: Any) -> alt.Scale:
    """Make a scale with these ends, which no round number moves."""
    return alt.Scale(domain=[low, high], nice=False, **options)


def colour_by(
    field: str, colours: Mapping[str, str], legend: alt.Legend | None = None
) -> alt.Color:
    """Match each name of a field with its colour."""
    return alt.Color(f"{field}:N", title=None, scale=chosen(colours), legend=legend)


def own_colour(field: str = "colour") -> alt.Color:
    """Take the colour that each row holds."""
    return alt.Color(f"{field}:N", scale=None)


def key_below(width: int) -> alt.Legend:
    """Put the key of the colours under the chart, one name a line, cut at a width in pixels."""
    return alt.Legend(orient="bottom", labelLimit=width, columns=1)


def figures_axis(ticks: Sequence[float]) -> alt.Axis:
    """Make the axis of some figures, written in the form of the language."""
    return labelled_axis(ticks, write_ticks(ticks))


def names_of(field: str, order: Iterable[str] | None, axis: alt.Axis) -> alt.Y:
    """Put one name a line, in the order given."""
    return alt.Y(f"{field}:N", sort=None if order is None else list(order), title=None, axis=axis)


def names_axis(width: int) -> alt.Axis:
    """Make an axis of names, cut at a width in pixels."""
    return alt.Axis(labelLimit=width, ticks=False, domain=False)


def zero_rule() -> alt.Chart:
    """Draw a dashed line at zero."""
    base = alt.Chart(pd.DataFrame({"zero": [0.0]})).encode(x="zero:Q")
    rule: alt.Chart = base.mark_rule(color=PAGE.reference, strokeDash=[4, 3])
    return rule
