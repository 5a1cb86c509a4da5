"""Every file of ``data/`` has its record, and a hurt file is named by the check."""

import shutil
from pathlib import Path

import pytest

from territoires_industrie import checks, sources

FILES = sources.list_files(sources.DATA)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_is_the_one_of_its_record(path: Path) -> None:
    record = sources.check_file(path)
    assert record.title
    assert record.producer
    assert record.attribution
    assert record.licence_upstream
    assert record.licence_redistributed_as
    assert record.built_by


def test_nothing_of_the_collection_shows_in_the_tables() -> None:
    for path in sources.DATA.iterdir():
        if path.suffix in {".csv", ".toml", ".json"}:
            text = path.read_text("utf-8")
            assert str(sources.ROOT.parent) not in text
            assert ".txt" not in text


@pytest.fixture
def small_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    for path in FILES:
        if path.stat().st_size < 10_000:
            shutil.copy(path, folder / path.name)
            record = sources.record_path(path)
            shutil.copy(record, folder / record.name)
    return folder


def test_a_whole_folder_has_no_problem(small_folder: Path) -> None:
    assert list(checks.check_folder(small_folder)) == []


def test_the_check_names_what_is_wrong(small_folder: Path) -> None:
    (small_folder / "region_2026.csv").write_text("region_code\n28\n", "utf-8")
    (small_folder / "ept_2026.csv").unlink()
    (small_folder / "contract_2019.csv.toml").unlink()
    problems = "\n".join(checks.check_folder(small_folder))
    assert "data/region_2026.csv" in problems
    assert "ept_2026.csv.toml" in problems
    assert "contract_2019.csv" in problems
    assert len(problems.splitlines()) == 3


def rerecord(path: Path, **changes: tuple[str, str]) -> None:
    """Write the record of a changed file again, as if the change were meant."""
    beside = sources.record_path(path)
    text = beside.read_text("utf-8")
    old = sources.read_record(path)
    text = text.replace(old.sha256, sources.file_sha256(path))
    for before, after in changes.values():
        text = text.replace(before, after)
    beside.write_text(text, "utf-8")


def test_repeated_keys_and_missing_rows_are_named(small_folder: Path) -> None:
    path = small_folder / "region_2026.csv"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*lines[:-1], lines[1]]) + "\n", "utf-8")
    rerecord(path)
    (problem,) = checks.check_folder(small_folder)
    assert "clé répétée (region_code) : 01" in problem
    path.write_text("\n".join(lines[:-1]) + "\n", "utf-8")
    rerecord(path)
    (problem,) = checks.check_folder(small_folder)
    assert "18 lignes attendues, 17 trouvées" in problem


def test_an_unknown_column_is_named(small_folder: Path) -> None:
    path = small_folder / "region_2026.csv"
    path.write_text(path.read_text("utf-8").replace("region_name", "nom"), "utf-8")
    rerecord(path)
    (problem,) = checks.check_folder(small_folder)
    assert "nom" in problem


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    (problem,) = checks.check_folder(tmp_path / "data")
    assert "data/" in problem


def test_a_wrong_total_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from territoires_industrie.totals import Total

    monkeypatch.setattr(checks, "TOTALS", (Total("Essai", lambda: 3.0, 4.0),))
    assert list(checks.check_totals()) == ["Essai : 4.0 attendu, 3.0 trouvé."]


def test_missing_screen_files_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "STATIC", tmp_path)
    problems = list(checks.check_screen())
    assert len(problems) >= 7
    assert all("static/geo/" in problem for problem in problems)


@pytest.mark.slow
def test_the_atlas_is_whole() -> None:
    said: list[str] = []
    assert checks.check_all(said.append) == []
    assert len(said) == 5
