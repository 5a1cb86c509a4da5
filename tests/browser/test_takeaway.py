"""A file that takes long: its reader sees how far it is, and can stop it."""

from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.map_page import MapPage


def test_a_file_under_way_is_told_and_can_be_stopped(new_page: NewPage, atlas_url: str) -> None:
    atlas = MapPage(new_page(), atlas_url).open(niveau="commune", lang="en")
    atlas.part("telechargements").get_by_role("button", name="Download the file").click()
    frame = atlas.page.frame_locator("iframe[title='State of the file you asked for']")
    expect(frame.get_by_role("progressbar")).to_be_visible()
    expect(frame.get_by_role("status")).to_have_text("Work under way…")
    frame.get_by_role("button", name="Cancel").click()
    expect(frame.get_by_role("status")).to_have_text("File given up.")
