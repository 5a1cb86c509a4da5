"""A page waits until what it needs has been read; all else is answered meanwhile."""

import asyncio
from collections.abc import Iterator

import pytest
from starlette.types import Receive, Scope, Send

from territoires_industrie.server.readiness import READY, PagesWait


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
