"""A reader commands their own page, not the server."""

import logging

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Common_pb2 import FileURLsRequest
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates

from territoires_industrie.server.commands import KnownCommands, tell_in_one_line
from territoires_industrie.server.streamlit_private import STREAM
from tests.server.asking import Behind, connect

NEEDED = BackMsg(app_heartbeat=True).SerializeToString()
CLOSED = (
    BackMsg(clear_cache=True).SerializeToString(),
    BackMsg(set_run_on_save=True).SerializeToString(),
    BackMsg(load_git_info=True).SerializeToString(),
    BackMsg(debug_shutdown_runtime=True).SerializeToString(),
)


def ask_for_files(count: int) -> bytes:
    request = FileURLsRequest(request_id="1", file_names=["a.csv"] * count)
    frame: bytes = BackMsg(file_urls_request=request).SerializeToString()
    return frame


def tell_states(count: int) -> bytes:
    states = [WidgetState(id=str(number), bool_value=True) for number in range(count)]
    asked = ClientState(widget_states=WidgetStates(widgets=states))
    frame: bytes = BackMsg(rerun_script=asked).SerializeToString()
    return frame


def test_a_page_asks_for_the_address_of_its_file() -> None:
    behind = Behind()
    connect(KnownCommands(behind), STREAM, [ask_for_files(1)])
    assert behind.frames == [ask_for_files(1)]


def test_a_page_tells_the_state_of_its_controls() -> None:
    behind = Behind()
    connect(KnownCommands(behind), STREAM, [tell_states(100)])
    assert behind.frames == [tell_states(100)]


@pytest.mark.parametrize(
    "frame", [*CLOSED, b"\xff\xff\xff", b"", ask_for_files(100), tell_states(5_000)]
)
def test_what_no_page_asks_for_is_left_out(frame: bytes, caplog: pytest.LogCaptureFixture) -> None:
    behind = Behind()
    with caplog.at_level(logging.WARNING):
        connect(KnownCommands(behind), STREAM, [NEEDED, frame, NEEDED])
    assert behind.frames == [NEEDED, NEEDED]
    assert [len(record.getMessage().splitlines()) for record in caplog.records] == [1]
    assert caplog.records[0].exc_info is None


def test_a_text_that_is_none_takes_one_line(caplog: pytest.LogCaptureFixture) -> None:
    tell_in_one_line()
    log = logging.getLogger("uvicorn.error")
    for error in (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid"), KeyError("cause")):
        try:
            raise error
        except (UnicodeDecodeError, KeyError):
            log.exception("said")  # as uvicorn does
    assert [record.exc_info is None for record in caplog.records] == [True, False]
