"""Charts of several units, each in the same colour and mark wherever it is drawn.

They come from ``look.comparison`` and ``palettes.shapes``, in the order of the units; France
and other references are grey and dashed, or ticks. The page shows the key of colours and marks,
which Vega would cut on a phone. Numbers are written here, in the form of the language.
"""

from collections.abc import Iterable, Mapping, Sequence

import altair as alt
import numpy as np
import pandas as pd

from territoires_industrie.charts.axes import labelled_axis, nice_ticks, value_axis
from territoires_industrie.charts.dodge import name_layers
from territoires_industrie.charts.parts import (
    WHOLE,
    Chart,
    chosen,
    colour_by,
    figures_axis,
    fixed,
    layered,
    names_of,
    reference_look,
    tips,
    unit_tips,
)
from territoires_industrie.classes.palettes import shapes
from territoires_industrie.indicators import Indicator, Measure
from territoires_industrie.look import PAGE
from territoires_industrie.statistics.status import Status
from territoires_industrie.wording import _, format_number, format_quantity

LINE_HEIGHT = 270
ROW_HEIGHT = 26
SCATTER_HEIGHT = 420
AXIS_HEIGHT = 50
"""Axis of a chart: a page gives a chart its height with everything in it."""

SKEW = 8.0
"""Where the highest value is so many times the median, an axis is logarithmic."""


def index_lines(
    series: pd.DataFrame,
    colours: Mapping[str, str],
    base_year: str,
    unit: str = "",
) -> Chart:
    """Draw counts of units of unequal size over the years, the first year set to 100.

    Parameters
    ----------
    series
        One row a year (index: text), one column a unit or reference; NaN where there is no
        figure: the line stops there. Years stand at their true distance.
    colours
        Colour of each unit; a column without one is a reference, grey and dashed.
    base_year
        Year of the index; a column without a figure in it has no line.
    unit
        Unit of the figures, for the texts.
    """
    rows = _index_rows(series, base_year, unit)
    low, high = _extent(rows["index"])
    ticks = nice_ticks(low, high)
    # On a scale: as names, ten years without a figure would be as wide as one.
    years = [int(year) for year in series.index]
    references = references_of(series.columns, colours)
    shown = {name: colours.get(name) or references[name][0] for name in series.columns}
    dashes = {name: references[name][1] if name in references else WHOLE for name in shown}
    base = alt.Chart(rows).encode(
        x=alt.X(
            "year:Q",
            title=None,
            scale=fixed(years[0], years[-1], zero=False),
            axis=labelled_axis(years, [str(year) for year in years]),
        ),
        y=alt.Y(
            "index:Q",
            title=None,
            scale=fixed(low, high, zero=False),
            axis=figures_axis(ticks),
        ),
        color=colour_by("unit", shown),
        tooltip=unit_tips(),
    )
    lines = base.mark_line(strokeWidth=2.4).encode(
        strokeDash=alt.StrokeDash("unit:N", scale=chosen(dashes), legend=None),
        detail="unit:N",
    )
    # Pale or dark, a line stands out of its paper by its edges.
    edges = base.mark_line(strokeWidth=4).encode(
        color=alt.value(PAGE.edge),
        opacity=alt.condition("datum.is_reference", alt.value(0), alt.value(1)),
        detail="unit:N",
    )
    rows["is_reference"] = ~rows["unit"].isin(list(colours))
    points = base.mark_point(filled=True, size=70, opacity=1, stroke=PAGE.edge, strokeWidth=0.6)
    points = points.encode(shape=_shape_of("unit", colours, list(shown)))
    return layered(edges, lines, points, height=LINE_HEIGHT)


def references_of(
    names: Iterable[str], colours: Mapping[str, str]
) -> dict[str, tuple[str, list[int]]]:
    """Return colour and dashes of each reference: France, which stands last, always the same."""
    others = [name for name in reversed(list(names)) if name not in colours]
    return {name: reference_look(rank) for rank, name in enumerate(others)}


