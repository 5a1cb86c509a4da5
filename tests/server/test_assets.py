"""Streamlit's files are answered again as they were, and nothing else is kept."""

import asyncio
import gzip
from collections.abc import Mapping
from dataclasses import replace

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from territoires_industrie.server import assets
from territoires_industrie.server.assets import Answer, KeptAssets

SCRIPT = "/static/js/a.1.js"


class Behind:
    """A server that notes what reaches it and answers with the encoding that it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; scripts last, the rest does not."""
        self.asked.append(scope["path"])
        lasts = scope["path"].endswith(".js")
        headers = {"cache-control": "public, immutable" if lasts else "no-cache"}
        text = Request(scope).headers.get("accept-encoding", "")
        await Response(text, headers=headers)(scope, receive, send)


def ask(app: KeptAssets, path: str, headers: Mapping[str, str] | None = None) -> list[Message]:
    """Ask for a path and give what is sent back."""
    raw = [(name.encode(), value.encode()) for name, value in (headers or {}).items()]
    scope = {"type": "http", "method": "GET", "path": path, "headers": raw}
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    return sent


def test_a_script_is_read_once_and_given_whole() -> None:
    behind = Behind()
    app = KeptAssets(behind)
    first, *others = (ask(app, SCRIPT, {"accept-encoding": "gzip"}) for _ in range(3))
    assert behind.asked == [SCRIPT]
    for start, body in others:
        assert start["status"] == 200
        assert start["headers"] == first[0]["headers"]
        assert body["body"] == first[1]["body"] == b"gzip"


def test_a_file_that_is_named_by_its_content_is_kept_whatever_it_says() -> None:
    behind = Behind()
    app = KeptAssets(behind)
    for _time in range(2):
        ask(app, "/app/static/geo/epci-1a2b.json")
        ask(app, "/app/static/other.json")
    assert behind.asked.count("/app/static/geo/epci-1a2b.json") == 1
    assert behind.asked.count("/app/static/other.json") == 2


def test_each_encoding_has_its_own() -> None:
    behind = Behind()
    app = KeptAssets(behind)
    encodings = ("gzip", "identity", "gzip")
    sent = [ask(app, SCRIPT, {"accept-encoding": one})[1]["body"] for one in encodings]
    assert sent == [b"gzip", b"identity", b"gzip"]
    assert len(behind.asked) == 2


async def long_script(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with a script of a file server, its tag included."""
    headers = {"cache-control": "immutable", "etag": '"abc"'}
    answer = Response("let a = 1;" * 1000, headers=headers, media_type="text/javascript")
    await answer(scope, receive, send)


def test_texts_are_sent_compressed_to_who_reads_gzip() -> None:
    app = KeptAssets(long_script)
    plain = ask(app, SCRIPT)
    for _ in range(2):
        start, body = ask(app, SCRIPT, {"accept-encoding": "gzip, br"})
        headers = {name.decode(): value.decode() for name, value in start["headers"]}
        assert gzip.decompress(body["body"]) == plain[1]["body"]
        assert len(body["body"]) < len(plain[1]["body"]) / 10
        assert headers["content-encoding"] == "gzip"
        assert headers["content-length"] == str(len(body["body"]))
        assert headers["vary"] == "Accept-Encoding"
        assert headers["etag"] == 'W/"abc"'
    assert ask(app, SCRIPT) == plain


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/static/index.html", {}),
        ("/app/static/leaflet/a.js", {}),
        (SCRIPT, {"range": "bytes=0-1"}),
        (SCRIPT, {"if-none-match": "x"}),
    ],
)
def test_what_may_change_goes_its_way(path: str, headers: dict[str, str]) -> None:
    behind = Behind()
    app = KeptAssets(behind)
    for _ in range(2):
        ask(app, path, headers)
    assert behind.asked == [path, path]


def test_a_script_without_room_is_translated_and_compressed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(assets, "MAX_BYTES", 0)
    monkeypatch.setattr(Answer, "ours", lambda one, _path: replace(one, body=one.body + b"ours"))
    app = KeptAssets(long_script)
    for _ in range(2):
        start, body = ask(app, SCRIPT, {"accept-encoding": "gzip"})
        assert (b"content-encoding", b"gzip") in start["headers"]
        assert gzip.decompress(body["body"]).endswith(b"ours")
    assert not app._kept


def test_the_room_of_an_address_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    app = KeptAssets(Behind())
    monkeypatch.setattr(assets, "MAX_BYTES", 2 * len(SCRIPT) - 1)
    ask(app, SCRIPT)
    ask(app, "/static/js/b.1.js")
    assert [path for path, _gzip in app._kept] == [SCRIPT]


async def nothing(_scope: Scope, _receive: Receive, send: Send) -> None:
    """Answer that there is no such file."""
    await send({"type": "http.response.start", "status": 404, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def test_an_address_that_somebody_makes_up_is_not_remembered() -> None:
    app = KeptAssets(nothing)
    assert ask(app, f"/static/js/{'a' * 60_000}.js")[0]["status"] == 404
    assert not app._kept
    assert not app._being_made


async def failing(_scope: Scope, _receive: Receive, _send: Send) -> None:
    """Fail, as a file system does where it is asked for a name that none can have."""
    raise OSError("name too long")


def test_an_address_that_fails_is_not_remembered() -> None:
    app = KeptAssets(failing)
    with pytest.raises(OSError, match="too long"):
        ask(app, f"/static/js/{'a' * 60_000}.js")
    assert not app._being_made


class LeftAlone:
    """A server whose first reader leaves in the middle of the answer, the next one does not."""

    def __init__(self, before: list[Message]) -> None:
        self.before = before
        self.is_first = True

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer in part, then whole."""
        if self.is_first:
            self.is_first = False
            for message in self.before:
                await send(message)
            return
        await long_script(scope, receive, send)


START = {
    "type": "http.response.start",
    "status": 200,
    "headers": [(b"cache-control", b"immutable"), (b"content-length", b"10000")],
}


@pytest.mark.parametrize(
    "before",
    [
        [],
        [START],
        [START, {"type": "http.response.body", "body": b"let a", "more_body": True}],
        [START, {"type": "http.response.body", "body": b"let a"}],
    ],
)
def test_an_answer_that_was_cut_is_not_given_again(before: list[Message]) -> None:
    app = KeptAssets(LeftAlone(before))
    ask(app, SCRIPT, {"accept-encoding": "gzip"})
    _start, body = ask(app, SCRIPT, {"accept-encoding": "gzip"})
    assert gzip.decompress(body["body"]) == b"let a = 1;" * 1000
