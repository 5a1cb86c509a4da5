"""Run every measure, say whether the goals are met, and write ``docs/performance.md``.

``python -m benchmarks --quick`` measures the EPCI alone; ``--once`` proves that every measure
works, one repetition each, and writes nothing; ``--short`` says the goals of a first view, a
click and a change in a few minutes (``benchmarks.short``).
"""

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

from playwright.sync_api import Browser

from benchmarks import short
from benchmarks.charts import draw_growth
from benchmarks.firsts import EMPTY_PAGE, measure_firsts, serve_file
from benchmarks.floors import measure_floors
from benchmarks.goals import PROCESS, Ways
from benchmarks.measures import Measured
from benchmarks.pages import PageTimes, measure_pages
from benchmarks.peers.figures import FOLDER
from benchmarks.polygons import write_polygons
from benchmarks.report import Figures, write_report
from benchmarks.served import paths, serve_measured
from benchmarks.starts import measure_starts
from benchmarks.ways import ATLAS, EMPTY, PLANS, STATIC, WAYS, Way, ordered
from territoires_industrie.draw.standalone import export_html
from territoires_industrie.scene.view import View, default_indicator
from tests.browser.chromium import find_chromium, open_chromium
from tests.browser.serving import ROOT

REPORT = ROOT / "docs" / "performance.md"
TOTAL_S = 29 * 60
"""What could not end by then is not begun, and reported as not measured."""

REPEATS = 3
WAY_S = 180
"""What one way at one level may take in all; a page that hangs is ended then."""


def _run_case(way: Way, level: str, url: str, polygons: int, flags: list[str]) -> dict[str, object]:
    command = [sys.executable, "-m", "benchmarks.case", way.key, level, url, str(polygons), *flags]
    with TemporaryFile("w+") as said:
        try:
            subprocess.run(command, cwd=ROOT, stdout=said, timeout=WAY_S, check=False)
        except subprocess.TimeoutExpired:
            print(f"  ended after {WAY_S} s", file=sys.stderr)
        said.seek(0)
        parts = [json.loads(line) for line in said if line.startswith("{")]
    return {name: measured for part in parts for name, measured in part.items()}


def _measure(
    way: Way, level: str, polygons: int, folder: Path, flags: list[str]
) -> dict[str, Measured | None]:
    print(f"… {level}, {way.name}", file=sys.stderr)
    page = folder / way.page if way.page else ROOT / "app.py"
    environment = {FOLDER: str(folder), "PYTHONPATH": paths(ROOT, needs_plotly=way.needs_plotly)}
    with serve_measured(page, environment) as url:
        return _run_case(way, level, url, polygons, flags)  # type: ignore[return-value]


def _measure_atlas(
    browser: Browser, repeats: int, levels: tuple[str, ...]
) -> tuple[list[PageTimes], dict[str, dict[str, dict[str, Measured]]]]:
    """Measure its pages, then its first view of each level beside the least that there is."""
    with serve_measured() as url, serve_measured(EMPTY_PAGE) as empty:
        pages = measure_pages(browser, url, repeats)
        return pages, {level: _turns(browser, url, empty, level, repeats) for level in levels}


def _turns(
    browser: Browser, url: str, empty: str, level: str, repeats: int
) -> dict[str, dict[str, Measured]]:
    print(f"… {level}, in turn", file=sys.stderr)
    alone = export_html(View(level=level, indicator=default_indicator(level)))
    with serve_file(alone) as static:
        urls = {ATLAS: WAYS[0].address(url, level), STATIC: static, EMPTY: empty}
        firsts = measure_firsts(browser, urls, repeats)
    return {way: {"turn": turn} for way, turn in firsts.items()}


def measure_all(levels: tuple[str, ...], *, once: bool) -> Figures:
    """Measure the atlas' pages and starts, then every way at every level."""
    begun, load, repeats = time.monotonic(), os.getloadavg()[0], 1 if once else REPEATS
    flags, executable = ["--once"] if once else [], find_chromium()
    assert executable
    with TemporaryDirectory() as name:
        folder = Path(name)
        counts = write_polygons(folder, levels)
        with open_chromium(executable) as browser:
            version = browser.version
            pages, turns = _measure_atlas(browser, repeats, levels)
            starts = measure_starts(browser, folder, counts["epci"], repeats)
        print("… pages drawn anew", file=sys.stderr)
        floors = measure_floors()
        ways: dict[str, dict[str, dict[str, Measured | None]]] = {level: {} for level in levels}
        given_up: dict[str, dict[str, int]] = {way.key: {} for way in WAYS}
        for level, way in ordered(levels):
            if time.monotonic() - begun > TOTAL_S - WAY_S:
                continue
            fewer = [part for part, count in given_up[way.key].items() if count <= counts[level]]
            more = ["--given-up", *fewer]
            seen = ways[level][way.key] = _measure(way, level, counts[level], folder, flags + more)
            given_up[way.key] |= {part: counts[level] for part, one in seen.items() if one is None}
    measured: dict[str, Ways] = {PROCESS: starts}
    for level in levels:
        measured[level] = {
            key: ways[level].get(key, {}) | turns[level].get(key, {})
            for key in dict.fromkeys((*ways[level], *turns[level]))
        }
    return Figures(measured, counts, pages, floors, version, load)


def main() -> int:
    """Measure, print, write; status 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the EPCI alone")
    parser.add_argument("--once", action="store_true", help="one repetition; writes nothing")
    parser.add_argument("--short", action="store_true", help="goals of the atlas alone")
    asked, others = parser.parse_known_args()
    if asked.short:
        return short.main(others)
    if find_chromium() is None:
        print("Chromium is absent: apt-get install chromium", file=sys.stderr)
        return 2
    levels = ("epci",) if asked.quick else tuple(PLANS)
    figures = measure_all(levels, once=asked.once)
    text, is_met = write_report(figures)
    if not asked.once:
        REPORT.write_text(text, encoding="utf-8")
        draw_growth(figures.levels, figures.polygons, REPORT.parent / "img")
    print(text)
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
