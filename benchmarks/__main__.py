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

from benchmarks import short
from benchmarks.measures import Measured, measure_export
from benchmarks.pages import PageTimes, measure_pages
from benchmarks.peers.figures import FOLDER
from benchmarks.polygons import write_polygons
from benchmarks.report import Figures, write_report
from benchmarks.ways import PLANS, WAYS, Way
from tests.browser.chromium import find_chromium, open_chromium
from tests.browser.serving import ROOT, serve

REPORT = ROOT / "docs" / "performance.md"
TOTAL_S = 45 * 60
"""What could not end by then is not begun, and reported as not measured."""

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
    environment = {FOLDER: str(folder), "PYTHONPATH": str(ROOT)}
    with serve(page, environment) as url:
        return _run_case(way, level, url, polygons, flags)  # type: ignore[return-value]


def _measure_pages(repeats: int) -> tuple[list[PageTimes], str]:
    executable = find_chromium()
    assert executable
    with serve(ROOT / "app.py") as url, open_chromium(executable) as browser:
        return measure_pages(browser, url, repeats), browser.version


def measure_all(levels: tuple[str, ...], *, once: bool) -> Figures:
    """Measure every way at every level, then the pages and the export."""
    begun, load = time.monotonic(), os.getloadavg()[0]
    flags = ["--once"] if once else []
    ways: dict[str, dict[str, dict[str, Measured | None]]] = {}
    with TemporaryDirectory() as name:
        folder = Path(name)
        counts = write_polygons(folder, levels)
        pages, browser = _measure_pages(1 if once else 3)
        for level in levels:
            ways[level] = {
                way.key: _measure(way, level, counts[level], folder, flags)
                for way in WAYS
                if time.monotonic() - begun < TOTAL_S - WAY_S
            }
    return Figures(ways, counts, measure_export(), pages, browser, load)


def main() -> int:
    """Measure, print, write; status 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the EPCI alone")
    parser.add_argument("--once", action="store_true", help="one repetition; writes nothing")
    parser.add_argument("--short", action="store_true", help="goals of the atlas alone")
    asked = parser.parse_args()
    if asked.short:
        return short.main()
    if find_chromium() is None:
        print("Chromium is absent: apt-get install chromium", file=sys.stderr)
        return 2
    levels = ("epci",) if asked.quick else tuple(PLANS)
    text, is_met = write_report(measure_all(levels, once=asked.once))
    if not asked.once:
        REPORT.write_text(text, encoding="utf-8")
    print(text)
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
