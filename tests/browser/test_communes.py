"""The communes in Chromium: all drawn, one clicked, those of an EPCI opened, one by keyboard."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.map_page import FRAME, MapPage

LE_HAVRE = "200084952"
ETRETAT = "76254"
PLACE_OF = """([title, code]) => {
  const frame = document.querySelector(title).contentWindow;
  return frame.__atlas.placeOf(code);
}"""


@pytest.fixture
def atlas(page: Page, atlas_url: str) -> MapPage:
    return MapPage(page, atlas_url)


def place_of(atlas: MapPage, code: str) -> tuple[float, float]:
    """Find where a commune is on the page, in pixels."""
    frame = atlas.page.locator(FRAME).bounding_box()
    assert frame
    x, y = atlas.page.evaluate(PLACE_OF, [FRAME, code])
    return frame["x"] + x, frame["y"] + y


def colours(atlas: MapPage) -> int:
    """Count the colours of the drawing that is shown."""
    return int(
        atlas.page.evaluate(
            """title => {
              const frame = document.querySelector(title).contentDocument;
              const canvas = frame.querySelector("canvas.atlas-canvas:not([hidden])");
              const { width, height } = canvas;
              const image = canvas.getContext("2d").getImageData(0, 0, width, height);
              return new Set(new Uint32Array(image.data.buffer)).size;
            }""",
            FRAME,
        )
    )


def test_a_click_on_the_canvas_says_the_commune(atlas: MapPage) -> None:
    atlas.open(niveau="commune", indicateur="population_density_per_km2", selection="76351")
    assert colours(atlas) > 5
    atlas.page.mouse.click(*place_of(atlas, ETRETAT))
    expect(atlas.part("selection")).to_contain_text("Étretat")
    expect(atlas.part("selection")).to_contain_text("CU Le Havre Seine Métropole")
    atlas.wait_idle()
    assert f"selection={ETRETAT}" in atlas.page.url


def test_the_pointer_names_a_commune_and_the_keyboard_its_neighbour(atlas: MapPage) -> None:
    atlas.open(niveau="commune", indicateur="population_count", selection=ETRETAT)
    tooltip = atlas.map.locator(".atlas-tooltip")
    atlas.page.mouse.move(*place_of(atlas, ETRETAT))
    expect(tooltip).to_contain_text("Étretat")
    expect(tooltip).to_contain_text("hab.")
    active = atlas.map.locator('path.atlas-unit[tabindex="0"]')
    first = active.get_attribute("data-code")
    active.focus()
    atlas.page.keyboard.press("ArrowRight")
    expect(active).not_to_have_attribute("data-code", str(first))
    expect(active).to_be_focused()
    name = str(active.get_attribute("aria-label")).split(",")[0]
    atlas.page.keyboard.press("Enter")
    expect(atlas.part("selection")).to_contain_text(name)


def test_an_epci_opens_on_its_communes_and_back(atlas: MapPage) -> None:
    atlas.open(niveau="epci", selection=LE_HAVRE)
    atlas.page.get_by_role("button", name="Voir ses communes").click()
    held = atlas.page.get_by_text("Communes de :")
    expect(held).to_contain_text("CU Le Havre Seine Métropole")
    atlas.page.wait_for_function(
        "title => document.querySelector(title)?.contentWindow?.__atlas?.geometry"
        "?.startsWith('commune')",
        arg=FRAME,
    )
    atlas.wait_drawn()
    # The button stands below the map, which is out of sight by now.
    atlas.page.locator(FRAME).scroll_into_view_if_needed()
    atlas.page.mouse.click(*place_of(atlas, ETRETAT))
    expect(atlas.part("selection")).to_contain_text("Étretat")
    atlas.wait_idle()
    atlas.page.get_by_role("button", name="Revenir à ce territoire").click()
    expect(atlas.polygon(LE_HAVRE)).to_have_attribute("aria-pressed", "true")