def _extent(index: "pd.Series[float]") -> tuple[float, float]:
    """Return the ends of an axis around some values, none of them on its edge."""
    low, high = (float(index.min()), float(index.max())) if len(index) else (100.0, 100.0)
    margin = max(0.04 * (high - low), 0.2)
    return low - margin, high + margin


def _index_rows(series: pd.DataFrame, base_year: str, unit: str) -> pd.DataFrame:
    rows = [
        {
            "year": int(str(year)),
            "unit": name,
            "index": 100 * value / start,
            "text": _("{year} : {value} (indice {index})").format(
                year=year,
                value=format_quantity(value, unit),
                index=format_number(100 * value / start, 1),
            ),
        }
        for name, start in series.loc[base_year].items()
        # Without a figure in the first year there is nothing to call 100.
        if pd.notna(start) and start
        for year, value in series[name].items()
        if pd.notna(value)
    ]
    return pd.DataFrame(rows, columns=["year", "unit", "index", "text"])


def sector_dots(
    table: pd.DataFrame,
    colours: Mapping[str, str],
    reference: "pd.Series[float]",
    unit: str,
    decimals: int,
) -> Chart:
    """Draw one row a sector, a dot a unit, a tick for France.

    Parameters
    ----------
    table
        One row a sector (index: its label, in the order to draw), one column a unit; NaN
        where there is no figure.
    colours
        Colour of each unit, by column.
    reference
        France's figure by label.
    unit, decimals
        Of the figures.
    """
    dots = table.rename_axis("sector").reset_index().melt("sector", var_name="unit")
    dots = dots.dropna(subset=["value"])
    dots["text"] = [format_quantity(value, unit, decimals) for value in dots["value"]]
    ticks = reference.reindex(table.index).rename("value").rename_axis("sector").reset_index()
    ticks["text"] = [format_quantity(value, unit, decimals) for value in ticks["value"]]
    # Figures that are all zero still need an axis with a length.
    top = float(np.nanmax([*dots["value"], *ticks["value"], 0.01]))
    places = nice_ticks(0, top)
    x = alt.X(
        "value:Q",
        title=_(unit) if unit else None,
        scale=fixed(0, 1.03 * top),
        axis=figures_axis(places),
    )
    lines = alt.Axis(
        labelLimit=200, labelOverlap=False, grid=True, gridOpacity=0.4, ticks=False, domain=False
    )
    y = names_of("sector", list(table.index), lines)
    france = (
        alt.Chart(ticks)
        .mark_tick(thickness=2.5, size=17, color=PAGE.reference)
        .encode(x=x, y=y, tooltip=tips(sector=_("Secteur"), text=_("France")))
    )
    units = (
        alt.Chart(dots)
        .mark_point(filled=True, size=95, opacity=0.92, stroke=PAGE.edge, strokeWidth=0.8)
        .encode(
            x=x,
            y=y,
            color=colour_by("unit", colours),
            shape=_shape_of("unit", colours, list(colours)),
            tooltip=tips(unit=_("Unité"), sector=_("Secteur"), text=_("Valeur")),
        )
    )
    return layered(france, units, height=ROW_HEIGHT * max(len(table), 1) + AXIS_HEIGHT)


