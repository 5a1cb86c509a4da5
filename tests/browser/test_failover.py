"""Two processes behind nginx: readers stay with one, and go on by the other when it dies."""

import json
import re
from collections.abc import Iterator
from http.client import HTTPMessage
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import expect

from territoires_industrie.boundaries import screen_geometry
from tests.browser.conftest import NewPage
from tests.browser.map_page import MapPage
from tests.deploy.conftest import nginx as nginx  # noqa: PLC0414 - the fixture
from tests.deploy.proxy import Cluster, cluster

pytestmark = pytest.mark.slow
COOKIE = "atlas_process"
LE_HAVRE, ROUEN = "200084952", "200023414"
SEINE_MARITIME = "76"
PATIENCE_MS = 120_000


@pytest.fixture(scope="module")
def atlas(nginx: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with cluster(nginx, tmp_path_factory.mktemp("cluster")) as running:
        yield running


def ask(url: str, **headers: str) -> tuple[HTTPMessage, bytes]:
    with urlopen(Request(url, headers=headers), timeout=30) as answer:
        assert answer.status == 200
        return answer.headers, answer.read()


def process_of(headers: HTTPMessage) -> int:
    """Read which process answered, from the cookie that nginx sets."""
    for cookie in headers.get_all("Set-Cookie") or []:
        if cookie.startswith(f"{COOKIE}="):
            return int(cookie.partition("=")[2].partition(";")[0])
    raise AssertionError(headers.items())


def test_a_reader_stays_with_a_process(atlas: Cluster) -> None:
    first = {process_of(ask(f"{atlas.url}/")[0]) for _visit in range(6)}
    assert first == set(atlas.processes)
    for port in first:
        kept = {process_of(ask(f"{atlas.url}/", Cookie=f"{COOKIE}={port}")[0]) for _ in range(4)}
        assert kept == {port}


def test_a_cookie_that_names_nothing_is_no_harm(atlas: Cluster) -> None:
    for value in ("9", "localhost", "0" * 50):
        assert process_of(ask(f"{atlas.url}/", Cookie=f"{COOKIE}={value}")[0]) in atlas.processes


def test_boundaries_are_compressed_and_kept(atlas: Cluster) -> None:
    url = f"{atlas.url}/app/static/geo/{screen_geometry('region').file}"
    headers, packed = ask(url, **{"Accept-Encoding": "gzip"})
    assert headers["Content-Encoding"] == "gzip"
    assert headers.get_all("Cache-Control") == ["public, max-age=31536000, immutable"]
    assert "Set-Cookie" not in headers
    _headers, plain = ask(url)
    assert json.loads(plain)
    assert len(packed) < len(plain) / 2


@pytest.mark.parametrize("path", ["atlas", "outils/atlas"])
def test_the_atlas_stands_under_a_path_kept_or_taken_away(
    atlas: Cluster, new_page: NewPage, path: str
) -> None:
    reader = MapPage(new_page(), f"{atlas.site}/{path}").open(region="28", selection=LE_HAVRE)
    expect(reader.part("selection")).to_contain_text("Le Havre Seine Métropole")
    reader.click_map(ROUEN)
    expect(reader.page).to_have_url(re.compile(f"/{path}/\\?.*{ROUEN}"))
    reader.page.get_by_role("link", name="Méthode").first.click()
    expect(reader.page).to_have_url(re.compile(f"/{path}/methode"))
    expect(reader.page.get_by_role("heading", name="Méthode", exact=True)).to_be_visible()


def test_the_atlas_answers_clicks_by_tls(atlas: Cluster, new_page: NewPage) -> None:
    page = new_page(ignore_https_errors=True)  # the certificate is signed by nobody
    with page.expect_websocket(lambda socket: socket.url.startswith("wss://")):
        reader = MapPage(page, atlas.tls_url).open(region="28", selection=LE_HAVRE)
    reader.click_map(ROUEN)
    expect(page).to_have_url(re.compile(f"^https://.*{ROUEN}"))
    expect(reader.part("selection")).to_contain_text("Rouen")


def test_a_named_site_shows_the_map_in_a_frame(atlas: Cluster, new_page: NewPage) -> None:
    page = new_page()
    page.goto(atlas.foreign)
    view = f"niveau=departement&region=28&selection={SEINE_MARITIME}"
    page.evaluate(
        "address => document.querySelector('iframe').src = address",
        f"{atlas.site}/atlas/?embed=true&{view}",
    )
    framed = page.frame_locator("iframe")
    expect(framed.locator(".atlas-unit")).to_have_count(101)
    expect(framed.locator(".atlas-legend tbody tr").first).to_be_visible()
    # The notes are folded in a low frame; the source stands at the foot of the map.
    expect(framed.locator(".atlas-note")).to_be_visible()
    expect(framed.locator(".atlas-note")).to_contain_text("INSEE")
    with page.context.expect_page() as opened:
        framed.get_by_role("link", name="Ouvrir dans l’atlas").click()
    whole = opened.value
    expect(whole).to_have_url(re.compile(rf"/atlas/\?.*selection={SEINE_MARITIME}"))
    expect(whole.locator(".st-key-selection")).to_contain_text("Seine-Maritime")


@pytest.mark.fault(
    "One of two processes killed behind nginx",
    "the same view again after reconnecting, by the other process; the next click works",
)
def test_readers_go_on_with_their_view(atlas: Cluster, new_page: NewPage) -> None:
    readers = []
    for _reader in range(2):
        opened = MapPage(new_page(), atlas.url)
        opened.page.set_default_timeout(PATIENCE_MS)
        readers.append(opened.open(region="28", selection=LE_HAVRE))
    where = [_process(reader) for reader in readers]
    assert set(where) == set(atlas.processes)
    victim, other = where
    before = readers[0].page.url

    with readers[0].page.expect_websocket(timeout=PATIENCE_MS):
        atlas.kill(victim)

    expect(readers[0].part("selection")).to_contain_text("Le Havre Seine Métropole")
    readers[0].wait_drawn()
    assert _process(readers[0]) == other
    assert readers[0].page.url == before
    for reader in readers:
        reader.click_map(ROUEN)
        expect(reader.part("selection")).to_contain_text("Rouen", timeout=PATIENCE_MS)
        expect(reader.page).to_have_url(re.compile(f"region=28.*{ROUEN}"))


def _process(reader: MapPage) -> int:
    cookies = {one["name"]: one["value"] for one in reader.page.context.cookies()}
    return int(cookies[COOKIE])
