"""Memory is given back when a file that a reader had brought is gone, and only then."""

import asyncio
from types import SimpleNamespace

import pytest
from streamlit.runtime.caching.ttl_cache import TTLCache
from streamlit.runtime.memory_session_storage import MemorySessionStorage

from territoires_industrie.indicators.cache import reader_cache
from territoires_industrie.indicators.kept import forget_results
from territoires_industrie.jobs.counter import COUNTER
from territoires_industrie.server import memory, streamlit_private
from territoires_industrie.server.memory import resident_bytes


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the process of the tests for a small one that looks at once and keeps nobody's file."""
    monkeypatch.setattr(memory, "resident_bytes", lambda: 0)
    monkeypatch.setattr(memory, "LOOK_S", 0.0)
    monkeypatch.setattr(memory, "forget_sessions", set)
    monkeypatch.setattr(memory, "give_back", lambda: None)


def test_memory_is_given_back_when_a_file_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    held = iter([{}, {"a": [20]}, {"a": [20], "b": [5]}, {"b": [5]}, {"b": [5]}, {}])
    given: list[int] = []
    looked = 0

    def look() -> dict[str, list[int]]:
        nonlocal looked
        looked += 1
        return next(held)

    monkeypatch.setattr(memory, "uploaded_bytes", look)
    monkeypatch.setattr(memory, "give_back", lambda: given.append(looked))
    with pytest.raises(RuntimeError, match="StopIteration"):
        asyncio.run(memory.give_back_for_ever())
    assert given == [4, 6]


def test_a_session_that_is_over_is_forgotten_without_another_reader(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    over = iter([set(), {"without a file"}, {"a"}])
    given: list[int] = []
    monkeypatch.setattr(memory, "uploaded_bytes", lambda: {"a": [20]})
    monkeypatch.setattr(memory, "forget_sessions", lambda: next(over))
    monkeypatch.setattr(memory, "give_back", lambda: given.append(1))
    with pytest.raises(RuntimeError, match="StopIteration"):
        asyncio.run(memory.give_back_for_ever())
    assert given == [1]


def test_streamlit_forgets_what_has_expired(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    kept = TTLCache[str, object](maxsize=8, ttl=120, timer=lambda: now[0])
    kept["a"] = object()
    storage = SimpleNamespace(_cache=kept)
    running = SimpleNamespace(_session_mgr=SimpleNamespace(_session_storage=storage))
    monkeypatch.setattr("streamlit.runtime.get_instance", lambda: running)
    assert isinstance(MemorySessionStorage()._cache, TTLCache)
    assert streamlit_private.forget_sessions() == set()
    now[0] = 121.0
    assert streamlit_private.forget_sessions() == {"a"}


def test_caches_are_emptied_when_the_process_has_grown_large(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In parts of the most: below, above, still above, no larger, grown again; a reader's table
    counts apart."""
    looks = iter([0.9, 1.1, 1.05, 1.09, 1.2, 0.7, 1.3])
    brought = iter([{}, {}, {}, {}, {"a": [int(0.4 * memory.MOST_BYTES)]}])
    emptied: list[int] = []
    looked = 0

    def look() -> dict[str, list[int]]:
        nonlocal looked
        looked += 1
        return next(brought)

    monkeypatch.setattr(memory, "uploaded_bytes", look)
    monkeypatch.setattr(memory, "resident_bytes", lambda: next(looks) * memory.MOST_BYTES)
    monkeypatch.setattr(memory, "forget_results", lambda: emptied.append(looked))
    with pytest.raises(RuntimeError, match="StopIteration"):
        asyncio.run(memory.give_back_for_ever())
    assert emptied == [2, 4]


def test_files_that_readers_take_away_empty_no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    looks, in_hand = iter([1.3, 1.3, 1.0]), iter([0.4, 0.2, 0.0])
    emptied: list[str] = []
    monkeypatch.setattr(memory, "uploaded_bytes", dict)
    monkeypatch.setattr(memory, "resident_bytes", lambda: next(looks) * memory.MOST_BYTES)
    monkeypatch.setattr(COUNTER, "held_bytes", lambda: next(in_hand) * memory.MOST_BYTES)
    monkeypatch.setattr(memory, "forget_results", lambda: emptied.append("emptied"))
    with pytest.raises(RuntimeError, match="StopIteration"):
        asyncio.run(memory.give_back_for_ever())
    assert emptied == ["emptied"]  # the second time


def test_what_a_process_holds_is_read_from_the_system() -> None:
    before = resident_bytes()
    assert before > 10_000_000
    held = bytearray(b"x" * 200_000_000)
    assert resident_bytes() - before > 150_000_000
    del held


def test_an_emptied_cache_works_out_again() -> None:
    asked: list[int] = []

    @reader_cache(maxsize=4)
    def double(number: int) -> int:
        asked.append(number)
        return 2 * number

    assert [double(2), double(2)] == [4, 4]
    forget_results()
    assert double(2) == 4
    assert asked == [2, 2]
