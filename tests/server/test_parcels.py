"""Messages that come together travel as one frame, for whoever asks for it."""

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from territoires_industrie.server.parcels import pack
from territoires_industrie.server.streamlit_private import _Client

RUNS = [[ForwardMsg(ref_hash=name) for name in ("a", "b", "c")], [ForwardMsg(ref_hash="d")]]


def frames(query: bytes) -> list[bytes]:
    """Send the messages of two runs, the second once the first has gone; give what was sent."""

    async def send() -> list[bytes]:
        sent: list[bytes] = []

        async def send_bytes(frame: bytes) -> None:
            sent.append(frame)

        socket = SimpleNamespace(
            scope={"query_string": query},
            headers={},
            cookies={},
            client=None,
            send_bytes=send_bytes,
        )
        client = _Client(cast(Any, socket))
        for run in RUNS:
            for message in run:
                client.write_forward_msg(message)
                await asyncio.sleep(0)  # as Streamlit does
            async with asyncio.timeout(10):
                while not client._send_queue.empty() or not sent:
                    await asyncio.sleep(0)
                await asyncio.sleep(0.01)
        await client.aclose()
        return sent

    return asyncio.run(send())


@pytest.mark.parametrize("query", [b"parcels=1", b"other=1&parcels=1"])
def test_messages_of_one_moment_are_one_frame(query: bytes) -> None:
    assert frames(query) == [pack(one.SerializeToString() for one in run) for run in RUNS]


def test_who_does_not_ask_has_each_message_in_its_own_frame() -> None:
    assert frames(b"") == [one.SerializeToString() for run in RUNS for one in run]
