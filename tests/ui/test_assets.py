"""Leaflet and the atlas' script under ``static/``."""

from pathlib import Path

import pytest

from territoires_industrie.draw.addresses import LEAFLET_FOLDER
from territoires_industrie.draw.script import atlas_script
from territoires_industrie.errors import DataFileError
from territoires_industrie.ui.assets import install_assets


def test_what_the_map_needs_is_installed(tmp_path: Path) -> None:
    install_assets(tmp_path)
    names = {path.name for path in (tmp_path / LEAFLET_FOLDER).iterdir()}
    assert names == {"leaflet.js", atlas_script()[0]}
    assert b"1.9.3" in (tmp_path / LEAFLET_FOLDER / "leaflet.js").read_bytes()[:200]


def test_an_altered_file_is_put_right_and_the_others_left(tmp_path: Path) -> None:
    install_assets(tmp_path)
    altered = tmp_path / LEAFLET_FOLDER / "leaflet.js"
    kept = tmp_path / LEAFLET_FOLDER / atlas_script()[0]
    before, written = altered.read_bytes(), kept.stat().st_mtime_ns
    altered.write_bytes(before[:100])
    install_assets(tmp_path)
    assert altered.read_bytes() == before
    assert kept.stat().st_mtime_ns == written


def test_versions_of_the_script_that_are_no_more_are_removed(tmp_path: Path) -> None:
    install_assets(tmp_path)
    old = tmp_path / LEAFLET_FOLDER / "atlas-0123456789.js"
    old.touch()
    install_assets(tmp_path)
    assert not old.exists()


def test_a_folder_that_cannot_be_written_is_told_in_words(tmp_path: Path) -> None:
    in_the_way = tmp_path / "static"
    in_the_way.touch()
    with pytest.raises(DataFileError, match="écriture impossible"):
        install_assets(in_the_way)
