"""A server that lacks the memory to start says so in a sentence."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.types import Message

from territoires_industrie.server import app as server
from territoires_industrie.server.lack import TellLack, telling_lack
from territoires_industrie.wording import speaking


async def start(error: Exception) -> list[Message]:
    """Start an application that stumbles; what it tells the server."""

    @asynccontextmanager
    async def stumble(_app: Starlette) -> AsyncIterator[None]:
        raise error
        yield

    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "lifespan.startup"}

    async def send(message: Message) -> None:
        sent.append(message)

    app = Starlette(lifespan=stumble, middleware=[Middleware(TellLack)])
    with pytest.raises(type(error)):
        await app({"type": "lifespan", "app": app}, receive, send)
    return sent


def said_at_start(error: Exception) -> str:
    (message,) = asyncio.run(start(error))
    assert message["type"] == "lifespan.startup.failed"
    return str(message["message"])


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "manque de mémoire pour démarrer"), ("en", "lacks the memory")]
)
def test_a_start_without_memory_is_a_sentence(language: str, said: str) -> None:
    with speaking(language):
        told = said_at_start(RuntimeError("can't start new thread"))
    assert said in told
    assert "ulimit -v" in told
    assert "Traceback" not in told


def test_another_failure_at_the_start_keeps_its_traceback() -> None:
    assert "Traceback" in said_at_start(RuntimeError("no such table"))


@pytest.mark.parametrize("part", ["_read_first", "_read_aside"])
def test_what_is_read_meanwhile_lacks_memory_in_a_sentence(
    part: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def lack() -> None:
        raise MemoryError

    started: list[Callable[[], None]] = []
    monkeypatch.setattr(server, "start_workers", lambda: started.append(lack))
    monkeypatch.setattr(server, "_read_first", lambda: None)
    monkeypatch.setattr(server, "_read_aside", lambda _spoken: None)
    if part == "_read_first":
        monkeypatch.setattr(server, part, lack)
    else:
        monkeypatch.setattr(server, "Thread", lambda **_parts: lack())
    with caplog.at_level(logging.ERROR):
        server._prepare("en")
    assert started, "workers are there for what memory remains"
    (record,) = caplog.records
    assert "lacks the memory" in record.getMessage()
    assert record.exc_info is None


def test_another_failure_meanwhile_is_not_hidden() -> None:
    with pytest.raises(SystemError), telling_lack("fr"):
        raise SystemError("bad argument")