def scatter(
    background: pd.DataFrame,
    chosen: pd.DataFrame,
    colours: Mapping[str, str],
    x: Indicator,
    y: Indicator,
    france: tuple[float | None, float | None] = (None, None),
) -> Chart:
    """Draw two figures of every unit, the chosen ones in their colour and named.

    Parameters
    ----------
    background
        Columns ``name``, ``x``, ``y`` and ``text`` (from ``say_pairs``): every unit with both
        figures.
    chosen
        The same columns, the units to name.
    colours
        Colour of each chosen unit, by name.
    x, y
        What each axis measures.
    france
        France's figures, drawn as dashed lines where there is one.
    """
    scales = [_Axis(one, background[side], chosen[side]) for side, one in (("x", x), ("y", y))]
    cloud = _placed(background, scales)
    named = _placed(chosen, scales)
    across = alt.X("at_x:Q", title=_axis_title(x), scale=scales[0].scale, axis=scales[0].axis)
    up = alt.Y("at_y:Q", title=_axis_title(y), scale=scales[1].scale, axis=scales[1].axis)
    told = tips(name=_("Unité"), text=_("Valeurs"))
    layers: list[alt.Chart] = [
        alt.Chart(cloud)
        .mark_circle(size=26, opacity=0.35, color=PAGE.reference)
        .encode(x=across, y=up, tooltip=told)
    ]
    for value, scale, side in zip(france, scales, ("x", "y"), strict=True):
        # A total of France is no place among units: only a ratio has one.
        if value is not None and scale.is_ratio:
            at = pd.DataFrame({"at": [float(scale.place(np.array([value]))[0])]})
            rule = alt.Chart(at).mark_rule(strokeDash=[4, 4], color=PAGE.reference, opacity=0.8)
            layers.append(rule.encode(**{side: "at:Q"}))
    dots = alt.Chart(named).encode(x=across, y=up, tooltip=told)
    colour = colour_by("name", colours)
    layers.append(
        dots.mark_point(filled=True, size=130, opacity=1, stroke=PAGE.edge, strokeWidth=1).encode(
            color=colour, shape=_shape_of("name", colours, list(colours))
        )
    )
    plot_px = SCATTER_HEIGHT - AXIS_HEIGHT
    ends = (scales[0].ends, scales[1].ends)
    layers += name_layers(named, *ends, plot_px, across, up, colour)
    return layered(*layers, height=SCATTER_HEIGHT)


class _Axis:
    """One axis of the scatter: where a value stands, and how the axis is labelled."""

    def __init__(
        self, indicator: Indicator, cloud: "pd.Series[float]", chosen: "pd.Series[float]"
    ) -> None:
        known = pd.concat([cloud, chosen]).dropna().astype("float64")
        low, high = (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)
        self.is_ratio = indicator.measure is Measure.RATIO
        self.unit = 10.0**-indicator.decimals
        self.is_log = bool(
            len(known) and low >= 0 and high > SKEW * max(float(known.median()), 1e-9)
        )
        self.axis = value_axis((low, high), self.unit, self.is_log)
        ends = self.place(np.array([low, high]))
        margin = 0.03 * max(ends[1] - ends[0], 1e-9)
        self.ends = (float(ends[0] - margin), float(ends[1] + margin))
        self.scale = fixed(*self.ends, zero=False)

    def place(self, values: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> "np.ndarray":
        return np.log10(1 + values / self.unit) if self.is_log else values


def say_pairs(table: pd.DataFrame, x: Indicator, y: Indicator) -> list[str]:
    """Write both figures of each row, as the scatter's tooltips say them: an estimate as one.

    ``table`` has ``x``, ``y`` and their statuses, ``x_status`` and ``y_status``.
    """
    sides = [
        [
            Status(status).say(format_quantity(value, one.unit, one.decimals))
            for value, status in zip(table[side], table[f"{side}_status"], strict=True)
        ]
        for side, one in (("x", x), ("y", y))
    ]
    return [f"{across} · {up}" for across, up in zip(*sides, strict=True)]


def _placed(table: pd.DataFrame, scales: Sequence[_Axis]) -> pd.DataFrame:
    places = {
        f"at_{side}": scale.place(table[side].to_numpy(dtype="float64"))
        for side, scale in zip(("x", "y"), scales, strict=True)
    }
    return pd.DataFrame({"name": table["name"].tolist(), "text": table["text"].tolist(), **places})


def _shape_of(field: str, colours: Mapping[str, str], names: Sequence[str]) -> alt.Shape:
    """Mark each unit by its rank among those that have a colour; references are discs."""
    marks = dict(zip(colours, shapes(len(colours)), strict=True))
    of_all = {name: marks.get(name, shapes(1)[0]) for name in names}
    return alt.Shape(f"{field}:N", legend=None, scale=chosen(of_all))


def _axis_title(indicator: Indicator) -> str:
    unit = f" ({_(indicator.unit)})" if indicator.unit else ""
    return f"{indicator.dated(indicator.years[-1])}{unit}"
