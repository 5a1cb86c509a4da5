"""The goals of a first view, a click and a change in minutes: ``python -m benchmarks.short``.

The atlas, its map as one static file and an empty Streamlit page are opened in turn, so that what
else the machine does weighs on all three; only the ratios of their medians are to be compared from
one run to another. Then the atlas alone is clicked and changed.
"""

import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Thread

from playwright.sync_api import Browser

from benchmarks.measures import Place, measure_changes, measure_clicks
from benchmarks.process import find_server
from benchmarks.traffic import Traffic
from benchmarks.ways import WAYS
from territoires_industrie.boundaries import screen_geometry
from territoires_industrie.draw.standalone import export_html
from territoires_industrie.scene.view import View
from tests.browser.chromium import find_chromium, open_chromium
from tests.browser.serving import ROOT, serve

EMPTY = Path(__file__).parent / "peers" / "empty_page.py"
ROUNDS = 5
LIMIT_MS = 60_000
START_S = 180
LATE_MS = 1_500
"""What a page sends after its map comes within this time."""

LARGEST_GOAL, WHOLE_GOAL, BYTES_GOAL = 1.3, 1.5, 1_700_000
LEVEL, CLICKS, CHANGES = "epci", 12, 4
ANSWER_GOALS = (
    ("click, ms", "click", "ms", 60, ".0f"),
    ("slowest click, ms", "click", "worst_ms", 120, ".0f"),
    ("change, ms", "change", "ms", 120, ".0f"),
    ("bytes of a change", "change", "bytes", 10_000, ",.0f"),
    ("server's processor, a change, ms", "change", "cpu_ms", 20, ".0f"),
)
"""What is measured of a click and of a change: title, measure, its part, goal, form."""

WATCH = """if (window === window.top) {
  window.first = { largest: 0, whole: 0 };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) first.largest = entry.startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  const look = () => {
    const map = window.__atlas ?? document.querySelector("iframe")?.contentWindow?.__atlas;
    if (map?.ready || document.querySelector('[data-testid="stText"]')) {
      first.whole = performance.now();
    } else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""
"""When the largest part is painted; when the map, or the text of an empty page, is there."""

Times = dict[str, float]


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@contextmanager
def serve_file(content: bytes) -> Iterator[str]:
    """Serve one file as any web server would; give its address."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "map.html").write_bytes(content)
        answer = partial(_Silent, directory=folder)
        with ThreadingHTTPServer(("127.0.0.1", 0), answer) as server:
            Thread(target=server.serve_forever, daemon=True).start()
            yield f"http://localhost:{server.server_port}/map.html"
            server.shutdown()


def time_first_view(browser: Browser, url: str) -> Times:
    """Open an address in a fresh profile: milliseconds of both paints, and all bytes."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="fr-FR")
    page, traffic = context.new_page(), Traffic()
    page.add_init_script(WATCH)
    traffic.watch(page)
    try:
        page.goto(url, wait_until="commit")
        page.wait_for_function("() => first.whole", timeout=LIMIT_MS)
        page.wait_for_timeout(LATE_MS)
        return {**page.evaluate("first"), "bytes": traffic.total}
    finally:
        context.close()


def say_ratios(medians: Mapping[str, Times]) -> list[str]:
    """Write each goal with what was measured.

    >>> atlas = {"largest": 260.0, "whole": 450.0, "bytes": 2e6}
    >>> others = {"static file": {"whole": 200.0}, "empty page": {"whole": 300.0}}
    >>> say_ratios({"atlas": atlas, **others})[0]
    'largest paint / static file: 1.30 (goal 1.3) met'
    """
    atlas, static, empty = (medians[name] for name in ("atlas", "static file", "empty page"))
    lines = (
        ("largest paint / static file", atlas["largest"] / static["whole"], LARGEST_GOAL, ".2f"),
        ("whole map / empty page", atlas["whole"] / empty["whole"], WHOLE_GOAL, ".2f"),
        ("bytes of a first visit", atlas["bytes"], BYTES_GOAL, ",.0f"),
    )
    return [_say_goal(*line) for line in lines]


def _say_goal(title: str, value: float, goal: float, form: str) -> str:
    return f"{title}: {value:{form}} (goal {goal:,}) {'met' if value <= goal else 'missed'}"


def say_answers(browser: Browser, url: str) -> list[str]:
    """Click and change the atlas; write each goal with what was measured."""
    way = WAYS[0]
    units = len(screen_geometry(LEVEL).codes)
    place = Place(browser, way.address(url, LEVEL), units, find_server(url))
    labels = way.labels(LEVEL)[:CHANGES]
    measured = {
        "click": measure_clicks(place, CLICKS),
        "change": measure_changes(place, labels, is_warmed=True),
    }
    return [
        _say_goal(title, measured[what][part], goal, form)
        for title, what, part, goal, form in ANSWER_GOALS
    ]


def main() -> int:
    """Measure and print; status 1 when a goal is missed."""
    executable = find_chromium()
    if executable is None:
        print("Chromium is absent: apt-get install chromium", file=sys.stderr)
        return 2
    with ExitStack() as stack:
        urls = {
            "atlas": stack.enter_context(serve(ROOT / "app.py", patience_s=START_S)),
            "static file": stack.enter_context(serve_file(export_html(View()))),
            "empty page": stack.enter_context(serve(EMPTY, patience_s=START_S)),
        }
        browser = stack.enter_context(open_chromium(executable))
        # The first round warms the servers up.
        rounds = [
            {name: time_first_view(browser, url) for name, url in urls.items()}
            for _round in range(1 + ROUNDS)
        ][1:]
        answers = say_answers(browser, urls["atlas"])
    medians = {
        name: {what: median(one[name][what] for one in rounds) for what in rounds[0][name]}
        for name in urls
    }
    for name, times in medians.items():
        print(name, {what: round(value) for what, value in times.items()}, file=sys.stderr)
    lines = [*say_ratios(medians), *answers]
    print("\n".join(lines))
    return int(any(line.endswith("missed") for line in lines))


if __name__ == "__main__":
    sys.exit(main())
