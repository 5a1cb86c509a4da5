"""Messages of a page that come together travel as one frame, for whoever asks for it.

Streamlit sends each element in a frame of its own. What costs the most of a click is then to write
each of them on the server, and in the browser to draw the page several times as they come.
"""

from collections.abc import Iterable, Iterator
from urllib.parse import parse_qs

from starlette.types import Scope

ASKED = "parcels"
"""Name in the query of a WebSocket whose other end reads parcels."""

SIZE_BYTES = 4
"""Each message comes after its length, the lowest byte first."""


def asks_for_parcels(scope: Scope) -> bool:
    """Whether what is sent to a WebSocket comes in parcels.

    >>> asks_for_parcels({"query_string": b"parcels=1"})
    True
    >>> asks_for_parcels({"query_string": b""})
    False
    """
    return ASKED in parse_qs(scope.get("query_string", b"").decode("latin-1"))


def pack(messages: Iterable[bytes]) -> bytes:
    """Write messages into one frame.

    >>> list(unpack(pack([b"one", b"", b"three"])))
    [b'one', b'', b'three']
    """
    return b"".join(len(one).to_bytes(SIZE_BYTES, "little") + one for one in messages)


def unpack(frame: bytes) -> Iterator[bytes]:
    """Read the messages of a frame, in their order."""
    start = 0
    while start < len(frame):
        begin = start + SIZE_BYTES
        start = begin + int.from_bytes(frame[start:begin], "little")
        yield frame[begin:start]
