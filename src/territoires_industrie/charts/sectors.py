"""Charts of the sectors page: largest zones, gathering of the jobs, change by sector."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from territoires_industrie.charts.axes import nice_ticks, text_by_width
from territoires_industrie.charts.parts import (
    DASHED,
    WHOLE,
    Chart,
    chosen,
    colour_by,
    figures_axis,
    fixed,
    layered,
    names_axis,
    names_of,
    own_colour,
    tips,
)
from territoires_industrie.look import PAGE
from territoires_industrie.wording import _, format_number, ngettext

ROW_HEIGHT = 22
CURVE_HEIGHT = 290


def gathering_curves(curves: Mapping[str, pd.DataFrame], colours: Mapping[str, str]) -> Chart:
    """Draw the cumulated share of the jobs by number of zones, the largest first.

    Parameters
    ----------
    curves
        By what is counted, from ``concentration.lorenz``.
    colours
        Colour of each curve; one without is a grey reference.
    """
    rows = pd.concat([curve.assign(group=name) for name, curve in curves.items()])
    rows["text"] = [
        ngettext(
            "{count} zone : {share} %",
            "{count} zones : {share} %",
            int(rank),
            share=format_number(share, 1),
        )
        for rank, share in zip(rows["rank"], rows["cumulated_pct"], strict=True)
    ]
    shown = {name: colours.get(name, PAGE.reference) for name in curves}
    dashes = {name: WHOLE if name in colours else DASHED for name in curves}
    last = float(rows["rank"].max())
    across, up = nice_ticks(0, last), [0.0, 25.0, 50.0, 75.0, 100.0]
    lines = (
        alt.Chart(rows)
        # The pointer finds unseen dots: a line alone answers on its own width.
        .mark_line(strokeWidth=2.4, point=alt.OverlayMarkDef(size=12, opacity=0))
        .encode(
            x=alt.X(
                "rank:Q",
                title=_("Zones d’emploi, de la première à la dernière"),
                scale=fixed(0, last),
                axis=figures_axis(across),
            ),
            y=alt.Y(
                "cumulated_pct:Q",
                title=_("% des emplois"),
                scale=alt.Scale(domain=[0, 100]),
                axis=figures_axis(up),
            ),
            color=colour_by("group", shown),
            tooltip=tips(group=_("Secteurs"), text=_("Cumul")),
            strokeDash=alt.StrokeDash("group:N", legend=None, scale=chosen(dashes)),
        )
    )
    return layered(lines, height=CURVE_HEIGHT)


def change_bars(rows: pd.DataFrame) -> Chart:
    """Draw jobs won and lost by sector, losses to the left in orange.

    Parameters
    ----------
    rows
        In the order to draw: ``label``, ``value`` (jobs) and ``text``.
    """
    rows = rows.assign(
        colour=[PAGE.above if value >= 0 else PAGE.below for value in rows["value"]],
        short=[format_number(value, sign=True) for value in rows["value"]],
    )
    low, high = min(0.0, *rows["value"]), max(0.0, *rows["value"])
    room = 0.8 * max(high - low, 1e-9)
    x = alt.X("value:Q", axis=None, scale=fixed(low - room * (low < 0), high + room))
    base = alt.Chart(rows).encode(
        y=names_of("label", rows["label"], names_axis(200)),
        tooltip=tips(label=_("Secteur"), text=_("Évolution")),
    )
    bars = base.mark_bar().encode(x=x, color=own_colour())
    said = text_by_width()
    right = base.transform_filter("datum.value >= 0").mark_text(align="left", dx=5, text=said)
    left = base.transform_filter("datum.value < 0").mark_text(align="right", dx=-5, text=said)
    height = ROW_HEIGHT * max(len(rows), 1)
    return layered(bars, right.encode(x=x), left.encode(x=x), height=height)
