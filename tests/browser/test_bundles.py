"""Streamlit's scripts in two files: what one exports is taken once, so it must never change."""

import re

from playwright.sync_api import Route

from territoires_industrie.server.streamlit_bundles import bundles
from tests.browser.conftest import NewPage
from tests.browser.map_page import MapPage

GIVEN = re.compile(r"return\{([^{}]*)\}\}\)\(\);$", re.MULTILINE)
CHANGED = """() => atlasExports.flatMap(([taken, now]) => {
  const exports = now();
  return Object.keys(taken).filter((name) =>
    // A function that puts a better one in its place still works.
    typeof taken[name] === "function" && typeof exports[name] === "function"
      ? false : !Object.is(taken[name], exports[name]));
})"""


def note_exports(route: Route) -> None:
    """Answer with a bundle whose scripts also tell what their exports are by then."""
    text = route.fetch(max_retries=3).text()
    noted, count = GIVEN.subn(
        r"const taken={\1};(globalThis.atlasExports??=[]).push([taken,()=>({\1})]);"
        r"return taken})();",
        text,
    )
    assert count > 30
    route.fulfill(body=noted, content_type="text/javascript")


def test_no_script_changes_what_others_have_taken(new_page: NewPage, atlas_url: str) -> None:
    page = new_page(is_cold=True, viewport={"width": 1440, "height": 2000})
    page.route("**/static/js/atlas-*", note_exports)
    atlas = MapPage(page, atlas_url).open(selection="200084952")
    page.get_by_text("La carte en toutes lettres").click()
    atlas.wait_idle()
    page.get_by_role("link", name="Méthode").first.click()
    page.get_by_role("heading", level=2).first.wait_for()
    scripts = sum(len(bundle.places) for bundle in bundles())
    assert page.evaluate("atlasExports.length") == scripts
    assert page.evaluate(CHANGED) == []
