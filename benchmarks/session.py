"""A reader without a browser: one websocket session of Streamlit, in its own protocol."""

import asyncio
import json
import re
import time
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, cast

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from websockets.asyncio.client import ClientConnection, connect

from territoires_industrie.server.parcels import ASKED, unpack

PATIENCE_S = 120
LARGEST_MESSAGE = 1 << 25
DIGEST = re.compile(r'{"digest":"(\w+)"')
MESSAGE_AGE = 2
"""Runs for which a browser keeps a message that was not called again."""


class Counted(ClientConnection):
    """A connection that counts what comes: messages, and bytes as compressed as they are.

    ``is_packed`` says whether its server was asked for several messages in one frame, as a
    browser asks the atlas; Streamlit alone knows nothing of it.
    """

    received = 0
    messages = 0
    is_packed = True

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._unread: deque[bytes] = deque()

    async def message(self) -> ForwardMsg:
        """Return the next message: as to a browser, they come several at once."""
        while not self._unread:
            frame = await self.recv(decode=False)
            self._unread.extend(unpack(frame) if self.is_packed else [frame])
        self.messages += 1
        message: ForwardMsg = ForwardMsg.FromString(self._unread.popleft())
        return message

    def data_received(self, data: bytes) -> None:
        """Count what has come."""
        self.received += len(data)
        super().data_received(data)


@dataclass
class Cache:
    """Messages that a browser keeps, which are then called by their digest alone.

    Attributes
    ----------
    messages, ages
        By digest: the message; the runs that have ended since it was last called.
    """

    messages: dict[str, ForwardMsg] = field(default_factory=dict)
    ages: dict[str, int] = field(default_factory=dict)

    def whole(self, message: ForwardMsg) -> ForwardMsg:
        """Return the message that another one calls by its digest, or the message itself."""
        digest = message.ref_hash or message.hash
        if message.ref_hash:
            held = self.messages[digest]
            held.metadata.CopyFrom(message.metadata)
            message = held
        elif not message.metadata.cacheable:
            return message
        self.messages[digest], self.ages[digest] = message, 0
        return message

    def end_run(self) -> None:
        """Let go of what no run has called for a while."""
        self.ages = {one: age + 1 for one, age in self.ages.items() if age < MESSAGE_AGE}
        self.messages = {one: self.messages[one] for one in self.ages}


@dataclass
class Reader:
    """An open session on the map page.

    Attributes
    ----------
    socket
        Its connection.
    map_id, fragment_id, page_hash, query
        What the page said of its map and its address, needed to click it.
    held
        Digests of the lists that a map would have kept.
    clicks
        Number of clicks made so far.
    received_bytes, drawn
        What the last run sent, as it came by the wire; the kinds of elements in it, in order.
    """

    socket: Counted
    map_id: str = ""
    fragment_id: str = ""
    page_hash: str = ""
    query: str = ""
    held: list[str] = field(default_factory=list)
    clicks: int = 0
    received_bytes: int = 0
    drawn: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    cache: Cache = field(default_factory=Cache)

    async def open(self) -> float:
        """Ask for the first view; return the seconds until its script has ended."""
        seconds = await self._run(ClientState(query_string=""))
        if not self.map_id or not self.fragment_id:
            raise RuntimeError("the first page has no map in a fragment")
        return seconds

    async def click(self, code: str) -> float:
        """Click a unit on the map; return the seconds until the page has followed."""
        self.clicks += 1
        chosen = json.dumps({"selection": [code], "n": self.clicks, "held": self.held})
        return await self._run(
            ClientState(
                query_string=self.query,
                page_script_hash=self.page_hash,
                fragment_id=self.fragment_id,
                widget_states=WidgetStates(
                    widgets=[WidgetState(id=self.map_id, json_value=chosen)]
                ),
            )
        )

    async def _run(self, state: ClientState) -> float:
        start, before = time.perf_counter(), self.socket.received
        state.cached_message_hashes.extend(self.cache.messages)
        await self.socket.send(BackMsg(rerun_script=state).SerializeToString())
        self.drawn.clear()
        async with asyncio.timeout(PATIENCE_S):
            while True:
                message = self.cache.whole(await self.socket.message())
                self._note(message)
                if message.WhichOneof("type") == "script_finished" and message.script_finished in (
                    ForwardMsg.FINISHED_SUCCESSFULLY,
                    ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
                ):
                    self.cache.end_run()
                    self.received_bytes = self.socket.received - before
                    return time.perf_counter() - start

    def _note(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.page_hash = message.new_session.page_script_hash
        if kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        if kind != "delta" or message.delta.WhichOneof("type") != "new_element":
            return
        element: Any = message.delta.new_element
        held = element.WhichOneof("type")
        self.drawn.append(str(held))
        if held == "component_instance":
            self.map_id = element.component_instance.id
            self.fragment_id = message.delta.fragment_id
            arguments = json.loads(element.component_instance.json_args)
            self.held = DIGEST.findall(arguments["feature_group"])
        elif held == "exception":
            self.errors.append(element.exception.message)


@asynccontextmanager
async def connected(port: int, *, is_packed: bool = True) -> AsyncIterator[Counted]:
    """Hold a connection open for the length of the block."""
    address = f"ws://127.0.0.1:{port}/_stcore/stream{f'?{ASKED}=1' if is_packed else ''}"
    async with connect(
        address,
        subprotocols=["streamlit"],  # type: ignore[list-item] # a NewType of str
        max_size=LARGEST_MESSAGE,
        create_connection=Counted,
        open_timeout=PATIENCE_S,
        ping_interval=None,
    ) as socket:
        counted = cast(Counted, socket)
        counted.is_packed = is_packed
        yield counted


@asynccontextmanager
async def reading(port: int) -> AsyncIterator[Reader]:
    """Hold a session on the map page open for the length of the block."""
    async with connected(port) as socket:
        yield Reader(socket)
