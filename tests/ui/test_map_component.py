"""What the map on a page gives back."""

from typing import Any

import pytest

from territoires_industrie.ui.map_component import MapClick, _read_click, _read_held


@pytest.mark.parametrize("answer", [None, {}, "odd"])
def test_no_answer_is_no_click(answer: Any) -> None:
    assert _read_click(answer) is None


def test_a_map_that_asks_has_made_no_choice() -> None:
    assert _read_click({"selection": ["76"], "n": 3, "held": [], "asks": True}) is None


def test_an_answer_is_read_as_a_click() -> None:
    assert _read_click({"selection": ["76", "27"], "n": 3}) == MapClick(("76", "27"), 3)


@pytest.mark.parametrize(
    ("answer", "held"),
    [
        (None, set()),
        ("odd", set()),
        ({"selection": [], "n": 1}, set()),
        ({"selection": [], "n": 1, "held": ["a1", "b2"]}, {"a1", "b2"}),
    ],
)
def test_what_the_map_kept_is_read(answer: Any, held: set[str]) -> None:
    assert _read_held(answer) == held
