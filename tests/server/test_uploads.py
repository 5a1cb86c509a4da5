"""What readers bring is bounded: in size, in number, in all, and only where it is asked for."""

from types import SimpleNamespace

import pytest
from starlette.formparsers import MultiPartParser
from starlette.requests import Request
from starlette.types import Message, Receive, Scope, Send
from streamlit import runtime

from territoires_industrie.server import uploads
from territoires_industrie.server.uploads import BUDGET_BYTES, FILES, UploadBudget
from territoires_industrie.ui import expected_files
from territoires_industrie.upload.limits import MAX_BYTES
from tests.server.asking import Behind, ask, exchange

SIZE = {"content-length": "1000"}
Storage = dict[str, dict[str, SimpleNamespace]]


@pytest.fixture
def storage(monkeypatch: pytest.MonkeyPatch) -> Storage:
    """Streamlit's store of files, and a session whose page shows a field for one."""
    kept: Storage = {}
    manager = SimpleNamespace(uploaded_file_mgr=SimpleNamespace(file_storage=kept))
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
    assert not app._on_their_way


def test_a_removal_passes(storage: Storage) -> None:
    app = UploadBudget(Behind())
    assert ask(app, "/_stcore/upload_file/elsewhere/file", method="DELETE").status == 200


def test_nothing_of_a_reader_goes_to_the_disk() -> None:
    assert uploads.OVERHEAD_BYTES  # set where the budget is, which this imports
    assert MultiPartParser.spool_max_size > MAX_BYTES
