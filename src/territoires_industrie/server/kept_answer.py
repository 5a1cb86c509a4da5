"""An answer that a browser or a proxy may keep: whole, in part, or « not changed »."""

import asyncio
import hashlib
import re
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing, suppress
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Message, Receive, Scope, Send

from territoires_industrie.server import slow_lines
from territoires_industrie.server.edition import changed_at, edition

AN_HOUR = "public, max-age=3600"
PIECE_BYTES = 256 * 1024
"""What is handed to a connection at once: a slow one holds no copy of the whole file."""

RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
"""More digits than any file has bytes are no range: Python refuses to read thousands of them."""


@dataclass(frozen=True)
class Stamp:
    """By which an answer is known again, before it is made.

    Attributes
    ----------
    tag
        Its ETag, quotes included.
    changed_at
        Seconds since 1970.
    """

    tag: str
    changed_at: float

    @property
    def headers(self) -> dict[str, str]:
        """What says so, and how long the answer may be kept without a question."""
        return {
            "etag": self.tag,
            "last-modified": formatdate(self.changed_at, usegmt=True),
            "cache-control": AN_HOUR,
        }

    def is_known(self, headers: Headers) -> bool:
        """Whether who asks has this answer already; the tag, where there is one, decides."""
        tags = headers.get("if-none-match")
        if tags is not None:
            # nginx marks the tag of what it compresses as weak: the same file, other bytes.
            known = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
            return self.tag in known or "*" in known
        try:
            since = parsedate_to_datetime(headers.get("if-modified-since", ""))
        except (ValueError, OverflowError):  # a time zone beyond any
            return False
        # The header has whole seconds.
        return int(self.changed_at) <= since.timestamp()


def stamp_of(what: object) -> Stamp:
    """Return the stamp of an answer that this edition of the atlas makes out of a value."""
    digest = hashlib.sha256(f"{what!r} {edition()}".encode()).hexdigest()
    return Stamp(f'"{digest[:32]}"', changed_at())


def answer_kept(
    request: Request, content: bytes, stamp: Stamp, media_type: str, more: Mapping[str, str]
) -> Response:
    """Answer with a content, or with the part of it that is asked for.

    A part is what GDAL reads of a remote file; several at once are answered with the whole.
    """
    headers = {**stamp.headers, "accept-ranges": "bytes", **more}
    asked = request.headers.get("range", "")
    # Parts of two editions would be joined into a file that is neither.
    is_same = request.headers.get("if-range", stamp.tag) == stamp.tag
    status, part = 200, (0, len(content))
    if (found := RANGE.fullmatch(asked)) and any(found.groups()) and is_same:
        part = _read_range(found[1], found[2], len(content))
        if part[0] >= part[1]:
            return Response(status_code=416, headers={"content-range": f"bytes */{len(content)}"})
        status = 206
        headers["content-range"] = f"bytes {part[0]}-{part[1] - 1}/{len(content)}"
    headers["content-length"] = str(part[1] - part[0])
    if request.method == "HEAD":
        return Response(status_code=status, headers=headers, media_type=media_type)
    return Handover(memoryview(content)[slice(*part)], headers, media_type, status)


def answer_known(stamp: Stamp, more: Mapping[str, str]) -> Response:
    """Answer that nothing has changed."""
    return Response(status_code=304, headers={**stamp.headers, **more})


def _read_range(first: str, last: str, size: int) -> tuple[int, int]:
    """Read a range as first byte and byte after the last; the last bytes where none is first."""
    if not first:
        return max(0, size - int(last)), size
    return int(first), min(size, int(last) + 1) if last else size


class Handover(StreamingResponse):
    """A content that is sent piece by piece, as long as its reader takes it.

    Attributes
    ----------
    is_whole
        Whether all of it was taken.
    """

    def __init__(
        self, content: memoryview, headers: Mapping[str, str], media_type: str, status: int = 200
    ) -> None:
        self.is_whole = False
        self.longest_s = slow_lines.allowed_s(len(content))
        self.pieces = self._pieces(content)
        super().__init__(self.pieces, status, headers=headers, media_type=media_type)

    async def _pieces(self, content: memoryview) -> AsyncGenerator[bytes]:
        for start in range(0, len(content), PIECE_BYTES):
            # A view of it would hold the whole file as long as the connection keeps the piece.
            yield bytes(content[start : start + PIECE_BYTES])
        self.is_whole = True

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it; whoever takes nothing of it for a minute, or hardly anything, has left."""

        async def send_in_time(message: Message) -> None:
            async with asyncio.timeout(slow_lines.PATIENCE_S):
                await send(message)

        async with aclosing(self.pieces):
            with suppress(TimeoutError):
                async with asyncio.timeout(self.longest_s):
                    await super().__call__(scope, receive, send_in_time)
