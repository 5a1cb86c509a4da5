"""How much readers may bring to the server: two files a session, a budget for all of them.

Streamlit bounds the size of one file. It takes as many as a client sends, from any session, with
or without a field for them on the page, and keeps them until the session is forgotten.
"""

import asyncio
import re
import time
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartParser
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from territoires_industrie.server import slow_lines
from territoires_industrie.server.streamlit_private import UPLOADS, knows_session, uploaded_bytes
from territoires_industrie.ui.expected_files import expects_file
from territoires_industrie.upload.limits import MAX_BYTES

UPLOAD = re.compile(UPLOADS)
SIZE = re.compile(r"\d{1,18}", re.ASCII)
FILES = 2
"""Of one session: a file that takes the place of another may arrive before that one is removed."""

BUDGET_BYTES = 10 * MAX_BYTES
"""Of all sessions together: what the memory of a small server can spare."""

OVERHEAD_BYTES = 2**20
"""Lines of the request around the file."""

LOOK_S = 5.0
"""How often it is looked whether a file still comes."""

# What is larger than this goes to a temporary file, and nothing of a reader's is written to disk.
MultiPartParser.spool_max_size = MAX_BYTES + OVERHEAD_BYTES


@dataclass(eq=False)
class Coming:
    """A file on its way: the session that it is for, what has come of it, and since when."""

    session: str
    received: int = 0
    began: float = field(default_factory=time.monotonic)

    @property
    def is_late(self) -> bool:
        """Whether it comes more slowly than any line that serves."""
        return time.monotonic() - self.began > slow_lines.allowed_s(self.received)


class UploadBudget:
    """ASGI middleware that refuses a file that no page asked for, or for which there is no room."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        # One a request: several may be for one address.
        self._coming: set[Coming] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it before its body is read."""
        found = UPLOAD.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if found is None or scope["method"] not in {"PUT", "POST"}:
            await self.app(scope, receive, send)
            return
        coming = Coming(found["session"])
        refusal = self._refusal(coming.session, Headers(scope=scope).get("content-length", ""))
        if refusal:
            await PlainTextResponse("Upload refused", refusal)(scope, receive, send)
            return
        # Streamlit compares the length of the request with that of a file, without what a form
        # adds; where none is said, it looks at the file alone.
        headers = [(name, value) for name, value in scope["headers"] if name != b"content-length"]
        self._coming.add(coming)
        try:
            # Who breaks a file off has left: there is nobody to answer, and no fault to log.
            with suppress(ClientDisconnect):
                await self.app(
                    {**scope, "headers": headers}, lambda: self._receive(coming, receive), send
                )
        finally:
            self._coming.discard(coming)

    def _refusal(self, session: str, size: str) -> HTTPStatus | None:
        """Return the status of a refusal; None where there is room."""
        # A body that does not say its length could be of any.
        if not SIZE.fullmatch(size):
            return HTTPStatus.LENGTH_REQUIRED
        if int(size) > MAX_BYTES + OVERHEAD_BYTES:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        files = len(uploaded_bytes().get(session, ()))
        files += sum(one.session == session for one in self._coming)
        if not expects_file(session) or files >= FILES:
            return HTTPStatus.CONFLICT
        return HTTPStatus.SERVICE_UNAVAILABLE if self._is_beyond_budget(int(size)) else None

    def _is_beyond_budget(self, more: int = 0) -> bool:
        # What has come, not what is announced: a line of text would take the place of a file.
        kept = sum(map(sum, uploaded_bytes().values()))
        return kept + sum(one.received for one in self._coming) + more > BUDGET_BYTES

    async def _receive(self, coming: Coming, receive: Receive) -> Message:
        """Wait for more of a file, as long as it comes, has a session and there is room for it."""
        while True:
            message: Message | None = None
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_S):
                    message = await receive()
            coming.received += len((message or {}).get("body", b""))
            refusal = self._refusal_under_way(coming)
            if refusal:
                # Whoever sends goes on sending: nothing more is read of them.
                raise HTTPException(refusal, "Upload refused", {"connection": "close"})
            if message is not None:
                return message

    def _refusal_under_way(self, coming: Coming) -> HTTPStatus | None:
        if coming.is_late:
            return HTTPStatus.REQUEST_TIMEOUT
        # Streamlit would keep for ever what comes after its session has been forgotten.
        if not knows_session(coming.session):
            return HTTPStatus.CONFLICT
        return HTTPStatus.SERVICE_UNAVAILABLE if self._is_beyond_budget() else None
