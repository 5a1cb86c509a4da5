"""Requests to an ASGI application, without a server."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send


@dataclass
class Behind:
    """What stands behind a middleware: it notes what reaches it and answers the same to all."""

    answer: Response = field(default_factory=lambda: Response("behind"))
    asked: list[str] = field(default_factory=list)
    frames: list[bytes] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Note the path; answer, or read every frame of a connection."""
        self.asked.append(scope["path"])
        if scope["type"] == "http":
            await self.answer(scope, receive, send)
            return
        while (message := await receive())["type"] == "websocket.receive":
            self.frames.append(message["bytes"])


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def exchange(app: ASGIApp, scope: Scope, waiting: list[Message]) -> list[Message]:
    """Run one request or connection; what was sent back."""
    sent: list[Message] = []

    async def receive() -> Message:
        while not waiting:  # connected, and silent
            await asyncio.sleep(3600)
        return waiting.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    async def run() -> None:
        await app(scope, receive, send)

    asyncio.run(run())
    return sent


def ask(
    app: ASGIApp, path: str, headers: Mapping[str, str] | None = None, method: str = "GET"
) -> Answer:
    """Ask for a path, perhaps with a query."""
    raw = [(name.encode(), value.encode()) for name, value in (headers or {}).items()]
    bare, _mark, query = path.partition("?")
    scope: Scope = {
        "type": "http",
        "method": method,
        "path": bare,
        "query_string": query.encode(),
        "headers": [(b"host", b"atlas.test"), *raw],
        "scheme": "http",
        "server": ("atlas.test", 80),
    }
    start, *parts = exchange(app, scope, [{"type": "http.request", "body": b""}])
    found = {name.decode(): value.decode() for name, value in start["headers"]}
    return Answer(start["status"], found, b"".join(part["body"] for part in parts))


def connect(
    app: ASGIApp, path: str, frames: list[bytes], headers: Mapping[str, str] | None = None
) -> list[Message]:
    """Open a WebSocket, send frames and leave; what was sent back."""
    raw = [(name.encode(), value.encode()) for name, value in (headers or {}).items()]
    scope: Scope = {
        "type": "websocket",
        "path": path,
        "headers": [(b"host", b"atlas.test"), *raw],
    }
    waiting: list[Message] = [
        *({"type": "websocket.receive", "bytes": frame} for frame in frames),
        {"type": "websocket.disconnect", "code": 1000},
    ]
    return exchange(app, scope, waiting)
