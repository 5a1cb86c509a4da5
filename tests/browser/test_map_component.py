"""The map alone in Chromium: drawing, pointer, keyboard, fingers, failures."""

import re
from typing import Any

import pytest
from playwright.sync_api import Frame, Page, Route, expect

from territoires_industrie.look import PAGE
from tests.browser.conftest import NewPage, Serve
from tests.browser.map_alone import IFRAME, after, map_frame, press, tick, write_app
from tests.browser.map_page import wait_at_rest
from tests.browser.small_world import HOSTILE

PHONE = {"viewport": {"width": 375, "height": 812}, "has_touch": True, "is_mobile": True}


@pytest.fixture(scope="module")
def url(served: Serve, tmp_path_factory: pytest.TempPathFactory) -> str:
    return served(write_app(tmp_path_factory.mktemp("map")))


@pytest.fixture
def atlas(page: Page, url: str) -> Frame:
    page.goto(url)
    return map_frame(page)


def pick(frame: Frame, code: str, *modifiers: Any) -> None:
    frame.locator(f'[data-code="{code}"]').click(modifiers=modifiers)


def pressed(frame: Frame) -> list[str]:
    found = frame.evaluate(
        "[...document.querySelectorAll('[aria-pressed=true]')].map(node => node.dataset.code)"
    )
    assert isinstance(found, list)
    return found


def camera(frame: Frame) -> list[float]:
    found = frame.evaluate("[map.getZoom(), map.getCenter().lat, map.getCenter().lng]")
    assert isinstance(found, list)
    return found


def expect_selected(page: Page, codes: str) -> None:
    """Wait until the page has heard of the selection, and has drawn the map again for it."""
    expect(page.get_by_text(f"selected {codes}", exact=True)).to_be_visible()
    wait_at_rest(page)


def test_every_unit_is_drawn_with_its_name_value_and_class(atlas: Frame) -> None:
    units = atlas.locator(".atlas-unit")
    expect(units).to_have_count(6)
    expect(units.nth(0)).to_have_attribute("aria-label", "Un, 0 %")
    fills = units.evaluate_all("nodes => nodes.map(node => node.getAttribute('fill'))")
    low, middle, high = (PAGE.of(colour) for colour in ("#bae0c6", "#3d91bc", "#1d3180"))
    assert fills == [low, middle, high, "url(#motif-w)", middle, high]
    pattern = atlas.locator("#motif-w")
    expect(pattern).to_have_count(1)
    expect(atlas.locator(".atlas-frame-name")).to_have_text("Guyane")


def test_neighbours_that_share_an_arc_both_close(atlas: Frame) -> None:
    tick(atlas, "rows.json")
    south, north = atlas.locator(".atlas-unit").evaluate_all(
        """nodes => nodes.map(node => {
            const {y, width, height} = node.getBBox();
            return {y, width, height};
        })"""
    )
    assert north["y"] + north["height"] == pytest.approx(south["y"], abs=2)
    assert south["width"] == north["width"]
    assert south["height"] > 0


def test_a_click_outlines_at_once_and_tells_python(page: Page, atlas: Frame) -> None:
    outlined = atlas.evaluate(
        """() => {
            const node = document.querySelector('[data-code="c01"]');
            node.dispatchEvent(new MouseEvent("click", {bubbles: true}));
            return document.querySelectorAll(".atlas-selection").length;
        }"""
    )
    assert outlined == 1
    expect_selected(page, "c01")
    expect(page.get_by_text("answer 1", exact=True)).to_be_visible()


def test_clicks_add_replace_and_clear(page: Page, atlas: Frame) -> None:
    pick(atlas, "c00")
    expect_selected(page, "c00")
    pick(atlas, "c12", "Control")
    expect_selected(page, "c00+c12")
    pick(atlas, "c02", "Shift")
    expect_selected(page, "c00+c12+c02")
    pick(atlas, "c12", "Control")
    expect_selected(page, "c00+c02")
    pick(atlas, "c10")
    expect_selected(page, "c10")
    pick(atlas, "c10")
    expect_selected(page, "none")
    assert pressed(atlas) == []


def test_plain_clicks_add_where_python_says_so(page: Page, atlas: Frame) -> None:
    tick(atlas, "multi")
    pick(atlas, "c00")
    pick(atlas, "c01")
    expect_selected(page, "c00+c01")


def test_a_drag_moves_the_map_and_selects_nothing(page: Page, atlas: Frame) -> None:
    before = camera(atlas)
    box = page.locator(IFRAME).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 80, y + 30, steps=4)
    page.mouse.up()
    atlas.wait_for_function("lng => map.getCenter().lng < lng", arg=before[2])
    assert pressed(atlas) == []


