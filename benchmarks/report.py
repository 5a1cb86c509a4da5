"""The measures in a page: goals first, then each way beside the other, then the machine."""

import os
import platform
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from math import isnan
from pathlib import Path

from benchmarks.pages import PageTimes, page_rows

Measures = dict[str, dict[str, float]]

CLICK_SHARE, CLICK_MS = 1 / 10, 250
CHANGE_SHARE, CHANGE_BYTES = 1 / 8, 60_000
FIRST_BYTES, FIRST_MS = 1_000_000, 2_500
OUTLINE_FRAMES = 2
EXPORT_S = 10
LIBRARIES = ("streamlit", "streamlit-folium", "folium", "geopandas")

HEAD = """# Performance

Written by `make bench`, not by hand: the atlas and the plain way, one after the other, in the same
browser, on the same polygons, figures and number of classes. Every time is what a reader would
wait, read on the page's clock; medians. The plain way is `folium.GeoJson` through `st_folium`
(`benchmarks/plain_page.py`); the middle column is the same with its GeoJSON made once and kept.
"""


@dataclass(frozen=True)
class Figures:
    """What a run measured: measures a way, the export, and what they were measured on.

    ``load`` is the number of processes at work before the run: times stretch with it, once it
    exceeds the number of cores.
    """

    ways: dict[str, Measures]
    export: dict[str, float]
    polygons: int
    browser: str
    load: float
    pages: list[PageTimes]


def _goals(figures: Figures) -> list[tuple[str, str, bool]]:
    """List each goal, what was measured, and whether it is met."""
    atlas, plain = figures.ways["atlas"], figures.ways["plain"]
    click, change, first = atlas["click"], atlas["change"], atlas["first"]
    click_share = click["ms"] / plain["click"]["ms"]
    change_share = change["ms"] / plain["change"]["ms"]
    return [
        ("click to facts ≤ 1/10 of plain", f"1/{1 / click_share:.1f}", click_share <= CLICK_SHARE),
        (f"click to facts < {CLICK_MS} ms", f"{click['ms']:.0f} ms", click["ms"] < CLICK_MS),
        (
            f"outline within {OUTLINE_FRAMES} frames",
            f"{click['frames']:.0f}",
            click["frames"] <= OUTLINE_FRAMES,
        ),
        (
            "change of indicator ≤ 1/8 of plain",
            f"1/{1 / change_share:.1f}",
            change_share <= CHANGE_SHARE,
        ),
        (
            f"change of indicator ≤ {CHANGE_BYTES / 1000:.0f} kB",
            f"{change['frame_bytes'] / 1000:.1f} kB",
            change["frame_bytes"] <= CHANGE_BYTES,
        ),
        (
            "geometry of the first view < 1 MB",
            f"{first['geometry_bytes'] / 1000:.0f} kB",
            0 < first["geometry_bytes"] < FIRST_BYTES,
        ),
        (
            f"first view < {FIRST_MS / 1000} s",
            f"{first['ms'] / 1000:.2f} s",
            first["ms"] < FIRST_MS,
        ),
        (
            f"`atlas export epci --format geojson` < {EXPORT_S} s",
            f"{figures.export['s']:.1f} s",
            figures.export["s"] < EXPORT_S,
        ),
    ]


def _row(title: str, figures: Figures, part: str, name: str, form: str, scale: float = 1) -> str:
    cells = [figures.ways[way][part][name] * scale for way in ("atlas", "cached", "plain")]
    said = ["none" if isnan(cell) else f"{cell:{form}}" for cell in cells]
    return f"| {title} | " + " | ".join(said) + " |"


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
    atlas = figures.ways["atlas"]
    parts = [
        HEAD,
        "## Goals\n",
        "| goal | measured | |\n| --- | --- | --- |",
        *(f"| {goal} | {seen} | {'met' if met else '**missed**'} |" for goal, seen, met in goals),
        f"\n## Each way, {figures.polygons} EPCI\n",
        "| | atlas | plain, cached | plain |\n| --- | --- | --- | --- |",
        _row("first view, ms", figures, "first", "ms", ".0f"),
        _row("geometry files, kB compressed", figures, "first", "geometry_bytes", ".0f", 1e-3),
        _row("sent by WebSocket at first view, kB", figures, "first", "frame_bytes", ".0f", 1e-3),
        _row("click to facts, ms", figures, "click", "ms", ".0f"),
        _row("slowest click, ms", figures, "click", "worst_ms", ".0f"),
        _row("click to outline, frames", figures, "click", "frames", ".0f"),
        _row("change of indicator, ms", figures, "change", "ms", ".0f"),
        _row("sent by WebSocket at a change, kB", figures, "change", "frame_bytes", ".1f", 1e-3),
        (
            f"\nMedians of {atlas['click']['clicks']:.0f} clicks, "
            f"{atlas['change']['changes']:.0f} changes and 3 first views."
        ),
        f"The export is {figures.export['bytes'] / 1e6:.1f} MB.\n",
        "## Each page\n",
        *page_rows(figures.pages),
        (
            "\nA fresh browser profile a visit, server warm; medians of 3. First content: what "
            "depends on data begins to show. Whole page: its script has ended. Changed control: "
            "from the choice to the new address, which a page writes last.\n"
        ),
        "## Machine\n",
        _machine(figures) + "\n",
    ]
    is_met = all(met for *_, met in goals) and all(one.is_met for one in figures.pages)
    return "\n".join(parts), is_met
