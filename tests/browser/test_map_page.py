"""The map page in a browser, on the real data, as a reader uses it."""

import re
from io import BytesIO
from typing import Any

import pypdf
import pytest
from playwright.sync_api import Locator, Page, WebSocket, expect

from territoires_industrie.wording import format_number
from tests.browser.conftest import WIDE, NewPage
from tests.browser.map_page import FRAME, MapPage, download_geojson
from tests.browser.waiting import open_page

LE_HAVRE = ("200084952", "Le Havre Seine Métropole")
ROUEN = ("200023414", "Métropole Rouen Normandie")
NORMANDIE = "28"
AXE_SEINE = "Axe Seine"
OVERSEAS = {
    "971": "Guadeloupe",
    "972": "Martinique",
    "973": "Guyane",
    "974": "La Réunion",
    "976": "Mayotte",
}
SETTLED_MS = 1_000
"""The table tells the server its ticked rows some time after a click on the map."""

PHONE = {"width": 375, "height": 812}
TABLET = {"width": 768, "height": 1024}
WATCH_SHIFTS = """window.shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });"""
MOST_SHIFT = 0.1
BAD_ADDRESSES = (
    {"region": "28,999"},
    {"bornes": "3,2,1", "methode": "manuel"},
    {"lang": "<script>alert(1)</script>", "niveau": "<b>epci</b>"},
)
"""Of each kind one; ``tests/pages/test_map_address.py`` opens the others without a browser."""


@pytest.fixture
def atlas(new_page: NewPage, atlas_url: str) -> MapPage:
    """Open nothing yet: a fresh browser in front of the atlas."""
    return MapPage(new_page(), atlas_url)


def positions(coordinates: list[Any]) -> list[list[float]]:
    """Flatten the coordinates of a geometry.

    >>> positions([[[[1, 2], [3, 4]]], [[[5, 6]]]])
    [[1, 2], [3, 4], [5, 6]]
    """
    if isinstance(coordinates[0], list):
        return [position for part in coordinates for position in positions(part)]
    return [coordinates]


def picture_of_opening(without: Page, address: str) -> Locator:
    """Picture of the map in the first answer, once a server that has just started can draw it."""
    without.goto(address)
    picture = without.locator("#ouverture figure")
    for _try in range(60):
        if picture.count():
            return picture
        without.wait_for_timeout(1_000)
        without.reload()
    raise AssertionError("the first answers of a minute hold no picture")


@pytest.mark.parametrize("size", [WIDE, TABLET, PHONE], ids=["wide", "tablet", "phone"])
def test_the_map_comes_where_the_first_answer_has_its_picture(
    new_page: NewPage, atlas_url: str, size: dict[str, int]
) -> None:
    without = new_page(viewport=size, java_script_enabled=False)
    here = picture_of_opening(without, atlas_url).bounding_box()
    assert without.locator("#ouverture h1").inner_text() == "Atlas des Territoires d’industrie"
    living = MapPage(new_page(is_cold=True, viewport=size), atlas_url)
    living.page.add_init_script(WATCH_SHIFTS)
    living.open()
    expect(living.page.locator("#ouverture")).to_have_count(0)
    there = living.page.locator(FRAME).bounding_box()
    assert here == pytest.approx(there, abs=2)
    assert living.page.evaluate("window.shift") < MOST_SHIFT


WATCH_ORDER = """if (window === window.top) {
  window.order = [];
  const see = () => {
    const opening = document.getElementById("ouverture");
    if (opening?.classList.contains("peinte") && !order.length) order.push("map");
    const frame = document.querySelector('iframe[title="streamlit_folium.st_folium"]');
    if (order.length === 1 && getComputedStyle(frame).visibility === "visible") order.push("seen");
    if (document.querySelector("footer") && !order.includes("rest")) order.push("rest");
  };
  new MutationObserver(see).observe(document, {
    childList: true, subtree: true, attributes: true, attributeFilter: ["class"],
  });
}"""
"""What a page shows, as it comes: the map painted, and seen while the opening stands; the foot."""


def test_the_map_is_there_before_what_stands_around_it(new_page: NewPage, atlas_url: str) -> None:
    picture_of_opening(new_page(java_script_enabled=False), atlas_url)
    living = MapPage(new_page(is_cold=True), atlas_url)
    living.page.add_init_script(WATCH_ORDER)
    living.open()
    expect(living.page.locator("#ouverture")).to_have_count(0)
    assert living.page.evaluate("window.order") == ["map", "seen", "rest"]


def test_a_map_that_never_comes_keeps_nothing_back(
    new_page: NewPage, atlas_url: str, refusals: list[str]
) -> None:
    page = new_page(is_cold=True)
    page.route("**/component/streamlit_folium.st_folium/static/**", lambda route: route.abort())
    page.goto(atlas_url)
    expect(page.locator("footer")).to_be_attached()
    page.locator("body").press("Shift")
    expect(page.locator(".st-key-menu a").first).to_be_visible()
    refusals.clear()


