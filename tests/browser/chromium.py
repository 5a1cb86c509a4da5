"""Debian's Chromium, driven by Playwright, cut off from everything but this machine."""

import os
import shutil
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    WebSocket,
    sync_playwright,
)

LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1", "[::1]", "")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)
NOT_OF_USE = (
    # What stands under the bar for addresses is prepared anew for each profile: 0.9 s.
    "WebUIOmniboxPopup,WebUIOmniboxAimPopup,"
    # What Playwright turns off: of several such flags the last one counts.
    "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,LensOverlay,"
    "HttpsFirstBalancedModeAutoEnable,MediaRouter,PaintHolding,ThirdPartyStoragePartitioning,"
    "AvoidCorsURLLoaderRestartOnRedirect,OptimizationHints,NetworkTimeServiceQuerying,AimEnabled,"
    "PreconnectToSearch"
)
THRIFT = (
    # All pages in one process: what one has compiled serves the next.
    "--process-per-site",
    "--disable-site-isolation-trials",
    f"--disable-features={NOT_OF_USE}",
)
"""A browser at three quarters of its cost: for tests, not for what is measured."""


def find_chromium() -> str | None:
    """Find the browser: ``CHROMIUM`` if set, else the first of its usual names."""
    named = os.environ.get("CHROMIUM")
    candidates = [named] if named else ["chromium", "chromium-browser", "google-chrome"]
    return next((found for name in candidates if (found := shutil.which(name))), None)


@contextmanager
def open_chromium(executable: str, more_flags: Sequence[str] = ()) -> Iterator[Browser]:
    """Start a browser with a fresh profile, and end it."""
    with sync_playwright() as playwright:
        flags = [*FLAGS, *more_flags]
        browser = playwright.chromium.launch(executable_path=executable, args=flags)
        try:
            yield browser
        finally:
            browser.close()


class Chromium:
    """A browser that is opened at its first use, once, and may be opened again after its end.

    Attributes
    ----------
    tabs
        Empty pages that no test uses just now, each of a profile of its own, by their settings.
    """

    def __init__(self) -> None:
        self.tabs: dict[str, list[Page]] = defaultdict(list)
        self._closing = ExitStack()
        self._browser: Browser | None = None

    def open(self, executable: str) -> Browser:
        """Return the browser, opened if it is not."""
        if self._browser is None:
            self._browser = self._closing.enter_context(open_chromium(executable, THRIFT))
        return self._browser

    def close(self) -> None:
        """End the browser with all its pages, if it is open."""
        self._closing.close()
        self.tabs.clear()
        self._browser = None


def is_outside(url: str) -> bool:
    """Tell whether a request leaves the machine.

    >>> is_outside("http://localhost:8501/app/static/leaflet.js"), is_outside("data:,x")
    (False, False)
    >>> is_outside("https://cdn.jsdelivr.net/npm/leaflet")
    True
    """
    parts = urlsplit(url)
    return parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in LOCAL_HOSTS


@contextmanager
def watch(profile: BrowserContext, outside: list[str], refused: list[str]) -> Iterator[None]:
    """Note what the pages of a profile ask for and are refused.

    ``outside`` takes the address of every request that is meant for another machine, ``refused``
    what Chromium says of each thing that a security policy refused.
    """

    def note_address(asked: Request | WebSocket) -> None:
        if is_outside(asked.url):
            outside.append(asked.url)

    def note_socket(page: Page) -> None:
        page.on("websocket", note_address)

    def note_refusal(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            refused.append(message.text)

    profile.on("request", note_address)
    profile.on("page", note_socket)
    profile.on("console", note_refusal)
    yield
    profile.remove_listener("request", note_address)
    profile.remove_listener("page", note_socket)
    profile.remove_listener("console", note_refusal)


def empty(tab: Page) -> None:
    """Leave a page blank, and its profile without other pages nor anything that they stored."""
    for page in tab.context.pages:
        if page.url.startswith("http"):
            page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        if page is not tab:
            page.close()
    tab.context.clear_cookies()
    tab.mouse.move(0, 0)
    tab.goto("about:blank")
