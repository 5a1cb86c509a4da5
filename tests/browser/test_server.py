"""What the server says beside its content, before any reader has come."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from email.message import Message
from urllib.request import urlopen

import pytest

from benchmarks.guest import visiting
from benchmarks.neighbours import DOWNLOAD
from benchmarks.session import reading
from territoires_industrie.boundaries import screen_geometry
from territoires_industrie.ui.navigation import ENTRIES, PAGES, window_title
from territoires_industrie.wording import LANGUAGES, speaking
from tests.browser.conftest import NewPage
from tests.browser.serving import ACKNOWLEDGED_MS, ROOT, quickest_answer_ms, serve

DOWNLOAD_BUTTON = f"{DOWNLOAD}_bouton"


@pytest.fixture(scope="module")
def fresh_url() -> Iterator[str]:
    """Serve an atlas that nobody has opened."""
    with serve(ROOT / "app.py") as url:
        yield url


def headers_of(address: str) -> Message:
    """Ask for an address and give the headers of its answer."""
    with urlopen(address, timeout=30) as answer:
        assert answer.status == 200
        headers: Message = answer.headers
        return headers


def test_a_page_says_where_its_content_may_come_from(fresh_url: str) -> None:
    headers = headers_of(fresh_url)
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] in {"'none'", "'self'"}
    assert policy["object-src"] == "'none'"
    assert "http" not in policy["script-src"]
    assert headers["x-content-type-options"] == "nosniff"


def test_a_boundary_file_may_be_kept_for_a_year(fresh_url: str) -> None:
    file = screen_geometry("epci").file
    assert "immutable" in headers_of(f"{fresh_url}/app/static/geo/{file}")["cache-control"]


def test_the_map_is_served_before_a_page_has_shown_it(fresh_url: str) -> None:
    headers_of(f"{fresh_url}/component/streamlit_folium.st_folium/index.html")


def test_an_answer_does_not_wait_for_the_one_before(fresh_url: str) -> None:
    assert quickest_answer_ms(fresh_url, "/_stcore/health") < ACKNOWLEDGED_MS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ["", *(entry.name for entry in PAGES)])
def test_every_page_begins_in_its_language(fresh_url: str, page: str, language: str) -> None:
    with urlopen(f"{fresh_url}/{page}?lang={language}", timeout=30) as answer:
        shell = answer.read().decode()
    with speaking(language):
        title = window_title(ENTRIES[page or PAGES[0].name])
    assert f"<title>{title}</title>" in shell
    assert f'<html lang="{language}">' in shell
    assert "BACKEND_BASE_URL" in shell


def test_the_first_page_has_one_address(fresh_url: str) -> None:
    """Under its own name, Streamlit would say that there is no such page."""
    with urlopen(f"{fresh_url}/carte?niveau=region") as answer:
        assert answer.url == f"{fresh_url}/?niveau=region"


def test_a_page_asked_for_first_has_the_header_of_the_atlas(
    new_page: NewPage, fresh_url: str
) -> None:
    """No script has run yet that could have told Streamlit which pages there are."""
    page = new_page()
    page.goto(f"{fresh_url}/methode?lang=en")
    page.get_by_role("heading", name="Method", exact=True).wait_for()
    page.locator(".st-key-langue").wait_for()
    page.locator(".st-key-menu").wait_for()


def test_a_click_draws_its_answer_without_the_controls(fresh_url: str) -> None:
    """To draw all of the page again would cost every reader twice as much."""

    async def click() -> tuple[list[str], int]:
        async with reading(int(fresh_url.rpartition(":")[2])) as reader:
            await reader.open()
            assert {"text_input", "component_instance"} <= {*reader.drawn}
            await reader.click(screen_geometry("epci").codes[0])
            return reader.drawn, reader.received_bytes

    with ThreadPoolExecutor(1) as aside:  # Playwright's own loop runs in this thread
        drawn, sent_bytes = aside.submit(lambda: asyncio.run(click())).result()
    assert {"page_link", "component_instance"} <= {*drawn}
    # Nor the table, which this reader has not come near to.
    assert not {"text_input", "dataframe"} & {*drawn}
    # Compressed, and what the browser holds already by its digest.
    assert sent_bytes < 6_000


def test_a_change_of_indicator_sends_what_it_changes(fresh_url: str) -> None:
    """The values come by a file of their own, and messages compressed against those before."""

    async def change() -> int:
        async with visiting(int(fresh_url.rpartition(":")[2])) as guest:
            await guest.open()
            await guest.choose("indicateur", "Taux de pauvreté")
            before = guest.socket.received
            await guest.choose("indicateur", "Densité de population")
            sent = guest.socket.received - before
            assert DOWNLOAD_BUTTON not in guest.controls
            await guest.go_down()
            assert DOWNLOAD_BUTTON in guest.controls
            return sent

    with ThreadPoolExecutor(1) as aside:
        sent_bytes = aside.submit(lambda: asyncio.run(change())).result()
    assert sent_bytes < 6_000
