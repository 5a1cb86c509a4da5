"""A page waits until what it needs has been read; all else is answered meanwhile."""

import asyncio
from collections.abc import Callable, Iterator

import pytest
from anyio import to_thread
from starlette.types import Receive, Scope, Send

from territoires_industrie.errors import DataFileError
from territoires_industrie.server.readiness import READY, PagesWait, read_for_pages


@pytest.fixture(autouse=True)
def reading() -> Iterator[None]:
    """Begin as a server that still reads."""
    READY.clear()
    yield
    READY.set()


def answered(kind: str, *, read_after_s: float | None) -> bool:
    """Ask a server that is ready after a while, or never; say whether it answered."""
    seen: list[Scope] = []

    async def app(scope: Scope, _receive: Receive, _send: Send) -> None:
        seen.append(scope)

    async def ask() -> None:
        if read_after_s is not None:
            asyncio.get_running_loop().call_later(read_after_s, READY.set)
        asked = PagesWait(app)({"type": kind}, None, None)  # type: ignore[arg-type]
        await asyncio.wait_for(asked, 0.5)

    try:
        asyncio.run(ask())
    except TimeoutError:
        READY.set()  # lets the thread that waits go
    return bool(seen)


def test_a_page_waits_until_its_data_is_read() -> None:
    assert not answered("websocket", read_after_s=None)


def test_a_page_is_shown_once_its_data_is_read() -> None:
    assert answered("websocket", read_after_s=0.05)


def test_what_is_no_page_is_answered_at_once() -> None:
    assert answered("http", read_after_s=None)


def test_those_who_wait_take_no_thread_from_others() -> None:
    """A server that was started again has all its readers back at once."""

    async def app(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise AssertionError

    async def ask() -> None:
        waiting = []
        for _one in range(60):
            page = PagesWait(app)({"type": "websocket"}, None, None)  # type: ignore[arg-type]
            waiting.append(asyncio.ensure_future(page))
        await asyncio.sleep(0.05)
        try:
            await asyncio.wait_for(to_thread.run_sync(bool, abandon_on_cancel=True), 5)
        finally:
            for one in waiting:
                one.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)

    try:
        asyncio.run(ask())
    finally:
        READY.set()


def failing(error: Exception) -> Callable[[], None]:
    def read() -> None:
        raise error

    return read


def test_pages_go_on_when_their_data_cannot_be_read(caplog: pytest.LogCaptureFixture) -> None:
    read_for_pages(failing(DataFileError("epci_2026.parquet : altéré")))
    assert READY.is_set()
    assert "epci_2026.parquet : altéré" in caplog.text


def test_pages_go_on_whatever_their_reading_comes_to() -> None:
    with pytest.raises(ZeroDivisionError):
        read_for_pages(failing(ZeroDivisionError()))
    assert READY.is_set()


def test_pages_wait_while_they_are_read_for() -> None:
    seen: list[bool] = []
    read_for_pages(lambda: seen.append(READY.is_set()))
    assert (seen, READY.is_set()) == ([False], True)