def test_what_answers_a_click_comes_in_few_frames(atlas: MapPage) -> None:
    """Written one by one, the elements of a page cost the server and the browser twice as much."""
    frames: list[bytes | str] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: frames.append(frame))

    atlas.page.once("websocket", listen)
    atlas.open(region=NORMANDIE)
    before, heard = len(frames), atlas.page.evaluate("window.heard")
    with atlas.rerun():
        atlas.click_map(LE_HAVRE[0])
    sent = len(frames) - before
    # The page hears each frame, then what is in it.
    elements = atlas.page.evaluate("window.heard") - heard - sent
    assert elements > 20
    assert sent < elements / 2


@pytest.mark.parametrize("page", ["", "programme?vue=membres"])
def test_a_click_is_heard_after_the_table_followed_another(atlas: MapPage, page: str) -> None:
    atlas.visit(f"{atlas.url}/{page}")
    for code in (LE_HAVRE[0], ROUEN[0], LE_HAVRE[0], ROUEN[0]):
        atlas.page.wait_for_timeout(SETTLED_MS)
        atlas.click_map(code)
        expect(atlas.page).to_have_url(re.compile(f"selection={code}(&|$)"))
        atlas.wait_idle()


def test_ctrl_click_adds_to_the_selection(atlas: MapPage) -> None:
    atlas.open().click_map(LE_HAVRE[0])
    expect(atlas.part("selection")).to_contain_text(LE_HAVRE[1])
    atlas.click_map(ROUEN[0], add=True)
    expect(atlas.part("selection")).to_contain_text(ROUEN[1])
    expect(atlas.part("selection")).to_contain_text(LE_HAVRE[1])
    atlas.wait_idle()
    assert f"selection={LE_HAVRE[0]}" in atlas.page.url


def test_the_download_is_geojson_that_any_tool_reads(atlas: MapPage) -> None:
    collection = download_geojson(atlas.open(region=NORMANDIE))
    assert collection["type"] == "FeatureCollection"
    assert "crs" not in collection
    for feature in collection["features"]:
        for x, y in positions(feature["geometry"]["coordinates"]):
            assert -2.2 < x < 2.2, feature["properties"]["epci_name"]
            assert 48 < y < 50.3
            assert round(x, 6) == x
            assert round(y, 6) == y


def test_the_address_brings_the_view_back_in_a_fresh_browser(
    new_page: NewPage, atlas_url: str
) -> None:
    first = MapPage(new_page(), atlas_url).open(
        niveau="departement", indicateur="population_density_per_km2", region=NORMANDIE, classes="4"
    )
    first.click_map("76")
    expect(first.part("selection")).to_contain_text("Seine-Maritime")
    first.wait_idle()
    first.page.wait_for_url(re.compile("selection=76"))
    second = MapPage(new_page(), atlas_url).visit(first.page.url)
    expect(second.part("selection")).to_contain_text("Seine-Maritime")
    expect(second.polygon("76")).to_have_attribute("aria-pressed", "true")
    assert second.legend() == first.legend()
    second.wait_idle()
    # The place of the map is written as it moves; the second has framed the selection.
    assert second.page.url.partition("&carte=")[0] == first.page.url.partition("&carte=")[0]


@pytest.mark.parametrize("parameters", BAD_ADDRESSES, ids=lambda bad: next(iter(bad)))
def test_a_bad_address_is_told_and_shows_the_nearest_view(
    atlas: MapPage, parameters: dict[str, str]
) -> None:
    atlas.open(**parameters)
    expect(atlas.page.get_by_role("alert").first).to_contain_text("Adresse")
    assert atlas.map.locator("path[data-code]").count() > 10
    assert "Traceback" not in atlas.page.inner_text("body")


def test_zoom_and_map_survive_a_change_of_indicator(atlas: MapPage) -> None:
    atlas.open()
    atlas.map.get_by_role("button", name="Agrandir").click()
    atlas.page.wait_for_timeout(500)
    before = atlas.polygon(LE_HAVRE[0]).bounding_box()
    fill = atlas.polygon(LE_HAVRE[0]).get_attribute("fill")
    atlas.in_map("window.__same = 'the same frame'")
    atlas.choose("Indicateur", "Taux de chômage")
    expect(atlas.polygon(LE_HAVRE[0])).not_to_have_attribute("fill", str(fill))
    assert atlas.in_map("window.__same") == "the same frame"
    assert atlas.polygon(LE_HAVRE[0]).bounding_box() == before


def test_overseas_is_in_the_first_view(atlas: MapPage) -> None:
    atlas.open(niveau="departement")
    width, height = atlas.in_map("[window.innerWidth, window.innerHeight]")
    for code in OVERSEAS:
        x, y, right, bottom = atlas.polygon(code).evaluate(
            "shape => { const b = shape.getBoundingClientRect(); "
            "return [b.left, b.top, b.right, b.bottom]; }"
        )
        assert 0 <= x < right <= width, code
        assert 0 <= y < bottom <= height, code
        assert right - x > 5, code
    atlas.click_map("974")
    expect(atlas.part("selection")).to_contain_text(OVERSEAS["974"])
    inset = atlas.map.locator(".atlas-frame").last
    box = inset.bounding_box()
    assert box
    # Beside the island: the inset comes close, and the selection stays.
    atlas.page.mouse.click(box["x"] + box["width"] - 4, box["y"] + box["height"] - 4)
    expect(inset).not_to_have_class(re.compile("opens"))
    expect(atlas.polygon("974")).to_be_in_viewport(ratio=1)
    expect(atlas.part("selection")).to_contain_text(OVERSEAS["974"])


