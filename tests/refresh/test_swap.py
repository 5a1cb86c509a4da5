"""The swap: one step, old sets kept while they may be read, and what the atlas says of it."""

from pathlib import Path

import pytest

from territoires_industrie import data_state
from territoires_industrie.data_state import (
    DESCRIPTION,
    EMBEDDED,
    POINTER,
    SET_VARIABLE,
    DataState,
    find_state,
    waiting_state,
)
from territoires_industrie.refresh import staging
from territoires_industrie.ui.data_state import say_state, say_waiting


@pytest.fixture(autouse=True)
def follow_the_pointer(sets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SET_VARIABLE)


def publish_one() -> str:
    with staging.making() as stage:
        stage.changed.append("activite")
        (stage.folder / "static" / "geo" / "epci-0123456789.json").write_text("{}")
        stage.describe()
        return staging.publish(stage)


def test_published_set_is_the_next_to_be_read(sets: Path) -> None:
    assert find_state().name == EMBEDDED
    name = publish_one()
    found = find_state()
    assert (found.name, found.folder, found.refreshed) == (name, sets / name, ("activite",))
    assert (found.folder / "data" / "commune_2026.parquet").exists()
    assert (found.folder / "geo" / "epci_2026.parquet").exists()


def test_running_atlas_says_that_a_newer_set_waits() -> None:
    assert say_waiting(waiting_state()) == ""
    publish_one()
    assert data_state.STATE.name == EMBEDDED
    assert "prochain démarrage" in say_waiting(waiting_state())
    assert "celui du dépôt" in say_state()


def test_new_screen_files_are_served_beside_the_old(tmp_path: Path) -> None:
    (tmp_path / "static" / "geo" / "epci-old.json").write_text("{}")
    publish_one()
    served = {path.name for path in (tmp_path / "static" / "geo").iterdir()}
    assert served == {"epci-old.json", "epci-0123456789.json"}


def test_back_to_the_repository(sets: Path) -> None:
    name = publish_one()
    staging.use_embedded()
    staging.use_embedded()
    assert find_state().name == EMBEDDED
    assert (sets / name).is_dir()


def test_last_two_sets_are_kept(sets: Path) -> None:
    for day in ("20", "21", "22"):
        folder = sets / f"2026-11-{day}T080000"
        folder.mkdir(parents=True)
        (folder / DESCRIPTION).write_text("")
    staging.forget_old_sets(sets, "2026-11-22T080000")
    assert sorted(path.name[8:10] for path in sets.iterdir()) == ["21", "22"]


@pytest.mark.parametrize("pointed", ["2026-gone", "../elsewhere", ""])
def test_pointer_to_nothing_gives_the_repository(sets: Path, pointed: str) -> None:
    sets.mkdir()
    (sets / POINTER).write_text(pointed)
    assert find_state().name == EMBEDDED


def test_going_back_is_announced() -> None:
    text = say_waiting(DataState(EMBEDDED, Path()))
    assert "données du dépôt" in text
