"""The map and the search field of a page without a browser; a session with an indicator."""

from collections.abc import Callable

import pytest
import streamlit as st

from territoires_industrie.indicators.own import Shelf
from territoires_industrie.ui import map_component, search_box
from tests.pages.bringing import LE_HAVRE, ROUEN, SECRET, bring, shelf_of
from tests.pages.stub_map import StubMap
from tests.pages.stub_search import StubSearch


@pytest.fixture
def stub_map(monkeypatch: pytest.MonkeyPatch) -> StubMap:
    """Put a stub in the place of the map."""
    stub = StubMap()
    monkeypatch.setattr(map_component, "show_map", stub.show)
    return stub


@pytest.fixture
def stub_search(monkeypatch: pytest.MonkeyPatch) -> StubSearch:
    """Put a stub in the place of the search field."""
    stub = StubSearch()
    monkeypatch.setattr(search_box, "mount", stub.mount)
    return stub


@pytest.fixture
def offered_files(monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable[[], bytes]]:
    """Give what makes each file that a page offers, by the key of its button."""
    made: dict[str, Callable[[], bytes]] = {}

    def button(label: str, data: Callable[[], bytes], **given: object) -> bool:
        made[str(given["key"])] = data
        return False

    monkeypatch.setattr(st, "download_button", button)
    return made


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    """Bring an indicator of a title that no other session may ever see."""
    content = f"siren;n\n{LE_HAVRE};1234567\n{ROUEN};7654321\n".encode()
    return shelf_of(bring(content, title=SECRET))
