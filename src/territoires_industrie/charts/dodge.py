"""Names beside points: moved apart just enough to be read, with a leader where they moved."""

from collections.abc import Sequence

import altair as alt
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from territoires_industrie.look import PAGE

GAP_PX = PAGE.chart_name_text + 4
RISE_PX = 5
"""How far above its point a name stands when nothing is in its way."""

LEADER_PX = 12
"""A name that is farther from its point is tied to it by a line."""

Floats = NDArray[np.float64]


def spread(places: Sequence[float], gap: float, low: float, high: float) -> Floats:
    """Move places apart by a gap at least, each as little as can be, their order kept.

    The isotonic regression of places less their rank's gaps is the nearest such set in the
    sense of least squares.

    >>> spread([1.0, 1.0, 9.0], 2, 0, 10).tolist()
    [0.0, 2.0, 9.0]
    """
    wanted = np.asarray(places, dtype="float64")
    if not len(wanted):
        return wanted
    order = np.argsort(wanted, kind="stable")
    steps = gap * np.arange(len(wanted))
    fitted = _rising(wanted[order] - steps)
    moved = np.empty_like(wanted)
    moved[order] = np.clip(fitted, low, max(low, high - steps[-1])) + steps
    return moved


def _rising(values: Floats) -> Floats:
    """Fit numbers that never fall, by the max-min formula: SciPy's takes half a second to load."""
    count, ends = len(values), np.concatenate([[0.0], np.cumsum(values)])
    first, last = np.indices((count, count))
    length = last + 1 - first
    means = (ends[last + 1] - ends[first]) / np.where(length > 0, length, 1)
    least = np.minimum.accumulate(np.where(length > 0, means, np.inf)[:, ::-1], axis=1)[:, ::-1]
    fitted: Floats = np.maximum.accumulate(np.where(length > 0, least, -np.inf)).diagonal()
    return fitted


def name_layers(
    points: pd.DataFrame,
    x_ends: tuple[float, float],
    y_ends: tuple[float, float],
    plot_px: float,
    x: alt.X,
    y: alt.Y,
    colour: alt.Color,
) -> list[alt.Chart]:
    """Write the names of points on the side with more room, never one over another.

    Names only move up or down: what parts them then holds at any width, a phone's too.

    Parameters
    ----------
    points
        Columns ``name``, ``at_x`` and ``at_y``, in units of the axes.
    x_ends, y_ends
        Ends of each axis.
    plot_px
        Height of the plot without its axis.
    x, y, colour
        Encodings of the points.

    Returns
    -------
    list of altair.Chart
        Leaders, then names, for the names to the right and those to the left of their point.
    """
    px = (y_ends[1] - y_ends[0]) / plot_px
    margin = GAP_PX / 2 * px
    wanted = (points["at_y"] + RISE_PX * px).tolist()
    placed = points.assign(
        name_y=spread(wanted, GAP_PX * px, y_ends[0] + margin, y_ends[1] - margin)
    )
    is_left = points["at_x"] > (x_ends[0] + x_ends[1]) / 2
    is_far = (placed["name_y"] - points["at_y"]).abs() > LEADER_PX * px
    # The same axis and title: Vega-Lite would write every other title beside the first.
    name_y = y.copy()
    name_y.shorthand = "name_y:Q"
    layers: list[alt.Chart] = []
    for align, offset, mine in (("left", 10, ~is_left), ("right", -10, is_left)):
        if (mine & is_far).any():  # an empty layer would be a picture that says nothing
            leader = alt.Chart(placed[mine & is_far]).mark_rule(x2Offset=offset, opacity=0.7)
            layers.append(leader.encode(x=x, x2="at_x:Q", y=y, y2="name_y:Q", color=colour))
        if not mine.any():
            continue
        # The name has at least the half of the plot on its side; the colour key says it whole.
        text = alt.Chart(placed[mine]).mark_text(
            align=align,  # type: ignore[arg-type]
            baseline="middle",
            dx=offset,
            fontSize=PAGE.chart_name_text,
            fontWeight="bold",
            limit=alt.expr("width / 2"),
        )
        layers.append(text.encode(x=x, y=name_y, text="name:N", color=colour))
    return layers