def test_python_selects_too(page: Page, atlas: Frame) -> None:
    pick(atlas, "c00")
    expect_selected(page, "c00")
    after(atlas, lambda: page.get_by_role("button", name="select c12").click())
    assert pressed(atlas) == ["c12"]
    pick(atlas, "c00", "Control")
    expect_selected(page, "c12+c00")


def test_a_late_answer_does_not_undo_a_newer_click(page: Page, atlas: Frame) -> None:
    atlas.evaluate(
        """() => {
            const update = Atlas.update;
            Atlas.update = (payload) => update((window.last = payload));
            window.answer = (selected, selection_n) => {
                update({...last, selected, selection_n});
                return document.querySelector("[aria-pressed=true]").dataset.code;
            };
        }"""
    )
    pick(atlas, "c00")
    pick(atlas, "c01")
    expect_selected(page, "c01")
    assert atlas.evaluate("answer(['c00'], 1)") == "c01"
    assert atlas.evaluate("answer(['c02'], 2)") == "c02"


def test_one_map_for_every_view_and_one_fetch_for_every_file(new_page: NewPage, url: str) -> None:
    page = new_page(is_cold=True)
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url.rsplit("/", 1)[-1]))
    page.goto(url)
    atlas = map_frame(page)
    atlas.evaluate("() => { window.mark = 1; map.setView([46, 3], 7, {animate: false}); }")
    atlas.evaluate("() => map.setZoom(8, {animate: false})")
    before = camera(atlas)
    for radio in ("1", "rows.json", "squares.json", "circles", "dimmed", "rows.json", "0"):
        tick(atlas, radio)
        assert atlas.evaluate("window.mark") == 1
    assert camera(atlas) == pytest.approx(before)
    assert fetched.count("squares.json") == fetched.count("rows.json") == 1


def test_a_change_during_the_loading_of_the_map_is_shown(new_page: NewPage, url: str) -> None:
    page = new_page(is_cold=True)
    held: list[Route] = []
    page.route("**/leaflet.js", lambda route: held.append(route))
    page.goto(url)
    expect(page.get_by_text("selected none", exact=True)).to_be_visible()
    page.get_by_text("1", exact=True).click()
    expect(page.get_by_role("radio", name="1")).to_be_checked()
    page.wait_for_timeout(1000)
    held[0].continue_()
    atlas = map_frame(page)
    expect(atlas.locator('[data-code="c00"]')).to_have_attribute("aria-label", "Un, 10 %")


def test_zoom_and_centre_come_back_with_the_page(page: Page, atlas: Frame) -> None:
    atlas.locator('[data-action="zoom_in"]').click()
    page.wait_for_url("**?carte=*")
    atlas.wait_for_timeout(400)
    before = camera(atlas)
    page.get_by_text("hidden", exact=True).click()
    expect(page.locator(IFRAME)).to_have_count(0)
    page.get_by_text("hidden", exact=True).click()
    again = map_frame(page)
    # Within a pixel, which is 0.006 degrees there: Leaflet places its drawing on whole ones.
    assert camera(again) == pytest.approx(before, abs=6e-3)
    # The same in a fresh browser, and nothing of it at an address without place.
    page.goto(page.url)
    assert camera(map_frame(page)) == pytest.approx(before, abs=6e-3)
    page.goto(page.url.partition("?")[0])
    again = map_frame(page)
    assert camera(again)[0] < before[0]


def test_python_can_show_a_unit_but_once(atlas: Frame) -> None:
    far = camera(atlas)
    tick(atlas, "focused")
    atlas.wait_for_function("zoom => map.getZoom() > zoom", arg=far[0])
    atlas.wait_for_timeout(400)
    atlas.locator('[data-action="home"]').click()
    home = camera(atlas)
    tick(atlas, "dimmed")
    assert camera(atlas) == pytest.approx(home)


def test_the_keyboard_goes_from_neighbour_to_neighbour(page: Page, atlas: Frame) -> None:
    expect(atlas.locator('.atlas-unit[tabindex="0"]')).to_have_count(1)
    atlas.locator('[data-action="zoom_in"]').focus()
    page.keyboard.press("Shift+Tab")
    focused = atlas.locator("*:focus")
    expect(focused).to_have_attribute("data-code", "c00")
    expect(atlas.locator(".atlas-focus-line")).to_have_count(1)
    expect(atlas.get_by_role("tooltip")).to_have_text("Un0 %")
    for key, code in (("ArrowRight", "c01"), ("ArrowUp", "c11"), ("ArrowLeft", "c10")):
        page.keyboard.press(key)
        expect(focused).to_have_attribute("data-code", code)
    page.keyboard.press("ArrowLeft")
    expect(focused).to_have_attribute("data-code", "c10")
    page.keyboard.press("Enter")
    expect_selected(page, "c10")
    expect(focused).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Space")
    expect_selected(page, "none")
    expect(atlas.locator('.atlas-unit[tabindex="0"]')).to_have_attribute("data-code", "c10")


