"""Charts of the report, as SVG files: ways by number of polygons, a click by number of readers."""

import re
from collections.abc import Mapping
from pathlib import Path

import altair as alt
import pandas as pd

from benchmarks.goals import Levels, read_figure
from benchmarks.ways import ATLAS, WAYS
from territoires_industrie.look import PRINT

GROWTH, READERS = "bench-growth.svg", "bench-readers.svg"
CHARTED = (
    ("all polygons drawn", "first", "ms"),
    ("click to facts", "click", "ms"),
    ("change of indicator", "change", "ms"),
    ("bytes of a visit", "visit", "bytes"),
)
"""What is drawn against the number of polygons: title, measure, its part."""

WIDTH, HEIGHT = 250, 150
LOAD_ROW = re.compile(r"^\| (\d+) \| (\d+) \| (\d+) \| \d+ \| \d+ \| (\d+) \|", re.MULTILINE)
"""A row of the table « Readers at once » of the load page: processes, readers, pause, p95."""


def growth_rows(levels: Levels, polygons: Mapping[str, int]) -> pd.DataFrame:
    """Divide every way's figures by the atlas'; one row a figure that both have."""
    rows = []
    for level, count in polygons.items():
        for title, part, name in CHARTED:
            ours = read_figure(levels[level], ATLAS, part, name)
            for way in WAYS[1:]:
                theirs = read_figure(levels[level], way.key, part, name)
                if ours and theirs is not None and ours < float("inf") > theirs:
                    rows.append((title, way.name, count, theirs / ours))
    return pd.DataFrame(rows, columns=["measure", "way", "polygons", "ratio"])


def load_rows(page: str) -> pd.DataFrame:
    """Read how long a click waits from the table of the load page.

    >>> load_rows("| 1 | 50 | 3 | 734 | 43 | 93 | 92 | 0.43 |").values.tolist()
    [['1 process, a click each 3 s', 50, 93]]
    """
    rows = [
        (f"{count} process{'es' if count != '1' else ''}, a click each {pause} s", int(n), int(ms))
        for count, n, pause, ms in LOAD_ROW.findall(page)
    ]
    return pd.DataFrame(rows, columns=["served", "readers", "p95_ms"])


def draw_growth(levels: Levels, polygons: Mapping[str, int], folder: Path) -> None:
    """Write the chart of the ways by number of polygons into a folder."""
    _save(_growth(growth_rows(levels, polygons)), folder / GROWTH)


def draw_readers(load_page: str, folder: Path) -> None:
    """Write the chart of a click by number of readers into a folder, from the load page."""
    _save(_readers(load_rows(load_page)), folder / READERS)


def _growth(rows: pd.DataFrame) -> alt.Chart | alt.FacetChart:
    lines = (
        alt.Chart()
        .mark_line(point=True)
        .encode(
            x=alt.X(
                "polygons:Q",
                scale=alt.Scale(type="log"),
                title="polygons",
                axis=alt.Axis(values=sorted(set(rows["polygons"]), key=int)),
            ),
            y=alt.Y("ratio:Q", scale=alt.Scale(type="log"), title="times the atlas"),
            color=alt.Color("way:N", title=None, sort=[way.name for way in WAYS]),
        )
    )
    level = alt.Chart().mark_rule(strokeDash=[5, 4]).encode(y=alt.datum(1))
    panels = alt.layer(level, lines, data=rows).properties(width=WIDTH, height=HEIGHT)
    order = [title for title, *_ in CHARTED]
    return panels.facet(alt.Facet("measure:N", title=None, sort=order), columns=2)


def _readers(rows: pd.DataFrame) -> alt.Chart:
    chart: alt.Chart = (
        alt.Chart(rows, width=WIDTH, height=HEIGHT)
        .mark_line(point=True)
        .encode(
            x=alt.X("readers:Q", scale=alt.Scale(zero=True), title="readers at once"),
            y=alt.Y("p95_ms:Q", title="click, p95 ms"),
            color=alt.Color("served:N", title=None),
        )
    )
    return chart


def _save(chart: alt.Chart | alt.FacetChart, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    chart.configure(background=PRINT.paper).save(path)
