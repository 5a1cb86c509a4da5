"""Memory is given back when a file that a reader had brought is gone, and only then."""

import asyncio

import pytest

from territoires_industrie.server import memory


def test_memory_is_given_back_when_a_file_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    held = iter([{}, {"a": [20]}, {"a": [20], "b": [5]}, {"b": [5]}, {"b": [5]}, {}])
    given: list[int] = []
    looked = 0

    def look() -> dict[str, list[int]]:
        nonlocal looked
        looked += 1
        return next(held)

    monkeypatch.setattr(memory, "LOOK_S", 0.0)
    monkeypatch.setattr(memory, "uploaded_bytes", look)
    monkeypatch.setattr(memory, "give_back", lambda: given.append(looked))
    with pytest.raises(RuntimeError, match="StopIteration"):
        asyncio.run(memory.give_back_for_ever())
    assert given == [4, 6]
