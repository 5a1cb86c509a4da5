"""CSV: what a spreadsheet sees, and that everything reads back."""

import csv
from io import StringIO

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from territoires_industrie.errors import UnknownCodeError
from territoires_industrie.export.csv import export_csv, neutralise, restore, usual_mark
from territoires_industrie.wording import speaking

NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


def read_back(content: bytes) -> list[list[str]]:
    text = content.decode("utf-8-sig")
    return list(csv.reader(StringIO(text, newline=""), delimiter=";", strict=True))


def test_bom_semicolons_and_line_ends() -> None:
    table = pd.DataFrame({"commune_code": ["01004"], "population_count": [14134.5]})

    content = export_csv(table)

    assert content == (b'\xef\xbb\xbf"commune_code";"population_count"\r\n"01004";14134,5\r\n')


def test_decimal_mark_is_chosen() -> None:
    table = pd.DataFrame({"share_pct": [12.25]})

    assert read_back(export_csv(table, "point")) == [["share_pct"], ["12.25"]]
    with pytest.raises(UnknownCodeError, match="comma"):
        export_csv(table, "coma")


@pytest.mark.parametrize("missing", [None, np.nan, pd.NA])
def test_a_missing_cell_is_empty(missing: object) -> None:
    table = pd.DataFrame({"code": ["a", "b"], "value": pd.Series([1.0, missing], dtype=object)})

    assert read_back(export_csv(table))[1:] == [["a", "1"], ["b", ""]]


@pytest.mark.parametrize("value", [1e-7, 1.5e20, 123456789.25, -0.5, 3.0])
def test_numbers_have_no_exponent(value: float) -> None:
    spelled = read_back(export_csv(pd.DataFrame({"v": [value]}), "point"))[1][0]

    assert "e" not in spelled
    assert float(spelled) == value


@pytest.mark.parametrize("text", ["=1+1", "+33", "-1", "@SUM(A1)", " =1", "\t=1", "\r1", "＝1"])
def test_a_formula_never_reaches_the_spreadsheet(text: str) -> None:
    cell = read_back(export_csv(pd.DataFrame({"name": [text]})))[1][0]

    assert cell == f"'{text}"


def test_the_geometry_stays_out() -> None:
    table = pd.DataFrame({"code": ["a"], "geometry": ["POINT (0 0)"]})

    assert read_back(export_csv(table))[0] == ["code"]


@given(NAMES)
def test_every_text_is_restored(text: str) -> None:
    assert restore(neutralise(text)) == text


@given(st.lists(st.tuples(NAMES, NUMBERS), min_size=1, max_size=6))
def test_a_table_reads_back(rows: list[tuple[str, float]]) -> None:
    table = pd.DataFrame(rows, columns=["name", "value"])

    found = read_back(export_csv(table, "point"))[1:]

    assert [(restore(name), float(value)) for name, value in found] == rows


@given(st.lists(NUMBERS, min_size=1, max_size=6))
def test_both_decimal_marks_say_the_same(values: list[float]) -> None:
    table = pd.DataFrame({"value": values})

    comma = export_csv(table, "comma").decode("utf-8-sig")
    assert comma.replace(",", ".") == export_csv(table, "point").decode("utf-8-sig")


@pytest.mark.parametrize(("language", "mark"), [("fr", "comma"), ("en", "point")])
def test_the_usual_mark_is_that_of_the_language(language: str, mark: str) -> None:
    with speaking(language):
        assert usual_mark() == mark
