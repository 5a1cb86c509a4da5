"""How much readers may bring to the server: two files a session, a budget for all of them.

Streamlit bounds the size of one file. It takes as many as a client sends, from any session, with
or without a field for them on the page, and keeps them until the session is forgotten.
"""

import re
from contextlib import suppress

from starlette.datastructures import Headers
from starlette.formparsers import MultiPartParser
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from territoires_industrie.server.streamlit_private import UPLOADS, uploaded_bytes
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

# What is larger than this goes to a temporary file, and nothing of a reader's is written to disk.
MultiPartParser.spool_max_size = MAX_BYTES + OVERHEAD_BYTES


class UploadBudget:
    """ASGI middleware that refuses a file that no page asked for, or for which there is no room."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._on_their_way: dict[tuple[str, str], int] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it before its body is read."""
        found = UPLOAD.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if found is None or scope["method"] not in {"PUT", "POST"}:
            await self.app(scope, receive, send)
            return
        key = (found["session"], found["file"])
        size = Headers(scope=scope).get("content-length", "")
        refusal = self._refusal(key, size)
        if refusal:
            await PlainTextResponse("Upload refused", refusal)(scope, receive, send)
            return
        self._on_their_way[key] = int(size)
        try:
            # Who breaks a file off has left: there is nobody to answer, and no fault to log.
            with suppress(ClientDisconnect):
                await self.app(scope, receive, send)
        finally:
            self._on_their_way.pop(key, None)

    def _refusal(self, key: tuple[str, str], size: str) -> int | None:
        """Return the HTTP status of a refusal; None where there is room."""
        session, _file = key
        # A body that does not say its length could be of any.
        if not SIZE.fullmatch(size):
            return 411
        if int(size) > MAX_BYTES + OVERHEAD_BYTES:
            return 413
        kept = uploaded_bytes()
        coming = [bytes_ for (one, _file), bytes_ in self._on_their_way.items() if one == session]
        if not expects_file(session) or len(kept.get(session, ())) + len(coming) >= FILES:
            return 409
        there = sum(map(sum, kept.values())) + sum(self._on_their_way.values())
        return 503 if there + int(size) > BUDGET_BYTES else None
