"""Streamlit's scripts of a first view in two files: each there once, after what it imports."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from territoires_industrie.server import streamlit_bundles
from territoires_industrie.server.streamlit_bundles import (
    BUNDLES,
    FOLDER,
    bundles,
    late_scripts,
    link,
)
from territoires_industrie.server.streamlit_private import STATIC, scripts
from territoires_industrie.server.streamlit_scripts import FIRST, THEN, main_script

BUNDLED = {file: place for bundle in bundles() for file, place in bundle.places.items()}
IMPORT = re.compile(r'from"\./([^"]+)"')


def told() -> list[str]:
    """Return the names of the files that a page is told to fetch."""
    found = re.search(r"const atlasScripts = (.+);", late_scripts())
    assert found
    return list(json.loads(found[1]))


def linked(file: Path) -> str:
    return link(f"{FOLDER}/{file.name}", file.read_bytes()).decode()


def test_a_page_is_told_of_two_files_in_place_of_a_hundred() -> None:
    assert told() == [bundle.file for bundle in bundles()]
    assert [file.partition(".")[0] for file in told()] == [*BUNDLES]
    assert len(BUNDLED) > 100
    assert len(set(BUNDLED.values())) == len(BUNDLED)


def test_controls_are_there_those_down_to_the_map_first() -> None:
    for bundle, parts in zip(bundles(), (FIRST, THEN), strict=True):
        given = dict(re.findall(r"(\w+):(atlas\d+)", bundle.body.decode().rpartition("parts={")[2]))
        assert [*given] == [*parts]
        for part, place in given.items():
            assert [
                file.partition(".")[0] for file, at in bundle.places.items() if at == place
            ] == [part]


def test_each_script_comes_after_all_that_it_imports() -> None:
    known: set[str] = set()
    for bundle in bundles():
        for file in bundle.places:
            text = (STATIC / FOLDER[1:] / file).read_text("utf-8")
            assert set(IMPORT.findall(text[:20_000])) <= known, file
            known.add(file)


def test_what_is_in_a_bundle_is_taken_from_it_and_from_nowhere_else() -> None:
    """A script that ran twice would know nothing of what the other holds: no page, no language."""
    alone = [file for file in scripts() if file.name not in BUNDLED]
    assert len(alone) > 100
    for file in alone:
        text = linked(file)
        assert not set(re.findall(r'"\./([^"?]+)', text)) & set(BUNDLED), file.name
        edition = bundles()[0].edition
        others = set(re.findall(r'["`]\./([\w.-]+\.js[^"`]*)["`]', text)) - set(told())
        assert all(one.endswith(f".js?{edition}") for one in others), file.name
    for bundle in bundles():
        assert not set(re.findall(r'"\./([^"?]+)', bundle.body.decode())) & set(BUNDLED)


@pytest.mark.parametrize("file", [file for file in scripts() if file.name in BUNDLED], ids=str)
def test_a_script_asked_for_by_its_name_gives_what_the_bundle_has(file: Path) -> None:
    facade = linked(file)
    assert len(facade) < 5_000
    assert IMPORT.findall(facade) == [
        bundle.file for bundle in bundles() if file.name in bundle.places
    ]
    (own,) = re.findall(r"export\{([^{}]*)\};?\s*$", file.read_text("utf-8"))
    (given,) = re.findall(r"export\{([^{}]*)\};", facade)

    def names(exports: str) -> list[str]:
        return [one.rpartition(" ")[2] for one in exports.split(",")]

    assert names(given) == names(own)


@pytest.fixture
def _anew() -> Iterator[None]:
    bundles.cache_clear()
    yield
    bundles.cache_clear()


@pytest.mark.usefixtures("_anew")
def test_scripts_of_another_form_are_sent_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streamlit_bundles, "_EXPORT", re.compile("no such end"))
    assert bundles() == ()
    assert told() == [main_script()]
    for file in scripts()[:20]:
        assert linked(file) == file.read_text("utf-8")


def test_a_script_that_imports_in_another_way_is_of_another_form(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / FOLDER[1:]).mkdir(parents=True)
    monkeypatch.setattr(streamlit_bundles, "STATIC", tmp_path)
    for number, first in enumerate(('import*as a from"./b.js";', 'import a from"./b.js";')):
        name = f"{number}.js"
        (tmp_path / FOLDER[1:] / name).write_text(f"{first}var c=a;export{{c}};")
        with pytest.raises(streamlit_bundles._UnknownFormError):
            streamlit_bundles._Module.read(name)
