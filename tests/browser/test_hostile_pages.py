"""Pages of other sites: they neither command the atlas nor speak to the frame of its map."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.browser.conftest import NewPage
from tests.browser.map_alone import IFRAME
from tests.browser.map_page import MapPage

LISTEN = """() => {
    window.__heard = 0;
    addEventListener("message", (event) => (window.__heard += event.data === "hello"));
}"""


class _Blank(BaseHTTPRequestHandler):
    """Answers an empty page to anything."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>other</title>")

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def other_site() -> Iterator[str]:
    """Serve another site on this machine: another port is another origin."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Blank) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def map_frame(page: Page) -> Frame:
    handle = page.locator(IFRAME).element_handle()
    frame = handle.content_frame() if handle else None
    assert frame
    return frame


def heard(frame: Frame) -> int:
    return int(frame.evaluate("() => window.__heard"))


def test_the_frame_of_the_map_hears_its_own_page_only(new_page: NewPage, atlas_url: str) -> None:
    page = new_page()
    MapPage(page, atlas_url).open()
    frame = map_frame(page)
    frame.evaluate(LISTEN)
    page.evaluate("document.body.append(document.createElement('iframe'))")
    stranger = next(one for one in page.frames if one.url == "about:blank")
    stranger.evaluate("() => parent.frames[0].postMessage('hello', '*')")
    stranger.evaluate("() => new Promise((resolve) => setTimeout(resolve, 200))")
    assert heard(frame) == 0
    page.evaluate("() => frames[0].postMessage('hello', '*')")
    frame.wait_for_function("() => window.__heard === 1")


def test_the_frame_opened_alone_hears_nobody(new_page: NewPage, atlas_url: str) -> None:
    page = new_page()
    page.goto(f"{atlas_url}/component/streamlit_folium.st_folium/index.html")
    page.evaluate(LISTEN)
    page.evaluate("() => postMessage('hello', '*')")
    page.wait_for_timeout(200)
    assert page.evaluate("() => window.__heard") == 0


def test_a_site_that_opens_the_atlas_holds_nothing_of_it(
    new_page: NewPage, atlas_url: str, other_site: str
) -> None:
    opener = new_page()
    opener.goto(other_site)
    with opener.expect_popup() as popup:
        opener.evaluate("(url) => { window.atlas = window.open(url) }", atlas_url)
    atlas = popup.value
    expect(atlas.locator(IFRAME)).to_be_visible()
    assert opener.evaluate("() => [atlas.closed, atlas.frames]") == [True, None]
    assert atlas.evaluate("() => window.opener") is None


def test_a_site_frames_no_page_of_the_atlas(
    new_page: NewPage, atlas_url: str, other_site: str, refusals: list[str]
) -> None:
    page = new_page()
    page.goto(other_site)
    page.evaluate(
        "(url) => { const f = document.createElement('iframe'); f.src = url;"
        "document.body.append(f); return new Promise(done => f.onload = done) }",
        atlas_url,
    )
    assert "atlas" not in page.frames[-1].content().casefold()
    refusals.clear()


def test_a_site_opens_no_connection_to_the_atlas(
    new_page: NewPage, atlas_url: str, other_site: str
) -> None:
    page = new_page()
    page.goto(other_site)
    outcome = page.evaluate(
        """(url) => new Promise((done) => {
            const socket = new WebSocket(url, ["streamlit"]);
            socket.onopen = () => done("open");
            socket.onerror = () => done("refused");
        })""",
        f"{atlas_url.replace('http', 'ws')}/_stcore/stream",
    )
    assert outcome == "refused"
