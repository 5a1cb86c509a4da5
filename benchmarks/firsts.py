"""First views in turn: the atlas, its map as one static file, an empty page of Streamlit.

What else the machine does weighs on all three, so that their ratios can be compared from one run
to another, as their times cannot.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Thread

from playwright.sync_api import Browser, Page

from benchmarks.measures import LIMIT_MS, Measured
from benchmarks.traffic import Traffic

EMPTY_PAGE = Path(__file__).parent / "peers" / "empty_page.py"
ROUNDS = 5
START_S = 180
LATE_MS = 1_500
"""What a page sends after its map comes within this time."""

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


@contextmanager
def _first_view(browser: Browser, url: str, *watches: Callable[[Page], None]) -> Iterator[Page]:
    """Open an address in a fresh profile, and wait until it is whole."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="fr-FR")
    page = context.new_page()
    page.add_init_script(WATCH)
    for watch in watches:
        watch(page)
    try:
        page.goto(url, wait_until="commit")
        page.wait_for_function("() => first.whole", timeout=LIMIT_MS)
        page.wait_for_timeout(LATE_MS)
        yield page
    finally:
        context.close()


def time_first_view(browser: Browser, url: str) -> Measured:
    """Open an address: milliseconds of both paints."""
    with _first_view(browser, url) as page:
        times: Measured = page.evaluate("first")
    return times


def weigh_first_view(browser: Browser, url: str) -> int:
    """Open an address: all bytes that come.

    In a view of its own: to tell what comes takes the browser a tenth of the time of a page of many
    files and messages, which no reader waits.
    """
    traffic = Traffic()
    with _first_view(browser, url, traffic.watch):
        return traffic.total


def measure_firsts(
    browser: Browser, urls: Mapping[str, str], rounds: int = ROUNDS
) -> dict[str, Measured]:
    """Time the first views of several addresses in turn; medians, by the names of the addresses.

    Returns
    -------
    dict
        ``largest``: milliseconds to the largest paint; ``whole``: to the whole map; ``bytes``.
    """
    # The first round warms the servers up.
    timed = [
        {name: time_first_view(browser, url) for name, url in urls.items()}
        for _round in range(1 + rounds)
    ][1:]
    return {
        name: {what: median(one[name][what] for one in timed) for what in timed[0][name]}
        | {"bytes": weigh_first_view(browser, url)}
        for name, url in urls.items()
    }
