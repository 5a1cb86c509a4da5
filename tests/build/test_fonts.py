"""The small fonts."""

from typing import Any

import pytest
from fontTools.ttLib import TTFont

from territoires_industrie.build.fonts import PACKAGE, named_icons, shown_icons
from territoires_industrie.server.streamlit_fonts import ICONS, TEXT, small_font, with_small_fonts
from territoires_industrie.server.streamlit_private import font_file

CATALOGUE = PACKAGE / "locales" / "en" / "LC_MESSAGES" / "atlas.po"
ABSENT = {"star_filled"}
"""What Streamlit's script names and its own font lacks."""


def test_every_icon_that_a_page_shows_is_in_the_small_font() -> None:
    assert shown_icons() - named_icons(TTFont(small_font(ICONS))).keys() == ABSENT


def test_every_letter_of_the_interface_is_in_the_small_font() -> None:
    written = {ord(letter) for letter in CATALOGUE.read_text("utf-8")}
    whole, small = (TTFont(file) for file in (font_file(TEXT), small_font(TEXT)))
    assert written & whole.getBestCmap().keys() <= small.getBestCmap().keys()
    assert {"kern", "pnum"} <= {one.FeatureTag for one in features_of(small)}


def features_of(font: TTFont) -> list[Any]:
    tables = (font[name].table.FeatureList for name in ("GSUB", "GPOS"))
    return [one for table in tables for one in table.FeatureRecord]


@pytest.mark.parametrize(("name", "times"), [(ICONS, 20), (TEXT, 2.5)])
def test_a_small_font_takes_the_place_of_streamlit_s(name: str, times: float) -> None:
    own = font_file(name)
    sent = with_small_fonts(f"/static/media/{own.name}", b"")
    assert sent == small_font(name).read_bytes()
    assert len(sent) < own.stat().st_size / times


def test_no_other_file_is_replaced() -> None:
    assert with_small_fonts("/static/media/Other.woff2", b"as it is") == b"as it is"


def test_a_changed_font_keeps_its_licence_and_not_its_reserved_name() -> None:
    said = {one.nameID: str(one) for one in TTFont(small_font(TEXT))["name"].names}
    assert "SIL Open Font License" in said.pop(13)
    assert "Reserved Font Name" in said.pop(0)
    said.pop(7)
    assert not [text for text in said.values() if "source" in text.lower()]
