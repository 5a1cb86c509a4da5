"""« Partager »: the link, the lines for another site and the file are those of the view."""

import re
from html import unescape
from urllib.parse import parse_qsl

import pytest

from territoires_industrie.scene.address import read_view
from territoires_industrie.ui import map_component, sharing
from territoires_industrie.ui.navigation import read_address, write_short
from tests.pages.opening import open_page, unfold
from tests.pages.stub_map import StubMap


def test_a_view_is_shared_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(map_component, "show_map", StubMap().show)
    page = unfold(open_page("carte", niveau="departement", region="28"), "partager")
    assert not page.exception
    link, _short, frame = (block.value for block in page.code[-3:])
    (framed,) = re.findall(r'src="([^"]+)"', frame)
    for address in (link, unescape(framed)):
        asked = dict(parse_qsl(address.partition("?")[2]))
        assert (asked.pop("embed", "") == "true") == (address != link)
        view, problems = read_view(asked)
        assert not problems
        assert (view.level, view.filter.regions) == ("departement", ("28",))
    assert any("--embed-from" in one.value for one in page.caption)


@pytest.mark.parametrize(
    ("asked", "short"),
    [
        ({}, {}),
        ({"niveau": "epci", "selection": "200084952"}, {"selection": "200084952"}),
        # An id without its phase would be doubted.
        (
            {"niveau": "territoire", "phase": "2", "selection": "ti-2802"},
            {"niveau": "territoire", "phase": "2", "selection": "ti-2802"},
        ),
        ({"indicateur": "private_jobs_change_pct", "annee": "2022"}, None),
    ],
)
def test_a_short_link_opens_the_same_view(
    asked: dict[str, str], short: dict[str, str] | None
) -> None:
    view, _problems = read_address(asked, "carte")
    assert write_short(view, "carte") == (asked if short is None else short)
    assert read_address(write_short(view, "carte"), "carte") == (view, [])


def test_sites_that_may_show_it_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(map_component, "show_map", StubMap().show)
    sites = ("https://portail.example.org", "https://*.ville.test")
    monkeypatch.setattr(sharing, "embedding_sites", lambda: sites)
    page = unfold(open_page("carte", niveau="region"), "partager")
    said = "Sites qui peuvent la montrer : `https://portail.example.org`, `https://*.ville.test`."
    assert said in [one.value for one in page.caption]
