"""The map and the search field of a page without a browser; a session with an indicator."""

import pytest

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


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    """Bring an indicator of a title that no other session may ever see."""
    content = f"siren;n\n{LE_HAVRE};1234567\n{ROUEN};7654321\n".encode()
    return shelf_of(bring(content, title=SECRET))
