"""Access without a mouse, a wide screen, colours or motion, in a browser."""

import re
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Locator, Page, expect

from territoires_industrie.membership import read_units
from tests.addresses import QUERIES
from tests.browser.conftest import NewPage
from tests.browser.map_page import MapPage
from tests.browser.waiting import open_page

LE_HAVRE = ("200084952", "Le Havre Seine Métropole")
MOST_STOPS = 200
CODES = 6
"""Column of the codes in the map's table, the boxes to tick being column 0."""

FOCUS_LOOK = """() => {
  const node = document.activeElement;
  if (["IFRAME", "BODY"].includes(node.tagName)) return null;
  const look = style => [style.outlineStyle, style.outlineWidth, style.outlineColor,
    style.boxShadow, style.borderColor, style.backgroundColor, style.opacity, style.transform,
    style.top].join();  // a link to the content shows itself only then
  const chain = [];
  for (let one = node; one && chain.length < 7; one = one.parentElement) chain.push(one);
  const read = () => chain.map(one => look(getComputedStyle(one))).join("|");
  const focused = read();
  node.blur();
  const rest = read();
  node.focus({ focusVisible: true });
  return [focused !== rest, node.outerHTML.slice(0, 200)];
}"""


@pytest.fixture
def atlas(new_page: NewPage, atlas_url: str) -> MapPage:
    """Open nothing yet: a fresh browser in front of the atlas."""
    return MapPage(new_page(), atlas_url)


def test_rows_of_the_table_are_ticked_and_sorted_by_keyboard_alone(atlas: MapPage) -> None:
    atlas.open()
    table, keyboard = atlas.page.get_by_test_id("stDataFrame"), atlas.page.keyboard

    def cell(column: int, row: int) -> Locator:
        return table.get_by_test_id(f"glide-cell-{column}-{row}")

    keyboard.press("Tab")
    for _step in range(50):
        if table.evaluate("node => node.contains(document.activeElement)"):
            break
        keyboard.press("Tab")
    expect(cell(1, 0)).to_be_focused()
    for _column in range(1, CODES):
        keyboard.press("ArrowRight")
    keyboard.press("ArrowDown")
    expect(cell(CODES, 1)).to_be_focused()
    codes = sorted(read_units("epci").index)
    for in_order in (codes, codes[::-1]):
        keyboard.press("Control+Space")
        for row in (0, 1):
            expect(cell(CODES, row)).to_have_text(in_order[row])
        atlas.wait_idle()
    for row in (1, 2):
        expect(cell(CODES, row)).to_be_focused()
        name = cell(1, row).inner_text()
        keyboard.press("Shift+Space")
        expect(atlas.part("selection")).to_contain_text(name)
        atlas.wait_idle()
        keyboard.press("ArrowDown")
    assert f"selection={codes[-2]}%2C{codes[-3]}" in atlas.page.url
    keyboard.press("Escape")
    expect(atlas.page).not_to_have_url(re.compile("selection="))
    expect(cell(CODES, 0)).to_have_text(codes[-1])


def test_the_map_has_a_text_that_says_it(atlas: MapPage) -> None:
    atlas.open(selection=LE_HAVRE[0])
    expect(atlas.map.locator(".atlas-units")).to_have_attribute("aria-label", re.compile("^Carte"))
    atlas.go_down()
    folded = atlas.page.locator("details").filter(has_text="La carte en toutes lettres")
    folded.locator("summary").focus()
    atlas.page.keyboard.press("Enter")
    said = folded.get_by_text(re.compile("^Sélection.*" + LE_HAVRE[1]))
    expect(said).to_be_visible()


def test_selection_and_missing_values_have_more_than_a_colour(atlas: MapPage) -> None:
    """An outline with its casing for the first, a pattern a status for the second."""
    atlas.open(selection=LE_HAVRE[0])
    expect(atlas.map.locator(".atlas-selection")).to_have_count(1)
    expect(atlas.map.locator(".atlas-halo")).to_have_count(1)
    # Mayotte is out of the source's scope.
    missing = atlas.map.locator('path[fill="url(#motif-o)"]')
    assert missing.count() > 4
    expect(missing.first).to_have_attribute("aria-label", re.compile("Hors du champ"))
    # The rest of the overseas EPCI have the figure of what is around them, in its colour.
    assert atlas.map.locator('path[fill="url(#motif-a)"]').count() == 1
    for letter, word in (
        ("o", "Hors du champ"),
        ("a", "Emploi salarié de la zone ou du département"),
    ):
        expect(atlas.part("legende")).to_contain_text(word)
        assert atlas.map.locator(f"pattern#motif-{letter} path").count()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_has_the_focus_is_seen(new_page: NewPage, atlas_url: str, scheme: str) -> None:
    # A look that fades in could not be read at once.
    page = new_page(color_scheme=scheme, reduced_motion="reduce")
    MapPage(page, atlas_url).open()
    page.keyboard.press("Tab")
    unseen, seen = [], 0
    for _step in range(24):
        if look := page.evaluate(FOCUS_LOOK):
            seen += 1
            unseen += [] if look[0] else [look[1]]
        page.keyboard.press("Tab")
    assert seen > 15
    assert unseen == []


