"""What is agreed on with a browser that takes compressed messages, and how large they may be."""

import asyncio
from types import SimpleNamespace
from typing import Any

import uvicorn
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets.client import ClientProtocol
from websockets.extensions.permessage_deflate import (
    ClientPerMessageDeflateFactory,
    PerMessageDeflate,
)
from websockets.frames import CloseCode
from websockets.http11 import Request
from websockets.uri import parse_uri

from territoires_industrie.server.compression import (
    LARGEST_BYTES,
    WINDOW_BITS,
    settle_messages,
)


def test_messages_are_compressed_against_32_kilobytes() -> None:
    (offer,) = asyncio.run(connection()).available_extensions
    answered, agreed = offer.process_request_params([("client_max_window_bits", None)], [])
    assert isinstance(agreed, PerMessageDeflate)
    assert agreed.local_max_window_bits == WINDOW_BITS == 15
    assert dict(answered)["client_max_window_bits"] == "12"


def test_a_message_that_unpacks_to_more_than_a_page_sends_is_refused() -> None:
    server = asyncio.run(connection())
    client = ClientProtocol(
        parse_uri("ws://atlas.test/"), extensions=[ClientPerMessageDeflateFactory()]
    )
    client.send_request(client.connect())
    server.receive_data(b"".join(client.data_to_send()))
    (request,) = server.events_received()
    assert isinstance(request, Request)
    server.send_response(server.accept(request))
    client.receive_data(b"".join(server.data_to_send()))
    assert client.extensions
    client.send_binary(bytes(LARGEST_BYTES))
    server.receive_data(b"".join(client.data_to_send()))
    (frame,) = server.events_received()
    assert len(frame.data) == LARGEST_BYTES
    client.send_binary(bytes(LARGEST_BYTES + 1))
    packed = b"".join(client.data_to_send())
    assert len(packed) < LARGEST_BYTES / 100
    server.receive_data(packed)
    assert not server.events_received()
    assert server.close_sent
    assert server.close_sent.code == CloseCode.MESSAGE_TOO_BIG


async def connection() -> Any:
    """Return uvicorn's end of a WebSocket, as Streamlit sets it up."""
    settle_messages()
    app: Any = SimpleNamespace()
    config = uvicorn.Config(app, ws="websockets-sansio", ws_max_size=200_000_000, lifespan="off")
    protocol = WebSocketsSansIOProtocol(config, ServerState(), {})
    return protocol.conn
