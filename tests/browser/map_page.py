"""The map page as a reader meets it: what to look at, where to click."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic_ns
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import FrameLocator, Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

FRAME = 'iframe[title="streamlit_folium.st_folium"]'

POINT_INSIDE = """shape => {
  const box = shape.getBoundingClientRect();
  for (let part = 2; part <= 24; part += 1)
    for (let i = 1; i < part; i += 1)
      for (let j = 1; j < part; j += 1) {
        const [x, y] = [box.x + (box.width * i) / part, box.y + (box.height * j) / part];
        if (shape.ownerDocument.elementFromPoint(x, y) === shape) return [x, y];
      }
  return null;
}"""

HEAR_SERVER = """if (window === window.top) {
  window.heard = 0;
  window.WebSocket = class extends WebSocket {
    constructor(...named) {
      super(...named);
      this.addEventListener("message", () => (window.heard += 1));
    }
  };
}"""
"""Counts the messages of a page: a run that is over at once changes no mark on it."""

AT_REST_MS = 300
"""A map that is drawn, or a control that is set, may ask for one more run."""

AT_REST = """([since, rest]) => {
  const app = document.querySelector('[data-testid="stApp"]');
  if (app?.dataset.testScriptState !== "notRunning") delete window[since];
  else window[since] ??= performance.now();
  return performance.now() - (window[since] ?? Infinity) >= rest;
}"""

LOOK_EVERY_MS = 50
"""Asked for at each frame, as Playwright would, a page draws one sixty times a second."""

IN_MAP = """([title, run]) => {
  const frame = document.querySelector(title);
  return new Function("window", "document", `return ${run}`)(
    frame.contentWindow, frame.contentDocument);
}"""


def wait_at_rest(page: Page, timeout_ms: float | None = None) -> None:
    """Wait until no script has run for a moment: a click meanwhile may meet what is replaced."""
    since = f"restSince{monotonic_ns()}"
    page.wait_for_function(
        AT_REST, arg=[since, AT_REST_MS], timeout=timeout_ms, polling=LOOK_EVERY_MS
    )


@dataclass(frozen=True)
class MapPage:
    """An open map page.

    Attributes
    ----------
    page
        The browser's page.
    url
        Address of the server.
    """

    page: Page
    url: str

    def open(self, **parameters: str) -> "MapPage":
        """Open a view and wait until its map is drawn."""
        return self.visit(f"{self.url}/?{urlencode(parameters)}" if parameters else self.url)

    def visit(self, address: str) -> "MapPage":
        """Open an address and wait until its map is drawn."""
        self.page.goto(address)
        self.wait_drawn()
        return self

    def wait_drawn(self) -> None:
        """Wait until the map says that it is drawn and the page that it is at rest."""
        self.page.wait_for_selector(FRAME)
        self.page.wait_for_function(
            "title => document.querySelector(title)?.contentWindow?.__atlas?.ready",
            arg=FRAME,
            polling=LOOK_EVERY_MS,
        )
        self.wait_idle()

    def wait_idle(self) -> None:
        """Wait until no script runs."""
        wait_at_rest(self.page)

    @contextmanager
    def rerun(self) -> Iterator[None]:
        """Wait for the run that a control causes to begin, then to end."""
        before = self.page.evaluate("window.heard")
        yield
        self.page.wait_for_function(
            "before => window.heard > before", arg=before, polling=LOOK_EVERY_MS
        )
        self.wait_idle()

    @property
    def map(self) -> FrameLocator:
        """The frame of the map."""
        return self.page.frame_locator(FRAME)

    def part(self, key: str) -> Locator:
        """Find a container of the page by its key."""
        return self.page.locator(f".st-key-{key}")

    def polygon(self, code: str) -> Locator:
        """Find the polygon of a unit."""
        return self.map.locator(f'path[data-code="{code}"]')

    def in_map(self, run: str) -> Any:
        """Evaluate an expression in the map's own frame."""
        return self.page.evaluate(IN_MAP, [FRAME, run])

    def click_map(self, code: str, *, add: bool = False) -> None:
        """Click a unit by the coordinates of a point inside its polygon."""
        inside = self.polygon(code).evaluate(POINT_INSIDE)
        assert inside, f"{code} has no point to click"
        frame = self.page.locator(FRAME).bounding_box()
        assert frame
        if add:
            self.page.keyboard.down("Control")
        self.page.mouse.click(frame["x"] + inside[0], frame["y"] + inside[1])
        if add:
            self.page.keyboard.up("Control")

    def choose(self, control: str, option: str) -> None:
        """Choose, in one of the page's lists, the option that begins with a text."""
        field = self.page.get_by_role("combobox", name=control).first
        field.click()
        field.fill(option)  # a long list holds only the options that are in sight
        self.page.get_by_role("option", name=re.compile(f"^{re.escape(option)}")).first.click()

    def go_down(self) -> "MapPage":
        """Come to what stands below the map, which is only made then."""
        self.part("suite").scroll_into_view_if_needed()
        self.part("telechargements").wait_for()
        self.wait_idle()
        return self

    def legend(self) -> list[str]:
        """Read the lines of the legend."""
        return self.part("legende").inner_text().splitlines()


def take(page: Page, button: Locator, tries: int = 3) -> Path:
    """Click a download until its file comes: as a reader does when a rerun was in the way."""
    while True:
        tries -= 1
        try:
            with page.expect_download(timeout=30_000 if not tries else 10_000) as promise:
                button.click()
            return Path(promise.value.path())
        except PlaywrightTimeoutError:
            if not tries:
                raise


def download(atlas: MapPage, form: str) -> Path:
    """Take what is shown in the format that is shown, whose name begins so."""
    downloads = atlas.go_down().part("telechargements")
    shown = downloads.get_by_role("combobox", name="Format")
    expect(shown).to_have_value(re.compile(f"^{form}"))
    return take(atlas.page, downloads.get_by_role("button", name="Télécharger le fichier"))


def download_geojson(atlas: MapPage) -> dict[str, Any]:
    """Take what is shown as GeoJSON, the first format, and read it back."""
    return dict(json.loads(download(atlas, "GeoJSON").read_text(encoding="utf-8")))
