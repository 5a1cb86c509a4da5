"""Requests that another site's page makes in a reader's browser are refused.

Streamlit refuses them too, but to decide it first asks a foreign service for the address of this
machine, on the loop that answers everybody: where the network is closed, each such request holds
all readers up for twenty seconds. What is refused here never reaches that question.
"""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from territoires_industrie.server.around import Around
from territoires_industrie.server.streamlit_private import config, net_util

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
POLICY_VIOLATION = 1008
"""Code of RFC 6455; before the handshake is accepted, a server answers 403."""


class RefuseForeignOrigins(Around):
    """ASGI middleware that answers 403 to a WebSocket or a change asked for by another site.

    A request without ``Origin`` is no browser's on behalf of a page, and passes.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if not _can_change(scope) or is_own_origin(Headers(scope=scope)):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()  # the protocol wants the request for a connection read first
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        else:
            await PlainTextResponse("Forbidden origin", 403)(scope, receive, send)


def _can_change(scope: Scope) -> bool:
    """Whether a request may change something: reading is left to the browser's own rules."""
    if scope["type"] == "websocket":
        return True
    return scope["type"] == "http" and scope["method"] not in SAFE_METHODS


def is_own_origin(headers: Headers) -> bool:
    """Whether a request comes from a page of this server, or from no page at all.

    A proxy that does not forward ``Host`` names the public address of the atlas in Streamlit's
    settings ``browser.serverAddress`` or ``server.corsAllowedOrigins``.

    >>> is_own_origin(Headers({"host": "atlas.test", "origin": "https://atlas.test"}))
    True
    >>> is_own_origin(Headers({"host": "atlas.test", "origin": "https://other.test"}))
    False
    >>> is_own_origin(Headers({"host": "atlas.test", "origin": "null"}))
    False
    """
    origin = headers.get("origin")
    # Programs name none; a browser does with all that may change something.
    if origin is None:
        return True
    try:
        netloc = urlsplit(origin).netloc
    except ValueError:
        return False
    if not netloc:
        return False
    return netloc == headers.get("host") or netloc in _public_addresses()


def _public_addresses() -> set[str]:
    allowed = {urlsplit(origin).netloc for origin in config.get_option("server.corsAllowedOrigins")}
    if config.is_manually_set("browser.serverAddress"):
        allowed.add(config.get_option("browser.serverAddress"))
    return allowed


def ask_nobody_for_addresses() -> None:
    """Have Streamlit know this machine by its local names only.

    To print an address at start, and to compare origins, it would ask a foreign service for the
    public address of the machine, and open a socket to a foreign one for the address on its own
    network.
    """
    for name in ("get_external_ip", "get_internal_ip"):
        setattr(net_util, name, lambda: None)
