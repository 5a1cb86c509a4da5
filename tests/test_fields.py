"""Every column of every table is said once."""

from pathlib import Path

import pytest

from territoires_industrie import sources
from territoires_industrie.errors import UnknownCodeError
from territoires_industrie.fields import FIELDS, find_field

KINDS = {"text", "number", "integer", "boolean", "date"}
TABLES = [path for path in sources.list_files(sources.DATA) if path.suffix in {".csv", ".parquet"}]


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_every_column_is_known(path: Path) -> None:
    for column in sources.load_table(path).columns:
        assert find_field(column).definition


def test_fields_are_whole_and_in_order() -> None:
    assert list(FIELDS) == sorted(FIELDS)
    assert {field.kind for field in FIELDS.values()} <= KINDS
    assert all(name == field.name for name, field in FIELDS.items())


def test_an_unknown_column_names_the_nearest() -> None:
    with pytest.raises(UnknownCodeError, match="population_count"):
        find_field("population_cout_2022")
