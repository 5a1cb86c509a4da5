"""How many readers one process takes: who comes after is told so, those inside go on.

Every reader more slows all the others. Beyond what a process answers well, a new one is better
told when to come back, or sent by the proxy to a process that has room.
"""

import os
import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from territoires_industrie.server.addresses import NAMES
from territoires_industrie.server.language import language_of
from territoires_industrie.server.message import write_message
from territoires_industrie.server.reconnect import session_before
from territoires_industrie.server.shared_views import is_for_frame
from territoires_industrie.server.streamlit_private import STREAM
from territoires_industrie.wording import _, format_number, speaking

SETTING = "ATLAS_READERS"
"""Environment variable: readers that one process takes at once."""

READERS = 150
"""As many as a process answers within a second when each clicks every three seconds."""

NUMBER = re.compile(r"\d{1,9}", re.ASCII)
COME_BACK_S = 60

INSIDE = "atlas_inside"
INSIDE_S = 1800
"""Cookie of who was let in, and how long it lasts: a page that is loaded again, or a link of the
atlas to another, asks for its document while the reader's own connection still counts."""

TRY_AGAIN_LATER = 1013
"""Code of a WebSocket that is refused because there is no room."""


def capacity() -> int:
    """Return how many readers this process takes, from its environment if that says so."""
    said = os.environ.get(SETTING, "")
    return int(said) if NUMBER.fullmatch(said) and int(said) else READERS


class Capacity:
    """ASGI middleware that lets no more readers in than there is room for."""

    def __init__(self, app: ASGIApp, readers: int | None = None) -> None:
        self.app = app
        self._readers = readers or capacity()
        self._inside = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count a reader in and out; answer a new one when it is full."""
        if scope["type"] == "websocket" and scope["path"].endswith(STREAM):
            await self._connect(scope, receive, send)
        elif not _asks_for_page(scope):
            await self.app(scope, receive, send)
        elif self._is_full() and not _was_let_in(scope):
            await _say_full(Request(scope), self._readers)(scope, receive, send)
        else:
            await self.app(scope, receive, _letting_in(send))

    def _is_full(self) -> bool:
        return self._inside >= self._readers

    async def _connect(self, scope: Scope, receive: Receive, send: Send) -> None:
        # A page that had a session goes on: its reader was here, or at a process that is gone.
        known = session_before(Headers(scope=scope)) or _was_let_in(scope)
        if self._is_full() and not known:
            await receive()  # the protocol wants the request for a connection read first
            await send({"type": "websocket.close", "code": TRY_AGAIN_LATER})
            return
        self._inside += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self._inside -= 1


def _asks_for_page(scope: Scope) -> bool:
    """Whether a reader comes; a map in a frame opens no session."""
    is_get = scope["type"] == "http" and scope["method"] in {"GET", "HEAD"}
    is_page = is_get and scope["path"].removeprefix("/") in {"", *NAMES.values()}
    return is_page and not is_for_frame(Request(scope))


def _was_let_in(scope: Scope) -> bool:
    return INSIDE in HTTPConnection(scope).cookies


def _letting_in(send: Send) -> Send:
    """Leave the cookie with the answer; it says nothing of who the reader is."""

    async def send_marked(message: Message) -> None:
        if message["type"] == "http.response.start":
            cookie = f"{INSIDE}=1; Max-Age={INSIDE_S}; Path=/; HttpOnly; SameSite=Lax"
            MutableHeaders(scope=message).append("set-cookie", cookie)
        await send(message)

    return send_marked


def _say_full(request: Request, readers: int) -> HTMLResponse:
    with speaking(language_of(request)):
        text = _(
            "Il sert déjà {readers} lecteurs, autant qu’il peut sans les ralentir. Revenez dans "
            "une minute : cette page le fera d’elle-même."
        )
        said = text.format(readers=format_number(readers))
        page = write_message(_("L’atlas est complet"), said, again_s=COME_BACK_S)
    headers = {"retry-after": str(COME_BACK_S), "cache-control": "no-store"}
    return HTMLResponse(page, 503, headers=headers)
