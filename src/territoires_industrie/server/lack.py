"""A lack of memory while the server starts: told in a sentence, as the traceback is of no help."""

import logging
import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from starlette.types import Message, Receive, Scope, Send

from territoires_industrie.errors import lacks_memory
from territoires_industrie.server.around import Around
from territoires_industrie.wording import _, speaking

NEEDED_GB = 3
"""Of the server and its worker, as ``deploy/atlas@.service`` grants it."""

LOG = logging.getLogger(__name__)


def say_lack() -> str:
    """Write what the server needs, what it has, and what to do."""
    soft, _hard = resource.getrlimit(resource.RLIMIT_AS)
    if soft == resource.RLIM_INFINITY:
        found = _("le système n’en donne plus")
    else:
        # Without the forms of numbers, which are a file to be read.
        found = _("la limite est de {limit} Mo").format(limit=soft // 10**6)
    text = _(
        "L’atlas manque de mémoire pour démarrer : il en demande {needed} Go, et {found}. "
        "Fermez d’autres programmes ou levez la limite (ulimit -v)."
    )
    return text.format(needed=NEEDED_GB, found=found)


@contextmanager
def telling_lack(spoken: str) -> Iterator[None]:
    """Write a lack of memory in the log, in the place of the traceback of a thread."""
    try:
        yield
    except Exception as error:
        if not lacks_memory(error):
            raise
    else:
        return
    # Once the error is forgotten, with all that it held: words take memory too.
    with speaking(spoken):
        LOG.error("%s", say_lack())


class TellLack(Around):
    """ASGI middleware that says in a sentence that there is no memory to start with."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; the traceback of a start without memory gives way to words."""
        if scope["type"] != "lifespan":
            await self.app(scope, receive, send)
            return

        async def send_told(message: Message) -> None:
            # Starlette sends this while it handles what went wrong.
            if message["type"] == "lifespan.startup.failed" and lacks_memory(sys.exception()):
                message = {**message, "message": say_lack()}
            await send(message)

        await self.app(scope, receive, send_told)
