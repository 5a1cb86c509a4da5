"""One way at one level, in a process of its own, so that a page that hangs can be ended.

    python -m benchmarks.case WAY LEVEL URL POLYGONS [--once] [--given-up MEASURE…]

Writes one line of JSON a measure: ``{"click": {"ms": …}}``; ``{"click": null}`` for one that
exceeded its limit, at this level or, if given up, at one with fewer polygons. A view that is not
drawn in time ends the rest, as does any measure of the communes.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Collection
from contextlib import ExitStack
from dataclasses import replace
from statistics import median

from playwright.sync_api import Error as PlaywrightError

from benchmarks.measures import (
    Measured,
    Place,
    measure_changes,
    measure_clicks,
    measure_first_view,
    measure_pan,
)
from benchmarks.process import find_server, open_session, resident_mb, wait_at_rest
from benchmarks.ways import PLANS, WAYS, Plan, Way
from tests.browser.chromium import find_chromium, open_chromium

LOOP = 2_000_000


def measure_memory(address: str, pid: int, sessions: int) -> Measured:
    """Open sessions at once; ``mb`` is what each adds to a server that has served one."""
    with open_session(address):
        before = resident_mb(pid)
        with ExitStack() as opened:
            for _ in range(sessions):
                opened.enter_context(open_session(address))
            return {"mb": (resident_mb(pid) - before) / sessions, "sessions": sessions}


def measure_pace() -> float:
    """Time a fixed loop, three times: the machine may be shared with others. Milliseconds."""
    times = []
    for _ in range(3):
        begun, total = time.perf_counter(), 0
        for number in range(LOOP):
            total += number
        times.append(1000 * (time.perf_counter() - begun))
    return median(times)


def _say(name: str, measured: Measured | None) -> None:
    print(json.dumps({name: measured}), flush=True)


def _try(name: str, measure: Callable[[], Measured]) -> bool:
    try:
        _say(name, measure())
    except (PlaywrightError, TimeoutError) as error:
        print(f"  {name}: {str(error).splitlines()[0]}", file=sys.stderr)
        _say(name, None)
        return False
    return True


def measure_way(
    way: Way, plan: Plan, url: str, polygons: int, given_up: Collection[str] = ()
) -> None:
    """Measure all of one way at one level; the sessions of the memory warm the server."""
    address, pid = way.address(url, plan.level), find_server(url)
    wait_at_rest(pid)  # what a server reads aside once it has started weighs on nothing measured
    labels, pace = way.labels(plan.level)[: plan.changes], measure_pace()
    _try("memory", lambda: measure_memory(address, pid, plan.sessions))
    executable = find_chromium()
    assert executable
    with open_chromium(executable) as browser:
        place = Place(browser, address, polygons, pid)
        measures: dict[str, Callable[[], Measured]] = {
            "first": lambda: measure_first_view(place, plan.views),
            "click": lambda: measure_clicks(place, plan.clicks),
            "change": lambda: measure_changes(place, labels, is_warmed=plan.is_warmed),
            "pan": lambda: measure_pan(place),
        }
        for name, measure in measures.items():
            if name in given_up:
                _say(name, None)
                continue
            is_done = _try(name, measure)
            if not is_done and (name == "first" or plan.level == "commune"):
                break
    _say("held", {"mb": resident_mb(pid)})
    _say("pace", {"ms": (pace + measure_pace()) / 2})


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("way", choices=[way.key for way in WAYS])
    parser.add_argument("level", choices=list(PLANS))
    parser.add_argument("url")
    parser.add_argument("polygons", type=int)
    parser.add_argument("--once", action="store_true", help="one repetition a measure")
    parser.add_argument("--given-up", nargs="*", default=[], help="measures not to try again")
    asked = parser.parse_args()
    way = next(way for way in WAYS if way.key == asked.way)
    plan = PLANS[asked.level]
    if asked.once:
        plan = replace(plan, views=1, clicks=1, changes=1, sessions=2, is_warmed=False)
    measure_way(way, plan, asked.url, asked.polygons, asked.given_up)


if __name__ == "__main__":
    main()
