"""What is timed in the browser: one fresh profile a measure, times on the page's own clock.

Every wait has a limit: a measure that exceeds it raises Playwright's ``TimeoutError``.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page

from benchmarks.process import Spending
from benchmarks.sight import find_targets, is_changed, is_coloured, see_map
from benchmarks.traffic import Traffic

PROBE = Path(__file__).with_name("probe.js")
FACTS = ".st-key-selection"
LIMIT_S = 40
LIMIT_MS = 1000 * LIMIT_S
QUIET_MS = 800
"""What a rerun sends late comes within this time."""

STILL_MS = 2_000
"""A canvas is drawn when it has been left alone for this long; the time is not counted."""

PAN_STEPS = 30

Measured = dict[str, float]


@dataclass
class View:
    """One view in a fresh browser profile.

    Attributes
    ----------
    page, traffic
        Its page, and what the page receives.
    address
        Its address.
    polygons
        How many it draws.
    pid
        Process of its server.
    """

    page: Page
    traffic: Traffic
    address: str
    polygons: int
    pid: int

    def wait(self, expression: str, given: Any = None) -> Any:
        """Wait until an expression gives something true, and give it."""
        handle = self.page.wait_for_function(expression, arg=given, timeout=LIMIT_MS)
        return handle.json_value()

    def open(self) -> float:
        """Open it; milliseconds from the navigation to the last polygon."""
        self.page.goto(self.address, wait_until="commit")
        return self.wait_drawn()

    def wait_drawn(self) -> float:
        """Wait until every polygon is there; the time of the page at which it was."""
        drawn, end = 0.0, time.monotonic() + LIMIT_S
        while time.monotonic() < end:
            given = [self.polygons, drawn, STILL_MS]
            drawn = float(self.wait("given => window.bench?.drawn(...given)", given))
            if is_coloured(see_map(self.page)):
                return drawn
        raise TimeoutError(f"nothing coloured after {LIMIT_S} s")

    def settle(self) -> None:
        """Wait until the script has ended and what it sent has come."""
        self.wait("() => bench.isAtRest()")
        self.page.wait_for_timeout(QUIET_MS)


@dataclass(frozen=True)
class Place:
    """Where a view is: what every measure needs to open it."""

    browser: Browser
    address: str
    polygons: int
    pid: int

    @contextmanager
    def view(self) -> Iterator[View]:
        """Open a fresh profile, not yet the address.

        Raises
        ------
        RuntimeError
            If the page asked another machine for something.
        """
        context = self.browser.new_context(viewport={"width": 1440, "height": 1000}, locale="fr-FR")
        context.set_default_timeout(LIMIT_MS)
        page = context.new_page()
        page.add_init_script(path=PROBE)
        traffic = Traffic()
        traffic.watch(page)
        try:
            yield View(page, traffic, self.address, self.polygons, self.pid)
        finally:
            context.close()
        if traffic.outside:
            raise RuntimeError(f"requests that leave the machine: {traffic.outside[:3]}")


def measure_first_view(place: Place, repeats: int) -> Measured:
    """Time the first view of a browser that has nothing in cache, server warm.

    Returns
    -------
    dict
        ``ms`` until every polygon is drawn (median), ``bytes`` of all that came,
        ``geometry_bytes`` of the files of polygons (compressed), ``frame_bytes`` by WebSocket.
    """
    times = []
    for _ in range(repeats):
        with place.view() as view:
            times.append(view.open())
            view.settle()
            traffic = view.traffic
    return {
        "ms": median(times),
        "bytes": traffic.total,
        "geometry_bytes": traffic.geometry,
        "frame_bytes": traffic.frames,
    }


def measure_clicks(place: Place, repeats: int) -> Measured:
    """Time the click on a polygon.

    Returns
    -------
    dict
        ``ms`` until the facts beside the map are those of the polygon (median and
        ``worst_ms``), ``cpu_ms`` of the server beside its rest (mean), ``frames`` of the screen
        until its outline (median; NaN where there is none or on a canvas), ``clicks``.
    """
    facts, frames = [], []
    with place.view() as view:
        view.open()
        view.settle()
        points = find_targets(view.page, repeats + 1)
        for rank in range(repeats + 1):
            if rank == 1:  # the first click pays for what is imported late
                spending = Spending(view.pid)
            result = _click(view, points[rank % len(points)])
            if rank:
                facts.append(result["facts"])
                frames.append(result["frames"])
        spent = spending.ms()
    outlined = [float(count) for count in frames if count is not None]
    return {
        "ms": median(facts),
        "worst_ms": max(facts),
        "cpu_ms": spent / len(facts),
        "frames": median(outlined) if outlined else float("nan"),
        "clicks": len(facts),
    }


def _click(view: View, point: tuple[float, float]) -> dict[str, Any]:
    # As a hand would, with a rest on the way: some maps learn only then what lies under it.
    x, y = point
    view.page.mouse.move(x - 2, y - 2, steps=5)
    view.page.wait_for_timeout(QUIET_MS / 2)
    view.page.mouse.move(x, y)
    view.page.wait_for_timeout(QUIET_MS)
    view.page.evaluate("facts => bench.armClick(facts)", FACTS)
    view.page.mouse.click(*point)
    result: dict[str, Any] = view.wait("() => bench.result")
    view.settle()
    view.wait_drawn()
    return result


def measure_changes(place: Place, labels: tuple[str, ...], *, is_warmed: bool) -> Measured:
    """Time the change of indicator, from the choice in the list to the new colours.

    Each indicator is new to the browser, which keeps what it was sent, but, where the changes
    are warmed, known to the server.

    Returns
    -------
    dict
        ``ms``, ``frame_bytes`` by WebSocket and ``bytes`` of all that came (medians),
        ``cpu_ms`` of the server beside its rest (mean), ``changes``; ``first_ms``, what the first
        reader of each indicator waits (median).
    """
    first = _change_through(place, labels)
    last = _change_through(place, labels) if is_warmed else first
    return last | {"first_ms": first["ms"]}


def _change_through(place: Place, labels: tuple[str, ...]) -> Measured:
    times, frames, sizes = [], [], []
    with place.view() as view:
        view.open()
        view.settle()
        spending = Spending(view.pid)
        for label in labels:
            before = view.traffic.frames, view.traffic.total
            times.append(_change(view, label))
            view.settle()
            frames.append(view.traffic.frames - before[0])
            sizes.append(view.traffic.total - before[1])
        spent = spending.ms()
    return {
        "ms": median(times),
        "frame_bytes": median(frames),
        "bytes": median(sizes),
        "cpu_ms": spent / len(times),
        "changes": len(times),
    }


def _change(view: View, label: str) -> float:
    page = view.page
    seen = see_map(page)
    control = page.get_by_role("combobox", name="Indicateur").first
    control.click()
    control.fill(label)
    option = page.get_by_role("option", name=label, exact=True)
    option.wait_for()
    page.evaluate("count => bench.armRecolour(count)", view.polygons)
    option.click()
    last, end = 0.0, time.monotonic() + LIMIT_S
    while time.monotonic() < end:
        took, last = view.wait("given => bench.recoloured(...given)", [last, STILL_MS])
        if is_changed(seen, see_map(page)):
            return float(took)
    raise TimeoutError(f"no other colours after {LIMIT_S} s")


def measure_pan(place: Place) -> Measured:
    """Drag the map; ``ms`` is the longest time that the page gave no frame."""
    with place.view() as view:
        view.open()
        view.settle()
        left, top, width, height = view.page.evaluate("() => bench.box()")
        x, y = left + width / 2, top + height / 2
        view.page.mouse.move(x, y)
        view.page.mouse.down()
        view.page.evaluate("() => bench.watchFrames()")
        for step in range(PAN_STEPS):
            view.page.mouse.move(x + 4 * step, y + 2 * step)
        view.page.mouse.up()
        view.page.wait_for_timeout(QUIET_MS)
        return {"ms": float(view.page.evaluate("() => bench.rest()"))}
