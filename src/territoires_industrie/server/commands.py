"""What a browser may ask of Streamlit's session: what a reader of the atlas needs, no more.

Streamlit's page can also clear the caches of all readers, read the repository behind the app or
stop a development server. No page of the atlas asks for any of it.
"""

import logging
from contextlib import suppress

from google.protobuf.message import DecodeError
from starlette.types import Message, Receive, Scope, Send

from territoires_industrie.server.around import Around
from territoires_industrie.server.streamlit_private import STREAM, BackMsg

NEEDED = frozenset(
    {
        "app_heartbeat",
        "backend_operation_request",  # rows of a long table, as they are scrolled to
        "file_urls_request",
        "rerun_script",
        "stop_script",
    }
)
"""Kinds of demand that pass; names of the fields of ``BackMsg``."""

MOST_FILES = 10
"""Files that a page asks addresses for at once: its field takes one. Each name costs the loop that
answers everybody six millionths of a second, and a frame holds a hundred thousand."""

MOST_STATES = 1_000
"""Controls of which a page says the state at once: it has some tens of them."""

LOG = logging.getLogger(__name__)


class InOneLine(logging.Filter):
    """Leaves the traceback out of what uvicorn says of a text that is none."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every line pass."""
        if record.exc_info and isinstance(record.exc_info[1], UnicodeDecodeError):
            record.exc_info = None
        return True


def tell_in_one_line() -> None:
    """Have the log say a malformed text in one line, once the server has set its log up."""
    logging.getLogger("uvicorn.error").addFilter(InOneLine())


class KnownCommands(Around):
    """ASGI middleware that drops the demands that no page of the atlas makes."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on but what nobody needs."""
        if scope["type"] != "websocket" or not scope["path"].endswith(STREAM):
            await self.app(scope, receive, send)
            return

        async def receive_needed() -> Message:
            while True:
                message = await receive()
                if message["type"] != "websocket.receive" or is_needed(message):
                    return message

        await self.app(scope, receive_needed, send)


def is_needed(message: Message) -> bool:
    """Whether a frame is one that a page of the atlas sends; another is told in one line.

    >>> is_needed({"bytes": BackMsg(clear_cache=True).SerializeToString()})
    False
    >>> is_needed({"bytes": BackMsg(app_heartbeat=True).SerializeToString()})
    True
    """
    frame = message.get("bytes") or b""
    asked = BackMsg()
    with suppress(DecodeError):
        asked = BackMsg.FromString(frame)
    kind = asked.WhichOneof("type")
    if kind in NEEDED and _is_modest(asked):
        return True
    LOG.warning("Frame of %d bytes left out: %s", len(frame), kind or "malformed")
    return False


def _is_modest(asked: BackMsg) -> bool:
    files = asked.file_urls_request.file_names
    states = asked.rerun_script.widget_states.widgets
    return len(files) <= MOST_FILES and len(states) <= MOST_STATES
