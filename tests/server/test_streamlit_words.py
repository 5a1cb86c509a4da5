"""Streamlit's scripts: every word that is replaced is there, and the scripts stay scripts."""

from importlib.resources import files

import pytest

from territoires_industrie.server.streamlit_words import (
    BEGINNINGS,
    SCRIPTS,
    WORDS,
    speak,
    write_page_words,
)

FOLDER = files("streamlit") / "static" / "static" / "js"


def scripts() -> dict[str, str]:
    return {
        file.name: file.read_text(encoding="utf-8")
        for file in FOLDER.iterdir()
        if file.name.partition(".")[0] in SCRIPTS
    }


@pytest.mark.parametrize("word", [*WORDS, *BEGINNINGS])
def test_each_word_is_in_a_script_and_replaced(word: str) -> None:
    said = f"atlasSay?.(`{word}`)"
    assert any(said in speak(name, text.encode()).decode() for name, text in scripts().items())


@pytest.mark.parametrize(("function", "count"), [("atlasFold?.(", 1), ("atlasSize?.(", 2)])
def test_lists_compare_without_accents_and_sizes_are_said(function: str, count: int) -> None:
    spoken = [speak(name, text.encode()).decode() for name, text in scripts().items()]
    assert sum(text.count(function) for text in spoken) == count


def test_names_that_stay_in_sight_are_as_black_as_their_figures() -> None:
    grids = [text for name, text in scripts().items() if name.startswith("DataFrame.")]
    assert any("isPinned?`faded`" in text for text in grids)
    assert not any(b"isPinned?`faded`" in speak("DataFrame.x.js", one.encode()) for one in grids)


@pytest.mark.parametrize(
    "written",
    [
        "maxColumnAutoWidth:globalThis.innerWidth<641?156:",
        ".rowHeight??(globalThis.innerWidth<641?54:",
        "=(globalThis.innerWidth<641||",
        "getAccessibilityString:e=>(e.displayData??e.data)?.toString()",
    ],
)
def test_a_grid_is_made_for_a_phone_and_for_screen_readers(written: str) -> None:
    grids = [text for name, text in scripts().items() if name.startswith("DataFrame.")]
    spoken = [speak("DataFrame.x.js", text.encode()).decode() for text in grids]
    assert sum(text.count(written) for text in spoken) == 1
    assert not any(written in text for text in grids)


def test_what_is_no_such_script_is_sent_as_it_is() -> None:
    assert speak("/static/js/Table.x.js", b"`Select all`") == b"`Select all`"
    assert speak("/static/media/index.woff2", b"\xff`Select all`") == b"\xff`Select all`"


def test_every_language_has_every_word() -> None:
    script = write_page_words()
    assert '"No results": "Aucun résultat"' in script
    assert '"No results": "No results"' in script
