"""Waiting for a page of the atlas to be drawn."""

from playwright.sync_api import Page, expect

from tests.browser.map_page import FRAME, LOOK_EVERY_MS, wait_at_rest

COLD_MS = 60_000
"""A fresh server reads its tables and imports its libraries at the first page of each kind."""

DRAWN = """title => [...document.querySelectorAll(title)].every(
    frame => frame.contentWindow?.__atlas?.ready)"""


def wait(page: Page) -> None:
    """Wait until the page is drawn and no script runs."""
    wait_at_rest(page, COLD_MS)
    expect(page.locator(".st-key-langue")).to_be_visible()
    # What the first answer held has made place for the page.
    expect(page.locator("#ouverture")).to_have_count(0)
    expect(page.locator('[data-stale="true"]')).to_have_count(0)


def open_page(page: Page, address: str) -> None:
    """Open a page and wait until its map and its charts, if it has any, are drawn."""
    page.goto(address)
    wait(page)
    page.wait_for_function(DRAWN, arg=FRAME, polling=LOOK_EVERY_MS)
    for chart in page.get_by_test_id("stVegaLiteChart").all():
        expect(chart.locator("svg.marks").first).to_be_attached()
    wait(page)
