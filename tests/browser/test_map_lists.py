"""Lists that the map has kept: told once, called by their digest, asked for when lost."""

import pytest
from playwright.sync_api import Frame, expect

from territoires_industrie.look import PAGE
from tests.browser.conftest import NewPage, Serve
from tests.browser.map_alone import IFRAME, map_frame, press, settled, tick, write_app

NOTE_PAYLOADS = """
window.told = [];
window.Atlas = {};
let update;
const noting = (payload) => {
    window.last = payload;
    told.push(payload.lists.filter((sent) => Object.keys(sent).length > 1).length);
    return update(payload);
};
Object.defineProperty(Atlas, "update", {
    get: () => update && noting,
    set: (given) => (update = given),
});
"""


def reload_frame(frame: Frame) -> Frame:
    frame.evaluate("window.isOld = true; location.reload()")
    frame.wait_for_function("!window.isOld")
    return map_frame(frame.page)


def told(frame: Frame) -> list[int]:
    """How many of the two lists came whole with each payload."""
    counts = frame.evaluate("told")
    assert isinstance(counts, list)
    return counts


@pytest.fixture(scope="module")
def url(served: Serve, tmp_path_factory: pytest.TempPathFactory) -> str:
    return served(write_app(tmp_path_factory.mktemp("lists")))


@pytest.fixture
def noted(new_page: NewPage, url: str) -> Frame:
    page = new_page(is_cold=True)
    page.add_init_script(NOTE_PAYLOADS)
    page.goto(url)
    return map_frame(page)


def test_lists_that_the_map_has_kept_are_not_sent_again(noted: Frame) -> None:
    press(noted, "c00")
    press(noted, "c01")
    tick(noted, "1")
    press(noted, "c02")
    tick(noted, "0")
    tick(noted, "dimmed")
    assert told(noted) == [2, 0, 0, 2, 0, 0, 1]


def test_a_map_that_lost_its_lists_asks_and_is_not_taken_for_a_reader(noted: Frame) -> None:
    press(noted, "c00")
    press(noted, "c02")
    expect(noted.page.get_by_text("heard 2")).to_be_visible()
    again = reload_frame(noted)
    expect(again.locator('[data-code="c02"]')).to_have_attribute("aria-pressed", "true")
    assert again.locator('[data-code="c02"]').get_attribute("aria-label") == "Trois, 2 %"
    assert told(again) == [0, 2]
    expect(again.page.get_by_text("heard 2")).to_be_visible()
    press(again, "c01")
    expect(again.page.get_by_text("heard 3")).to_be_visible()
    expect(again.page.get_by_text("selected c01")).to_be_visible()


def test_a_map_keeps_so_many_lists_and_asks_for_those_it_let_go(noted: Frame) -> None:
    press(noted, "c00")
    noted.evaluate("""() => {
        const [shades, labels] = last.lists.map(({ digest }) => digest);
        for (let rank = 0; rank < 40; rank++) {
            const other = { digest: `other${rank}`, classes: "000000", dimmed: "" };
            Atlas.update({ ...last, lists: [other, { digest: labels }] });
        }
        told.length = 0;
        Atlas.update({ ...last, lists: [{ digest: shades }, { digest: labels }] });
    }""")
    settled(noted)
    assert told(noted) == [0, 1]
    expect(noted.page.get_by_text("heard 1")).to_be_visible()
    expect(noted.locator('[data-code="c02"]')).to_have_attribute("fill", PAGE.of("#1d3180"))


def test_a_map_that_comes_back_to_the_page_is_told_all_at_once(noted: Frame) -> None:
    press(noted, "c00")
    page = noted.page
    page.get_by_text("hidden", exact=True).click()
    expect(page.locator(IFRAME)).to_have_count(0)
    page.get_by_text("hidden", exact=True).click()
    back = map_frame(page)
    assert told(back) == [2]
    expect(back.locator('[data-code="c00"]')).to_have_attribute("aria-pressed", "true")
    press(back, "c01")
    assert told(back) == [2, 0]
