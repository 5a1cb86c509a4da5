"""Fixtures of the browser tests: a server, a browser, pages that may not leave the machine."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.chromium import Chromium, empty, find_chromium, watch
from tests.browser.map_page import HEAR_SERVER
from tests.browser.serving import ROOT, serve, serve_together

WIDE: ViewportSize = {"width": 1440, "height": 1000}
USUAL_LOOKS: dict[str, Any] = {
    "viewport": WIDE,
    "color_scheme": "light",
    "reduced_motion": "no-preference",
}
"""What a page that served another test can be given anew."""

PATIENCE_MS = 30_000
"""Long enough for two busy cores; a test that passes does not wait for it."""

WAITED_IN_VAIN = [r"^TimeoutError: ", r"^AssertionError: (Locator|Page) expected"]
"""What Playwright raises when a page did not come to what was awaited, in the time given."""

Serve = Callable[[Path], str]
NewPage = Callable[..., Page]


_chromium = Chromium()
"""The one browser of this process, for the tests of this folder in a row."""


def _is_here(item: pytest.Item) -> bool:
    return Path(__file__).parent in item.path.parents


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what stands in this folder, so that ``-m "not browser"`` leaves it out."""
    for item in filter(_is_here, items):
        item.add_marker(pytest.mark.browser)
        # What a slow machine does between two orders is no property of the page; -ra names it.
        # A wrong value is one: what was read and is not right fails at once.
        item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=WAITED_IN_VAIN))


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> None:
    """End the browser with this folder: its event loop would be in the way of other tests."""
    if nextitem is None or not _is_here(nextitem):
        _chromium.close()


expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def served() -> Iterator[Serve]:
    """Serve any Streamlit script, once, until the end of the run."""
    addresses: dict[Path, str] = {}
    with ExitStack() as servers:

        def start(script: Path) -> str:
            if script not in addresses:
                addresses[script] = servers.enter_context(serve(script))
            return addresses[script]

        yield start


@pytest.fixture(scope="session")
def atlas_url(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[str]:
    """Give the address of a running atlas, one for all workers."""
    folder = tmp_path_factory.getbasetemp()
    with serve_together(ROOT / "app.py", folder if worker_id == "master" else folder.parent) as url:
        yield url


def _open_browser() -> Browser:
    """Drive Chromium; without it, skip here and fail where everything must run."""
    executable = find_chromium()
    if executable is None:
        reason = "Chromium is absent: apt-get install chromium, or set CHROMIUM to its path"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return _chromium.open(executable)


@pytest.fixture(scope="module")
def browser() -> Browser:
    """Give the browser to the tests of a file that share one page."""
    return _open_browser()


@pytest.fixture
def outside_requests() -> list[str]:
    """Addresses asked for outside the machine; a test that expects some clears the list."""
    return []


@pytest.fixture
def refusals() -> list[str]:
    """What the content security policy refused; a test that expects some clears the list."""
    return []


def _open_tab(lasting: dict[str, Any]) -> Page:
    tab = _open_browser().new_context(viewport=WIDE, **lasting).new_page()
    tab.add_init_script(HEAR_SERVER)
    return tab


@pytest.fixture
def new_page(outside_requests: list[str], refusals: list[str]) -> Iterator[NewPage]:
    """Open pages, each in a profile of its own; no request of theirs may leave the machine.

    Nor may a page, or a frame in it, ask for what its content security policy refuses. A page
    serves later tests too, emptied, without what it stored: the scripts that Chromium has fetched,
    compiled and optimised are most of its cost. ``is_cold`` asks for one without them, which
    serves nobody after: for a test that sets on it what stays (a route, a script).
    """
    with ExitStack() as closing:

        def open_page(*, is_cold: bool = False, **options: Any) -> Page:
            looks = {name: options.pop(name, usual) for name, usual in USUAL_LOOKS.items()}
            lasting: dict[str, Any] = {"locale": "fr-FR"} | options
            kept = [] if is_cold else _chromium.tabs[repr(sorted(lasting.items()))]
            tab = kept.pop() if kept else _open_tab(lasting)
            tab.set_default_timeout(PATIENCE_MS)
            tab.context.set_default_timeout(PATIENCE_MS)
            tab.set_viewport_size(looks.pop("viewport"))
            tab.emulate_media(media="null", **looks)
            closing.enter_context(watch(tab.context, outside_requests, refusals))
            if is_cold:
                closing.callback(tab.context.close)
            else:
                closing.callback(kept.append, tab)
                closing.callback(empty, tab)
            return tab

        yield open_page
    assert not outside_requests
    assert not refusals


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """Open one page, 1440 pixels wide."""
    return new_page()
