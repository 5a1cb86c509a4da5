"""Texts of a file, or typed, are never Markdown: labels, lists, messages, notes of every page."""

import re
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from territoires_industrie.indicators.own import Shelf
from territoires_industrie.ui.display_controls import DISPLAY
from territoires_industrie.ui.filter_controls import FILTERS
from territoires_industrie.ui.legend_panel import NOTE
from territoires_industrie.ui.navigation import PAGES
from territoires_industrie.upload.saving import NAME, restore_indicators
from tests.pages.bringing import shelf_of
from tests.pages.opening import open_page, unfold, upload
from tests.pages.stub_map import StubMap
from tests.upload.hostile import MARKS, SHORT, TEXT, hostile_indicators, hostile_table

LISTS = ("Radio", "Slider", "ButtonGroup")
"""Elements whose options are Markdown; those of other lists are plain text."""


def markdown_of(page: AppTest) -> Iterator[str]:
    """Give every text of a page that Streamlit takes for Markdown."""
    for part in page._tree:
        proto = getattr(part, "proto", None)
        if proto is None or part.type in ("html", "code"):
            continue
        for message in (proto, getattr(proto, "expandable", None), getattr(proto, "popover", None)):
            for name in ("body", "label", "help"):
                yield str(getattr(message, name, ""))
        if type(proto).__name__ in LISTS:
            yield from (str(getattr(one, "content", one)) for one in proto.options)


def assert_they_are_texts(page: AppTest) -> None:
    said = list(markdown_of(page))
    assert len("".join(said)) > 100
    # Without the signs whose meaning a backslash has taken.
    bare = [re.sub(r"\\.", "", one) for one in said]
    assert [one for one in bare if any(mark in one for mark in MARKS)] == []


@pytest.fixture(scope="module")
def hostile_shelf() -> Shelf:
    return Shelf(*restore_indicators(hostile_indicators()))


@pytest.mark.parametrize("name", [entry.name for entry in PAGES])
def test_the_texts_of_saved_indicators_are_texts_on_every_page(
    name: str, hostile_shelf: Shelf, stub_map: StubMap
) -> None:
    first, second = hostile_shelf.indicators.values()
    codes = first.formula.cells("epci", "2020")["value"].dropna().index[:3]
    page = open_page(
        name,
        hostile_shelf,
        indicateur=first.key,
        selection=",".join(codes),
        chiffre=first.key,
        chiffre_min="1",
        x=first.key,
        y=second.key,
    )
    for key in (NOTE, FILTERS, DISPLAY):
        unfold(page, key)
    assert not page.exception
    assert not page.error
    assert_they_are_texts(page)


def test_the_note_of_a_saved_indicator_says_its_texts(
    hostile_shelf: Shelf, stub_map: StubMap
) -> None:
    (key, *_others) = hostile_shelf.indicators
    page = unfold(open_page("carte", hostile_shelf, indicateur=key), NOTE)
    (note,) = [one.value for one in page.markdown if "**Source**" in one.value]
    plain = note.replace("\\", "").replace("\N{WORD JOINER}", "")
    assert plain.count("**bold** :material/home: https://other.test") == 5
    assert_they_are_texts(page)


def test_the_texts_of_a_saved_file_are_texts_where_it_is_brought() -> None:
    page = upload(hostile_indicators(), NAME)
    assert_they_are_texts(page)
    page.button(key="propre_reprendre").click().run()
    assert len(shelf_of(page).indicators) == 2
    assert_they_are_texts(page)
    # A list that is no Markdown says a title as it is.
    title = next(iter(shelf_of(page).indicators.values())).title
    assert title in page.selectbox(key="propre_rapport_haut").options


def test_a_column_that_tells_rows_apart_is_a_text() -> None:
    page = upload(hostile_table())
    assert "other" in page.selectbox(key="propre_garder_0").label
    assert_they_are_texts(page)


def test_breaks_that_are_refused_are_quoted_as_a_text(stub_map: StubMap) -> None:
    page = unfold(open_page("carte", methode="manuel", bornes="10;20"), DISPLAY)
    page.text_input(key="bornes").set_value(f"{SHORT};{TEXT}").run()
    assert "r" in page.error[0].value
    assert_they_are_texts(page)