UNITS_UNDER = """text => {
  const { left, top, right, bottom } = text.getBoundingClientRect(), found = new Set();
  for (let x = left; x <= right; x += 1)
    for (let y = top; y <= bottom; y += 1)
      for (const node of document.elementsFromPoint(x, y))
        if (node.matches(".atlas-unit")) found.add(node.dataset.code);
  return [...found];
}"""


def test_names_of_insets_touch_no_ground(atlas: MapPage) -> None:
    atlas.open(niveau="departement")
    names = atlas.map.locator(".atlas-frame-name")
    expect(names).to_have_count(len(OVERSEAS))
    for name in names.all():
        expect(name).to_be_visible()
        assert name.evaluate(UNITS_UNDER) == [], name.text_content()


def test_axe_seine_shows_its_ten_members_and_its_inhabitants(atlas: MapPage) -> None:
    from territoires_industrie.membership import read_units

    names = read_units("territoire_phase2")["name"]
    (code,) = names.index[names == AXE_SEINE]
    atlas.open(niveau="territoire", phase="2", selection=str(code))
    facts = " ".join(atlas.part("selection").inner_text().split())
    assert AXE_SEINE in facts
    assert re.search("10 (EPCI|membres)", facts)
    assert " ".join(format_number(1_268_368).split()) in facts


def test_a_background_that_cannot_come_is_harmless(
    atlas: MapPage, outside_requests: list[str]
) -> None:
    atlas.open(fond="ign").click_map(LE_HAVRE[0])
    expect(atlas.part("selection")).to_contain_text(LE_HAVRE[1])
    assert outside_requests, "the background was not asked for"
    assert all("//data.geopf.fr/" in url for url in outside_requests)
    outside_requests.clear()


def test_two_maps_move_together_and_one_click_selects_on_both(atlas: MapPage) -> None:
    atlas.open(deux="oui", niveau="region", indicateur="private_jobs_change_pct")
    frames = [atlas.page.frame_locator(f"{FRAME} >> nth={rank}") for rank in range(3)]
    paths = [frame.locator('path[data-code="28"]') for frame in frames]
    for path in paths:
        path.wait_for()
    before = paths[0].bounding_box()
    frames[1].get_by_role("button", name="Agrandir").click()
    expect(atlas.page).to_have_url(re.compile("carte="))
    boxes = [path.bounding_box() for path in paths]
    assert before is not None
    assert all(box is not None and box["width"] > before["width"] * 1.2 for box in boxes)
    paths[2].click()
    expect(atlas.page).to_have_url(re.compile("selection=28"))
    for path in paths:
        expect(path).to_have_attribute("aria-pressed", "true")


SCALED = """title => {
  const frame = document.querySelector(title);
  return frame.getBoundingClientRect().width / frame.contentWindow.innerWidth;
}"""


def test_a_printed_page_holds_the_map_its_legend_and_the_facts(
    new_page: NewPage, atlas_url: str
) -> None:
    atlas = MapPage(new_page(), atlas_url).open(niveau="territoire", phase="2", selection="ti-2809")
    (paper,) = pypdf.PdfReader(BytesIO(atlas.page.pdf(prefer_css_page_size=True))).pages
    said = paper.extract_text()
    for part in ("Vallée de la Bresle", "de 21,0 à 36,6", "Emplois de l’industrie (2022)"):
        assert part in said
    # What is in the frame is scaled with it: the map is not cut.
    atlas.page.emulate_media(media="print")
    assert atlas.page.evaluate(SCALED, FRAME) == pytest.approx(0.72, abs=0.01)


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        (
            "territoire?niveau=territoire&phase=2&selection=ti-2809",
            ("CC du Vimeu", "Emplois de l’industrie (2022)", "France Relance, 2020 à 2022"),
        ),
        (
            "comparaison?niveau=epci&selection=200084952,200023414",
            (
                "Métropole Rouen Normandie",
                "Emplois de l’industrie (2022)",
                "Population (indice 100",
            ),
        ),
    ],
)
def test_a_sheet_and_a_comparison_are_printed_whole(
    new_page: NewPage, atlas_url: str, address: str, parts: tuple[str, ...]
) -> None:
    page = new_page()
    open_page(page, f"{atlas_url}/{address}")
    papers = pypdf.PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    said = " ".join(" ".join(paper.extract_text().split()) for paper in papers)
    for part in parts:
        assert part in said, part
    for control in ("Voir les chiffres", "Télécharger", "Filières"):
        assert control not in said, control
