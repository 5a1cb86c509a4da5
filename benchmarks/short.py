"""The goals of a first view, a click and a change in minutes: ``python -m benchmarks.short``.

The atlas, its map as one static file and an empty Streamlit page are opened in turn; only the
ratios of their medians are to be compared from one run to another. Then the atlas alone is clicked
and changed. ``--before FOLDER`` does the same with another state of the repository in the same run.
"""

import argparse
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.firsts import EMPTY_PAGE, START_S, measure_firsts, serve_file
from benchmarks.goals import GOALS, PROCESS, judge
from benchmarks.measures import Measured, Place, measure_changes, measure_clicks
from benchmarks.process import find_server, resident_mb
from benchmarks.served import paths, serve_measured
from benchmarks.starts import measure_export
from benchmarks.ways import ATLAS, EMPTY, STATIC, WAYS
from territoires_industrie.boundaries import screen_geometry
from territoires_industrie.draw.standalone import export_html
from territoires_industrie.scene.view import View
from tests.browser.chromium import find_chromium, open_chromium

LEVEL, CLICKS, CHANGES = "epci", 12, 4
BEFORE = "before"


def measure_answers(browser: Browser, url: str) -> dict[str, Measured]:
    """Click and change the atlas, then look at what its process holds."""
    way, pid = WAYS[0], find_server(url)
    place = Place(browser, way.address(url, LEVEL), len(screen_geometry(LEVEL).codes), pid)
    labels = way.labels(LEVEL)[:CHANGES]
    return {
        "click": measure_clicks(place, CLICKS),
        "change": measure_changes(place, labels, is_warmed=True),
        "held": {"mb": resident_mb(pid)},
    }


def main(arguments: Sequence[str] = ()) -> int:
    """Measure and print; status 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--before", type=Path, help="folder of another state of the repository")
    before = parser.parse_args(arguments).before
    executable = find_chromium()
    if executable is None:
        print("Chromium is absent: apt-get install chromium", file=sys.stderr)
        return 2
    with ExitStack() as stack:
        urls = {
            ATLAS: stack.enter_context(serve_measured(patience_s=START_S)),
            STATIC: stack.enter_context(serve_file(export_html(View()))),
            EMPTY: stack.enter_context(serve_measured(EMPTY_PAGE, patience_s=START_S)),
        }
        if before:
            known = {"PYTHONPATH": paths(before / "src")}
            urls[BEFORE] = stack.enter_context(serve_measured(before / "app.py", known, START_S))
        browser = stack.enter_context(open_chromium(executable))
        measured = {name: {"turn": turn} for name, turn in measure_firsts(browser, urls).items()}
        for name in {ATLAS, BEFORE} & urls.keys():
            measured[name] |= measure_answers(browser, urls[name])
    exports = {"export": measure_export("geojson"), "table": measure_export("csv")}
    print(measured, file=sys.stderr)
    now = judge(GOALS, {LEVEL: measured, PROCESS: {ATLAS: exports}})
    old = judge(GOALS, {LEVEL: measured | {ATLAS: measured.get(BEFORE, {})}})
    seen_before = {goal: f", before {seen}" for goal, seen, _is_met in old}
    for goal, seen, is_met in now:
        print(f"{goal}: {seen}{seen_before.get(goal, '')} {'met' if is_met else 'missed'}")
    return int(not all(is_met for *_, is_met in now))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
