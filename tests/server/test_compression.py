"""What is agreed on with a browser that takes compressed messages."""

import asyncio
from types import SimpleNamespace
from typing import Any

import uvicorn
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets.extensions.permessage_deflate import PerMessageDeflate

from territoires_industrie.server.compression import WINDOW_BITS, look_far_back


def test_messages_are_compressed_against_32_kilobytes() -> None:
    look_far_back()
    (offer,) = asyncio.run(offered())
    answered, agreed = offer.process_request_params([("client_max_window_bits", None)], [])
    assert isinstance(agreed, PerMessageDeflate)
    assert agreed.local_max_window_bits == WINDOW_BITS == 15
    assert dict(answered)["client_max_window_bits"] == "12"


async def offered() -> Any:
    """Return what uvicorn offers to who connects."""
    app: Any = SimpleNamespace()
    config = uvicorn.Config(app, ws="websockets-sansio", lifespan="off")
    protocol = WebSocketsSansIOProtocol(config, ServerState(), {})
    return protocol.conn.available_extensions
