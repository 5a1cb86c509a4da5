"""What stands far below the map is made once the reader comes near, and takes nothing back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.map_page import MapPage

DOWN = "document.querySelector('.st-key-suite').scrollIntoView({ block: 'start' })"
FOOTER = """() => document.querySelector("footer").getBoundingClientRect().top
  + document.querySelector('[data-testid="stMain"]').scrollTop"""


@pytest.fixture
def atlas(page: Page, atlas_url: str) -> MapPage:
    return MapPage(page, atlas_url)


def test_what_is_below_is_made_when_the_reader_comes_to_it(atlas: MapPage) -> None:
    atlas.open(niveau="epci", selection="200084952")
    table = atlas.page.get_by_test_id("stDataFrame")
    expect(table).to_have_count(0)
    before = atlas.page.evaluate(FOOTER)
    atlas.page.evaluate(DOWN)
    expect(table).to_be_visible()
    atlas.go_down()
    assert atlas.page.evaluate(FOOTER) == pytest.approx(before, abs=2)  # nothing moved
    atlas.part("place_carte").scroll_into_view_if_needed()
    with atlas.rerun():
        atlas.click_map("200023414")
    expect(table).to_be_attached()  # it follows from now on
    atlas.page.goto(f"{atlas.url}/programme")
    expect(atlas.part("suite")).to_have_count(0)


def test_coming_near_takes_back_nothing_that_was_just_chosen(
    new_page: NewPage, atlas_url: str
) -> None:
    """What the place says goes with what every control said before the choice was shown."""
    atlas = MapPage(new_page(is_cold=True), atlas_url).open(niveau="region")
    field = atlas.page.locator("input[type=search]")
    field.fill("vallee de la bresle")
    atlas.page.get_by_role("option").first.wait_for()
    atlas.wait_idle()
    field.press("Enter")
    atlas.page.wait_for_timeout(20)
    atlas.page.evaluate(DOWN)
    atlas.wait_idle()
    # What was chosen may have pushed the place out of sight before it could say that it was seen.
    atlas.page.evaluate(DOWN)
    atlas.part("telechargements").wait_for()
    atlas.wait_idle()
    expect(atlas.part("selection").get_by_role("heading")).to_contain_text("Bresle")
    expect(atlas.page).to_have_url(re.compile("niveau=territoire.*selection=ti-"))


def test_what_shows_by_a_few_pixels_is_not_come_to_yet(new_page: NewPage, atlas_url: str) -> None:
    atlas = MapPage(new_page(), atlas_url).open(niveau="region")
    top = int(
        atlas.page.evaluate("""() =>
      document.querySelector(".st-key-suite").getBoundingClientRect().top""")
    )
    table = atlas.page.get_by_test_id("stDataFrame")
    for height, count in ((top + 30, 0), (top + 90, 1)):
        atlas.page.set_viewport_size({"width": 1440, "height": height})
        atlas.page.wait_for_timeout(1_000)
        expect(table).to_have_count(count)
