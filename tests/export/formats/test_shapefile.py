"""Shapefile: short names that are told, and the same figures read back by GDAL."""

import csv
import io
from pathlib import Path
from zipfile import ZipFile

import pyogrio
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.api.types import is_numeric_dtype

from territoires_industrie.export.archive import export_table
from territoires_industrie.export.formats.shapefile import NAME_LENGTH, cut, short_names
from territoires_industrie.export.names import file_stem
from territoires_industrie.export.table import Table, joined_table
from territoires_industrie.scene.view import View

REGIONS = Table(View("region"))


@pytest.fixture(scope="module")
def content() -> bytes:
    return export_table(REGIONS, "shapefile")


def told(content: bytes) -> dict[str, str]:
    """Read which field is which column."""
    with ZipFile(io.BytesIO(content)) as archive:
        rows = csv.reader(
            archive.read("champs.csv").decode("utf-8-sig").splitlines(), delimiter=";"
        )
        _head, *pairs = rows
    return {column: field for field, column in pairs}


def test_the_archive_holds_the_layer_and_what_explains_it(content: bytes) -> None:
    with ZipFile(io.BytesIO(content)) as archive:
        stem = file_stem(REGIONS)
        layer = {f"{stem}.{ending}" for ending in ("cpg", "dbf", "prj", "shp", "shx")}
        assert set(archive.namelist()) == layer | {
            "champs.csv",
            "dictionnaire.csv",
            "sources.txt",
        }
        assert archive.read(f"{stem}.cpg") == b"UTF-8"


def test_every_column_reads_back_under_the_name_that_is_told(
    content: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "regions.shp.zip"
    path.write_bytes(content)
    found, wanted = pyogrio.read_dataframe(path), joined_table(REGIONS)
    fields = told(content)
    assert list(fields) == list(wanted.columns.drop("geometry"))
    assert list(found.columns.drop("geometry")) == list(fields.values())
    assert found.crs == "EPSG:4326"
    for column, field in fields.items():
        known = wanted[column].notna()
        if is_numeric_dtype(wanted[column]):
            assert found[field][known].tolist() == pytest.approx(wanted[column][known].tolist())
        else:
            assert found[field][known].tolist() == [
                cut(str(cell)) for cell in wanted[column][known]
            ]


@given(st.lists(st.text("ab_", min_size=1, max_size=16), unique=True))
def test_names_are_short_and_different(columns: list[str]) -> None:
    names = list(short_names(columns).values())
    assert len(set(names)) == len(columns)
    assert all(len(name) <= NAME_LENGTH for name in names)
