"""Streamlit's own scripts and fonts, kept as they are sent.

A first view asks for a hundred of them while the page is being worked out. Streamlit reads and
compresses each one again for every reader: several times the work of the page itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FOLDER = "/static/"
MAX_BYTES = 32 * 2**20
"""More than all of Streamlit's files, compressed or not."""

CONDITIONS = ("range", "if-none-match", "if-modified-since")


@dataclass(frozen=True)
class Kept:
    """An answer that can be given again: the headers and the body that went out."""

    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes


class KeptAssets:
    """ASGI middleware that answers again for a file that has been asked for before.

    Their names hold a hash of their content, so that an answer never ages. What is asked
    for in part, or on a condition, goes its way.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._kept: dict[tuple[str, bool], Kept] = {}
        self._size = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from what is kept, or keep what is answered."""
        if not _is_asset(scope):
            await self.app(scope, receive, send)
            return
        key = (scope["path"], "gzip" in Headers(scope=scope).get("accept-encoding", ""))
        if key in self._kept:
            await _give(self._kept[key], send)
            return
        sent: list[Message] = []

        async def send_and_note(message: Message) -> None:
            sent.append(dict(message))
            await send(message)

        await self.app(scope, receive, send_and_note)
        self._keep(key, sent)

    def _keep(self, key: tuple[str, bool], sent: Iterable[Message]) -> None:
        start, *parts = sent
        body = b"".join(part.get("body", b"") for part in parts)
        headers = Headers(raw=[(bytes(name), bytes(value)) for name, value in start["headers"]])
        is_whole = all(part["type"] == "http.response.body" for part in parts)
        is_lasting = start["status"] == 200 and "immutable" in headers.get("cache-control", "")
        if is_whole and is_lasting and self._size + len(body) <= MAX_BYTES:
            self._kept[key] = Kept(tuple(headers.raw), body)
            self._size += len(body)


def _is_asset(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    if not scope["path"].startswith(FOLDER):
        return False
    headers = Headers(scope=scope)
    return not any(name in headers for name in CONDITIONS)


async def _give(kept: Kept, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": list(kept.headers)})
    await send({"type": "http.response.body", "body": kept.body})
