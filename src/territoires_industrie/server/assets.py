"""Streamlit's own scripts and fonts, and the boundaries, kept as they are sent, compressed.

A first view asks for a hundred of them while the page is being worked out. Streamlit reads each
one again for every reader, which is several times the work of the page itself, and sends it as it
is: most of the bytes of a first view.
"""

import gzip
from asyncio import Lock
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from territoires_industrie.server.headers import GEOMETRY_FOLDER
from territoires_industrie.server.streamlit_bundles import link
from territoires_industrie.server.streamlit_fonts import with_small_fonts
from territoires_industrie.server.streamlit_scripts import draw_at_once
from territoires_industrie.server.streamlit_words import speak

FOLDERS = ("/static/", GEOMETRY_FOLDER)
MAX_BYTES = 32 * 2**20
"""More than all of Streamlit's files and the boundaries, compressed or not."""

# Who has a part, or an older copy, is answered by what is behind.
CONDITIONS = ("range", "if-none-match", "if-modified-since")
TEXTS = ("text/", "application/javascript", "application/json", "image/svg")
LEAST_BYTES = 500
LEVEL = 9
"""A file is compressed once a process, sent for as long as it lives."""


@dataclass(frozen=True)
class Answer:
    """A whole answer: its headers and its body."""

    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes

    def messages(self) -> list[Message]:
        """Return what is sent of it."""
        start = {"type": "http.response.start", "status": 200, "headers": list(self.headers)}
        return [start, {"type": "http.response.body", "body": self.body}]

    def ours(self, path: str) -> "Answer":
        """Return one of Streamlit's scripts in the reader's words, a font with what is shown alone.

        Another file as it is.
        """
        body = with_small_fonts(path, link(path, draw_at_once(path, speak(path, self.body))))
        if body == self.body:
            return self
        headers = MutableHeaders(raw=list(self.headers))
        headers["content-length"] = str(len(body))
        # It is the tag of Streamlit's bytes, which these are no more.
        del headers["etag"]
        return Answer(tuple(headers.raw), body)

    def compressed(self) -> "Answer":
        """Return the same file as gzip; as it is where that would be no gain."""
        headers = MutableHeaders(raw=list(self.headers))
        is_text = headers.get("content-type", "").startswith(TEXTS)
        if not is_text or "content-encoding" in headers or len(self.body) < LEAST_BYTES:
            return self
        body = gzip.compress(self.body, LEVEL, mtime=0)
        headers["content-encoding"] = "gzip"
        headers["content-length"] = str(len(body))
        headers.add_vary_header("Accept-Encoding")
        if (tag := headers.get("etag", "")).startswith('"'):
            headers["etag"] = f"W/{tag}"  # the same file, not the same bytes
        return Answer(tuple(headers.raw), body)


class KeptAssets:
    """ASGI middleware that answers again for a file that has been asked for before.

    Their names hold a hash of their content, so that an answer never ages. What is asked
    for in part, or on a condition, goes its way.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._kept: dict[tuple[str, bool], Answer] = {}
        self._being_made: defaultdict[tuple[str, bool], Lock] = defaultdict(Lock)
        self._size = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from what is kept, or keep what is answered."""
        if not _is_asset(scope):
            await self.app(scope, receive, send)
            return
        takes_gzip = "gzip" in Headers(scope=scope).get("accept-encoding", "")
        key = (scope["path"], takes_gzip)
        kept = self._kept.get(key)
        if kept is None:
            try:
                async with self._being_made[key]:  # readers who come together wait for the first
                    kept = self._kept.get(key)
                    sent = kept.messages() if kept else await self._make(key, scope, receive)
            finally:
                # A lock that stayed would be kept for each address that anybody makes up.
                self._being_made.pop(key, None)
        for message in kept.messages() if kept else sent:
            await send(message)

    async def _make(self, key: tuple[str, bool], scope: Scope, receive: Receive) -> list[Message]:
        """Ask for a file, and keep it if it lasts and there is room; return what is to be sent."""
        sent: list[Message] = []

        async def note(message: Message) -> None:
            sent.append(dict(message))

        await self.app(scope, receive, note)
        path, takes_gzip = key
        lasting = _lasting(sent, is_named=path.startswith(GEOMETRY_FOLDER))
        if lasting is None:
            return sent
        answer = lasting.ours(path)
        if takes_gzip:
            answer = await to_thread.run_sync(answer.compressed)
        size = len(path) + len(answer.body)
        if self._size + size <= MAX_BYTES:
            self._kept[key] = answer
            self._size += size
        return answer.messages()


def _is_asset(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    if not scope["path"].startswith(FOLDERS):
        return False
    headers = Headers(scope=scope)
    return not any(name in headers for name in CONDITIONS)


def _lasting(sent: Sequence[Message], *, is_named: bool) -> Answer | None:
    """Put an answer together; None if it is not one that can be given again.

    One that says so may be, and one that is named by its content.

    A reader who leaves ends the answer wherever it is.
    """
    if not sent:
        return None
    start, *parts = sent
    headers = Headers(raw=[(bytes(name), bytes(value)) for name, value in start["headers"]])
    body = b"".join(part.get("body", b"") for part in parts)
    # An answer that was cut short would be served for the life of the process.
    is_whole = (
        bool(parts)
        and all(part["type"] == "http.response.body" for part in parts)
        and not parts[-1].get("more_body", False)
        and headers.get("content-length", str(len(body))) == str(len(body))
    )
    lasts = start["status"] == 200 and (is_named or "immutable" in headers.get("cache-control", ""))
    return Answer(tuple(headers.raw), body) if is_whole and lasts else None