def test_a_name_is_never_read_as_markup(atlas: Frame) -> None:
    atlas.locator('[data-code="c11"]').hover()
    expect(atlas.get_by_role("tooltip")).to_contain_text(HOSTILE)
    expect(atlas.locator("img")).to_have_count(0)


def test_outside_the_filter_is_pale_named_and_clickable(page: Page, atlas: Frame) -> None:
    tick(atlas, "dimmed")
    dimmed = atlas.locator('[data-code="c01"]')
    expect(dimmed).to_have_class(re.compile("is-dimmed"))
    expect(dimmed).to_have_attribute("aria-label", "Deux, 1 %, Hors du filtre")
    dimmed.click()
    expect_selected(page, "c01")


def test_circles_lie_big_under_small_and_answer_clicks(page: Page, atlas: Frame) -> None:
    tick(atlas, "circles")
    circles = atlas.locator(".atlas-circle")
    widths = circles.evaluate_all("nodes => nodes.map(n => n.getBoundingClientRect().width)")
    assert widths == sorted(widths, reverse=True)
    # The stroke is part of what is seen, the radius is what stands for the figure.
    assert widths[0] == pytest.approx(60, abs=3)
    assert len(widths) == 5
    circles.nth(0).click()
    expect_selected(page, "c00")
    ringed = [atlas.locator(f"circle.atlas-{name}") for name in ("halo", "selection")]
    for ring in ringed:
        around = "ring => ring.getBoundingClientRect().width"
        assert ring.evaluate(around) > circles.nth(0).evaluate(around)
    zoomed = camera(atlas)[0] + 1
    atlas.evaluate("zoom => map.setZoom(zoom, {animate: false})", zoomed)
    wide = circles.nth(0).evaluate("node => node.getBoundingClientRect().width")
    assert wide == pytest.approx(60, abs=4)


def test_a_missing_file_is_told_and_can_be_left(atlas: Frame) -> None:
    atlas.page.get_by_text("missing.json", exact=True).click()
    alert = atlas.get_by_role("alert")
    expect(alert).to_contain_text("Les contours n’ont pas pu être chargés")
    tick(atlas, "squares.json")
    expect(alert).to_have_count(0)
    expect(atlas.locator(".atlas-unit")).to_have_count(6)


def test_a_background_that_fails_is_harmless(
    page: Page, atlas: Frame, outside_requests: list[str]
) -> None:
    tick(atlas, "background")
    expect(atlas.locator(".atlas-note")).to_contain_text("Fond de carte de l’IGN indisponible")
    assert all(url.startswith("https://data.geopf.fr/wmts?") for url in outside_requests)
    assert outside_requests
    pick(atlas, "c00")
    expect_selected(page, "c00")
    outside_requests.clear()


def test_one_finger_is_left_to_the_page(new_page: NewPage, url: str) -> None:
    page = new_page(**PHONE)
    page.goto(url)
    atlas = map_frame(page)
    assert not atlas.evaluate("map.dragging.enabled()")
    action = atlas.evaluate("getComputedStyle(map.getContainer()).touchAction")
    assert action == "pan-x pan-y"
    assert atlas.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    atlas.locator('[data-code="c02"]').tap()
    expect(atlas.locator('[data-code="c02"]')).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_map_follows_the_theme(new_page: NewPage, url: str, scheme: str) -> None:
    page = new_page(color_scheme=scheme)
    page.goto(url)
    map_frame(page)
    is_dark = map_frame(page).evaluate("map.getContainer().classList.contains('is-dark')")
    assert is_dark == (scheme == "dark")


def test_the_map_follows_a_change_of_theme(new_page: NewPage, url: str) -> None:
    page = new_page()
    page.goto(url)
    atlas = map_frame(page)
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        state = "true" if scheme == "dark" else "false"
        atlas.wait_for_function(f"map.getContainer().classList.contains('is-dark') === {state}")


def test_a_rerun_leaves_no_style_sheet_behind(atlas: Frame) -> None:
    count = "document.querySelectorAll('style').length"
    for code in ("c00", "c01"):
        press(atlas, code)
    before = atlas.evaluate(count)
    for code in ("c02", "c00", "c01"):
        press(atlas, code)
    assert atlas.evaluate(count) == before
