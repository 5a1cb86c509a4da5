"""Files are written the same way each time, with a record that reads back."""

from pathlib import Path

import pandas as pd

from territoires_industrie.build.records import Origin, write_csv, write_parquet
from territoires_industrie.sources import check_file, load_table

ORIGIN = Origin(
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


def test_the_order_of_the_rows_does_not_change_the_bytes(tmp_path: Path) -> None:
    for writer, name in ((write_parquet, "a.parquet"), (write_csv, "a.csv")):
        first, second = tmp_path / name, tmp_path / f"b{name}"
        writer(TABLE, first, ["code"], ORIGIN)
        writer(TABLE.iloc[::-1], second, ["code"], ORIGIN)
        assert first.read_bytes() == second.read_bytes()
