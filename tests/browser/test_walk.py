"""The walk through the pages: selection, language and filters travel by the address alone."""

import re
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Page, expect

from territoires_industrie.ui.navigation import PAGES
from territoires_industrie.wording import LANGUAGES, _, speaking
from tests.addresses import AXE_SEINE, PATHS
from tests.browser.chromium import empty
from tests.browser.conftest import NewPage
from tests.browser.waiting import wait

VIEW = {
    "niveau": "territoire",
    "phase": "2",
    "indicateur": "private_jobs_change_pct",
    "annee": "2022",
    "region": "28",
    "regle": "touche",
    "programme": "phase2",
    "selection": AXE_SEINE,
    "lang": "en",
}
"""A view that differs from the first one in everything that travels."""

NAMED = ("", "territoire", "comparaison", "methode", "donnees")
"""Pages that name the selection in what they show."""

TROUBLES = '[data-testid="stException"], [data-testid="stAlertContentError"]'


def address(page: Page) -> dict[str, str]:
    """Read the parameters of the address, those of the view."""
    found = parse_qs(urlsplit(page.url).query)
    return {name: values[0] for name, values in found.items()}


def travelling(page: Page) -> dict[str, str]:
    """Wait for the address to be written, and read what every page shares of it."""
    page.wait_for_function("() => location.search.includes('indicateur=')")
    return {name: value for name, value in address(page).items() if name in VIEW}


def assert_sound(page: Page, where: str) -> None:
    """Require a page without an error or a Python exception."""
    assert page.locator(TROUBLES).all_inner_texts() == [], where


def test_the_view_travels_by_the_address_alone(page: Page, atlas_url: str) -> None:
    """Open every page, in a tab that has kept nothing, at the address of the page before it."""
    query = urlencode(VIEW)
    for name in (*PATHS, ""):
        empty(page)
        page.goto(f"{atlas_url}/{name}?{query}")
        wait(page)
        assert_sound(page, name)
        assert travelling(page) == VIEW, name
        expect(page.locator(".st-key-langue").get_by_role("radio", name="English")).to_be_checked()
        if name in NAMED:
            expect(page.locator(".stMain")).to_contain_text("Axe Seine")
        query = urlsplit(page.url).query


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_navigation_keeps_the_view(new_page: NewPage, atlas_url: str, code: str) -> None:
    page = new_page()
    page.goto(f"{atlas_url}/?{urlencode(VIEW | {'lang': code})}")
    wait(page)
    shared = {name: value for name, value in VIEW.items() if (name, code) != ("lang", "fr")}
    assert travelling(page) == shared
    for name, entry in zip((*PATHS[1:], ""), (*PAGES[1:], PAGES[0]), strict=True):
        with speaking(code):
            title = _(entry.title)
        page.get_by_role("link", name=title, exact=True).first.click()
        page.wait_for_url(re.compile(rf"{re.escape(atlas_url)}/{name}(\?|$)"))
        wait(page)
        assert travelling(page) == shared, name
        assert_sound(page, name)


def test_the_browser_goes_back_to_the_same_view(new_page: NewPage, atlas_url: str) -> None:
    page = new_page()
    page.goto(f"{atlas_url}/territoire?{urlencode(VIEW)}")
    wait(page)
    before = travelling(page)
    page.get_by_role("link", name="Method", exact=True).first.click()
    page.wait_for_url("**/methode?**")
    wait(page)
    page.go_back()
    page.wait_for_url("**/territoire?**")
    wait(page)
    assert travelling(page) == before
    expect(page.locator(".stMain")).to_contain_text("Axe Seine")


def test_the_browser_goes_back_through_choices(new_page: NewPage, atlas_url: str) -> None:
    page = new_page()
    page.goto(f"{atlas_url}/methode")
    wait(page)
    assert address(page) == {}
    for title, slug in (("Statuts", "statuts"), ("Décisions", "decisions")):
        page.locator(".st-key-methode_vue").get_by_text(title, exact=True).click()
        page.wait_for_url(f"**vue={slug}**")
        wait(page)
    page.go_back()
    page.wait_for_url("**vue=statuts**")
    wait(page)
    expect(page.locator(".stMain")).to_contain_text("Vrai zéro")
    page.go_back()
    page.wait_for_url(f"{atlas_url}/methode")
    wait(page)
    expect(page.locator(".stMain")).to_contain_text("Densité de population")
    assert address(page) == {}


def test_the_sheet_of_a_member_opens_at_its_top(new_page: NewPage, atlas_url: str) -> None:
    page = new_page()
    page.goto(f"{atlas_url}/territoire?niveau=territoire&phase=2&selection={AXE_SEINE}")
    wait(page)
    page.get_by_role("link", name="CC Roumois Seine", exact=True).first.click()
    expect(page.get_by_role("heading", name="CC Roumois Seine", exact=True)).to_be_in_viewport()
    wait(page)
    assert page.get_by_test_id("stMain").evaluate("main => main.scrollTop") == 0
    page.get_by_role("button", name="Effacer").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-legende")).to_be_visible()  # that of the map to choose from
    expect(page.get_by_role("combobox", name="Territoire", exact=True)).to_be_focused()


def test_one_step_back_leaves_a_typed_address(new_page: NewPage, atlas_url: str) -> None:
    page = new_page()
    page.goto(f"{atlas_url}/methode")
    wait(page)
    page.goto(f"{atlas_url}/territoire?niveau=territoire&phase=2&selection={AXE_SEINE}")
    wait(page)
    page.go_back()
    page.wait_for_url(f"{atlas_url}/methode")


def test_a_link_of_the_menu_is_the_whole_view(new_page: NewPage, atlas_url: str) -> None:
    page = new_page()
    page.goto(f"{atlas_url}/methode?{urlencode(VIEW)}")
    wait(page)
    for name in PATHS[1:]:
        link = page.locator(f".st-key-menu a[href*='{name}?']").first
        linked = parse_qs(urlsplit(str(link.get_attribute("href"))).query)
        assert {key: values[0] for key, values in linked.items()} == VIEW, name
