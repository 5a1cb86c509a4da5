"""What the page hears from the map, and the map's place in the server."""

from types import SimpleNamespace
from typing import Any

import pytest
import streamlit_folium

from territoires_industrie.ui import map_component
from territoires_industrie.ui.map_component import MapClick, _read_click, register_map


@pytest.mark.parametrize("answer", [None, {}, "odd"])
def test_no_answer_is_no_click(answer: Any) -> None:
    assert _read_click(answer) is None


def test_an_answer_is_read_as_a_click() -> None:
    assert _read_click({"selection": ["76", "27"], "n": 3}) == MapClick(("76", "27"), 3)


def test_a_process_can_answer_before_its_first_session(monkeypatch: pytest.MonkeyPatch) -> None:
    registered: list[object] = []
    registry = SimpleNamespace(register_component=registered.append)
    server = SimpleNamespace(
        exists=lambda: True, get_instance=lambda: SimpleNamespace(component_registry=registry)
    )
    monkeypatch.setattr(map_component, "runtime", server)
    register_map()
    assert registered == [streamlit_folium._component_func]
