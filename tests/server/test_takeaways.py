"""A file under way: its place, its bar, its end, and what becomes of it when its reader leaves."""

import re
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Mount
from starlette.types import ASGIApp

from territoires_industrie.errors import AtlasError
from territoires_industrie.jobs import counter
from territoires_industrie.jobs.counter import COUNTER, Ticket
from territoires_industrie.jobs.job import Job
from territoires_industrie.jobs.work import Work
from territoires_industrie.server.addresses import KnownAddresses
from territoires_industrie.server.takeaways import takeaway_routes
from territoires_industrie.wording import speaking
from tests.server.asking import Behind, ask


class Queue:
    """A queue in which all work stands third, at half of its time."""

    def __init__(self) -> None:
        self.left: list[Work] = []

    def place_of(self, _work: Work) -> int:
        return 2

    def share_of(self, _work: Work) -> float:
        return 0.5

    def leave(self, work: Work) -> None:
        self.left.append(work)


@pytest.fixture
def app() -> ASGIApp:
    return KnownAddresses(Starlette(routes=takeaway_routes()))


@pytest.fixture
def queue() -> Iterator[Queue]:
    yield Queue()
    COUNTER.sweep()


def order(queue: Queue, name: str = "carte é.csv", language: str = "fr") -> tuple[str, Work]:
    work = Work(Job(bytes), queue)
    with speaking(language):
        return COUNTER.hand_out(Ticket(work, name, "text/csv")), work


def test_who_waits_is_told_their_place_with_a_bar_and_a_way_to_stop(
    app: ASGIApp, queue: Queue
) -> None:
    number, _work = order(queue)
    page = ask(app, f"/fichiers/{number}").body.decode()
    assert "En attente : 2 avant vous." in page
    assert '<progress max="1" value="0.50"' in page
    assert 'http-equiv="refresh" content="1"' in page
    assert "Annuler" in page
    english, _work = order(queue, language="en")
    assert "Waiting: 2 before you" in ask(app, f"/fichiers/{english}").body.decode()


def test_a_file_that_is_made_is_fetched_under_its_name(app: ASGIApp, queue: Queue) -> None:
    number, work = order(queue)
    assert ask(app, f"/fichiers/{number}/x.csv").status == 404
    work.finish(b"a;b\n" * 200_000)
    page = ask(app, f"/fichiers/{number}").body.decode()
    found = re.search(r"url=([^\"]+)\"", page)
    assert found
    answer = ask(app, f"/fichiers/{found[1]}")
    assert answer.body == b"a;b\n" * 200_000
    assert answer.headers["content-type"].startswith("text/csv")
    assert (
        answer.headers["content-disposition"] == "attachment; filename*=UTF-8''carte%20%C3%A9.csv"
    )
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/fichiers/a/b/c", "/fichiers/a/", "/fichiers//b"])
def test_an_address_beyond_a_file_shows_the_pages(path: str) -> None:
    page = Behind(HTMLResponse("<html>"))  # as Streamlit answers whatever is left
    app = KnownAddresses(Starlette(routes=[*takeaway_routes(), Mount("/", page)]))
    answer = ask(app, path)
    assert answer.status == 404
    assert "Cette page n’existe pas" in answer.body.decode()


def test_who_cancels_waits_no_more(app: ASGIApp, queue: Queue) -> None:
    number, work = order(queue)
    assert "abandonné" in ask(app, f"/fichiers/{number}/annuler", method="POST").body.decode()
    assert queue.left == [work]
    assert ask(app, f"/fichiers/{number}").status == 404


def test_who_leaves_is_waited_for_no_more(
    app: ASGIApp, queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, work = order(queue)
    monkeypatch.setattr(counter, "PATIENCE_S", 3600.0)
    COUNTER.sweep()
    assert ask(app, f"/fichiers/{number}").status == 200
    monkeypatch.setattr(counter, "PATIENCE_S", -1.0)
    COUNTER.sweep()
    assert work in queue.left
    assert not COUNTER.knows(number)


def test_what_cannot_be_made_is_told_in_words(app: ASGIApp, queue: Queue) -> None:
    number, work = order(queue)
    work.finish(error=AtlasError("trop <grand>"))
    page = ask(app, f"/fichiers/{number}").body.decode()
    assert "trop &lt;grand&gt;" in page
    assert "refresh" not in page
    other, lost = order(queue)
    lost.finish(error=ValueError("inside"))
    page = ask(app, f"/fichiers/{other}").body.decode()
    assert "Recommencez" in page
    assert "inside" not in page
