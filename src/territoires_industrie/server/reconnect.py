"""A browser that comes back to a process that does not know its session is shown its page first.

Streamlit's page takes a session to be where it left it, and goes on asking for fragments. A
process that took over from one that died, that was started again, or that forgot a session left
for long, knows none of them and would pass over every click. The view is in the address: the
whole page is run from it, then what the reader asked for.
"""

import asyncio
from contextlib import suppress

from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope, Send

from territoires_industrie.server.around import Around
from territoires_industrie.server.parcels import asks_for_parcels, unpack
from territoires_industrie.server.streamlit_private import (
    STREAM,
    BackMsg,
    ClientState,
    ForwardMsg,
    is_active_session,
)

LONGEST_RUN_S = 30
"""What the reader asked for is passed on then, even if the page has not ended."""


class ShowPageFirst(Around):
    """ASGI middleware that has the whole page run before a fragment that nobody knows."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, but for the first demand of a session that came back."""
        session = ""
        if scope["type"] == "websocket" and scope["path"].endswith(STREAM):
            session = session_before(Headers(scope=scope))
        if not session:
            await self.app(scope, receive, send)
            return
        exchange = _Exchange(session, receive, send, is_packed=asks_for_parcels(scope))
        await self.app(scope, exchange.receive, exchange.send)


def session_before(headers: Headers) -> str:
    """Read the session that a page had before: Streamlit's page names it in third place.

    >>> session_before(Headers({"sec-websocket-protocol": "streamlit, token, session"}))
    'session'
    >>> session_before(Headers({"sec-websocket-protocol": "streamlit, token"}))
    ''
    """
    said = headers.get("sec-websocket-protocol", "").split(",")
    return said[2].strip() if len(said) > 2 else ""


class _Exchange:
    """The messages of one connection, in both directions."""

    def __init__(self, session: str, receive: Receive, send: Send, *, is_packed: bool) -> None:
        self.session, self._is_packed = session, is_packed
        self._receive, self._send = receive, send
        self._held: Message | None = None
        self._has_asked = False
        self._page_ended = asyncio.Event()

    async def receive(self) -> Message:
        if self._held is not None:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._page_ended.wait(), LONGEST_RUN_S)
            held, self._held = self._held, None
            return held
        message = await self._receive()
        page = b"" if self._has_asked else self._page_before(message)
        if not page:
            return message
        self._held = message
        return {"type": "websocket.receive", "bytes": page}

    async def send(self, message: Message) -> None:
        await self._send(message)
        frame = message.get("bytes") or b""
        if self._held is not None and any(
            map(_ends_a_run, unpack(frame) if self._is_packed else [frame])
        ):
            self._page_ended.set()

    def _page_before(self, message: Message) -> bytes:
        """Write the demand of the whole page; nothing where the session is still there."""
        asked = BackMsg.FromString(message.get("bytes") or b"")
        if not asked.HasField("rerun_script"):
            return b""
        # Of the first demand alone: after it, this process knows the session.
        self._has_asked = True
        state = asked.rerun_script
        # A demand of the whole page needs no other before it.
        if not state.fragment_id or is_active_session(self.session):
            return b""
        page = ClientState(
            query_string=state.query_string,
            page_script_hash=state.page_script_hash,
            page_name=state.page_name,
            context_info=state.context_info,
        )
        return bytes(BackMsg(rerun_script=page).SerializeToString())


def _ends_a_run(message: bytes) -> bool:
    said = ForwardMsg.FromString(message)
    is_end = said.WhichOneof("type") == "script_finished"
    return bool(is_end and said.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY)
