"""A file of the atlas taken away: the same figures, its columns, its record."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pandas as pd
import pytest

from territoires_industrie.errors import DataFileError
from territoires_industrie.export.file_archive import export_file, export_original, export_records
from territoires_industrie.method.provenance import FileNote, list_notes, read_rows
from territoires_industrie.sources import file_sha256, record_path

NOTES = {note.name: note for note in list_notes()}


def opened(content: bytes) -> dict[str, bytes]:
    """Read every file of an archive."""
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_table_reads_back_as_it_is() -> None:
    note = NOTES["data/contract_2019.csv"]
    files = opened(export_file(note))
    assert set(files) == {"contract_2019.csv", "colonnes.csv", "contract_2019.csv.toml"}
    again = pd.read_csv(
        BytesIO(files["contract_2019.csv"]), sep=";", dtype=str, encoding="utf-8-sig"
    )
    pd.testing.assert_frame_equal(again.fillna(""), read_rows(note), check_dtype=False)
    assert files["contract_2019.csv.toml"] == record_path(note.path).read_bytes()


def test_boundaries_go_without_their_geometry() -> None:
    files = opened(export_file(NOTES["geo/region_2026.parquet"], "point"))
    table = pd.read_csv(BytesIO(files["region_2026.csv"]), sep=";", dtype={"code": str})
    assert list(table.columns) == ["code", "name", "area_km2"]
    assert len(table) == 18
    assert table["area_km2"].sum() == pytest.approx(637_650, abs=1)


def test_the_original_is_the_file_itself() -> None:
    note = NOTES["geo/region_2026.parquet"]
    assert opened(export_original(note))[note.path.name] == note.path.read_bytes()


def test_every_record_is_in_the_list() -> None:
    text = export_records().decode("utf-8-sig")
    for note in NOTES.values():
        assert file_sha256(note.path) in text


def test_an_altered_file_is_refused(tmp_path: Path) -> None:
    note = NOTES["data/region_2026.csv"]
    folder = tmp_path / "data"
    folder.mkdir()
    path = folder / note.path.name
    path.write_bytes(note.path.read_bytes() + b"x\n")
    record_path(path).write_bytes(record_path(note.path).read_bytes())
    with pytest.raises(DataFileError):
        export_file(FileNote(path, 0, note.record))
