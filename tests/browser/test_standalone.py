"""A saved map, opened as a file: drawn, clickable, and silent on the network."""

from pathlib import Path

from playwright.sync_api import expect

from territoires_industrie.draw.standalone import draw_map
from territoires_industrie.scene.view import View
from tests.browser.conftest import NewPage

VIEW = View("departement", "industrial_establishments_share_pct", outline="phase2")


def test_a_saved_map_opens_offline(new_page: NewPage, tmp_path: Path) -> None:
    saved = tmp_path / "map.html"
    draw_map(VIEW).save(str(saved))
    page = new_page(offline=True)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(saved.as_uri())
    page.wait_for_function("window.__atlas.ready")
    assert asked == [saved.as_uri()]
    expect(page.locator(".atlas-unit")).to_have_count(101)
    expect(page.locator(".atlas-legend tbody tr").first).to_be_visible()
    page.locator('[data-code="76"]').click()
    expect(page.locator('[data-code="76"]')).to_have_attribute("aria-pressed", "true")
    panel, drawing = (page.locator(part).bounding_box() for part in (".atlas-panel", ".atlas"))
    assert panel and drawing
    assert panel["x"] + panel["width"] <= drawing["x"]


def test_on_a_phone_the_legend_is_folded(new_page: NewPage, tmp_path: Path) -> None:
    saved = tmp_path / "map.html"
    draw_map(VIEW).save(str(saved))
    page = new_page(viewport={"width": 375, "height": 700})
    page.goto(saved.as_uri())
    page.wait_for_function("window.__atlas.ready")
    expect(page.locator(".atlas-legend")).to_be_hidden()
    page.get_by_text("établissements").first.click()
    expect(page.locator(".atlas-legend")).to_be_visible()
