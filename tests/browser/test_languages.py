"""The page in English: complete, at the same view."""

import re
from collections.abc import Sequence

import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import expect

from territoires_industrie.wording import LOCALES
from tests.browser.conftest import NewPage
from tests.browser.map_page import FRAME, MapPage

VIEWS: tuple[dict[str, str], ...] = (
    {},
    {"niveau": "territoire", "phase": "2", "region": "28", "selection": "ti-2801"},
    {"niveau": "zone-emploi", "secteur": "CL", "specialisation": "2", "methode": "ruptures"},
    {"niveau": "nowhere", "classes": "99"},
)

DISTINCTIVE = 4
"""Letters that a text needs beside its holes: fewer are found in the names of places."""

WRITTEN = """root => {
  const names = ["aria-label", "title", "placeholder", "alt"];
  const texts = [];
  const walk = node => {
    if (node.nodeType === 3 && node.textContent.trim()) texts.push(node.textContent);
    if (node.nodeType !== 1 || ["SCRIPT", "STYLE"].includes(node.tagName)) return;
    const unit = node.hasAttribute("data-code");  // its label begins with its name, French for all
    for (const name of names) {
      const said = node.getAttribute(name);
      if (said) texts.push(unit ? said.replace(/^[^,]*/, "").replace(/^, /, "") : said);
    }
    node.childNodes.forEach(walk);
  };
  walk(root);
  return texts.map(text => text.replace(/\\s+/g, " ").replace(/^[ ·⚠:]+|[ ·:]+$/g, ""));
}"""


def source_texts() -> list[re.Pattern[str]]:
    """Give a pattern for each French text whose English differs, its holes open."""
    with (LOCALES / "en" / "LC_MESSAGES" / "atlas.po").open("rb") as file:
        catalogue = read_po(file, locale="en")
    pairs = [
        pair
        for message in catalogue
        for pair in zip(_forms(message.id), _forms(message.string), strict=False)
    ]
    return [
        re.compile(re.sub(r"\\{\w+\\}", ".+", _either_apostrophe(" ".join(french.split()))))
        for french, english in pairs
        if french != english and len(re.sub(r"\{\w+\}|\W", "", french)) >= DISTINCTIVE
    ]


def _either_apostrophe(text: str) -> str:
    """Escape a text for a pattern; French is shown with typographic apostrophes."""
    return re.escape(text).replace("'", "['’]")


def _forms(text: str | Sequence[str] | None) -> Sequence[str]:
    """Give the forms of a message, one where it has no plural."""
    return [text] if isinstance(text, str) else text or []


def open_everything(atlas: MapPage) -> list[str]:
    """Read every text of the page, closed panels included."""
    texts = []
    closed = atlas.page.locator("details:not([open]) > summary")
    while closed.count():
        closed.first.click()
        atlas.wait_idle()
    texts += atlas.page.evaluate(WRITTEN, atlas.page.query_selector("body"))
    frame = atlas.page.query_selector(FRAME)
    inner = frame.content_frame() if frame else None
    assert inner
    texts += inner.evaluate(WRITTEN, inner.query_selector("body"))
    for button in atlas.page.locator('[data-testid="stPopover"] button').all():
        with atlas.rerun():  # what is in it is made once it is opened
            button.click()
        body = atlas.page.locator('[data-testid="stPopoverBody"]').first
        expect(body.get_by_role("radio").or_(body.locator("input, code")).first).to_be_attached()
        texts += body.evaluate(WRITTEN)
        with atlas.rerun():
            atlas.page.keyboard.press("Escape")
    return texts


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.get("niveau", "first view"))
def test_english_has_no_french_left(
    new_page: NewPage, atlas_url: str, view: dict[str, str]
) -> None:
    atlas = MapPage(new_page(locale="en-GB"), atlas_url).open(**view, lang="en")
    texts = open_everything(atlas)
    assert len(texts) > 50
    french = source_texts()
    left = {text for text in texts if any(pattern.fullmatch(text) for pattern in french)}
    assert not left


def test_the_language_control_changes_page_and_address(new_page: NewPage, atlas_url: str) -> None:
    atlas = MapPage(new_page(), atlas_url).open(selection="200084952")
    atlas.page.get_by_role("radio", name="English").or_(
        atlas.page.get_by_role("button", name="English")
    ).first.click()
    expect(atlas.page.get_by_role("combobox", name="Level")).to_be_visible()
    atlas.page.wait_for_url(re.compile("lang=en"))
    expect(atlas.page.locator("html")).to_have_attribute("lang", "en")
    expect(atlas.map.locator("html")).to_have_attribute("lang", "en")
    atlas.wait_idle()
    expect(atlas.polygon("200084952")).to_have_attribute("aria-pressed", "true")
