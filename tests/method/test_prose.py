"""The Markdown of the method: the same in every language, every hole filled, no figure typed."""

import re
from collections.abc import Iterator

import pytest

from territoires_industrie.method.contents import SECTIONS
from territoires_industrie.method.model import Entry
from territoires_industrie.method.prose import (
    HEADING,
    HOLE,
    TEXTS,
    Holes,
    fill_section,
    read_blocks,
)
from territoires_industrie.wording import LANGUAGES, speaking

NAMES_WITH_FIGURES = re.compile(
    r"1er janvier|1 January"
    r"|d’octobre 2020|of October 2020"  # the published list that ``STATES`` reads
    r"|phase [12]"
    r"|autour de [01]|around [01]|pour 1|to 1:|1 au plus grand|1 being the highest"
    r"|docs/decisions/[\w-]+\.md|#\d{4}-"
)
"""Figures that are part of a name or of a definition: none comes from the data."""


def blocks(slug: str, code: str) -> tuple[str, ...]:
    """Read the prose of a section in a language."""
    with speaking(code):
        return read_blocks(slug)


def shape(slug: str, code: str) -> Iterator[tuple[str, ...]]:
    """Say what a translator may not change: headings, places, kinds of blocks and holes."""
    for block in blocks(slug, code):
        heading = HEADING.fullmatch(block)
        kind = heading[1] if heading else re.match(r"[|-]?", block)[0]  # type: ignore[index]
        place = heading[3] if heading else str(block.count("\n") if kind else 0)
        yield (kind, place or "", *sorted(HOLE.findall(block)))


def test_each_section_has_its_file_in_each_language() -> None:
    for code in LANGUAGES:
        assert {path.stem for path in (TEXTS / code).glob("*.md")} == set(SECTIONS)


@pytest.mark.parametrize("slug", SECTIONS)
def test_languages_have_the_same_headings_and_holes(slug: str) -> None:
    first, *others = ([*shape(slug, code)] for code in LANGUAGES)
    assert all(other == first for other in others)
    assert len({blocks(slug, code) for code in LANGUAGES}) == len(LANGUAGES)


@pytest.mark.parametrize("slug", SECTIONS)
def test_every_hole_is_filled_and_nothing_is_left_over(slug: str) -> None:
    holes = SECTIONS[slug]()
    given = {*holes.texts, *holes.rows, *holes.entries}
    for code in LANGUAGES:
        # The place of a heading, ``{#place}``, is no hole.
        assert set(HOLE.findall("\n".join(blocks(slug, code)))) == given


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("slug", SECTIONS)
def test_no_figure_is_typed(slug: str, code: str) -> None:
    for block in blocks(slug, code):
        typed = NAMES_WITH_FIGURES.sub("", HOLE.sub("", block).replace("\n", " "))
        assert not re.search(r"\d", typed), block


def test_a_hole_that_nothing_fills_is_refused() -> None:
    with pytest.raises(KeyError, match="auto"):
        fill_section("classes", Holes())


def test_another_language_reads_french_until_it_has_its_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("territoires_industrie.wording.LANGUAGES", ("fr", "en", "de"))
    assert blocks("classes", "de") == blocks("classes", "fr")


def test_entries_of_a_registry_stand_in_the_group_that_they_are_put_in() -> None:
    with speaking("en"):
        holes = SECTIONS["classes"]()
        made = fill_section("classes", Holes(holes.texts, entries={"palettes": [Entry("a", "A")]}))
    assert [entry.group for entry in made.entries if entry.slug == "a"] == ["Colours"]
