"""A file under way: its place, its bar, its end, and what becomes of it when its reader leaves."""

import asyncio
import gc
import re
import weakref
from collections.abc import Iterable, Iterator
from itertools import repeat

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from territoires_industrie.errors import AtlasError
from territoires_industrie.jobs import counter
from territoires_industrie.jobs.counter import COUNTER, Ticket
from territoires_industrie.jobs.job import Job
from territoires_industrie.jobs.work import Work
from territoires_industrie.server import slow_lines
from territoires_industrie.server.addresses import KnownAddresses
from territoires_industrie.server.kept_answer import PIECE_BYTES, answer_kept, stamp_of
from territoires_industrie.server.takeaways import takeaway_routes
from territoires_industrie.wording import speaking
from tests.jobs.waiting import Queue
from tests.server.asking import Behind, ask


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


def take(app: ASGIApp, number: str, receive: Receive, send: Send) -> None:
    """Fetch a file over a connection that a test holds both ends of."""
    path = f"/fichiers/{number}/x.csv"
    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": []}

    async def run() -> None:
        await asyncio.wait_for(app(scope, receive, send), 10)
        await asyncio.sleep(0.01)  # what was left of the answer is closed aside

    asyncio.run(run())


def take_slowly(app: ASGIApp, number: str, pauses: Iterable[float]) -> list[Message]:
    """Fetch a file with a pause after each message, the head first; return what came."""
    sent: list[Message] = []
    left = iter(pauses)

    async def receive() -> Message:
        await asyncio.sleep(3600)
        raise AssertionError

    async def send(message: Message) -> None:
        sent.append(message)
        await asyncio.sleep(next(left))

    take(app, number, receive, send)
    return sent


def test_a_file_counts_as_delivered_once_it_has_been_fetched_whole(
    app: ASGIApp, queue: Queue
) -> None:
    number, work = order(queue)
    work.finish(bytes(10 * PIECE_BYTES))
    ticket = COUNTER.find(number)
    assert ticket
    ask(app, f"/fichiers/{number}/x.csv", method="HEAD")
    assert not ticket.is_delivered

    sent: list[Message] = []

    async def receive() -> Message:
        while not sent:
            await asyncio.sleep(0)
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        if message.get("body"):
            sent.append(message)
            assert ticket.takers == 1
            await asyncio.sleep(0.01)

    take(app, number, receive, send)
    assert 0 < len(sent) < 10
    assert (ticket.takers, ticket.is_delivered) == (0, False)
    assert len(ask(app, f"/fichiers/{number}/x.csv").body) == 10 * PIECE_BYTES
    assert (ticket.takers, ticket.is_delivered) == (0, True)


def test_a_reader_who_takes_nothing_of_what_is_kept_holds_none_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(slow_lines, "PATIENCE_S", 0.05)

    class Kept(bytearray):
        """Bytes that tell when they go."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        content = Kept(10 * PIECE_BYTES)
        held.append(weakref.ref(content))
        # Whoever makes such an answer keeps no hold on its content.
        response = answer_kept(Request(scope), content, stamp_of(1), "text/csv", {})  # type: ignore[arg-type]
        del content
        await response(scope, receive, send)

    held: list[weakref.ref[Kept]] = []
    gc.disable()
    try:
        sent = take_slowly(answer, "1", [0, 0, 0, 3600])
        assert len(sent) == 4
        assert held[0]() is None  # without a collection
    finally:
        gc.enable()
    assert all(isinstance(one["body"], bytes) for one in sent[1:])


def test_a_reader_who_takes_hardly_anything_of_a_file_has_left(
    app: ASGIApp, queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slow_lines, "PATIENCE_S", 1.0)
    monkeypatch.setattr(slow_lines, "SLOWEST_BYTES_S", 1e9)
    number, work = order(queue)
    work.finish(bytes(20 * PIECE_BYTES))
    ticket = COUNTER.find(number)
    assert ticket

    sent = take_slowly(app, number, repeat(0.2))
    assert 1 <= len(sent) < 10
    assert (ticket.takers, ticket.is_delivered) == (0, False)


def test_a_reader_who_takes_nothing_of_a_file_has_left(
    app: ASGIApp, queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slow_lines, "PATIENCE_S", 0.05)
    number, work = order(queue)
    work.finish(bytes(10 * PIECE_BYTES))
    ticket = COUNTER.find(number)
    assert ticket

    gc.disable()
    try:
        sent = take_slowly(app, number, [0, 0, 0, 3600])
        assert len(sent) == 4
        assert (ticket.takers, ticket.is_delivered) == (0, False)
        COUNTER.drop(number)
        queue.left.clear()
        gone = weakref.ref(work)
        del ticket, work
        assert gone() is None  # without a collection
    finally:
        gc.enable()
    # A connection that still has pieces does not hold the file with them.
    assert all(isinstance(one["body"], bytes) for one in sent[1:])


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
