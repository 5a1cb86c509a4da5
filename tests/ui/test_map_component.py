"""What the map on a page gives back."""

import json
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st

from territoires_industrie.draw.payload import MapPayload
from territoires_industrie.draw.values import SentValues
from territoires_industrie.ui import map_component
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


@pytest.mark.parametrize(("is_own", "said"), [(False, None), (True, None), (False, {"asks": True})])
def test_lists_are_left_to_fetch_where_they_are_public_and_were_not_asked_for(
    monkeypatch: pytest.MonkeyPatch, is_own: bool, said: Any
) -> None:
    sent: list[SentValues] = []
    shelf = SimpleNamespace(indicators=(1,) if is_own else ())
    monkeypatch.setattr(map_component, "current_shelf", lambda: shelf)
    monkeypatch.setattr(st, "session_state", {"widget": said})
    monkeypatch.setattr(map_component, "find_widget_key", lambda _key: "widget")
    monkeypatch.setattr(
        "streamlit_folium.st_folium",
        lambda *_args, feature_group_to_add, **_more: sent.append(feature_group_to_add),
    )
    map_component.show_map(MapPayload("a.json", "01", texts={}), "map", 300)
    (first, _second) = json.loads(sent[0].payload)["lists"]
    assert ("classes" in first) == bool(is_own or said)
