"""What every page needs is read while the server answers already: a page waits for it.

The browser of a first reader takes a second to start Streamlit's scripts, which the server has
for its tables.
"""

import asyncio
import logging
from collections.abc import Callable
from threading import Event

from starlette.types import Receive, Scope, Send

from territoires_industrie.errors import AtlasError
from territoires_industrie.server.around import Around

LOOK_S = 0.02

READY = Event()
"""Whether nothing is being read that every page needs: what makes a server clears it."""

READY.set()

LOG = logging.getLogger(__name__)


def read_for_pages(read: Callable[[], None]) -> None:
    """Read what every page needs, and let the pages go on whatever comes of it."""
    try:
        read()
    except AtlasError as error:  # told by the pages
        LOG.warning("%s", error)
    finally:
        READY.set()


class PagesWait(Around):
    """ASGI middleware that has the WebSocket of a page wait until what it needs is read."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, the rest at once."""
        # A thread for each that waits would leave none to files and first answers: there are forty.
        while scope["type"] == "websocket" and not READY.is_set():
            await asyncio.sleep(LOOK_S)
        await self.app(scope, receive, send)
