"""Messages of a page compressed against all of the last ones, not their last four kilobytes.

A page says at each change most of what it said at the one before, some thirty kilobytes ago. All
that the server uses of uvicorn beyond what its reference promises: CONTRIBUTING.md says what to
check at an upgrade.
"""

from typing import Any

from uvicorn.protocols.websockets import websockets_sansio_impl
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory

WINDOW_BITS = 15
"""32 kB are looked back on: 160 kB of memory a session, in the place of 32."""

MEMORY_LEVEL = 6


class _WideWindow(ServerPerMessageDeflateFactory):
    """What uvicorn asks for, with a window of our own."""

    def __init__(self, **_narrow: Any) -> None:
        super().__init__(
            server_max_window_bits=WINDOW_BITS,
            client_max_window_bits=12,  # what a reader sends is short
            compress_settings={"memLevel": MEMORY_LEVEL},
        )


def look_far_back() -> None:
    """Have uvicorn offer the wide window to whoever connects from now on."""
    own: Any = websockets_sansio_impl
    own.ServerPerMessageDeflateFactory = _WideWindow
