"""Readers at random: no order of clicks and choices breaks a page."""

import pytest

from territoires_industrie.ui import map_component
from tests.faults.amounts import FIRST_SEED, STEPS, WALKS
from tests.faults.walking import Walk
from tests.pages.reading import read, view_of
from tests.pages.stub_map import StubMap

BATCH = 10


@pytest.mark.fault(
    "Clicks, filters, choices and typing in any order, on any page, in both languages",
    "the page that was asked for; no traceback, no error",
)
@pytest.mark.parametrize("first", range(FIRST_SEED, FIRST_SEED + WALKS, BATCH))
def test_a_random_walk_never_breaks_a_page(monkeypatch: pytest.MonkeyPatch, first: int) -> None:
    for seed in range(first, min(first + BATCH, FIRST_SEED + WALKS)):
        stub = StubMap()
        monkeypatch.setattr(map_component, "show_map", stub.show)
        walk = Walk(seed, stub)
        for _step in range(STEPS):
            walk.step()
            broken = [one.value for one in walk.page.exception]
            assert not broken, f"walk {seed}: {broken}\n" + "\n".join(walk.steps)
            told = [
                read(one.value) for one in walk.page.error
            ]  # breaks typed wrongly are told in red
            is_foreseen = view_of(walk.page).classing.method == "manuel"
            assert is_foreseen or not told, f"walk {seed}: {told}\n" + "\n".join(walk.steps)
