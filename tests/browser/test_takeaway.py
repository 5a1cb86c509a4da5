"""A file that takes long: its reader sees how far it is, and can stop it."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.map_page import MapPage
from tests.browser.waiting import wait


def test_a_file_under_way_is_told_and_can_be_stopped(new_page: NewPage, atlas_url: str) -> None:
    atlas = MapPage(new_page(), atlas_url).open(niveau="commune", lang="en")
    atlas.go_down().part("telechargements").get_by_role("button", name="Download the file").click()
    frame = atlas.page.frame_locator("iframe[title='State of the file you asked for']")
    expect(frame.get_by_role("progressbar")).to_be_visible()
    expect(frame.get_by_role("status")).to_have_text("Work under way…")
    frame.get_by_role("button", name="Cancel").click()
    expect(frame.get_by_role("status")).to_have_text("File given up.")


@pytest.mark.parametrize("width", [1440, 375])
def test_two_files_of_a_row_are_told_each_on_its_line(
    new_page: NewPage, atlas_url: str, width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 900})
    page.goto(f"{atlas_url}/territoire?niveau=territoire&phase=2&selection=ti-2802")
    wait(page)
    row = page.locator(".st-key-fiche_actions")
    for rank in (0, 1):
        before = row.get_by_role("button").nth(rank).bounding_box()
        row.get_by_role("button").nth(rank).click()
        expect(row.locator("iframe")).to_have_count(rank + 1)
        assert row.get_by_role("button").nth(rank).bounding_box() == before
    last = row.locator("a").last.bounding_box()
    places = [last, *(frame.bounding_box() for frame in row.locator("iframe").all())]
    for above, below in pairwise(places):
        assert above
        assert below
        assert above["y"] + above["height"] <= below["y"] <= above["y"] + above["height"] + 20
    for frame, name in zip(row.locator("iframe").all(), ("note_", "fiche_"), strict=True):
        expect(frame.content_frame.locator("b")).to_contain_text(name)
