"""A user's own file in a real browser: brought, drawn, explained, taken away, and kept apart."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Dialog, FilePayload, Page, expect

from territoires_industrie.boundaries import screen_geometry
from tests.browser.conftest import NewPage
from tests.browser.map_page import MapPage, download_geojson
from tests.browser.waiting import wait

LE_HAVRE, ROUEN = "200084952", "200023414"
TITLE = "Sites & moins <5, ![x](http://example.invalid/x.png) visités"
SHOWN = "Sites & moins <5, !(x)(http://example.invalid/x.png) visités"
CONTENT = f"siren;nom;n\n{LE_HAVRE};Le Havre;12,5\n{ROUEN};Rouen;40\n999999999;?;1\n"
PATIENCE_MS = 60_000


def bring(page: Page, url: str) -> None:
    """Upload the file, say what its figure is, and add it to the atlas."""
    page.goto(f"{url}/indicateur")
    chooser = page.locator('[data-testid="stFileUploaderDropzoneInput"]')
    chooser.wait_for(state="attached", timeout=PATIENCE_MS)
    wait(page)
    file: FilePayload = {
        "name": "mon fichier.csv",
        "mimeType": "text/csv",
        "buffer": CONTENT.encode(),
    }
    chooser.set_input_files(file)
    kind = page.locator(".st-key-propre_nature")
    kind.get_by_text("Un rapport déjà calculé").click(timeout=PATIENCE_MS)
    title = page.get_by_role("textbox", name="Titre")
    title.fill(TITLE)
    title.press("Enter")
    wait(page)
    year = page.locator(".st-key-propre_annee").get_by_role("textbox")  # no column tells it
    year.fill("2024")
    year.press("Enter")
    wait(page)
    expect(page.locator(".st-key-propre_rapport")).to_contain_text("1 sans correspondance")
    expect(page.get_by_text("Lignes sans correspondance (1)")).to_be_visible()
    page.get_by_role("button", name="Ajouter à l’atlas").click()
    # What would be taken for an address is parted there by a sign that nobody sees.
    expect(page.locator(".st-key-propre_0")).to_contain_text(
        re.compile(re.escape(SHOWN).replace(":", ":\N{WORD JOINER}?").replace("\\ ", r"\s"))
    )
    wait(page)


def tab_to(page: Page, key: str) -> None:
    """Go on by Tab alone until a control has the focus."""
    for _step in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("key => !!document.activeElement.closest(`.st-key-${key}`)", key):
            return
    raise AssertionError(f"{key} is not reached by Tab")


@pytest.fixture
def brought(new_page: NewPage, atlas_url: str) -> MapPage:
    """Bring the file in a fresh session and open its map by the page's own link."""
    page = new_page()
    dialogs: list[Dialog] = []

    def note(dialog: Dialog) -> None:
        dialogs.append(dialog)

    page.on("dialog", note)
    bring(page, atlas_url)
    page.get_by_role("link", name="Voir sur la carte").click()
    atlas = MapPage(page, atlas_url)
    atlas.wait_drawn()
    assert not dialogs
    page.remove_listener("dialog", note)
    return atlas


def test_it_is_drawn_explained_and_taken_away(brought: MapPage) -> None:
    expect(brought.part("legende")).to_contain_text(SHOWN)
    expect(brought.part("legende")).to_contain_text(re.compile(r"Absent du fichier\s*1.251"))
    fills = [
        brought.polygon(code).evaluate("shape => getComputedStyle(shape).fill")
        for code in (LE_HAVRE, ROUEN, screen_geometry("epci").codes[0])
    ]
    assert len(set(fills)) == 3
    brought.click_map(ROUEN)
    # What would be taken for an address is parted there by a sign that nobody sees.
    expect(brought.part("selection")).to_contain_text(
        re.compile(re.escape(SHOWN).replace(":", ":\N{WORD JOINER}?").replace("\\ ", r"\s"))
    )
    brought.wait_idle()
    key = parse_qs(urlsplit(brought.page.url).query)["indicateur"][0]
    features = download_geojson(brought)["features"]
    values = {one["properties"]["epci_siren"]: one["properties"][key] for one in features}
    assert (values[LE_HAVRE], values[ROUEN]) == (12.5, 40)
    assert sorted(value for value in values.values() if value is not None) == [12.5, 40]


def test_its_address_is_explained_elsewhere(brought: MapPage, new_page: NewPage) -> None:
    brought.wait_idle()
    brought.page.wait_for_function("() => location.search.includes('indicateur=own_')")
    elsewhere = MapPage(new_page(), brought.url).visit(brought.page.url)
    expect(elsewhere.page.get_by_text("une adresse ne porte pas de données")).to_be_visible()
    expect(elsewhere.part("legende")).not_to_contain_text("Sites &")
    expect(elsewhere.part("legende")).to_contain_text("industrie")


def test_the_road_goes_by_keyboard_alone_and_a_file_takes_the_place_of_another(
    new_page: NewPage, atlas_url: str
) -> None:
    page = new_page(viewport={"width": 375, "height": 812})
    page.goto(f"{atlas_url}/indicateur")
    chooser = page.locator('[data-testid="stFileUploaderDropzoneInput"]')
    chooser.wait_for(state="attached", timeout=PATIENCE_MS)
    wait(page)
    rows = "".join(f"{code};1,5\n" for code in (1101, 1102, 1103, 1104, 1105))
    for name, content, shown in (
        ("a.csv", CONTENT, "propre_nature"),
        ("b.csv", f"code;Taux 2022\n{rows}", "propre_doute_key_kind"),
    ):
        file: FilePayload = {"name": name, "mimeType": "text/csv", "buffer": content.encode()}
        chooser.set_input_files(file)
        page.locator(f".st-key-{shown}").wait_for(timeout=PATIENCE_MS)
        wait(page)
    assert not page.locator(".st-key-propre_doute_key_kind input:checked").count()
    page.locator(".st-key-propre_type input").focus()
    for key, presses in (
        ("propre_doute_key_kind", ("Space", "ArrowDown")),
        ("propre_nature", ("Space",)),
    ):
        page.locator(f".st-key-{key} input").first.wait_for(timeout=PATIENCE_MS)
        tab_to(page, key)
        for press in presses:
            page.keyboard.press(press)
            wait(page)  # a key that comes while the page is drawn meets no field
        expect(page.locator(f".st-key-{key} input:focus")).to_be_checked()
    page.locator(".st-key-propre_ajouter").wait_for(timeout=PATIENCE_MS)
    tab_to(page, "propre_ajouter")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-propre_0")).to_contain_text("Taux 2022", timeout=PATIENCE_MS)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
