"""What readers bring is bounded: in size, in number, in all, and only where it is asked for."""

import asyncio
import time
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from starlette.applications import Starlette
from starlette.formparsers import MultiPartParser
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config, runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.web.server.starlette.starlette_routes import create_upload_routes

from territoires_industrie.server import slow_lines, uploads
from territoires_industrie.server.slow_lines import SLOWEST_BYTES_S
from territoires_industrie.server.uploads import (
    BUDGET_BYTES,
    FILES,
    Coming,
    UploadBudget,
)
from territoires_industrie.ui import expected_files
from territoires_industrie.upload.limits import MAX_BYTES
from tests.server.asking import Behind, ask, exchange

SIZE = {"content-length": "1000"}
Storage = dict[str, dict[str, SimpleNamespace]]


@pytest.fixture
def storage(monkeypatch: pytest.MonkeyPatch) -> Storage:
    """Streamlit's store of files, and a session whose page shows a field for one."""
    kept: Storage = {}
    manager = SimpleNamespace(
        uploaded_file_mgr=SimpleNamespace(file_storage=kept),
        _session_mgr=SimpleNamespace(get_session_info=str),
    )
    monkeypatch.setattr(runtime, "get_instance", lambda: manager)
    monkeypatch.setattr(expected_files, "_EXPECTING", {"here"})
    return kept


def put(session: str = "here", headers: dict[str, str] | None = None) -> int:
    app = UploadBudget(Behind())
    return ask(app, f"/_stcore/upload_file/{session}/file", headers or SIZE, "PUT").status


def of(size: int) -> SimpleNamespace:
    return SimpleNamespace(data=range(size))  # as long as the file, and takes no room


def test_a_file_that_the_page_asks_for_passes(storage: Storage) -> None:
    assert put() == 200


def test_a_session_without_a_field_sends_nothing(storage: Storage) -> None:
    assert put("elsewhere") == 409


def test_a_session_has_so_many_files(storage: Storage) -> None:
    storage["here"] = {str(rank): of(10) for rank in range(FILES - 1)}
    assert put() == 200
    storage["here"]["last"] = of(10)
    assert put() == 409


def test_all_sessions_together_have_a_budget(storage: Storage) -> None:
    storage["other"] = {"a": of(BUDGET_BYTES - 1000)}
    assert put() == 200
    storage["other"]["b"] = of(1)
    assert put() == 503


@pytest.mark.parametrize(
    ("length", "status"), [("", 411), ("many", 411), ("9" * 5000, 411), (str(2 * MAX_BYTES), 413)]
)
def test_a_size_is_said_beforehand_and_kept(storage: Storage, length: str, status: int) -> None:
    assert put(headers={"content-length": length}) == status


def test_a_file_that_is_broken_off_is_no_fault(storage: Storage) -> None:
    async def read(scope: Scope, receive: Receive, _send: Send) -> None:
        await Request(scope, receive).body()

    app = UploadBudget(read)
    scope = {
        "type": "http",
        "method": "PUT",
        "path": "/_stcore/upload_file/here/file",
        "headers": [(b"content-length", b"1000")],
    }
    begun: Message = {"type": "http.request", "body": b"a;b", "more_body": True}
    assert exchange(app, scope, [begun, {"type": "http.disconnect"}]) == []
    assert not app._coming


def test_a_removal_passes(storage: Storage) -> None:
    app = UploadBudget(Behind())
    assert ask(app, "/_stcore/upload_file/elsewhere/file", method="DELETE").status == 200


def test_nothing_of_a_reader_goes_to_the_disk() -> None:
    assert uploads.OVERHEAD_BYTES  # set where the budget is, which this imports
    assert MultiPartParser.spool_max_size > MAX_BYTES


XSRF = "server.enableXsrfProtection"
HEAD = b'--b\r\nContent-Disposition: form-data; name="a"; filename="a"\r\n\r\n'
TAIL = b"\r\n--b--\r\n"


def form(size: int) -> bytes:
    """What a browser sends for a file of this size."""
    return HEAD + bytes(size) + TAIL


