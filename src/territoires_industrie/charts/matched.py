"""Charts of the comparison of members with similar non-members."""

import altair as alt
import numpy as np
import pandas as pd

from territoires_industrie.analysis.matched import GOOD_BALANCE, MatchedComparison, Trend
from territoires_industrie.analysis.matched_words import say_points
from territoires_industrie.charts.axes import nice_ticks, wrap_label, wrapped_axis
from territoires_industrie.charts.parts import (
    Chart,
    colour_by,
    figures_axis,
    fixed,
    key_below,
    layered,
    names_of,
    own_colour,
    tips,
    zero_rule,
)
from territoires_industrie.look import PAGE
from territoires_industrie.wording import _, format_number, format_quantity

PERIODS_HEIGHT = 170
BIN_POINTS = 1.0
FARTHEST = 10.0
"""Differences beyond, in points a year, are drawn in the last bar of their side."""


def period_label(trend: Trend) -> str:
    """Name a period."""
    return _("{start} à {end}").format(start=trend.start, end=trend.end)


def gap_chart(comparison: MatchedComparison) -> Chart:
    """Draw the mean difference a year of each period, its interval and the middle half."""
    rows = pd.DataFrame([_gap_row(trend) for trend in comparison.trends])
    least = float(min(rows["q1"].min(), rows["low"].min(), 0))
    most = float(max(rows["q3"].max(), rows["high"].max(), 0))
    ticks = nice_ticks(least, most)
    pad = (most - least) * 0.06
    scale = fixed(least - pad, most + pad)
    base = alt.Chart(rows).encode(
        y=names_of("period", list(rows["period"]), _periods()), tooltip=tips(text=_("Écart"))
    )
    middle = base.mark_bar(height=22, opacity=0.3, color=PAGE.members).encode(
        x=alt.X("q1:Q", scale=scale, axis=figures_axis(ticks), title=_("points par an")), x2="q3:Q"
    )
    spread = base.mark_rule(strokeWidth=3, color=PAGE.members).encode(
        x=alt.X("low:Q", scale=scale), x2="high:Q"
    )
    x = alt.X("mean:Q", scale=scale)
    mean = base.mark_point(filled=True, size=110, opacity=1, color=PAGE.members).encode(x=x)
    texts = base.mark_text(dy=-20, fontSize=PAGE.chart_text).encode(x=x, text="said:N")
    return layered(zero_rule(), middle, spread, mean, texts, height=PERIODS_HEIGHT)


def _periods() -> alt.Axis:
    return alt.Axis(ticks=False, labelFontSize=PAGE.chart_text)


def _gap_row(trend: Trend) -> dict[str, object]:
    years = int(trend.end) - int(trend.start)
    q1, _median, q3 = trend.difference_quartiles
    said = format_number(trend.difference_per_year, 2, sign=True)
    return {
        "period": period_label(trend),
        "mean": trend.difference_per_year,
        "low": trend.difference_low / years,
        "high": trend.difference_high / years,
        "q1": q1 / years,
        "q3": q3 / years,
        "said": said,
        "text": _("{mean} par an (de {low} à {high})").format(
            mean=say_points(trend.difference_per_year, 2),
            low=format_number(trend.difference_low / years, 2, sign=True),
            high=format_number(trend.difference_high / years, 2, sign=True),
        ),
    }


def change_bars(comparison: MatchedComparison) -> Chart:
    """Draw the mean change of jobs of the members and of their neighbours, by period."""
    rows = pd.DataFrame(
        [
            {
                "period": period_label(trend),
                "group": group,
                "value": value,
                "text": format_quantity(value, "%", 1, sign=True),
            }
            for trend in comparison.trends
            for group, value in (
                (_("Membres"), trend.member_mean),
                (_("Non-membres semblables"), trend.match_mean),
            )
        ]
    )
    groups = list(dict.fromkeys(rows["group"]))
    base = alt.Chart(rows).encode(
        y=names_of("period", None, _periods()),
        yOffset=alt.YOffset("group:N", sort=groups),
    )
    low, high = min(0.0, float(rows["value"].min())), max(0.0, float(rows["value"].max()))
    # Room beyond the bars for the figures that are written at their ends.
    x = alt.X("value:Q", axis=None, scale=fixed(low * 1.3, high * 1.25))
    colours = dict(zip(groups, (PAGE.members, PAGE.non_members), strict=True))
    bars = base.mark_bar().encode(
        x=x,
        color=colour_by("group", colours, key_below(260)),
        tooltip=tips(group=_("Groupe"), text="%"),
    )
    texts = base.mark_text(align="left", dx=5).encode(x=x, text="text:N")
    return layered(bars, texts, height=PERIODS_HEIGHT)


