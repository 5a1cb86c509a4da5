"""Texts of an address and of a table stay texts: no link, picture, icon, formula or title."""

from urllib.parse import urlencode

import pytest
from playwright.sync_api import FilePayload, Page

from territoires_industrie.ui.navigation import PAGES
from territoires_industrie.upload.saving import NAME
from tests.browser.conftest import NewPage
from tests.browser.waiting import wait
from tests.faults.wrong_addresses import OPTION_NAMES, VIEW_NAMES
from tests.upload.hostile import hostile_indicators, hostile_table

TEXT = (
    "[click](//other.test) ![x](https://data.geopf.fr/other.png) https://other.test "
    "www.other.test a@other.test :material/home: :red[r] $x^2$ **bold**"
)
FOUND = """() => [...document.querySelectorAll(".stApp *")].filter((element) =>
    (element.href && /other.test$|^mailto:/.test(new URL(element.href, location).host
        || element.href))
    || (element.src && element.src.includes("other"))
    || element.matches(".katex")
    || (element.matches('[data-testid="stIconMaterial"]') && element.textContent === "home")
).map((element) => element.outerHTML)"""


def assert_it_is_text(page: Page) -> None:
    assert page.evaluate(FOUND) == []


@pytest.mark.parametrize("name", [entry.name for entry in PAGES])
def test_every_parameter_of_every_page_is_text(
    new_page: NewPage, atlas_url: str, name: str
) -> None:
    page = new_page(viewport={"width": 1440, "height": 3000})
    names = {*VIEW_NAMES, *OPTION_NAMES, "dans"} - {"lang", "niveau"}
    path = "" if name == PAGES[0].name else name
    page.goto(f"{atlas_url}/{path}?{urlencode(dict.fromkeys(sorted(names), TEXT))}")
    wait(page)
    assert "other.test" in page.locator(".stMain").inner_text().replace("\N{WORD JOINER}", "")
    assert_it_is_text(page)


def test_a_search_is_text(new_page: NewPage, atlas_url: str) -> None:
    page = new_page()
    page.goto(atlas_url)
    wait(page)
    page.get_by_role("combobox", name="Votre commune").press_sequentially(TEXT[:60])
    # The list says it, and the line that screen readers hear.
    page.get_by_text("Aucun nom ni code").filter(visible=True).first.wait_for()
    assert_it_is_text(page)


def bring(page: Page, atlas_url: str, name: str, content: bytes) -> None:
    page.goto(f"{atlas_url}/indicateur")
    wait(page)
    file: FilePayload = {"name": name, "mimeType": "text/csv", "buffer": content}
    page.locator("input[type=file]").set_input_files(file)


@pytest.mark.parametrize(
    "content",
    [f'siren;"{TEXT}"\n200084952;12\n"{TEXT}";3\n200023414;7\n'.encode(), hostile_table()],
    ids=["one row a unit", "two rows a unit"],
)
def test_the_texts_of_a_table_are_texts(new_page: NewPage, atlas_url: str, content: bytes) -> None:
    page = new_page(viewport={"width": 1440, "height": 3000})
    bring(page, atlas_url, "indicateur.csv", content)
    page.locator(".stMain").get_by_role("combobox").nth(1).wait_for()
    wait(page)
    assert_it_is_text(page)


def test_the_texts_of_saved_indicators_are_texts(new_page: NewPage, atlas_url: str) -> None:
    page = new_page(viewport={"width": 1440, "height": 3000})
    bring(page, atlas_url, NAME, hostile_indicators())
    page.get_by_role("button", name="Les reprendre dans l’atlas").click()
    page.get_by_text("Ils sont dans votre atlas.").wait_for()
    wait(page)
    assert_it_is_text(page)
    page.get_by_role("link", name="Voir sur la carte").click()
    page.locator(".st-key-legende").wait_for()
    wait(page)  # what is opened while the page is still drawn closes again
    page.get_by_text("Source, définition, limites").click()
    note = page.locator(".st-key-legende").get_by_text("Année : ")
    note.wait_for()
    wait(page)
    assert "other.test" in page.locator(".st-key-legende").inner_text()
    assert_it_is_text(page)
