"""A page with the map alone: written, opened, waited for."""

import shutil
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Frame, Page

from territoires_industrie.ui.assets import install_assets
from tests.browser.map_page import LOOK_EVERY_MS
from tests.browser.small_world import write_world

APP = Path(__file__).with_name("map_component_app.py")
IFRAME = "iframe[title*=st_folium]"


def write_app(home: Path) -> Path:
    """Write the page with all that it serves; give its script."""
    write_world(home / "static" / "geo")
    install_assets(home / "static")
    return Path(shutil.copy(APP, home / "app.py"))


def settled(frame: Frame, updates: int = 0) -> None:
    frame.wait_for_function(
        "n => window.__atlas?.ready && __atlas.updates > n", arg=updates, polling=LOOK_EVERY_MS
    )


def map_frame(page: Page) -> Frame:
    page.wait_for_function(
        "title => document.querySelector(title)?.contentWindow?.__atlas?.ready",
        arg=IFRAME,
        polling=LOOK_EVERY_MS,
    )
    handle = page.locator(IFRAME).element_handle()
    frame = handle.content_frame() if handle else None
    assert frame is not None
    return frame


def after(frame: Frame, action: Callable[[], object]) -> None:
    """Wait until the map has drawn what an action caused."""
    updates = frame.evaluate("__atlas.updates")
    action()
    settled(frame, updates)


def tick(frame: Frame, label: str) -> None:
    after(frame, lambda: frame.page.get_by_text(label, exact=True).click())


def press(frame: Frame, code: str) -> None:
    after(frame, lambda: frame.locator(f'[data-code="{code}"]').click())
