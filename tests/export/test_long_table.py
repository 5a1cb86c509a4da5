"""Long form: one row a unit, an indicator and a year."""

from io import BytesIO

import pandas as pd
import pyarrow.parquet as pq
import pytest

from territoires_industrie.export.archive import export_table
from territoires_industrie.export.long_table import long_columns, long_rows
from territoires_industrie.export.names import file_name
from territoires_industrie.export.table import Table
from territoires_industrie.indicators import find_indicator, read_values
from territoires_industrie.scene.errors import RequestError
from territoires_industrie.scene.view import View

KEYS = ("private_jobs_count", "industrial_jobs_share_pct")
LONG = Table(View("region"), KEYS, every_year=True)


def test_every_figure_of_every_year_is_a_row() -> None:
    rows = long_rows(LONG)
    assert list(rows)[2:] == ["indicator", "year", "value", "status"]
    expected = {(key, year) for key in KEYS for year in find_indicator(key).years}
    assert {*zip(rows["indicator"], rows["year"], strict=True)} == expected
    assert len(rows) == 18 * len(expected)
    first = rows[(rows["indicator"] == KEYS[0]) & (rows["year"] == "2014")]
    wanted = read_values("region", KEYS[0], "2014")
    assert first["value"].tolist() == pytest.approx(wanted["value"].tolist(), nan_ok=True)
    assert first["status"].tolist() == wanted["status"].tolist()


def test_a_category_is_left_out_and_every_column_is_explained() -> None:
    everything = Table(View("epci"), ("programme_path", *KEYS), every_year=True)
    assert set(long_rows(everything)["indicator"]) == set(KEYS)
    columns = [note.column for note in long_columns(LONG)]
    assert columns == [*long_rows(LONG), *KEYS]


def test_formats_without_ground_hold_it_and_others_refuse() -> None:
    read = pq.read_table(BytesIO(export_table(LONG, "geoparquet"))).to_pandas()
    pd.testing.assert_frame_equal(read, long_rows(LONG), check_dtype=False)
    for form in ("csv", "xlsx", "ods", "zip"):
        assert export_table(LONG, form)
    with pytest.raises(RequestError, match="geoparquet"):
        export_table(LONG, "gpkg")
    assert "toutes-annees" in file_name(LONG, "csv")
