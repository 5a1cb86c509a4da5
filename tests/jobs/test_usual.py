"""How long jobs usually take: the last ones count most, and no stranger makes the list grow."""

import pytest

from territoires_industrie.jobs import usual
from territoires_industrie.jobs.usual import FIRST_GUESS_S, UsualTimes


def test_kinds_named_by_strangers_do_not_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(usual, "MOST_KINDS", 3)
    times = UsualTimes()
    for kind in ("pdf", "a", "b", "pdf", "c", "d"):
        times.note(kind, 2.0)
    assert times.expect("pdf") == 2.0
    assert times.expect("a") == times.expect("b") == FIRST_GUESS_S
