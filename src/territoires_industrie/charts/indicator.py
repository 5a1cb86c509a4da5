"""Charts beside the map, with its classes and its colours.

Numbers are written here, in the form of the language, and reach the browser as texts:
Vega's own formats know one language a page. Nothing is fetched, no data is linked.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import cycle
from types import MappingProxyType

import altair as alt
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from territoires_industrie.charts.axes import count_axis, nice_ticks, value_axis
from territoires_industrie.charts.parts import (
    DASHED,
    WHOLE,
    Chart,
    chosen,
    colour_by,
    figures_axis,
    layered,
    own_colour,
    tips,
    unit_tips,
)
from territoires_industrie.classes.classification import MISSING, Classification
from territoires_industrie.classes.legend import class_label
from territoires_industrie.classes.palettes import SHAPES
from territoires_industrie.indicators import Indicator
from territoires_industrie.look import PAGE
from territoires_industrie.statistics.status import Status
from territoires_industrie.wording import _, format_number, format_quantity, ngettext, say_pair

BIN_COUNT = 36
HEIGHT = 210
MOST_YEARS, EDGE_PX = 8, 16
"""Years that an axis has room to name on a phone, and room that it leaves at both ends."""

NARROW_KEY_PX = 420
"""A plot that is narrower names its lines one under the other."""

SKEW = 20.0
"""Where the highest value is so many times the median, the scale is logarithmic."""

Floats = NDArray[np.float64]


def histogram(
    values: pd.DataFrame,
    classification: Classification,
    selection: Sequence[str],
    indicator: Indicator,
    names: "Mapping[str, str] | pd.Series[str] | None" = None,
) -> Chart:
    """Draw how many units inside the filter have about each value.

    Bars are stacked by class in the colours of the map, thin lines are the breaks; the
    selected units are marked in the colour that outlines them on the map.

    Parameters
    ----------
    values
        Columns ``value`` and ``status``, index ``code``.
    classification
        From ``classify``, with the same values.
    selection
        Codes of the selected units.
    indicator
        What is measured.
    names
        Names of the units by code, for the marks of the selection.
    """
    shown = classification.shown.reindex(values.index).dropna().astype("float64")
    is_log = _is_skewed(np.asarray(shown, dtype="float64"), classification)
    # The least figure that is written: the scale begins at zero, which has no logarithm.
    unit = 10.0**-indicator.decimals

    def place(numbers: Floats) -> Floats:
        return np.log10(1 + numbers / unit) if is_log else numbers

    numbers = np.asarray(shown, dtype="float64")
    bars = _bars(shown, classification, indicator, place(numbers))
    axis = value_axis(classification.breaks, unit, is_log)
    tight = alt.Scale(nice=False, zero=False)
    layers: list[alt.Chart] = [
        alt.Chart(bars)
        .mark_bar(stroke=PAGE.chart_edge, strokeWidth=0.5)
        .encode(
            x=alt.X("from:Q", axis=axis, title=_axis_title(indicator), scale=tight),
            x2="to:Q",
            y=alt.Y("low:Q", title=None, axis=count_axis()),
            y2="high:Q",
            color=own_colour(),
            tooltip=tips(text=_("Classe")),
        )
    ]
    inner = place(np.asarray(classification.inner_breaks, dtype="float64"))
    if len(inner):
        layers.append(
            alt.Chart(pd.DataFrame({"at": inner}))
            .mark_rule(strokeDash=[2, 2], opacity=0.6, strokeWidth=1, color=PAGE.reference)
            .encode(x="at:Q")
        )
    marks = _marks(
        shown, values["status"], selection, indicator, dict({} if names is None else names)
    )
    marks["at"] = place(marks["value"].to_numpy(dtype="float64"))
    if len(marks):
        layers += _selection_layers(marks)
    return layered(*layers, height=HEIGHT, title=_("Nombre d'unités par valeur"))


def trend_line(
    series: pd.DataFrame,
    indicator: Indicator,
    reference: Sequence[str] = (),
    base_year: str | None = None,
    events: Mapping[str, str] = MappingProxyType({}),
) -> Chart:
    """Draw the evolution of one or several units over the years.

    Parameters
    ----------
    series
        One row a year (index: year as text), one column a unit (its name), NaN where
        there is no figure: the line stops there rather than jump over it.
    indicator
        What is measured.
    reference
        Columns drawn as grey dashes: France, the region.
    base_year
        Year set to 100, to compare units of unequal size; None for the figures.
    events
        What happened, by year: a line across, and its name.
    """
    told = _long(series, indicator, base_year)
    units = [name for name in series.columns if name not in reference]
    colours = dict(zip(units, cycle(PAGE.qualitative), strict=False))
    colours |= dict.fromkeys(reference, PAGE.reference)
    # The extent and the labels of the axis come from the same few numbers.
    finite = told["shown"].dropna()
    low, high = (float(finite.min()), float(finite.max())) if len(finite) else (0.0, 1.0)
    ticks = nice_ticks(low, high)
    title = (
        _("Indice 100 en {year}").format(year=base_year) if base_year else _axis_title(indicator)
    )
    names_a_row = alt.expr(f"width < {NARROW_KEY_PX} ? 1 : 3")
    key = alt.Legend(orient="bottom", columns=names_a_row, labelLimit=260)
    legend = key if len(colours) > 1 else None
    base = alt.Chart(told).encode(
        x=_years_at(sorted(set(told["year"].tolist()))),
        y=alt.Y(
            "shown:Q",
            title=None,
            scale=alt.Scale(domain=[min(low, ticks[0]), max(high, ticks[-1])], zero=False),
            axis=figures_axis(ticks),
        ),
        color=colour_by("unit", colours, legend),
        tooltip=unit_tips(),
    )
    lines = base.mark_line(strokeWidth=2.2).encode(
        strokeDash=alt.StrokeDash(
            "is_reference:N", scale=chosen({False: WHOLE, True: DASHED}), legend=None
        )
    )
    # The charts hold this same table: it is read when they are written.
    told["is_reference"] = told["unit"].isin(list(reference))
    marks = dict(zip(units, cycle(SHAPES), strict=False)) | dict.fromkeys(reference, SHAPES[0])
    shape = alt.Shape("unit:N", title=None, scale=chosen(marks), legend=legend)
    points = base.mark_point(filled=True, size=60).encode(shape=shape)
    # A dot is small: what is around it answers the pointer too.
    around = base.mark_circle(size=900, opacity=0)
    layers = (*_event_layers(events), lines, points, around)
    return layered(*layers, height=HEIGHT + 30, title=title)


def _years_at(years: Sequence[int]) -> alt.X:
    """Place years as time, a tick each; the first and the last are named, others with room."""
    room = (years[-1] - years[0]) / MOST_YEARS
    named = [years[0]]
    for year in years[1:-1]:
        if min(year - named[-1], years[-1] - year) >= room:
            named.append(year)
    axis = alt.Axis(
        values=list(years),
        grid=False,
        labelAngle=0,
        labelOverlap=False,
        labelExpr=f"indexof({[*named, years[-1]]}, datum.value) < 0 ? '' : datum.value",
    )
    scale = alt.Scale(zero=False, nice=False, padding=EDGE_PX)
    return alt.X("year:Q", title=None, axis=axis, scale=scale)


def _event_layers(events: Mapping[str, str]) -> list[alt.Chart]:
    if not events:
        return []
    years = list(map(int, events))
    base = alt.Chart(pd.DataFrame({"year": years, "event": list(events.values())}))
    place = base.encode(x=alt.X("year:Q", title=None))
    rule = place.mark_rule(strokeDash=[3, 3], color=PAGE.reference)
    # Over the plot, where no line passes.
    label = place.mark_text(align="center", baseline="bottom", dy=-3, fontSize=PAGE.chart_text)
    return [rule, label.encode(y=alt.value(0), text="event:N")]


def _is_skewed(shown: Floats, classification: Classification) -> bool:
    if not len(shown) or shown.min() < 0 or classification.pivot is not None:
        return False
    return bool(shown.max() > SKEW * max(float(np.median(shown)), 1e-9) and shown.max() > 0)


def _bars(
    shown: "pd.Series[float]", classification: Classification, indicator: Indicator, at: Floats
) -> pd.DataFrame:
    columns = ["from", "to", "low", "high", "colour", "text"]
    if not len(shown):
        return pd.DataFrame(columns=columns)
    # Equal values make one bar of some width.
    edges = np.linspace(at.min(), at.max() if at.max() > at.min() else at.min() + 1, BIN_COUNT + 1)
    bins = np.clip(np.searchsorted(edges, at, side="right") - 1, 0, BIN_COUNT - 1)
    cells = pd.DataFrame({"bin": bins, "class": classification.class_of[shown.index].to_numpy()})
    kept = classification.in_filter[shown.index].to_numpy()
    inside = cells[kept & (cells["class"] != MISSING).to_numpy()]
    rows, heights = [], Counter[int]()
    for (index, class_index), count in sorted(Counter(inside.itertuples(index=False)).items()):
        label = class_label(classification, class_index, indicator)
        text = say_pair(label, ngettext("{count} unité", "{count} unités", count))
        low, high = heights[index], heights[index] + count
        colour = PAGE.of(classification.colours[class_index])
        rows.append((edges[index], edges[index + 1], low, high, colour, text))
        heights[index] = high
    return pd.DataFrame(rows, columns=columns)


def _marks(
    shown: "pd.Series[float]",
    statuses: "pd.Series[str]",
    selection: Sequence[str],
    indicator: Indicator,
    names: Mapping[str, str],
) -> pd.DataFrame:
    rows = [
        (
            shown[code],
            say_pair(
                names.get(code, code),
                Status(statuses[code]).say(
                    format_quantity(shown[code], indicator.unit, indicator.decimals)
                ),
            ),
        )
        for code in selection
        if code in shown.index
    ]
    return pd.DataFrame(rows, columns=["value", "text"])


def _selection_layers(marks: pd.DataFrame) -> list[alt.Chart]:
    base = alt.Chart(marks).encode(x="at:Q", tooltip=tips(text=_("Sélection")))
    point = base.mark_point(
        shape="triangle-down", filled=True, size=70, color=PAGE.selection, stroke=PAGE.halo
    )
    return [
        base.mark_rule(color=PAGE.halo, strokeWidth=PAGE.halo_width),
        base.mark_rule(color=PAGE.selection, strokeWidth=PAGE.selection_width),
        point.encode(y=alt.value(0)),
    ]


def _axis_title(indicator: Indicator) -> str:
    return _(indicator.unit) if indicator.unit else ""


def _long(series: pd.DataFrame, indicator: Indicator, base_year: str | None) -> pd.DataFrame:
    told = series.rename_axis("year").reset_index()
    told = told.melt(id_vars="year", var_name="unit", value_name="value")
    told["text"] = [
        say_pair(year, format_quantity(value, indicator.unit, indicator.decimals))
        for year, value in zip(told["year"], told["value"], strict=True)
    ]
    told["year"] = told["year"].astype(int)
    told["shown"] = told["value"]
    if base_year is not None:
        first = dict(zip(series.columns, series.loc[[base_year]].to_numpy()[0], strict=True))
        start = told["unit"].map(first).astype("float64")
        # A unit that starts from zero, or without a figure, has no index.
        told = told[start.notna() & (start != 0)].assign(shown=told["value"] / start * 100)
        told["text"] = [
            _("{figure} (indice {index})").format(figure=text, index=format_number(index, 1))
            for text, index in zip(told["text"], told["shown"], strict=True)
        ]
    return told
