"""The map of a page without a browser."""

import pytest

from territoires_industrie.ui import map_component
from tests.pages.stub_map import StubMap


@pytest.fixture
def stub_map(monkeypatch: pytest.MonkeyPatch) -> StubMap:
    """Put a stub in the place of the map."""
    stub = StubMap()
    monkeypatch.setattr(map_component, "show_map", stub.show)
    return stub
