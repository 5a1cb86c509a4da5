"""Writing: the whole file or none, and the former one kept."""

import os
from pathlib import Path

import pytest

from territoires_industrie.export.files import write_whole
from territoires_industrie.scene.errors import OutputError, WriteError


def test_the_file_has_the_content_and_usual_permissions(tmp_path: Path) -> None:
    (tmp_path / "beside.txt").touch()

    write_whole(tmp_path / "epci.csv", b"abc")

    assert (tmp_path / "epci.csv").read_bytes() == b"abc"
    assert (tmp_path / "epci.csv").stat().st_mode == (tmp_path / "beside.txt").stat().st_mode


def test_nothing_but_the_file_is_left(tmp_path: Path) -> None:
    write_whole(tmp_path / "epci.csv", b"abc")

    assert [path.name for path in tmp_path.iterdir()] == ["epci.csv"]


@pytest.mark.parametrize("step", ["fsync", "fdopen"])
def test_a_full_disk_leaves_the_former_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    target = tmp_path / "epci.csv"
    target.write_bytes(b"former")

    def full(descriptor: int, *_: object) -> None:
        if step == "fdopen":
            os.close(descriptor)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, full)
    with pytest.raises(WriteError, match="No space left"):
        write_whole(target, b"new")

    assert target.read_bytes() == b"former"
    assert [path.name for path in tmp_path.iterdir()] == ["epci.csv"]


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="n’existe pas"):
        write_whole(tmp_path / "absent" / "epci.csv", b"")


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="est un dossier"):
        write_whole(tmp_path, b"")


def test_a_link_still_points_to_its_file(tmp_path: Path) -> None:
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_bytes(b"former")
    link.symlink_to(real)

    write_whole(link, b"new")

    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_a_device_is_written_to_and_stays_a_device() -> None:
    write_whole(Path("/dev/null"), b"abc")

    assert not Path("/dev/null").is_file()


def test_a_full_device_is_told() -> None:
    with pytest.raises(WriteError, match="/dev/full"):
        write_whole(Path("/dev/full"), b"abc")
