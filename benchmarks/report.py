"""The measures in a page: goals first, then each way beside the other, then the machine."""

import os
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import product
from pathlib import Path

from benchmarks.charts import GROWTH, READERS
from benchmarks.floors import Floor, floor_rows
from benchmarks.goals import (
    GOALS,
    MISSED,
    OVER,
    UNMEASURED,
    VISIT_CHANGES,
    Levels,
    Ways,
    judge,
    read_figure,
    say_figure,
)
from benchmarks.measures import LIMIT_S, STILL_MS
from benchmarks.pages import PageTimes, page_rows
from benchmarks.ways import ATLAS, EMPTY, MAP, PEERS, STATIC, WAYS

MEMORY_STEP_MB = 0.1
"""Python takes memory in pieces of 1 MB, shared here among ten sessions."""

LIBRARIES = (
    *("streamlit", "streamlit-folium", "folium", "geopandas"),
    *("plotly", "pydeck"),
)

LINES = (
    ("all polygons drawn, ms", "first", "ms", ".0f", 1.0),
    ("click to facts, ms", "click", "ms", ".0f", 1.0),
    ("change of indicator, ms", "change", "ms", ".0f", 1.0),
    ("bytes of the first view, kB", "first", "bytes", ".0f", 1e-3),
    ("bytes of a change, kB", "change", "bytes", ".1f", 1e-3),
    ("bytes of a visit, kB", "visit", "bytes", ".0f", 1e-3),
    ("server's processor, a click, ms", "click", "cpu_ms", ".0f", 1.0),
    ("server's processor, a change, ms", "change", "cpu_ms", ".0f", 1.0),
    ("memory a session, MB", "memory", "mb", ".1f", 1.0),
)
"""Lines on which the atlas must be ahead of every peer: less is better."""

OTHERS = (
    ("change to an indicator that nobody has asked for, ms", "change", "first_ms", ".0f", 1.0),
    ("slowest click, ms", "click", "worst_ms", ".0f", 1.0),
    ("click to outline, frames", "click", "frames", ".0f", 1.0),
    ("longest stall of a pan, ms", "pan", "ms", ".0f", 1.0),
    ("pace of the machine, ms", "pace", "ms", ".0f", 1.0),
    ("geometry files, kB compressed", "first", "geometry_bytes", ".0f", 1e-3),
    ("sent by WebSocket at first view, kB", "first", "frame_bytes", ".0f", 1e-3),
    ("sent by WebSocket at a change, kB", "change", "frame_bytes", ".1f", 1e-3),
)

HEAD = f"""# Performance

Written by `make bench`, not by hand: the atlas and its peers, one after the other, in the same
browser, on the same polygons, figures and number of classes. Every time is what a reader would
wait, read on the page's clock; medians. A drawing made of elements is there when all its
polygons are; a canvas when it has been coloured and left alone for {STILL_MS / 1000:.0f} s, which
are not counted. WebGL is drawn in software. A measure that takes more than {LIMIT_S} s is
reported so. A change is timed where the server knows its figures, and once before: what the first
reader of an indicator waits is told beside. Processor and memory are those of the server's process,
the former less what it takes at rest in the same time. For the peers it has the Streamlit settings
of the atlas: left to itself, Streamlit collects garbage for a tenth of a second after each rerun,
whatever the map. Streamlit would also load Plotly, which the bench alone has: it is hidden from all
pages but Plotly's. The peers' pages hold a control, a map and two lines of text: the map of the
atlas is measured in such a page too. Bytes are counted as they travel, files and messages
compressed where they are. A visit is a first view and {VISIT_CHANGES} changes of indicator.
« Level » is the same figure as the best peer's, as far as the table shows it, or {MEMORY_STEP_MB}
MB of memory from it. The pace of the machine is that of a fixed loop before and after a way: where
it differs, the times beside it may for that alone.
"""

TURNS = {ATLAS: "atlas", STATIC: "its map as one static file", EMPTY: "an empty Streamlit page"}

CHARTS = f"""
Each figure of another way, divided by that of the whole page of the atlas on the same polygons.

![How many times the atlas' figures, by number of polygons](img/{GROWTH})

What a click takes as readers come, by the [load test](load.md):

![A click by number of readers at once](img/{READERS})

The atlas' page, its map as one static file and a page of Streamlit with one line of text, opened
in turn in fresh profiles: what else the machine does weighs on all three. The static file holds its
polygons; nothing that Streamlit shows can come before the empty page. Bytes are counted in a view
of their own: to count them takes the browser a tenth of the time of a page of many files.
"""

PAGES_NOTE = """
A fresh browser profile a visit, server warm; medians. First content: what depends on data begins to
show. Whole page: its script has ended. Change seen: from the choice to the first frame with the new
content; at rest: to the end of all scripts.
"""


FLOORS_NOTE = """
A session without a browser, each run after the one before has ended: the least that Streamlit takes
for so many elements, beside what the atlas takes. Its messages travel several at once.
"""


