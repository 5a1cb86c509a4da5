"""A page whose server is away: told in its language, and gone on with once it is back."""

from playwright.sync_api import WebSocketRoute, expect

from tests.browser.conftest import NewPage
from tests.browser.map_page import MapPage


def test_a_server_that_is_away_is_told_in_the_language_of_the_page(
    new_page: NewPage, atlas_url: str
) -> None:
    page = new_page(is_cold=True)
    held: list[WebSocketRoute] = []
    is_away = False

    def pass_on(socket: WebSocketRoute) -> None:
        if is_away:
            socket.close()
            return
        socket.connect_to_server()
        held.append(socket)

    page.route_web_socket("**/_stcore/stream?*", pass_on)
    MapPage(page, atlas_url).open(lang="en")
    is_away = True
    held[-1].close()
    expect(page.get_by_role("alert").filter(has_text="no longer answers")).to_be_visible()
    page.wait_for_timeout(1500)  # the time that Streamlit takes to say it in its own words
    expect(page.get_by_text("Is Streamlit still running")).not_to_be_visible()
    is_away = False
    expect(page.locator("#away")).to_have_count(0, timeout=60_000)
