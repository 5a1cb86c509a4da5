"""Run every measure, say whether the goals are met, and write ``docs/performance.md``."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser

from benchmarks.measures import (
    Way,
    measure_changes,
    measure_clicks,
    measure_export,
    measure_first_view,
)
from benchmarks.pages import measure_pages
from benchmarks.plain_page import INDICATORS
from benchmarks.report import Figures, write_report
from territoires_industrie.boundaries import screen_geometry
from territoires_industrie.indicators import find_indicator
from territoires_industrie.wording import _
from tests.browser.chromium import find_chromium, open_chromium
from tests.browser.serving import ROOT, serve

REPORT = ROOT / "docs" / "performance.md"
LEAFLET = ("leaflet.js", "leaflet.css")


@contextmanager
def _plain_server() -> Iterator[str]:
    """Serve the plain page beside its own copy of Leaflet."""
    with TemporaryDirectory() as folder:
        page = Path(folder) / "plain_page.py"
        shutil.copy(Path(__file__).with_name("plain_page.py"), page)
        (page.parent / "static").mkdir()
        for name in LEAFLET:
            content = (files("xstatic.pkg.leaflet") / "data" / name).read_bytes()
            (page.parent / "static" / name).write_bytes(content)
        with serve(page) as url:
            yield url


def _measure(browser: Browser, way: Way, polygons: int) -> dict[str, dict[str, float]]:
    print(f"… {way.name}", file=sys.stderr)
    measure_first_view(browser, way, polygons)  # warms the server
    return {
        "first": measure_first_view(browser, way, polygons),
        "click": measure_clicks(browser, way, polygons),
        "change": measure_changes(browser, way, polygons),
    }


def main() -> int:
    """Measure, print, write; status 1 when a goal is missed."""
    executable = find_chromium()
    if executable is None:
        print("Chromium is absent: apt-get install chromium", file=sys.stderr)
        return 2
    load = os.getloadavg()[0]
    polygons = len(screen_geometry("epci").codes)
    others = INDICATORS[1:]  # the first one is what both ways show first
    titles = tuple(_(find_indicator(key).title) for key in others)
    with serve(ROOT / "app.py") as atlas_url, _plain_server() as plain_url:
        ways = {
            "atlas": Way("atlas", atlas_url, titles),
            "plain": Way("folium.GeoJson", plain_url, others),
            "cached": Way("folium.GeoJson, cached", f"{plain_url}/?cached=1", others),
        }
        with open_chromium(executable) as browser:
            measured = {key: _measure(browser, way, polygons) for key, way in ways.items()}
            pages = measure_pages(browser, atlas_url)
            version = browser.version
    figures = Figures(measured, measure_export(), polygons, version, load, pages)
    text, met = write_report(figures)
    REPORT.write_text(text, encoding="utf-8")
    print(text)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
