"""Every page open to all: axe-core finds nothing, headings skip no level, no width loses anything.

Each page once here, in one language and theme, then in the other language; every combination,
and the pages behind their tabs, with ``make axe``.
"""

import os
import re
from itertools import pairwise, product

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from territoires_industrie.ui.navigation import ENTRIES, window_title
from territoires_industrie.wording import LANGUAGES, speaking
from tests.addresses import BEHIND_TABS, FIRST_VIEWS, LE_HAVRE, ROUEN
from tests.browser.axe import KNOWN, unlisted_findings
from tests.browser.conftest import WIDE, NewPage
from tests.browser.map_page import FRAME
from tests.browser.serving import ROOT
from tests.browser.waiting import open_page, wait

COMBINATIONS = tuple(product(LANGUAGES, ("light", "dark")))
QUICK = [
    (address, *COMBINATIONS[rank % len(COMBINATIONS)]) for rank, address in enumerate(FIRST_VIEWS)
]
WHOLE = [
    *((address, *how) for address, how in product(FIRST_VIEWS, COMBINATIONS)),
    *((address, *COMBINATIONS[rank % 4]) for rank, address in enumerate(BEHIND_TABS)),
    *((address, *COMBINATIONS[3 - rank % 4]) for rank, address in enumerate(BEHIND_TABS)),
]
CASES = WHOLE if os.environ.get("ATLAS_AXE") == "whole" else QUICK

CAEN = "200065597"
"""An EPCI that none of the views has selected: its SIREN."""

ZOOMED: ViewportSize = {"width": 720, "height": 500}
"""A window of 1440 × 1000 pixels whose reader zooms to 200 %."""

PHONE: ViewportSize = {"width": 375, "height": 800}

NAMES = {"fr": ("Français", "Votre commune"), "en": ("English", "Your commune")}
"""Words of the language's button and of the search, by language."""

TROUBLES = '[data-testid="stException"], [data-testid="stAlertContentError"]'

OVERLAPS = """() => {
  const shown = [...document.querySelectorAll(
      '.stMain button, .stMain input, .stMain a, .stMain [role="combobox"]')]
    .filter(node => !node.closest('[role="region"][tabindex]'))  // cut where it scrolls
    .filter(node => node.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
    .map(node => [node, node.getBoundingClientRect()])
    .filter(([, box]) => box.width > 1 && box.height > 1);
  const wrong = [];
  for (const [one, a] of shown) for (const [other, b] of shown) {
    if (one === other || one.contains(other) || other.contains(one)) continue;
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (wide > 3 && high > 3 && !one.closest("label, [data-baseweb], .stSelectbox, .stTextInput"))
      wrong.push(`${one.outerHTML.slice(0, 80)} / ${other.outerHTML.slice(0, 80)}`);
  }
  return wrong;
}"""
CUT = """() => [...document.querySelectorAll('.stMain [data-testid="stButtonGroup"] button')]
    .filter(node => node.checkVisibility())
    .filter(node => node.getBoundingClientRect().right
        > node.closest('[data-testid="stColumn"], .stMain').getBoundingClientRect().right + 1)
    .map(node => node.textContent)"""
