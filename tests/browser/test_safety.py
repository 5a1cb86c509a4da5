"""Safety, seen from a browser: what came as text stays text, and the policy holds without it."""

import json
import re
import shutil
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from territoires_industrie.levels import LEVELS
from territoires_industrie.server.policy import BACKGROUND_HOST
from tests.browser.conftest import NewPage
from tests.browser.hostile_names import HOSTILE
from tests.browser.map_page import MapPage
from tests.browser.serving import ROOT, serve
from tests.browser.waiting import COLD_MS, wait

LE_HAVRE, ROUEN = "200084952", "200023414"
BEGINNING = "<img src=x"
TILE = b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
"""A picture of one pixel."""

PAGES_WITH_NAMES = (
    f"territoire?selection={LE_HAVRE}",
    f"comparaison?selection={LE_HAVRE},{ROUEN}",
    "filieres?secteur=CL",
    "programme?vue=annonce",
    "programme?vue=contrats",
    "programme?vue=subventions",
    "methode?vue=millesimes",
)
INTRUDERS = """() => [window.__ran || 0, document.querySelectorAll('img[src="x"]').length,
    [...document.querySelectorAll('script')].filter(s => s.textContent.includes('__ran')).length]"""


@pytest.fixture(scope="module")
def hostile_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve an atlas in which every name ends with a script."""
    folder = tmp_path_factory.mktemp("hostile")
    shutil.copy(Path(__file__).with_name("hostile_names.py"), folder / "sitecustomize.py")
    with serve(ROOT / "app.py", {"PYTHONPATH": str(folder)}) as url:
        yield url


def spoil_boundaries(route: Route) -> None:
    """Answer with a boundary file whose names all end with a script."""
    topology = json.loads(route.fetch(max_retries=3).body())
    for unit in topology["objects"]["data"]["geometries"]:
        unit["properties"]["name"] += f" {HOSTILE}"
    route.fulfill(json=topology)


def assert_nothing_ran(page: Page) -> None:
    for frame in page.frames:
        assert frame.evaluate(INTRUDERS) == [0, 0, 0], frame.url


@pytest.fixture
def hostile_map(new_page: NewPage, hostile_url: str) -> MapPage:
    """Open the map with two units selected; its boundaries too have hostile names."""
    page = new_page(is_cold=True, viewport={"width": 1440, "height": 2000})
    page.set_default_timeout(COLD_MS)
    level = re.compile(rf"/static/geo/({'|'.join(LEVELS)})-\w+\.json")
    page.route(level, spoil_boundaries)
    return MapPage(page, hostile_url).open(selection=f"{LE_HAVRE},{ROUEN}", region="28")


def test_a_hostile_name_is_text_on_the_map_and_around_it(hostile_map: MapPage) -> None:
    page = hostile_map.page
    hostile_map.polygon(ROUEN).hover()
    expect(hostile_map.map.locator(".atlas-tooltip")).to_contain_text(BEGINNING)
    expect(hostile_map.polygon(ROUEN)).to_have_attribute("aria-label", re.compile(BEGINNING))
    expect(hostile_map.part("selection")).to_contain_text(BEGINNING)
    expect(hostile_map.part("tableau").locator("canvas").first).to_be_visible()
    page.get_by_text("La carte en toutes lettres").click()
    hostile_map.wait_idle()
    page.get_by_role("combobox", name="Votre commune").fill("le havre")
    expect(page.get_by_role("listbox")).to_contain_text(BEGINNING)
    page.keyboard.press("Escape")
    page.get_by_text("Source, définition, limites").click()
    hostile_map.wait_idle()
    assert_nothing_ran(page)


@pytest.mark.parametrize("address", PAGES_WITH_NAMES)
def test_a_hostile_name_is_text_on_every_page(
    new_page: NewPage, hostile_url: str, address: str
) -> None:
    page = new_page(viewport={"width": 1440, "height": 3000})
    page.goto(f"{hostile_url}/{address}")
    wait(page)
    expect(page.locator(".stMain")).to_contain_text(BEGINNING)
    assert_nothing_ran(page)


def test_an_uploaded_script_is_refused(new_page: NewPage, atlas_url: str, tmp_path: Path) -> None:
    file = tmp_path / "indicateur.csv"
    quoted = HOSTILE.replace('"', '""')
    file.write_text(f'siren;"{quoted}"\n{LE_HAVRE};12\n"{quoted}";3\n', encoding="utf-8")
    page = new_page()
    page.goto(f"{atlas_url}/indicateur")
    wait(page)
    page.locator("input[type=file]").set_input_files(file)
    expect(page.locator(".stMain").get_by_role("alert").first).to_be_visible()
    wait(page)
    assert_nothing_ran(page)


def test_the_policy_stops_a_script_that_got_into_a_page(
    new_page: NewPage, atlas_url: str, refusals: list[str]
) -> None:
    """Escaping comes first; were it forgotten somewhere, the policy still stands."""
    page = new_page()
    page.goto(f"{atlas_url}/donnees")
    wait(page)
    refused = page.evaluate(
        """hostile => new Promise(resolve => {
            const seen = [];
            document.addEventListener("securitypolicyviolation", event => {
                seen.push(event.effectiveDirective);
                resolve([seen[0], window.__ran || 0]);
            });
            document.body.insertAdjacentHTML("beforeend", hostile);
        })""",
        HOSTILE,
    )
    assert refused == ["script-src-attr", 0]
    assert refusals
    refusals.clear()


def test_the_background_comes_when_it_is_asked_for(
    new_page: NewPage, atlas_url: str, outside_requests: list[str]
) -> None:
    page = new_page(is_cold=True)
    page.route(f"{BACKGROUND_HOST}/**", lambda route: route.fulfill(body=TILE))
    atlas = MapPage(page, atlas_url).open(fond="ign")
    tile = atlas.map.locator("img.leaflet-tile-loaded").first
    expect(tile).to_be_attached()
    assert tile.evaluate("tile => tile.naturalWidth") == 1
    outside_requests.clear()
