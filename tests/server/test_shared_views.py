"""A view outside the atlas: in a frame of a named site, as the preview of a link."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.types import ASGIApp

from territoires_industrie.errors import AtlasError
from territoires_industrie.jobs.job import Job
from territoires_industrie.jobs.workers import BusyError
from territoires_industrie.picture.preview import HEIGHT, WIDTH
from territoires_industrie.scene.errors import RequestError
from territoires_industrie.scene.scene import scene_of
from territoires_industrie.scene.sentence import unit_sentence
from territoires_industrie.scene.view import View
from territoires_industrie.server import made, shared_views
from territoires_industrie.server.addresses import KnownAddresses
from territoires_industrie.server.capacity import Capacity
from territoires_industrie.server.data_files import data_file_routes
from territoires_industrie.server.headers import AnswerHeaders
from territoires_industrie.server.pages import page_routes
from territoires_industrie.server.shared_views import shared_view_routes
from territoires_industrie.ui.embedding import VARIABLE, allow_embedding
from territoires_industrie.wording import speaking
from tests.server.asking import Answer, Behind, ask

HAVRE = "200084952"
FRAME = "/?embed=true&niveau=region&region=28"


@pytest.fixture
def app() -> ASGIApp:
    return AnswerHeaders(KnownAddresses(Starlette(routes=[*shared_view_routes(), *page_routes()])))


@pytest.fixture(autouse=True)
def nobody_else(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv(VARIABLE, raising=False)
    yield
    allow_embedding()


def ancestors(answer: Answer) -> str:
    (found,) = re.findall("frame-ancestors ([^;]+)", answer.headers["content-security-policy"])
    return str(found)


def tags(answer: Answer) -> dict[str, str]:
    return dict(re.findall(r'property="([^"]+)" content="([^"]*)"', answer.body.decode()))


def test_only_named_sites_may_frame(app: ASGIApp) -> None:
    for path in ("/", "/methode", FRAME, "/robots.txt"):
        assert ancestors(ask(app, path)) == "'self'"
    allow_embedding(["https://portail.example.org", "https://*.ville.test:8443"])
    for path in ("/", "/methode", FRAME):
        said = ancestors(ask(app, path))
        assert said == "'self' https://portail.example.org https://*.ville.test:8443"


def test_the_environment_names_sites_too(app: ASGIApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "https://a.example http://localhost:8080")
    allow_embedding()
    assert ancestors(ask(app, "/")) == "'self' https://a.example http://localhost:8080"


@pytest.mark.parametrize(
    "origin",
    [
        "*",
        "https://*",
        "https:",
        "portail.example.org",
        "http://portail.example.org",
        "https://portail.example.org/",
        "https://a.example; script-src *",
        "https://a.example https://b.example",
        "'unsafe-inline'",
        "https://a.example\n",
    ],
)
def test_what_is_no_origin_is_refused(origin: str) -> None:
    with pytest.raises(RequestError, match="origine"):
        allow_embedding([origin])


def test_a_frame_holds_one_map_that_can_do_nothing(app: ASGIApp) -> None:
    answer = ask(app, FRAME)
    document = answer.body.decode()
    policy = answer.headers["content-security-policy"]
    assert "sandbox allow-scripts" in policy
    assert "allow-same-origin" not in policy
    assert "connect-src" not in policy
    assert "Leaflet" in document
    assert "_stcore" not in document
    (whole,) = re.findall(r'<a href="([^"]+)" target="_blank"', document)
    assert "embed" not in whole
    assert whole.startswith("./?")
    assert "region=28" in whole
    assert "max-age" in answer.headers["cache-control"]
    assert ask(app, FRAME, {"if-none-match": answer.headers["etag"]}).status == 304
    assert "Open in the atlas" in ask(app, f"{FRAME}&lang=en").body.decode()


def test_a_frame_takes_no_place_of_a_reader() -> None:
    full = Capacity(Behind(), readers=1)
    full._inside = 1
    assert ask(full, FRAME).status == 200
    assert ask(full, "/?niveau=region").status == 503


def test_a_frame_that_must_wait_says_so(app: ASGIApp, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_job: object) -> None:
        raise BusyError("<plein>")

    monkeypatch.setattr(made, "ask", refuse)
    answer = ask(app, FRAME)
    picture = ask(app, "/apercu.png")
    assert (answer.status, picture.status) == (503, 503)
    assert answer.headers["retry-after"] == picture.headers["retry-after"]
    assert "&lt;plein&gt;" in answer.body.decode()


def test_data_in_plenty_leave_frames_their_places(
    app: ASGIApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = Starlette(routes=[*data_file_routes(), *shared_view_routes(), *page_routes()])
    jobs = [Job(bytes, (size,)) for size in range(made.MOST_AT_ONCE)]
    monkeypatch.setattr(made.MADE, "_waiting", Counter(jobs))
    assert ask(files, "/donnees/region.csv").status == 503
    assert ask(files, FRAME).status == 200
    assert ask(files, "/apercu.png").status == 200
    monkeypatch.setattr(made.SHOWN, "_waiting", Counter(jobs))
    assert ask(files, FRAME).status == 503
    assert ask(files, "/apercu.png").status == 503


def test_a_view_that_cannot_be_drawn_asks_nobody_to_come_back(
    app: ASGIApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_job: object) -> None:
        raise AtlasError("deux bornes au moins")

    monkeypatch.setattr(made, "ask", refuse)
    for answer in (ask(app, FRAME), ask(app, "/apercu.png")):
        assert (answer.status, answer.headers["cache-control"]) == (422, "no-store")
        assert "retry-after" not in answer.headers
        assert "access-control-allow-origin" not in answer.headers
        assert "deux bornes au moins" in answer.body.decode()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_data_that_is_broken_leaves_a_page_and_is_told_in_a_frame(
    app: ASGIApp, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    """A browser on plain HTTP does not say that it opens a page: a preview is written for it."""

    def refuse(_address: object, _page: str) -> None:
        raise AtlasError("epci_2026.parquet")

    monkeypatch.setattr(shared_views, "read_address", refuse)
    answer = ask(app, f"/territoire?lang={language}")
    assert (answer.status, tags(answer)["og:description"]) == (200, "")
    for outside in (ask(app, f"{FRAME}&lang={language}"), ask(app, "/apercu.png")):
        assert outside.status == 422
        assert "epci_2026.parquet" in outside.body.decode()
    assert f'<html lang="{language}">' in ask(app, f"{FRAME}&lang={language}").body.decode()


def test_previews_of_many_links_do_not_pile_up(
    app: ASGIApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_views, "MOST_WAITING", 0)
    answer = ask(app, "/?niveau=region")
    assert (answer.status, tags(answer)) == (200, {})


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_link_is_previewed_by_its_sentence_and_its_picture(app: ASGIApp, language: str) -> None:
    found = tags(ask(app, f"/territoire?selection={HAVRE}&lang={language}"))
    with speaking(language):
        said = str(unit_sentence(scene_of(View(language=language)), HAVRE))
    assert found["og:description"] == said
    assert found["og:url"].startswith("http://atlas.test/territoire?")
    assert found["og:image"].startswith("http://atlas.test/apercu.png?")
    assert HAVRE in found["og:image"]


def test_a_preview_knows_the_path_of_a_proxy(app: ASGIApp) -> None:
    found = tags(ask(app, "/", {"x-forwarded-prefix": "/outils/atlas"}))
    assert found["og:image"].startswith("http://atlas.test/outils/atlas/apercu.png?")
    for hostile in ('"><script>', "http://elsewhere.test", "a b"):
        found = tags(ask(app, "/", {"x-forwarded-prefix": hostile}))
        assert found["og:image"].startswith("http://atlas.test/apercu.png?")


def test_a_text_of_an_address_is_a_text_in_a_preview(app: ASGIApp) -> None:
    page = ask(app, '/?selection="><script>alert(1)</script>&region=%22%3E%3Cimg%3E').body.decode()
    assert "alert(1)" not in page
    assert "<img>" not in page


def test_a_browser_that_opens_a_page_waits_for_no_preview(app: ASGIApp) -> None:
    answer = ask(app, "/", {"sec-fetch-mode": "navigate"})
    assert not tags(answer)
    assert "Sec-Fetch-Mode" in answer.headers["vary"]


def test_the_picture_of_a_preview_is_small_and_kept(app: ASGIApp) -> None:
    answer = ask(app, "/apercu.png?niveau=region")
    assert answer.body[:8] == b"\x89PNG\r\n\x1a\n"
    size = tuple(int.from_bytes(answer.body[at : at + 4]) for at in (16, 20))
    assert size == (WIDTH, HEIGHT)
    assert len(answer.body) < 600_000
    assert (
        ask(app, "/apercu.png?niveau=region", {"if-none-match": answer.headers["etag"]}).status
        == 304
    )


def test_search_engines_and_tabs_are_told(app: ASGIApp) -> None:
    assert "Disallow: /donnees/" in ask(app, "/robots.txt").body.decode()
    assert b"<svg" in ask(app, "/icone.svg").body
    former = ask(app, "/favicon.ico")
    assert (former.status, former.headers["location"]) == (308, "./icone.svg")
    assert 'href="./icone.svg"' in ask(app, "/").body.decode()