OUTLINE = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
    .filter(node => node.checkVisibility()).map(node => Number(node.tagName[1]))"""
FITS = """() => [document.scrollingElement, document.querySelector('[data-testid="stMain"]')]
    .every(node => node.scrollWidth === node.clientWidth)"""


def assert_outline(page: Page) -> None:
    levels = page.evaluate(OUTLINE)
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def assert_nothing_is_lost(page: Page) -> None:
    """Require that no content goes beyond the edge of a phone, nor of a page zoomed to 200 %."""
    for size in (PHONE, ZOOMED):
        page.set_viewport_size(size)
        page.wait_for_function(FITS)
    assert page.evaluate(OVERLAPS) == []
    page.set_viewport_size(WIDE)


@pytest.mark.parametrize(("address", "language", "theme"), CASES)
def test_a_page_is_open_to_all(
    new_page: NewPage,
    atlas_url: str,
    outside_requests: list[str],
    address: str,
    language: str,
    theme: str,
) -> None:
    page = new_page(color_scheme=theme)
    open_page(page, f"{atlas_url}/{address.removeprefix('carte')}&lang={language}")
    assert page.evaluate("document.documentElement.lang") == language
    below = page.locator(".st-key-suite")
    if below.count():  # what stands below the map is made once the reader comes to it
        below.scroll_into_view_if_needed()
        page.locator(".st-key-telechargements").wait_for()
        wait(page)
    assert unlisted_findings(page) == []
    assert_outline(page)
    assert_nothing_is_lost(page)
    (other,) = set(LANGUAGES) - {language}
    page.locator(".st-key-langue").get_by_text(NAMES[other][0], exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", other)
    with speaking(other):
        expect(page).to_have_title(window_title(ENTRIES[address.partition("?")[0]]))
    wait(page)
    assert page.locator(TROUBLES).all_inner_texts() == []
    assert_nothing_is_lost(page)
    page.get_by_role("combobox", name=NAMES[other][1]).fill("caen la mer")
    page.get_by_role("option", name="Communauté urbaine Caen la Mer").click()
    page.wait_for_function(
        "code => { const asked = new URLSearchParams(location.search);"
        " return asked.get('niveau') === 'epci'"
        " && asked.get('selection')?.split(',').includes(code); }",
        arg=CAEN,
    )
    wait(page)
    assert page.locator(TROUBLES).all_inner_texts() == []
    expect(page.locator(".stMain")).to_contain_text("Caen la Mer")
    outside_requests.clear()  # the background of one of the views


LOOSE = """() => {
  const texts = document.createTreeWalker(document.querySelector(".stMain"), NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode;
    const isCode = parentElement.closest("code, pre, style, script");
    if (!isCode && /[«≈] | [»;:!?%€]| [kM]d?€/.test(data)) found.push(data);
  }
  return found;
}"""


@pytest.mark.parametrize("address", ["methode", "methode?partie=statuts", "programme"])
def test_no_line_begins_with_a_french_sign(new_page: NewPage, atlas_url: str, address: str) -> None:
    page = new_page()
    open_page(page, f"{atlas_url}/{address}")
    expect(page.locator(".stMain")).to_contain_text(re.compile(r"\d\xa0%"))
    page.wait_for_function(f"() => ({LOOSE})().length === 0")


@pytest.mark.parametrize("name", ["methode", "programme", "filieres"])
def test_the_views_of_a_page_skip_no_heading(new_page: NewPage, atlas_url: str, name: str) -> None:
    page = new_page()
    open_page(page, f"{atlas_url}/{name}")
    for view in page.locator(f".st-key-{name}_vue button").all():
        view.click()
        wait(page)
        assert_outline(page)
        page.set_viewport_size(ZOOMED)
        assert page.evaluate(CUT) == []
        page.set_viewport_size(WIDE)


def test_the_map_of_sectors_is_whole_on_the_first_screen(new_page: NewPage, atlas_url: str) -> None:
    page = new_page(viewport={"width": 1440, "height": 900})
    open_page(page, f"{atlas_url}/filieres")
    expect(page.locator(FRAME)).to_be_in_viewport(ratio=1)


def test_charts_beside_each_other_begin_on_one_line(new_page: NewPage, atlas_url: str) -> None:
    page = new_page(viewport={"width": 768, "height": 1024})
    open_page(page, f"{atlas_url}/comparaison?selection={LE_HAVRE},{ROUEN}&lang=en")
    jobs, people = page.locator(".st-key-tendances").get_by_test_id("stVegaLiteChart").all()
    places = [one.bounding_box() for one in (jobs, people)]
    assert places[0] and places[1] and places[0]["x"] < places[1]["x"]
    assert places[0]["y"] == places[1]["y"]


@pytest.mark.parametrize("address", ["comparaison", "methode?mots=emploi"])
def test_an_empty_and_a_found_page_skip_no_heading(
    new_page: NewPage, atlas_url: str, address: str
) -> None:
    page = new_page()
    open_page(page, f"{atlas_url}/{address}")
    assert_outline(page)


def test_every_known_finding_is_told() -> None:
    told = (ROOT / "docs" / "accessibility.md").read_text(encoding="utf-8")
    for known in KNOWN:
        assert f"`{known.rule}`" in told
        assert f"`{known.selector}`" in told