@dataclass(frozen=True)
class Figures:
    """What a run measured.

    Attributes
    ----------
    levels
        Measures by level and way, those of processes among them; None for one that exceeded
        its limit.
    polygons
        Number of polygons of each level.
    pages
        Measures of each page.
    floors
        What Streamlit takes to draw a page anew, beside the atlas.
    browser
        Version of Chromium.
    load
        Processes at work before the run: times stretch with it, once it exceeds the cores.
    """

    levels: Levels
    polygons: Mapping[str, int]
    pages: list[PageTimes]
    floors: list[Floor]
    browser: str
    load: float


def _verdict(ways: Ways, own: str, line: tuple[str, str, str, str, float]) -> str:
    """Say whether a way of ours is ahead of every peer, by what the table shows of each."""
    _title, part, name, form, scale = line
    ours = read_figure(ways, own, part, name)
    found = [read_figure(ways, way, part, name) for way in PEERS]
    peers = [value for value in found if value is not None]
    if ours is None or not peers:
        return UNMEASURED
    best = min(peers)
    if say_figure(ours, form, scale) == say_figure(best, form, scale) != OVER:
        return "level"
    if part == "memory" and round(abs(ours - best), 2) <= MEMORY_STEP_MB:
        return "level"
    return "met" if ours < best else MISSED


def _level_rows(ways: Ways) -> tuple[list[str], bool]:
    keys = [way.key for way in WAYS]
    rows = [
        "| | " + " | ".join(way.name for way in WAYS) + " | map ahead of all | page ahead of all |",
        "| --- |" + " --- |" * (len(WAYS) + 2),
    ]
    is_met = True
    for line in (*LINES, *OTHERS):
        title, part, name, form, scale = line
        cells = [say_figure(read_figure(ways, key, part, name), form, scale) for key in keys]
        if line in LINES:
            verdicts = [_verdict(ways, own, line) for own in (MAP, ATLAS)]
            cells += verdicts
            is_met = is_met and not {MISSED, UNMEASURED} & set(verdicts)
        else:
            cells += ["", ""]
        rows.append(f"| {title} | {' | '.join(cells)} |")
    return rows, is_met


def _ratio_rows(levels: Levels) -> list[str]:
    """Write every figure of the peers as so many times the atlas'."""
    names = {way.key: way.name for way in WAYS if way.key in PEERS}
    rows = [f"| polygons | | {' | '.join(names.values())} |", "| --- " * (len(names) + 2) + "|"]
    for level, (title, part, name, *_form) in product(levels, LINES):
        ours = read_figure(levels[level], ATLAS, part, name)
        if part == "memory" or not ours:  # nothing, or less, is no measure of another
            continue
        theirs = [read_figure(levels[level], way, part, name) for way in names]
        cells = [say_figure(one, ".1f", 1 / ours) for one in theirs]
        rows.append(f"| {level} | {title.rpartition(',')[0]} | {' | '.join(cells)} |")
    return rows


def _first_rows(levels: Levels) -> list[str]:
    """Write the first views in turn, and what starts from nothing."""
    rows = [
        "| first view, in turn | largest paint, ms | whole, ms | all that came, kB |",
        "| --- | --- | --- | --- |",
    ]
    for (level, ways), (way, name) in product(levels.items(), TURNS.items()):
        if turn := ways.get(way, {}).get("turn"):
            rows.append(
                f"| {level}: {name} | {turn['largest']:.0f} | {turn['whole']:.0f} "
                f"| {turn['bytes'] / 1000:.0f} |"
            )
    return rows


def _machine(figures: Figures) -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    model = next((line.split(": ", 1)[1] for line in lines if line.startswith("model name")), "")
    cores = len(os.sched_getaffinity(0))
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return (
        f"{datetime.now(UTC).date().isoformat()}; {cores} cores ({model or platform.machine()}), "
        f"{memory:.0f} GiB, {platform.system()}, {figures.load:.1f} processes at work before the "
        f"start; Python {platform.python_version()}, {libraries}; "
        f"headless Chromium {figures.browser}, software rendering."
    )


def write_report(figures: Figures) -> tuple[str, bool]:
    """Write the page; also tell whether every goal is met."""
    goals = judge(GOALS, figures.levels)
    is_met = all(met for *_, met in goals) and all(one.is_met for one in figures.pages)
    mapped = {level: figures.levels[level] for level in figures.polygons}
    parts = [HEAD, "## Goals\n", "| goal | measured | |\n| --- | --- | --- |"]
    parts += [f"| {goal} | {seen} | {'met' if met else MISSED} |" for goal, seen, met in goals]
    parts += ["\n## In ratios\n", *_ratio_rows(mapped), CHARTS, *_first_rows(mapped)]
    for level, ways in mapped.items():
        rows, is_ahead = _level_rows(ways)
        is_met = is_met and is_ahead
        parts += [f"\n## {figures.polygons[level]:,} polygons: {level}\n", *rows]
    parts += [
        "\n## What a page drawn anew costs\n",
        *floor_rows(figures.floors),
        FLOORS_NOTE,
        "## Why each way is written as it is\n",
        *(f"- {way.name}: {way.form}." for way in WAYS),
        "\n## Each page\n",
        *page_rows(figures.pages),
        PAGES_NOTE,
        "## Machine\n",
        _machine(figures) + "\n",
    ]
    return "\n".join(parts), is_met
