"""Messages of a page compressed against all of the last ones, and bounded once unpacked.

A page says at each change most of what it said at the one before, some thirty kilobytes ago; by
itself uvicorn looks four back. All that the server uses of uvicorn beyond what its reference
promises: CONTRIBUTING.md says what to check at an upgrade.
"""

from typing import Any

from uvicorn.protocols.websockets import websockets_sansio_impl
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory
from websockets.server import ServerProtocol

WINDOW_BITS = 15
"""32 kB are looked back on: 160 kB of memory a session, in the place of 32."""

MEMORY_LEVEL = 6

LARGEST_BYTES = 2**18
"""Of a message of a page, unpacked: what its controls say and what its browser holds are some
kilobytes, its address 64 twice. As JSON it may become 26 times as large, and a session keeps it.
Streamlit would unpack 200 MB, which come as 200 kB, to refuse what is above 25 MB."""


class _WideWindow(ServerPerMessageDeflateFactory):
    """What uvicorn asks for, with a window of our own."""

    def __init__(self, **_narrow: Any) -> None:
        super().__init__(
            server_max_window_bits=WINDOW_BITS,
            client_max_window_bits=12,  # what a reader sends is short
            compress_settings={"memLevel": MEMORY_LEVEL},
        )


class _ModestProtocol(ServerProtocol):
    """What uvicorn asks for, closing (1009) on a message that no page sends."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{**given, "max_size": LARGEST_BYTES})


def settle_messages() -> None:
    """Have uvicorn offer the wide window, and take no large message, of whoever connects."""
    own: Any = websockets_sansio_impl
    own.ServerPerMessageDeflateFactory = _WideWindow
    own.ServerProtocol = _ModestProtocol