@pytest.mark.parametrize(
    "name", ["territoire", "comparaison", "programme", "indicateur", "methode", "donnees"]
)
def test_tab_goes_through_every_page_to_its_end(
    new_page: NewPage, atlas_url: str, name: str
) -> None:
    """Each control has a look of its own while it has the focus, and none keeps it."""
    page = new_page(reduced_motion="reduce")
    open_page(page, f"{atlas_url}/{name}?{urlencode(QUERIES[name])}")
    unseen, last = [], ""
    for _step in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        if look := page.evaluate(FOCUS_LOOK):
            last = look[1]
            unseen += [] if look[0] else [last]
    assert "<select" in last, "the page does not end"
    assert unseen == []


DARK, PAPER = "rgb(22, 22, 22)", "rgb(255, 255, 255)"


def test_a_reader_chooses_a_light_or_a_dark_page(new_page: NewPage, atlas_url: str) -> None:
    """By keyboard; followed at once, by the map too, and on every page; paper stays white."""
    page = new_page()
    atlas = MapPage(page, atlas_url).open(niveau="region")
    ground = page.locator(".stApp")
    page.get_by_role("combobox", name="Apparence").focus()
    page.keyboard.press("End")
    expect(ground).to_have_css("background-color", DARK)
    expect(atlas.map.locator(".atlas.is-dark")).to_have_count(1)
    open_page(page, f"{atlas_url}/methode?lang=en")
    expect(page.get_by_role("combobox", name="Appearance")).to_have_value("dark")
    page.emulate_media(media="print")
    expect(ground).to_have_css("background-color", PAPER)
    page.emulate_media(media="screen")
    for choice, seen in (
        ("dark", DARK),
        ("as the system", PAPER),
        ("dark", DARK),
        ("light", PAPER),
    ):
        page.get_by_role("combobox", name="Appearance").select_option(choice)
        expect(ground).to_have_css("background-color", seen)


def test_a_page_that_is_dark_as_the_system_is_printed_on_white(
    new_page: NewPage, atlas_url: str
) -> None:
    page = new_page(color_scheme="dark")
    open_page(page, f"{atlas_url}/methode")
    ground = page.locator(".stApp")
    expect(ground).to_have_css("background-color", DARK)
    page.emulate_media(media="print", color_scheme="dark")
    expect(ground).to_have_css("background-color", PAPER)
    page.emulate_media(media="screen", color_scheme="dark")
    expect(ground).to_have_css("background-color", DARK)


def test_tab_goes_into_what_a_button_opens_and_on(atlas: MapPage) -> None:
    atlas.open(niveau="region")
    settings = atlas.part("reglages")
    buttons = [settings.get_by_role("button", name=name) for name in ("Filtres", "Affichage")]
    keyboard, over = atlas.page.keyboard, atlas.page.get_by_role("dialog")
    buttons[0].focus()
    keyboard.press("Enter")
    expect(over.get_by_role("combobox", name="Régions")).to_be_visible()
    atlas.wait_idle()
    inside = "node => node.contains(document.activeElement)"
    keyboard.press("Tab")
    expect(over.get_by_role("combobox", name="Régions")).to_be_focused()
    keyboard.press("Shift+Tab")
    expect(buttons[0]).to_be_focused()
    keyboard.press("Tab")
    expect(over.get_by_role("combobox", name="Régions")).to_be_focused()
    stops = 0
    while over.evaluate(inside):
        keyboard.press("Tab")
        stops += 1
    assert stops > 5
    expect(buttons[1]).to_be_focused()


def moving(page: Page) -> list[str]:
    """Name what moves by itself in a page: animations that last."""
    found: list[str] = page.evaluate(
        """() => document.getAnimations().filter(one => one.playState === "running"
            && one.effect.getComputedTiming().duration > 50).map(one => one.animationName || "?")"""
    )
    return found


def test_less_motion_is_no_motion(new_page: NewPage, atlas_url: str) -> None:
    page = new_page(reduced_motion="reduce")
    atlas = MapPage(page, atlas_url).open(selection=LE_HAVRE[0])
    assert moving(page) == []
    before = atlas.polygon(LE_HAVRE[0]).bounding_box()
    atlas.in_map("""document.querySelector('[data-action="zoom_in"]').click()""")
    after = atlas.polygon(LE_HAVRE[0]).bounding_box()
    assert before
    assert after
    assert after["width"] > 1.5 * before["width"], "the zoom took time"
    assert not atlas.map.locator(".leaflet-zoom-anim").count()
