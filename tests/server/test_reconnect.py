"""A page that comes back: run whole where its session is unknown, left alone where it is not."""

import asyncio
from types import SimpleNamespace

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit import runtime
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates

from territoires_industrie.server import reconnect
from territoires_industrie.server.parcels import pack
from territoires_industrie.server.reconnect import ShowPageFirst
from territoires_industrie.server.streamlit_private import STREAM

CLICK = WidgetStates(widgets=[WidgetState(id="carte", json_value='{"n":1}')])
ENDED = ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY).SerializeToString()
EARLY = ForwardMsg(script_finished=ForwardMsg.FINISHED_EARLY_FOR_RERUN).SerializeToString()


def demand(fragment: str) -> bytes:
    state = ClientState(query_string="region=28", fragment_id=fragment, widget_states=CLICK)
    return bytes(BackMsg(rerun_script=state).SerializeToString())


def received(
    monkeypatch: pytest.MonkeyPatch,
    sent: list[bytes],
    *,
    before: str,
    known: bool,
    query: bytes = b"",
) -> list[ClientState]:
    """Run the demands of a browser through the middleware; give what Streamlit gets of them."""
    monkeypatch.setattr(
        runtime, "get_instance", lambda: SimpleNamespace(is_active_session=lambda _id: known)
    )
    got: list[ClientState] = []
    waiting = [{"type": "websocket.receive", "bytes": content} for content in sent]

    async def streamlit(_scope: Scope, receive: Receive, send: Send) -> None:
        while waiting or len(got) < len(sent):
            message = await receive()
            got.append(BackMsg.FromString(message["bytes"]).rerun_script)
            for content in [pack([EARLY, ENDED])] if query else (EARLY, ENDED):
                await send({"type": "websocket.send", "bytes": content})
        if before and not known and sent[0] != demand(""):
            got.append(BackMsg.FromString((await receive())["bytes"]).rerun_script)

    async def receive() -> Message:
        return waiting.pop(0)

    async def send(_message: Message) -> None:
        """Take what goes to the browser."""

    names = f"streamlit, token, {before}".encode()
    headers = [(b"sec-websocket-protocol", names)]
    scope: Scope = {
        "type": "websocket",
        "path": STREAM,
        "headers": headers,
        "query_string": query,
    }
    asyncio.run(ShowPageFirst(streamlit)(scope, receive, send))
    return got


@pytest.mark.parametrize("query", [b"", b"parcels=1"])
def test_a_fragment_of_an_unknown_session_comes_after_its_page(
    monkeypatch: pytest.MonkeyPatch, query: bytes
) -> None:
    monkeypatch.setattr(reconnect, "LONGEST_RUN_S", 3600)  # the end of the page is heard
    asked = [demand("map")]
    page, click = received(monkeypatch, asked, before="gone", known=False, query=query)
    assert (page.fragment_id, page.query_string) == ("", "region=28")
    assert not page.HasField("widget_states")
    assert click.fragment_id == "map"
    assert click.widget_states == CLICK


@pytest.mark.parametrize(
    ("fragment", "before", "known"),
    [("map", "here", True), ("", "gone", False), ("map", "", False)],
)
def test_what_streamlit_can_answer_is_passed_on(
    monkeypatch: pytest.MonkeyPatch, fragment: str, before: str, known: bool
) -> None:
    asked = [demand(fragment), demand("map")]
    got = received(monkeypatch, asked, before=before, known=known)
    assert [state.fragment_id for state in got] == [fragment, "map"]