def spread_chart(trend: Trend) -> Chart:
    """Draw how many members are how far from their neighbours, in points a year."""
    years = int(trend.end) - int(trend.start)
    # The farthest ones are counted in the last bar of their side, not left out.
    values = (trend.pair_differences / years).clip(-FARTHEST, FARTHEST)
    edges = np.arange(-FARTHEST, FARTHEST + BIN_POINTS, BIN_POINTS)
    counts, _edges = np.histogram(values.to_numpy(dtype="float64"), edges)
    pattern = _("de {low} à {high} points par an : {count} EPCI")
    rows = pd.DataFrame(
        [
            {
                "from": low,
                "to": low + BIN_POINTS,
                "count": int(count),
                "low": 0,
                "colour": PAGE.above if low >= 0 else PAGE.below,
                "text": pattern.format(
                    low=format_number(low, sign=True),
                    high=format_number(low + BIN_POINTS, sign=True),
                    count=format_number(int(count)),
                ),
            }
            for low, count in zip(edges[:-1], counts, strict=True)
        ]
    )
    ticks = [-FARTHEST, -5.0, 0.0, 5.0, FARTHEST]
    bars = (
        alt.Chart(rows)
        .mark_bar(stroke=PAGE.chart_edge, strokeWidth=0.5)
        .encode(
            x=alt.X(
                "from:Q",
                title=_("points par an"),
                axis=figures_axis(ticks),
                scale=fixed(-FARTHEST, FARTHEST),
            ),
            x2="to:Q",
            y=alt.Y("low:Q", title=None, axis=None),
            y2="count:Q",
            color=own_colour(),
            tooltip=tips(text=period_label(trend)),
        )
    )
    return layered(bars, zero_rule(), height=210, title=period_label(trend))


def balance_chart(balance: pd.DataFrame) -> Chart:
    """Draw how far the groups are on each variable, before and after the match."""
    moments = {
        "difference_before": _("Tous les non-membres"),
        "difference_after": _("Non-membres appariés"),
    }
    rows = pd.DataFrame(
        [
            {
                "label": wrap_label(_(str(row["label"]))),
                "moment": said,
                "value": float(str(row[column])),
                "text": format_number(float(str(row[column])), 2, sign=True),
            }
            for row in balance.to_dict("records")
            for column, said in moments.items()
        ]
    )
    reach = max(0.3, float(rows["value"].abs().max()) * 1.15)
    ticks = nice_ticks(-reach, reach)
    scale = fixed(min(-reach, ticks[0]), max(reach, ticks[-1]))
    colours = dict(zip(moments.values(), (PAGE.reference, PAGE.non_members), strict=True))
    band = pd.DataFrame({"from": [-GOOD_BALANCE], "to": [GOOD_BALANCE]})
    good = (
        alt.Chart(band)
        .mark_rect(opacity=0.15, color=PAGE.good)
        .encode(x=alt.X("from:Q", scale=scale), x2="to:Q")
    )
    points = (
        alt.Chart(rows)
        .mark_point(filled=True, size=100, opacity=1)
        .encode(
            y=names_of("label", None, wrapped_axis()),
            x=alt.X("value:Q", scale=scale, title=_("écarts-types"), axis=figures_axis(ticks)),
            color=colour_by("moment", colours, key_below(260)),
            tooltip=tips(label=_("Variable"), moment=_("Groupe"), text=_("Écart")),
        )
    )
    return layered(good, zero_rule(), points, height=260)
