"""Axes whose labels are the atlas' own."""

import re

import altair as alt
import pandas as pd
import pytest
import vl_convert

from territoires_industrie.charts.axes import LINE_HEIGHT, wrapped_axis

LABEL = re.compile(r"<text[^>]*translate\(-?[\d.]+,([\d.]+)\)[^>]*>(.*?)</text>")
STEP = 60


def test_the_lines_of_a_label_stand_around_the_middle_of_its_bar() -> None:
    names = ["a", "b\nc", "d\ne\nf"]
    bars = alt.Chart(pd.DataFrame({"name": names, "value": [1, 2, 3]}), height=alt.Step(STEP))
    y = alt.Y("name", axis=wrapped_axis(), title=None, scale=alt.Scale(padding=0))
    drawn = vl_convert.vegalite_to_svg(bars.mark_bar().encode(y=y).to_json())
    labels = {
        len(re.findall("<tspan", text)) or 1: float(top) for top, text in LABEL.findall(drawn)
    }
    assert set(labels) == {1, 2, 3}
    middles = {lines: top + (lines - 1) * LINE_HEIGHT / 2 for lines, top in labels.items()}
    for lines in (2, 3):
        assert middles[lines] - middles[1] == pytest.approx((lines - 1) * STEP, abs=1)
