"""The measures in a page: goals first, then each way beside the other, then the machine."""

import os
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from math import isnan
from pathlib import Path

from benchmarks.measures import LIMIT_S, STILL_MS, Measured
from benchmarks.pages import PageTimes, page_rows
from benchmarks.ways import ATLAS, MAP, OURS, WAYS

CLICK_SHARE, CLICK_MS = 1 / 10, 250
CHANGE_BYTES = 10_000
FIRST_BYTES, FIRST_MS, COMMUNES_MS = 1_000_000, 2_500, 4_000
OUTLINE_FRAMES = 2
PAN_MS = 250
EXPORT_S = 10
VISIT_CHANGES = 5
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
reported so. Processor and memory are those of the server's process, which for the peers has the
Streamlit settings of the atlas: left to itself, Streamlit collects garbage for a tenth of a second
after each rerun, whatever the map. The peers' pages hold a control, a map and two lines of text:
the map of the atlas is measured in such a page too. Bytes are counted as they travel, files and
messages compressed where they are. A visit is a first view and
{VISIT_CHANGES} changes of indicator.
« Level » is the same figure as the best peer's, as far as the table shows it, or {MEMORY_STEP_MB}
MB of memory from it. The pace of the machine is that of a fixed loop before and after a way: where
it differs, the times beside it may for that alone.
"""

OVER = f"over {LIMIT_S} s"
MISSED = "**missed**"

Ways = Mapping[str, Mapping[str, Measured | None]]
Goal = tuple[str, str, bool]


@dataclass(frozen=True)
class Figures:
    """What a run measured.

    Attributes
    ----------
    ways
        Measures by level and way; None for one that exceeded its limit.
    polygons
        Number of polygons of each level.
    export, pages
        Measures of the export and of each page.
    browser
        Version of Chromium.
    load
        Processes at work before the run: times stretch with it, once it exceeds the cores.
    """

    ways: Mapping[str, Ways]
    polygons: Mapping[str, int]
    export: Measured
    pages: list[PageTimes]
    browser: str
    load: float


def _value(ways: Ways, way: str, part: str, name: str) -> float | None:
    """Give a figure; infinity where it exceeded its limit, None where it was not measured."""
    if part == "visit":
        first, change = (_value(ways, way, one, name) for one in ("first", "change"))
        return None if first is None or change is None else first + VISIT_CHANGES * change
    measures = ways.get(way, {})
    if part not in measures:
        return None
    measured = measures[part]
    return float("inf") if measured is None else measured[name]


def _say(value: float | None, form: str, scale: float = 1.0) -> str:
    if value is None:
        return "not measured"
    if isnan(value):
        return "none"
    return OVER if value == float("inf") else f"{value * scale:z{form}}"


def _below(title: str, ways: Ways, part: str, name: str, limit: float, form: str) -> Goal:
    value = _value(ways, ATLAS, part, name)
    return title, _say(value, form), value is not None and value < limit


def _click_goals(ways: Ways) -> list[Goal]:
    ours = _value(ways, ATLAS, "click", "ms")
    goals = []
    for way in WAYS[1:]:
        theirs = _value(ways, way.key, "click", "ms")
        if way.page not in ("folium_map.py", "explore_map.py") or not ours or theirs is None:
            continue
        title = f"click to facts ≤ 1/10 of {way.name}"
        said = f"1/{theirs / ours:.1f}" if theirs != float("inf") else f"{OVER} there"
        goals.append((title, said, ours / theirs <= CLICK_SHARE))
    return goals


def _goals(figures: Figures) -> list[Goal]:
    """List each goal, what was measured, and whether it is met."""
    ways = figures.ways["epci"]
    goals = _click_goals(ways)
    goals += [
        _below(f"click to facts < {CLICK_MS} ms", ways, "click", "ms", CLICK_MS, ".0f"),
        _below("outline within 2 frames", ways, "click", "frames", OUTLINE_FRAMES + 1, ".0f"),
        _below("change ≤ 10 kB", ways, "change", "bytes", CHANGE_BYTES, ".0f"),
        _below("geometry < 1 MB", ways, "first", "geometry_bytes", FIRST_BYTES, ".0f"),
        _below(f"first view < {FIRST_MS} ms", ways, "first", "ms", FIRST_MS, ".0f"),
    ]
    if "commune" in figures.ways:
        communes = figures.ways["commune"]
        goals += [
            _below("communes drawn < 4000 ms", communes, "first", "ms", COMMUNES_MS, ".0f"),
            _below("communes answer a click < 4 s", communes, "click", "ms", COMMUNES_MS, ".0f"),
            _below(f"pan stalls < {PAN_MS} ms", communes, "pan", "ms", PAN_MS, ".0f"),
        ]
    seconds = figures.export["s"]
    title = "`atlas export epci --format geojson` < 10 s"
    return [*goals, (title, f"{seconds:.1f} s", seconds < EXPORT_S)]


def _verdict(ways: Ways, own: str, line: tuple[str, str, str, str, float]) -> str:
    """Say whether a way of ours is ahead of every peer, by what the table shows of each."""
    _title, part, name, form, scale = line
    ours = _value(ways, own, part, name)
    peers = [_value(ways, way.key, part, name) for way in WAYS if way.key not in OURS]
    best = min((value for value in peers if value is not None), default=float("inf"))
    if ours is not None and _say(ours, form, scale) == _say(best, form, scale) != OVER:
        return "level"
    if ours is not None and part == "memory" and round(abs(ours - best), 2) <= MEMORY_STEP_MB:
        return "level"
    return "met" if ours is not None and ours < best else MISSED


def _level_rows(ways: Ways) -> tuple[list[str], bool]:
    keys = [way.key for way in WAYS]
    rows = [
        "| | " + " | ".join(way.name for way in WAYS) + " | map ahead of all | page ahead of all |",
        "| --- |" + " --- |" * (len(WAYS) + 2),
    ]
    is_met = True
    for line in (*LINES, *OTHERS):
        title, part, name, form, scale = line
        cells = [_say(_value(ways, key, part, name), form, scale) for key in keys]
        if line in LINES:
            verdicts = [_verdict(ways, own, line) for own in (MAP, ATLAS)]
            cells += verdicts
            is_met = is_met and MISSED not in verdicts
        else:
            cells += ["", ""]
        rows.append(f"| {title} | {' | '.join(cells)} |")
    return rows, is_met


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
    goals = _goals(figures)
    is_met = all(met for *_, met in goals) and all(one.is_met for one in figures.pages)
    parts = [HEAD, "## Goals\n", "| goal | measured | |\n| --- | --- | --- |"]
    parts += [f"| {goal} | {seen} | {'met' if met else MISSED} |" for goal, seen, met in goals]
    for level, ways in figures.ways.items():
        rows, is_ahead = _level_rows(ways)
        is_met = is_met and is_ahead
        parts += [f"\n## {figures.polygons[level]:,} polygons: {level}\n", *rows]
    parts += [
        "\n## Why each way is written as it is\n",
        *(f"- {way.name}: {way.form}." for way in WAYS),
        "\n## Each page\n",
        *page_rows(figures.pages),
        (
            "\nA fresh browser profile a visit, server warm; medians. First content: what depends "
            "on data begins to show. Whole page: its script has ended. Change seen: from the "
            "choice to the first frame with the new content; at rest: to the end of all scripts.\n"
        ),
        "## Machine\n",
        _machine(figures) + "\n",
    ]
    return "\n".join(parts), is_met
