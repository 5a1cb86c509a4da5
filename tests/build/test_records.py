"""Files are written the same way each time, with a record that reads back."""

from dataclasses import fields
from pathlib import Path

import pandas as pd
import pytest

from territoires_industrie.boundaries import boundary_path
from territoires_industrie.build import records
from territoires_industrie.build.geography_origin import boundary_origin, screen_origin
from territoires_industrie.build.records import ORIGINS, origin_of, write_csv, write_parquet
from territoires_industrie.build.tables import ZONINGS
from territoires_industrie.levels import BOUNDARY_LEVELS
from territoires_industrie.sources import (
    DATA,
    GEO,
    Record,
    check_file,
    list_files,
    load_table,
    read_record,
    record_path,
)

ORIGIN = Record(
    title='Essai « à guillemets " et accents »',
    producer="Atlas",
    product="Essai",
    attribution="Atlas",
    coverage="France",
    cog_year=2026,
    steps=("une étape", "une autre"),
)
TABLE = pd.DataFrame({"code": ["76", "01", "2A"], "value": [3.0, None, 1.5]})


def test_parquet_and_its_record_read_back(tmp_path: Path) -> None:
    path = tmp_path / "essai_2026.parquet"
    write_parquet(TABLE, path, ["code"], ORIGIN)
    record = check_file(path)
    assert record.title == ORIGIN.title
    assert (record.rows, record.key, record.cog_year) == (3, ("code",), 2026)
    assert record.steps == ORIGIN.steps
    assert load_table(path)["code"].tolist() == ["01", "2A", "76"]


FILES = [path for folder in (DATA, GEO) for path in list_files(folder)]


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_a_record_is_written_back_as_it_was(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record, written = read_record(path), tmp_path / "written.toml"
    monkeypatch.setattr(records, "file_sha256", lambda _path: record.sha256)
    monkeypatch.setattr(records, "record_path", lambda _path: written)
    records.write_record(path, record, rows=record.rows, key=record.key, crs=record.crs)
    assert written.read_text("utf-8") == record_path(path).read_text("utf-8")


def said_before_writing(path: Path) -> Record | None:
    name = path.name.partition(".")[0]
    if path.name == "screen.json":
        return screen_origin()
    if path.parent == DATA:
        zonings = "\n".join(level.zoning for level in ZONINGS)
        return origin_of(name, zonings=zonings) if name in ORIGINS else None
    levels = (key for key in BOUNDARY_LEVELS if boundary_path(key) == path)
    return next((boundary_origin(key) for key in levels), None)


def test_the_records_of_the_built_files_say_what_is_said_of_them_before() -> None:
    said = {path: origin for path in FILES if (origin := said_before_writing(path))}
    assert len(said) == 11 + len(BOUNDARY_LEVELS) + 1
    for path, origin in said.items():
        record = read_record(path)
        of_file = {"sha256", "rows", "key", "crs", "cog_year"}
        for name in {one.name for one in fields(Record)} - of_file:
            assert getattr(record, name) == getattr(origin, name), (path.name, name)
        assert record.cog_year == origin.cog_year


def test_the_order_of_the_rows_does_not_change_the_bytes(tmp_path: Path) -> None:
    for writer, name in ((write_parquet, "a.parquet"), (write_csv, "a.csv")):
        first, second = tmp_path / name, tmp_path / f"b{name}"
        writer(TABLE, first, ["code"], ORIGIN)
        writer(TABLE.iloc[::-1], second, ["code"], ORIGIN)
        assert first.read_bytes() == second.read_bytes()
