"""The swap: one step, old sets kept while they may be read, and what the atlas says of it."""

import asyncio
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.types import Message

from territoires_industrie import data_state
from territoires_industrie.data_state import (
    DESCRIPTION,
    EMBEDDED,
    POINTER,
    SET_VARIABLE,
    DataState,
    data_print,
    find_state,
    waiting_state,
)
from territoires_industrie.refresh import staging
from territoires_industrie.server import screen_files
from territoires_industrie.server.headers import AnswerHeaders
from territoires_industrie.server.screen_files import screen_file_routes
from territoires_industrie.sources import ROOT
from territoires_industrie.ui.data_state import say_state, say_waiting

SCREEN_FILE = "epci-0123456789.json"


@pytest.fixture(autouse=True)
def follow_the_pointer(sets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SET_VARIABLE)


def publish_one() -> str:
    with staging.making() as stage:
        stage.changed.append("activite")
        (stage.folder / "static" / "geo" / SCREEN_FILE).write_text("{}")
        stage.describe()
        return staging.publish(stage)


def test_published_set_is_the_next_to_be_read(sets: Path) -> None:
    assert find_state().name == EMBEDDED
    name = publish_one()
    found = find_state()
    assert (found.name, found.folder, found.refreshed) == (name, sets / name, ("activite",))
    assert (found.folder / "data" / "commune_2026.parquet").exists()
    assert (found.folder / "geo" / "epci_2026.parquet").exists()


def test_running_atlas_says_that_a_newer_set_waits() -> None:
    assert say_waiting(waiting_state()) == ""
    publish_one()
    assert data_state.STATE.name == EMBEDDED
    assert "prochain démarrage" in say_waiting(waiting_state())
    assert "celui du dépôt" in say_state()


def get(app: Starlette, path: str) -> list[Message]:
    """Ask the application itself for an address; give what it sends."""
    sent: list[Message] = []
    scope = {"type": "http", "method": "GET", "path": path, "headers": [], "query_string": b""}

    async def receive() -> Message:
        await asyncio.Event().wait()
        raise AssertionError

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    return sent


def test_new_screen_files_stay_in_their_set(sets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {path.name for path in (ROOT / "static" / "geo").iterdir()}
    static = sets / publish_one() / "static"
    assert (static / "geo" / SCREEN_FILE).read_text() == "{}"
    assert {path.name for path in (ROOT / "static" / "geo").iterdir()} == before
    assert not screen_file_routes()
    monkeypatch.setattr(screen_files, "STATE", find_state())
    monkeypatch.setattr(screen_files, "STATIC", static)
    app = Starlette(routes=screen_file_routes(), middleware=[Middleware(AnswerHeaders)])
    start, body = get(app, f"/app/static/geo/{SCREEN_FILE}")
    assert (start["status"], body["body"]) == (200, b"{}")
    assert b"immutable" in dict(start["headers"])[b"cache-control"]
    for path in ("/app/static/geo/epci-none.json", "/app/static/geo/../../set.toml"):
        assert get(app, path)[0]["status"] == 404


def test_back_to_the_repository(sets: Path) -> None:
    name = publish_one()
    staging.use_embedded()
    staging.use_embedded()
    assert find_state().name == EMBEDDED
    assert (sets / name).is_dir()


def test_last_two_sets_are_kept(sets: Path) -> None:
    for day in ("20", "21", "22"):
        folder = sets / f"2026-11-{day}T080000"
        (folder / "static" / "geo").mkdir(parents=True)
        (folder / "static" / "geo" / f"epci-{day}.json").write_text("{}")
        (folder / DESCRIPTION).write_text("")
    staging.forget_old_sets(sets, "2026-11-22T080000")
    assert sorted(path.name[8:10] for path in sets.iterdir()) == ["21", "22"]
    assert sorted(path.name for path in sets.rglob("epci-*")) == ["epci-21.json", "epci-22.json"]


@pytest.mark.parametrize("pointed", [b"2026-gone", b"../elsewhere", b"", b"\xff\xfe"])
def test_pointer_to_nothing_gives_the_repository(sets: Path, pointed: bytes) -> None:
    sets.mkdir()
    (sets / POINTER).write_bytes(pointed)
    assert find_state().name == EMBEDDED


@pytest.mark.parametrize(
    "described", [b"\xff\xfe", b"made_at =", b"", b"made_at = 'a'\nrefreshed = 3"]
)
def test_a_description_that_cannot_be_read_gives_the_repository(
    sets: Path, described: bytes
) -> None:
    """It is read as the package is imported: an error would be a traceback without a page."""
    folder = sets / publish_one()
    (folder / DESCRIPTION).write_bytes(described)
    assert find_state().name == EMBEDDED


def test_going_back_is_announced() -> None:
    text = say_waiting(DataState(EMBEDDED, Path()))
    assert "données du dépôt" in text


def test_a_set_of_another_version_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sets made before ``made_from`` was written have none."""
    folder = tmp_path / "2025-11-20T080000"
    folder.mkdir()
    monkeypatch.setenv(SET_VARIABLE, str(folder))
    described = 'made_at = "2025-11-20 08:00 UTC"\nrefreshed = ["activite"]\n'
    for made_from in ("", 'made_from = "0123456789abcdef"\n'):
        (folder / DESCRIPTION).write_text(described + made_from)
        state = find_state()
        assert state.name == EMBEDDED
        assert "2025-11-20 08:00 UTC" in say_state(state)
        assert "relancez `atlas refresh`" in say_state(state)
    (folder / DESCRIPTION).write_text(f'{described}made_from = "{data_print()}"\n')
    assert find_state().name == folder.name
