"""What the map on a page gives back."""

from typing import Any

import pytest

from territoires_industrie.ui.map_component import MapClick, _read_click


@pytest.mark.parametrize("answer", [None, {}, "odd"])
def test_no_answer_is_no_click(answer: Any) -> None:
    assert _read_click(answer) is None


def test_an_answer_is_read_as_a_click() -> None:
    assert _read_click({"selection": ["76", "27"], "n": 3}) == MapClick(("76", "27"), 3)
