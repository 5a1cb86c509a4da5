"""Access, page by page: axe-core finds nothing grave, in both languages, light and dark.

Each page once here, in one language and theme; every combination, and the pages behind
their tabs, with ``make axe``.
"""

import os
from itertools import product

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import KNOWN, unlisted_findings
from tests.browser.conftest import NewPage
from tests.browser.map_page import FRAME
from tests.browser.serving import ROOT
from tests.browser.test_walk import wait

LE_HAVRE, ROUEN = "200084952", "200023414"
PAGES = {
    "carte": f"selection={LE_HAVRE}",
    "territoire": f"selection={LE_HAVRE}",
    "comparaison": f"selection={LE_HAVRE},{ROUEN}",
    "filieres": "secteur=CL",
    "indicateur": "",
    "programme": "",
    "methode": "",
    "donnees": "",
}
BEHIND_TABS = (
    "carte?niveau=territoire&phase=2&selection=ti-2802&fond=ign",
    "carte?niveau=zone-emploi&secteur=CL&specialisation=2",
    "comparaison?",
    "filieres?vue=evolution",
    *(f"programme?vue={view}" for view in ("membres", "annonce", "contrats", "subventions")),
    *(f"methode?vue={view}" for view in ("indicateurs", "statuts", "millesimes", "decisions")),
)
LANGUAGES, THEMES = ("fr", "en"), ("light", "dark")
COMBINATIONS = tuple(product(LANGUAGES, THEMES))
QUICK = [
    (f"{name}?{query}", *COMBINATIONS[rank % len(COMBINATIONS)])
    for rank, (name, query) in enumerate(PAGES.items())
]
WHOLE = [
    *((f"{name}?{query}", *how) for (name, query), how in product(PAGES.items(), COMBINATIONS)),
    *((address, *COMBINATIONS[rank % 4]) for rank, address in enumerate(BEHIND_TABS)),
    *((address, *COMBINATIONS[3 - rank % 4]) for rank, address in enumerate(BEHIND_TABS)),
]
CASES = WHOLE if os.environ.get("ATLAS_AXE") == "whole" else QUICK
DRAWN = """title => [...document.querySelectorAll(title)].every(
    frame => frame.contentWindow?.__atlas?.ready)"""


def open_page(page: Page, address: str) -> None:
    """Open a page and wait until its map, if it has one, is drawn."""
    page.goto(address)
    wait(page)
    page.wait_for_function(DRAWN, arg=FRAME)
    for chart in page.get_by_test_id("stVegaLiteChart").all():
        expect(chart.locator("svg.marks").first).to_be_attached()
    wait(page)


@pytest.mark.parametrize(("address", "language", "theme"), CASES)
def test_axe_finds_nothing(
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
    assert unlisted_findings(page) == []
    outside_requests.clear()  # the background of one of the views


def test_every_known_finding_is_told() -> None:
    told = (ROOT / "docs" / "accessibility.md").read_text(encoding="utf-8")
    for known in KNOWN:
        assert f"`{known.rule}`" in told
        assert f"`{known.selector}`" in told
