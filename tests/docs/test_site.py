"""The site of the documentation: whole, strict, and without a request to another machine."""

import json
import logging
import re
import subprocess
import sys
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import griffe
import pytest
from playwright.sync_api import expect

from territoires_industrie import PUBLIC_NAMES
from tests.browser.chromium import find_chromium, open_chromium

ROOT = Path(__file__).parents[2]
OUTSIDE = re.compile(r"^\s*(?:https?:)?//")
STYLE_ASSET = re.compile(r"""(?:url\(|@import)\s*["']?((?:https?:)?//[^"')\s]+)""")


class Assets(HTMLParser):
    """What a page asks for by itself: everything but the links that a reader may follow."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "a":
            named = dict(attrs)
            found = (named.get(name) for name in ("src", "href", "srcset", "poster", "data"))
            self.addresses += [address for address in found if address]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site as `make docs` does."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-d", str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    return folder


def test_no_page_asks_another_machine_for_anything(site: Path) -> None:
    asked = {page: Assets(page.read_text("utf-8")).addresses for page in site.rglob("*.html")}
    outside = [
        (page.name, one) for page, all_ in asked.items() for one in all_ if OUTSIDE.match(one)
    ]
    assert not outside
    assert any(address.endswith(".css") for address in asked[site / "index.html"])


def test_no_style_asks_another_machine_for_anything(site: Path) -> None:
    styled = [*site.rglob("*.css"), *site.rglob("*.html")]
    outside = [(one.name, STYLE_ASSET.findall(one.read_text("utf-8"))) for one in styled]
    assert not [(name, found) for name, found in outside if found]


def test_every_page_is_there_and_can_be_searched(site: Path) -> None:
    pages = {path.relative_to(ROOT / "docs") for path in (ROOT / "docs").rglob("*.md")}
    expected = {page.with_name(page.name.replace("README", "index")) for page in pages}
    assert not {page for page in expected if not (site / page.with_suffix(".html")).is_file()}
    entries = json.loads((site / "search" / "search_index.json").read_text("utf-8"))["docs"]
    found = {entry["location"].partition("#")[0] for entry in entries}
    assert {page.with_suffix(".html").as_posix() for page in expected} <= found | {"index.html"}


def test_the_reference_holds_every_public_name(site: Path) -> None:
    written = "".join(page.read_text("utf-8") for page in (site / "reference").glob("*.html"))
    names = [f"territoires_industrie.{m}.{n}" for m, names in PUBLIC_NAMES.items() for n in names]
    assert not [name for name in names if f'id="{name}"' not in written]
    assert "<p>Parameters" not in written
    assert "----" not in re.sub(r"<!--.*?-->", "", written, flags=re.DOTALL)


def test_no_anchor_starts_with_a_digit(site: Path) -> None:
    written = (site / "decisions" / "0001-static-geometry.html").read_text("utf-8")
    assert 'id="n0001-geometry-once' in written
    assert not re.search(r'<h\d id="\d', written)


def test_the_guide_shows_its_map(site: Path) -> None:
    assert '<iframe src="map.html"' in (site / "guide.html").read_text("utf-8")
    assert "Atlas.held=" in (site / "map.html").read_text("utf-8")


def test_a_served_folder_is_searched_under_a_menu_of_one_line(site: Path) -> None:
    executable = find_chromium()
    if executable is None:
        pytest.skip("Chromium is absent: apt-get install chromium")
    handler = partial(QuietHandler, directory=site)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, open_chromium(executable) as one:
        Thread(target=server.serve_forever, daemon=True).start()
        page = one.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/index.html")
        for width in (1440, 1280, 1024, 992):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.locator(".navbar").evaluate("bar => bar.offsetHeight") < 70, width
        page.locator("[data-bs-target='#mkdocs_search_modal']").click()
        query = page.locator("#mkdocs-search-query")
        query.press_sequentially("crosswalk")
        found = page.locator("#mkdocs-search-results").get_by_role("link", name="Members")
        # What was typed before the index was read is not looked for: the next key asks again.
        for _try in range(100):
            if found.count():
                break
            query.press("End")
            page.wait_for_timeout(200)
        expect(found.first).to_have_attribute("href", re.compile("members.Members"))
        server.shutdown()


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves a folder without a line a request."""

    def log_message(self, *_args: object) -> None:
        pass


def test_every_docstring_reads_as_numpy(caplog: pytest.LogCaptureFixture) -> None:
    package = griffe.load(
        "territoires_industrie", search_paths=[str(ROOT / "src")], docstring_parser="numpy"
    )
    with caplog.at_level(logging.WARNING, logger="griffe"):
        parse_all(package)
    assert not [record.getMessage() for record in caplog.records]


def parse_all(part: griffe.Object | griffe.Alias) -> None:
    for member in part.members.values():
        if not member.is_alias:
            if member.docstring:
                member.docstring.parse("numpy")
            parse_all(member)
