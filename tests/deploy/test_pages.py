"""What nginx has to say by itself: in French and English, a page or words, never its own page."""

import http.client
import re
import time
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from tests.browser.serving import free_port
from tests.deploy.proxy import DEPLOY, PAGES, running, write_configuration, write_sites

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
LONG = {"x-long": "x" * 40_000}


class Refused(NamedTuple):
    """A request that nginx refuses by itself, its status, and the titles of what it answers."""

    status: int
    method: str
    path: str
    headers: dict[str, str]
    french: str
    english: str


REFUSED = [
    Refused(400, "GET", "/carte", LONG, "Demande illisible", "Unreadable request"),
    Refused(413, "PUT", "/carte", {"content-length": "100000"}, "Envoi trop lourd", "Too large"),
    Refused(502, "GET", "/carte", {}, "L’atlas ne répond pas", "The atlas does not answer"),
    Refused(
        502, "GET", "/static/js/a.js", {}, "L’atlas ne répond pas", "The atlas does not answer"
    ),
    Refused(502, "GET", "/donnees/a.csv", {}, "L’atlas ne répond pas", "The atlas does not answer"),
]


@pytest.fixture(scope="module")
def entrances(nginx: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, int]]:
    """Run nginx before processes that are both away; its port, and that of a site around it."""
    folder = tmp_path_factory.mktemp("away")
    port, site, away = free_port(), free_port(), free_port()
    main = write_configuration(folder / "nginx", port, (away, free_port()))
    write_sites(folder / "nginx", away, site, free_port())
    with running([nginx, "-c", str(main)], folder / "nginx.log") as proxy:
        end = time.monotonic() + 30
        while True:
            try:
                ask(port, "/")
                break
            except ConnectionRefusedError:
                assert proxy.poll() is None
                assert time.monotonic() < end
                time.sleep(0.05)
        yield port, site


def ask(
    port: int, path: str, method: str = "GET", headers: dict[str, str] | None = None
) -> tuple[http.client.HTTPResponse, str]:
    """Ask without a body, whatever length is announced; the answer and its text."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.putrequest(method, path)
    for name, value in (headers or {}).items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer, text


@pytest.mark.parametrize("refused", REFUSED)
def test_a_browser_is_shown_a_page_in_both_languages(
    entrances: tuple[int, int], refused: Refused
) -> None:
    answer, page = ask(entrances[0], refused.path, refused.method, BROWSER | refused.headers)
    assert answer.status == refused.status
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["set-cookie"] is None
    assert f"<h1>{refused.french}</h1>" in page
    assert f"<h2>{refused.english}</h2>" in page
    comes_back = refused.status == 502
    assert ('http-equiv="refresh" content="10"' in page) == comes_back
    assert answer.headers["retry-after"] == ("10" if comes_back else None)


@pytest.mark.parametrize("refused", REFUSED)
def test_a_program_is_told_in_plain_text(entrances: tuple[int, int], refused: Refused) -> None:
    accepted = {"Accept": "application/json"} | refused.headers
    answer, text = ask(entrances[0], refused.path, refused.method, accepted)
    assert answer.status == refused.status
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert [refused.french, refused.english] == [
        line.partition(".")[0] for line in text.splitlines()
    ]


def test_an_address_that_is_too_long_is_told(entrances: tuple[int, int]) -> None:
    # Before its headers are read, so that nobody knows who asks.
    answer, text = ask(entrances[0], f"/?selection={'9' * 9_000}", headers=BROWSER)
    assert answer.status == 414
    assert "Adresse trop longue" in text
    assert "Address too long" in text


def test_too_many_requests_are_told(entrances: tuple[int, int]) -> None:
    answers = [ask(entrances[0], "/donnees/a.csv", headers=BROWSER) for _rank in range(70)]
    answer, page = answers[-1]
    assert (answer.status, answer.headers["retry-after"]) == (429, "10")
    assert "Trop de demandes" in page
    assert "Too many requests" in page


@pytest.mark.parametrize("path", ["/outils/atlas/carte", "/atlas/carte"])
def test_the_atlas_under_a_path_is_told_to_be_away(entrances: tuple[int, int], path: str) -> None:
    answer, page = ask(entrances[1], path, headers=BROWSER)
    assert answer.status == 502
    assert "L’atlas ne répond pas" in page
    assert "The atlas does not answer" in page
    large, page = ask(entrances[1], path, "PUT", {"content-length": str(22 * 2**20)})
    assert (large.status, "Envoi trop lourd" in page) == (413, True)


def test_nobody_asks_for_these_pages_by_address(entrances: tuple[int, int]) -> None:
    assert ask(entrances[0], "/atlas-pages/502.html", headers=BROWSER)[0].status == 404


def test_every_page_is_there_and_named() -> None:
    shipped = {path.name for path in PAGES.iterdir()}
    site = (DEPLOY / "nginx" / "atlas.conf").read_text("utf-8")
    named = re.findall(r"/atlas-pages/(\d+)\.\$atlas_words", site)
    assert shipped == {f"{one}.{form}" for one in named for form in ("html", "txt")}
    example = (DEPLOY / "nginx" / "under-a-path.example").read_text("utf-8")
    assert set(re.findall(r"/atlas-pages/([\w.]+)", example)) <= shipped
