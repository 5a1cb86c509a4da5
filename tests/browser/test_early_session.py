"""A page's session, which begins while Streamlit's scripts are fetched."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage

WATCH = """if (window === window.top) {
  const Socket = WebSocket;
  window.seen = { opened: [], sent: [], started: 0 };
  window.WebSocket = class extends Socket {
    constructor(...given) {
      super(...given);
      seen.opened.push(performance.now());
      if (window.isRefused && seen.opened.length === 1) this.close();
    }
    send(word) {
      seen.sent.push(word.byteLength);
      super.send(word);
    }
  };
  new MutationObserver((_changes, watching) => {
    if (!document.querySelector('[data-testid="stApp"]')) return;
    seen.started = performance.now();
    watching.disconnect();
  }).observe(document, { subtree: true, childList: true });
}"""
"""Note each connection of a page, what it sends, and when Streamlit's page is there."""

HAS_RUN = "[data-testid='stApp'][data-test-script-state='notRunning'] .stMain footer"


def open_watched(new_page: NewPage, address: str, before: str = "", **options: Any) -> Page:
    page = new_page(is_cold=True, **options)
    page.add_init_script(before + WATCH)
    page.goto(address)
    page.locator(HAS_RUN).wait_for(state="attached")
    return page


@pytest.mark.parametrize(
    ("address", "options"),
    [
        ("/", {"timezone_id": "Europe/Paris"}),
        ("/?lang=en&indicateur=population", {"timezone_id": "Asia/Tokyo", "color_scheme": "dark"}),
        ("/filieres?lang=en&note=%C3%A9%20+#a", {"locale": "en-GB"}),
    ],
)
def test_the_server_works_before_streamlit_has_started(
    new_page: NewPage, atlas_url: str, address: str, options: dict[str, Any]
) -> None:
    """A first word that was not Streamlit's, to the byte, would be said again: a second run."""
    seen = open_watched(new_page, atlas_url + address, **options).evaluate("seen")
    assert len(seen["opened"]) == 1
    assert seen["opened"][0] < seen["started"]
    assert len(seen["sent"]) == 1


def test_a_page_whose_first_word_is_another_is_the_same(new_page: NewPage, atlas_url: str) -> None:
    other = "let asked = 0; Date.prototype.getTimezoneOffset = () => asked++;"
    page = open_watched(new_page, atlas_url, other)
    assert len(page.evaluate("seen.sent")) == 2
    expect(page.get_by_role("heading", level=1)).to_have_text("Atlas des Territoires d’industrie")
    page.frame_locator("iframe[title='streamlit_folium.st_folium']").locator(
        "canvas"
    ).first.wait_for()


def test_a_first_connection_that_is_lost_is_made_again(new_page: NewPage, atlas_url: str) -> None:
    page = open_watched(new_page, atlas_url, "window.isRefused = true;")
    assert len(page.evaluate("seen.opened")) == 2
    assert len(page.evaluate("seen.sent")) == 1


def test_in_a_frame_of_another_page_streamlit_speaks_first(
    new_page: NewPage, atlas_url: str
) -> None:
    seen = open_watched(new_page, f"{atlas_url}/donnees?embed=true").evaluate("seen")
    assert seen["started"] < seen["opened"][0]
    assert len(seen["sent"]) == 1
