"""What is timed, and how: one fresh browser profile a measure, times on the page's own clock."""

import base64
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, Page

from tests.browser.serving import ROOT

PROBE = Path(__file__).with_name("probe.js")
FACTS = ".st-key-selection"
WAIT_MS = 60_000
QUIET_MS = 800
"""A rerun has ended when nothing has come for this long."""

CLICKS = 12


@dataclass(frozen=True)
class Way:
    """One way of showing the same map.

    Attributes
    ----------
    name
        Name in the report.
    url
        Address of its first view.
    indicators
        Labels, as its control shows them, of the indicators to change to.
    """

    name: str
    url: str
    indicators: tuple[str, ...]


@dataclass
class Traffic:
    """Bytes that reached the page: WebSocket payloads, and files as compressed on the wire."""

    frames: int = 0
    geometry: int = 0
    _names: dict[str, str] = field(default_factory=dict)

    def watch(self, page: Page) -> None:
        """Count from now on what the page receives."""
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.webSocketFrameReceived", self._add_frame)
        session.on("Network.responseReceived", self._name)
        session.on("Network.loadingFinished", self._add_file)

    def _add_frame(self, event: dict[str, Any]) -> None:
        frame = event["response"]
        text = frame["payloadData"]
        self.frames += len(base64.b64decode(text)) if frame["opcode"] == 2 else len(text.encode())

    def _name(self, event: dict[str, Any]) -> None:
        self._names[event["requestId"]] = event["response"]["url"]

    def _add_file(self, event: dict[str, Any]) -> None:
        if "/app/static/geo/" in self._names.get(event["requestId"], ""):
            self.geometry += int(event["encodedDataLength"])


@contextmanager
def _fresh_page(browser: Browser) -> Iterator[tuple[Page, Traffic]]:
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="fr-FR")
    context.set_default_timeout(WAIT_MS)
    page = context.new_page()
    page.add_init_script(path=PROBE)
    traffic = Traffic()
    traffic.watch(page)
    try:
        yield page, traffic
    finally:
        context.close()


def _open(page: Page, way: Way, polygons: int) -> float:
    """Open the first view; milliseconds from the navigation to the last polygon."""
    page.goto(way.url, wait_until="commit")
    return float(page.evaluate("count => probe.drawn(count)", polygons))


def measure_first_view(browser: Browser, way: Way, polygons: int) -> dict[str, float]:
    """Time the first view of a browser that has nothing in cache, server warm.

    Returns
    -------
    dict
        ``ms`` until every polygon is drawn, ``geometry_bytes`` of the files that hold
        boundaries (compressed), ``frame_bytes`` that came by WebSocket.
    """
    times = []
    for _ in range(3):
        with _fresh_page(browser) as (page, traffic):
            times.append(_open(page, way, polygons))
            page.wait_for_timeout(QUIET_MS)
    return {
        "ms": median(times),
        "geometry_bytes": traffic.geometry,
        "frame_bytes": traffic.frames,
    }


def measure_clicks(browser: Browser, way: Way, polygons: int) -> dict[str, float]:
    """Time the click on a polygon.

    Returns
    -------
    dict
        ``ms`` until the facts beside the map are those of the polygon (median and ``worst_ms``),
        ``frames`` of the screen until its outline (median; NaN where there is none).
    """
    facts, frames = [], []
    with _fresh_page(browser) as (page, _traffic):
        _open(page, way, polygons)
        page.wait_for_timeout(2 * QUIET_MS)
        for rank in range(CLICKS + 1):
            points = page.evaluate("count => probe.targets(count)", CLICKS + 1)
            page.evaluate("facts => probe.armClick(facts)", FACTS)
            page.mouse.click(*points[rank % len(points)])
            result = page.evaluate("() => window.clicked")
            page.wait_for_timeout(QUIET_MS)
            page.evaluate("count => probe.drawn(count)", polygons)
            if rank:  # the first click pays for what is imported late
                facts.append(result["facts"])
                frames.append(result["frames"])
    outlined = [float(count) for count in frames if count is not None]
    return {
        "ms": median(facts),
        "worst_ms": max(facts),
        "frames": median(outlined) if outlined else float("nan"),
        "clicks": len(facts),
    }


def measure_changes(browser: Browser, way: Way, polygons: int) -> dict[str, float]:
    """Time the change of indicator, from the choice in the list to the new colours.

    Each indicator is new to the browser, which keeps what it was sent, but known to the server.

    Returns
    -------
    dict
        ``ms`` and ``frame_bytes`` that came by WebSocket, medians.
    """
    _change_through(browser, way, polygons)
    times, sizes = _change_through(browser, way, polygons)
    return {"ms": median(times), "frame_bytes": median(sizes), "changes": len(times)}


def _change_through(browser: Browser, way: Way, polygons: int) -> tuple[list[float], list[int]]:
    times, sizes = [], []
    with _fresh_page(browser) as (page, traffic):
        _open(page, way, polygons)
        page.wait_for_timeout(2 * QUIET_MS)
        for label in way.indicators:
            control = page.get_by_role("combobox", name="Indicateur").first
            control.click()
            control.fill(label)
            option = page.get_by_role("option", name=label, exact=True)
            option.wait_for()
            page.evaluate("count => probe.armRecolour(count)", polygons)
            before = traffic.frames
            option.click()
            times.append(float(page.evaluate("() => window.recoloured")))
            page.wait_for_timeout(QUIET_MS)
            sizes.append(traffic.frames - before)
    return times, sizes


def measure_export() -> dict[str, float]:
    """Time ``atlas export epci --format geojson`` in a new process; seconds and bytes."""
    atlas = Path(sys.executable).with_name("atlas")
    with TemporaryDirectory() as folder:
        file = Path(folder) / "epci.geojson"
        begun = time.perf_counter()
        subprocess.run(
            [atlas, "export", "epci", "--format", "geojson", "--output", file],
            check=True,
            cwd=ROOT,
            env=os.environ | {"PYTHONWARNINGS": "ignore"},
        )
        return {"s": time.perf_counter() - begun, "bytes": file.stat().st_size}
