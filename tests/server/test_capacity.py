"""A full process: who is new is told when to come back, who is inside goes on."""

import asyncio

import pytest
from starlette.types import Message, Scope

from territoires_industrie.server.capacity import READERS, SETTING, Capacity, capacity
from tests.server.asking import Behind, ask, connect

STREAM = "/_stcore/stream"


@pytest.fixture
def full() -> Capacity:
    """One reader is all that it takes, and that one is inside."""
    app = Capacity(Behind(), readers=1)
    app._inside = 1
    return app


def test_a_new_reader_is_told_that_it_is_full_and_when_to_come_back(full: Capacity) -> None:
    answer = ask(full, "/comparaison?lang=en")
    assert (answer.status, answer.headers["retry-after"]) == (503, "60")
    assert "The atlas is full" in answer.body.decode()
    assert 'http-equiv="refresh" content="60"' in answer.body.decode()
    assert "L’atlas est complet" in ask(full, "/").body.decode()
    (refused,) = connect(full, STREAM, [])
    assert refused == {"type": "websocket.close", "code": 1013}


def test_a_map_in_a_frame_takes_no_place_but_a_page_called_one_does(full: Capacity) -> None:
    assert ask(full, "/?embed=true").body == b"behind"
    assert ask(full, "/comparaison?embed=true").status == 503


def test_those_inside_go_on(full: Capacity) -> None:
    assert ask(full, "/static/js/index.js").body == b"behind"
    assert ask(full, "/_stcore/health").body == b"behind"
    assert ask(full, "/fichiers/number").body == b"behind"
    back = {"sec-websocket-protocol": "streamlit, token, session"}
    assert connect(full, STREAM, [b"click"], back) == []
    assert isinstance(full.app, Behind)
    assert full.app.frames == [b"click"]


def test_who_was_let_in_loads_a_page_again_and_who_waits_goes_on_waiting(full: Capacity) -> None:
    roomy = Capacity(Behind(), readers=1)
    cookie = ask(roomy, "/").headers["set-cookie"].partition(";")[0]
    assert ask(full, "/programme", {"cookie": cookie}).body == b"behind"
    assert connect(full, STREAM, [b"click"], {"cookie": cookie}) == []
    waiting = ask(full, "/", {"sec-fetch-site": "same-origin"})
    assert waiting.status == 503
    assert "set-cookie" not in waiting.headers
    assert "set-cookie" not in ask(roomy, "/static/js/index.js").headers


def test_a_reader_who_leaves_makes_room() -> None:
    app = Capacity(Behind(), readers=1)
    sent: list[Message] = []

    async def run() -> None:
        leave = asyncio.Event()

        async def stay() -> Message:
            await leave.wait()
            return {"type": "websocket.disconnect", "code": 1000}

        async def send(message: Message) -> None:
            sent.append(message)

        scope: Scope = {"type": "websocket", "path": STREAM, "headers": []}
        inside = asyncio.create_task(app(scope, stay, send))
        await asyncio.sleep(0)
        assert app._is_full()
        leave.set()
        await inside

    asyncio.run(run())
    assert ask(app, "/").body == b"behind"


@pytest.mark.parametrize(
    ("said", "readers"),
    [("40", 40), ("", READERS), ("0", READERS), ("x", READERS), ("9" * 5000, READERS)],
)
def test_the_number_is_a_setting(said: str, readers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, said)
    assert capacity() == readers