class Readers:
    """Streamlit's own services behind the budget, and readers who send files at the same time."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.sessions = {f"r{rank}" for rank in range(30)}
        self.files = MemoryUploadedFileManager("/_stcore/upload_file")
        known = SimpleNamespace(get_session_info=lambda one: one if one in self.sessions else None)
        server = SimpleNamespace(
            uploaded_file_mgr=self.files,
            _session_mgr=known,
            is_active_session=self.sessions.__contains__,
        )
        monkeypatch.setattr(runtime, "get_instance", lambda: server)
        monkeypatch.setattr(expected_files, "_EXPECTING", set(self.sessions))
        routes = create_upload_routes(server, self.files, None)  # type: ignore[arg-type]
        self.app: ASGIApp = Starlette(routes=routes, middleware=[Middleware(UploadBudget)])

    @property
    def held_bytes(self) -> int:
        return sum(len(one.data) for of in self.files.file_storage.values() for one in of.values())

    async def send(self, session: str, body: bytes, size: int = 0) -> int:
        """Send a body, or the beginning of one and then nothing; the status of the answer."""
        headers = {
            "host": "atlas.test",
            "content-type": "multipart/form-data; boundary=b",
            "content-length": str(size or len(body)),
        }
        parts = [body[start : start + 2**16] for start in range(0, len(body), 2**16)]
        statuses: list[int] = []

        async def receive() -> Message:
            await asyncio.sleep(0)
            while not parts:  # connected, and silent
                await asyncio.sleep(3600)
            more = bool(len(parts) > 1 or size)
            return {"type": "http.request", "body": parts.pop(0), "more_body": more}

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])

        scope = {
            "type": "http",
            "method": "PUT",
            "path": f"/_stcore/upload_file/{session}/file",
            "query_string": b"",
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        }
        await self.app(scope, receive, send)
        return statuses[0]


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> Iterator[Readers]:
    before = config.get_option(XSRF)
    config.set_option(XSRF, False)
    monkeypatch.setattr(uploads, "LOOK_S", 0.01)
    yield Readers(monkeypatch)
    config.set_option(XSRF, before)


def stalled(readers: Readers, count: int, body: bytes = HEAD) -> list["asyncio.Task[int]"]:
    """Have so many requests begin, each of a session of its own, and go no further."""
    return [asyncio.create_task(readers.send(f"r{rank}", body, MAX_BYTES)) for rank in range(count)]


def test_a_file_of_the_largest_size_is_taken_and_one_byte_more_is_not(readers: Readers) -> None:
    assert asyncio.run(readers.send("r0", form(MAX_BYTES))) == 204
    assert readers.held_bytes == MAX_BYTES
    assert asyncio.run(readers.send("r1", form(MAX_BYTES + 1))) == 413


def test_files_that_come_at_once_to_one_address_are_counted_each(readers: Readers) -> None:
    async def run() -> list[int]:
        return await asyncio.gather(*(readers.send("r0", form(1000)) for _rank in range(25)))

    statuses = asyncio.run(run())
    assert (statuses.count(204), statuses.count(409)) == (FILES, 25 - FILES)


def test_files_that_are_announced_and_do_not_come_take_no_room(readers: Readers) -> None:
    async def run() -> int:
        waiting = stalled(readers, BUDGET_BYTES // MAX_BYTES)
        await asyncio.sleep(0.1)
        status = await readers.send("r29", form(1000))
        for one in waiting:
            one.cancel()
        return status

    assert asyncio.run(run()) == 204


def test_what_comes_beyond_the_budget_is_refused_while_it_comes(
    readers: Readers, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Each has room when it begins; together they have not.
    monkeypatch.setattr(uploads, "BUDGET_BYTES", MAX_BYTES)

    async def run() -> list[int]:
        files = (readers.send(f"r{rank}", form(MAX_BYTES // 4)) for rank in range(8))
        return await asyncio.gather(*files)

    statuses = asyncio.run(run())
    assert set(statuses) == {204, 503}
    assert 0 < readers.held_bytes <= MAX_BYTES


def test_a_file_that_comes_too_slowly_is_waited_for_no_more(
    readers: Readers, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def run() -> list[int]:
        waiting = stalled(readers, 2)
        await asyncio.sleep(0.1)
        assert not any(one.done() for one in waiting)
        monkeypatch.setattr(slow_lines, "PATIENCE_S", 0.0)
        return await asyncio.wait_for(asyncio.gather(*waiting), 10)

    assert asyncio.run(run()) == [408, 408]
    monkeypatch.setattr(slow_lines, "PATIENCE_S", 60.0)
    assert asyncio.run(readers.send("r0", form(1000))) == 204


def test_the_slowest_line_that_serves_brings_the_largest_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    slow, stopped = Coming("a", began=0.0), Coming("b", 1_000_000, began=0.0)
    while slow.received < MAX_BYTES:
        now[0] += 1.0
        slow.received += SLOWEST_BYTES_S
        assert not slow.is_late
    assert stopped.is_late


def test_a_file_whose_session_has_ended_is_waited_for_no_more(readers: Readers) -> None:
    async def run() -> list[int]:
        waiting = stalled(readers, 2)
        await asyncio.sleep(0.1)
        readers.sessions -= {"r0", "r1"}
        return await asyncio.wait_for(asyncio.gather(*waiting), 10)

    assert asyncio.run(run()) == [409, 409]
    assert readers.held_bytes == 0
