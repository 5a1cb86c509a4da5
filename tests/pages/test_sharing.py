"""« Partager »: the link, the lines for another site and the file are those of the view."""

import re
from html import unescape
from urllib.parse import parse_qsl

import pytest

from territoires_industrie.scene.address import read_view
from territoires_industrie.ui import map_component, sharing
from tests.pages.opening import open_page, unfold
from tests.pages.stub_map import StubMap


def test_a_view_is_shared_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(map_component, "show_map", StubMap().show)
    page = unfold(open_page("carte", niveau="departement", region="28"), "partager")
    assert not page.exception
    link, frame = (block.value for block in page.code[-2:])
    (framed,) = re.findall(r'src="([^"]+)"', frame)
    for address in (link, unescape(framed)):
        asked = dict(parse_qsl(address.partition("?")[2]))
        assert (asked.pop("embed", "") == "true") == (address != link)
        view, problems = read_view(asked)
        assert not problems
        assert (view.level, view.filter.regions) == ("departement", ("28",))
    assert any("--embed-from" in one.value for one in page.caption)


def test_sites_that_may_show_it_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(map_component, "show_map", StubMap().show)
    monkeypatch.setattr(sharing, "embedding_sites", lambda: ("https://portail.example.org",))
    page = unfold(open_page("carte", niveau="region"), "partager")
    assert any("portail.example.org" in one.value for one in page.caption)
