"""Addresses that are no page: told in words, led to the page that was meant, never a script."""

from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse

from territoires_industrie.server.addresses import KnownAddresses
from territoires_industrie.server.frame import DOCUMENT
from territoires_industrie.server.language import language_of
from territoires_industrie.server.streamlit_private import CLOSED_SERVICES
from territoires_industrie.ui.navigation import PAGES
from territoires_industrie.wording import _, speaking
from tests.server.asking import Behind, ask


def streamlit() -> KnownAddresses:
    """Answer a page to anything, as Streamlit does."""
    return KnownAddresses(Behind(HTMLResponse("<html>")))


@pytest.mark.parametrize("path", ["/", *(f"/{entry.name}" for entry in PAGES), DOCUMENT])
def test_a_page_is_answered(path: str) -> None:
    assert ask(streamlit(), path).body == b"<html>"


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/Carte", "./carte"),
        ("/FILI%C3%88RES".replace("%C3%88", "È"), "./filieres"),
        ("/programme/?etat=2", "../programme?etat=2"),
        # By « ./ » it would lead to itself, without end.
        ("//Carte", "../carte"),
        ("//programme", "../programme"),
        ("/programme//", "../../programme"),
        ("/Méthode?lang=en", "./methode?lang=en"),
    ],
)
def test_a_page_that_is_nearly_named_is_found(path: str, page: str) -> None:
    answer = ask(streamlit(), path)
    assert (answer.status, answer.headers["location"]) == (308, page)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("path", "top"), [("/index.php", "./"), ("/territoire/200084952", "../")])
def test_another_address_shows_the_pages(path: str, top: str, language: str) -> None:
    answer = ask(streamlit(), f"{path}?lang={language}")
    assert answer.status == 404
    text = answer.body.decode()
    assert f'<html lang="{language}">' in text
    with speaking(language):
        for entry in PAGES[1:]:
            assert f'href="{top}{entry.name}' in text
            assert _(entry.title) in text


@pytest.mark.parametrize(
    "path",
    [
        "/static/js/index.old.js",
        "/app/static/x.json",
        "/media/x.csv",
        "/_stcore/x",
        "/sitemap.xml",
        "/apple-touch-icon.png",
        "/territoire/robots.txt",
        "/Feuille.CSS",
        f"/static/js{DOCUMENT}",
        f"/app/static/geo{DOCUMENT}",
        *CLOSED_SERVICES,
    ],
)
def test_a_page_never_stands_for_a_file(path: str) -> None:
    answer = ask(streamlit(), path)
    assert answer.status == 404
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.headers["cache-control"] == "no-store"
    assert b"<html" not in answer.body


@pytest.mark.parametrize("part", ["bytes=0-9", "bytes=-5", "bytes=0-1,3-4"])
def test_a_part_of_a_page_never_stands_for_a_file(part: str, tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text("<html>" * 100, encoding="utf-8")
    app = KnownAddresses(Behind(FileResponse(page)))
    assert ask(app, "/static/js/index.old.js", {"range": part}).status == 404


@pytest.mark.parametrize(
    "path",
    [
        "/static/./js/a.js",
        "/static//js/a.js",
        "/static/js/../js/a.js",
        "/static/js/a.js/",
        "//static/js/a.js",
        "/app/static/geo/./epci.json",
        f"/component/.{DOCUMENT}",
        f"/app/static/geo/{'a' * 256}",
        f"/app/static/{'é' * 128}.json",
    ],
)
def test_a_file_has_one_address(path: str) -> None:
    behind = Behind(PlainTextResponse("ok"))
    assert ask(KnownAddresses(behind), path).status == 404
    assert not behind.asked


def test_a_file_is_answered() -> None:
    app = KnownAddresses(Behind(PlainTextResponse("ok")))
    assert ask(app, "/_stcore/health").body == b"ok"


def test_a_language_is_read_as_the_pages_read_it() -> None:
    assert '<html lang="en">' in ask(streamlit(), "/nowhere?lang=EN").body.decode()


@pytest.mark.parametrize(
    ("accepted", "query", "language"),
    [("en-GB,en;q=0.9", "", "en"), ("de", "", "fr"), ("en", "?lang=fr", "fr"), ("", "", "fr")],
)
def test_a_browser_is_answered_in_its_language(accepted: str, query: str, language: str) -> None:
    scope = {
        "type": "http",
        "headers": [(b"accept-language", accepted.encode())],
        "query_string": query.removeprefix("?").encode(),
    }
    assert language_of(Request(scope)) == language
