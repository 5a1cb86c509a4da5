"""Workbook: what a spreadsheet sees, and that everything reads back."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZipFile

import pandas as pd
import pyogrio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from territoires_industrie.export.archive import export_table
from territoires_industrie.export.csv import restore
from territoires_industrie.export.dictionary import column_notes
from territoires_industrie.export.document import TextTable
from territoires_industrie.export.table import Table, joined_table
from territoires_industrie.export.xlsx import LINE_POINTS, MAX_CELL, export_xlsx
from territoires_industrie.scene.view import View
from territoires_industrie.statistics.status import Status

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
EXTRACT = Table(View("region"))
# What XML can hold as it is: the others are written as escapes, which are not read here.
TEXTS = st.text(
    st.characters(
        codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="_\ufffe\uffff"
    ),
    max_size=12,
)
NUMBERS = st.floats(-1e15, 1e15)


def part(content: bytes, name: str) -> Element:
    with ZipFile(BytesIO(content)) as book:
        return fromstring(book.read(name))


def cells(content: bytes, sheet: int = 1) -> list[list[object]]:
    """Read the rows of a sheet, an absent cell as None."""
    strings = part(content, "xl/sharedStrings.xml").findall(f"{MAIN}si")
    texts = ["".join(found.text or "" for found in each.iter(f"{MAIN}t")) for each in strings]
    table = []
    for row in part(content, f"xl/worksheets/sheet{sheet}.xml").iter(f"{MAIN}row"):
        found: dict[int, object] = {}
        for cell in row:
            assert cell.find(f"{MAIN}f") is None, "a formula"
            value = cell.find(f"{MAIN}v")
            if value is not None and value.text is not None:
                is_text = cell.get("t") == "s"
                found[position(cell)] = texts[int(value.text)] if is_text else float(value.text)
        table.append([found.get(at) for at in range(max(found, default=-1) + 1)])
    return table


def position(cell: Element) -> int:
    """Give the rank of a cell's column.

    >>> position(Element("c", r="AB12"))
    27
    """
    rank = 0
    for letter in str(cell.get("r")).rstrip("0123456789"):
        rank = 26 * rank + ord(letter) - ord("A") + 1
    return rank - 1


@pytest.fixture(scope="module")
def content() -> bytes:
    return export_table(EXTRACT, "xlsx")


@pytest.fixture(scope="module")
def path(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    found = tmp_path_factory.mktemp("xlsx") / "regions.xlsx"
    found.write_bytes(content)
    yield found


def test_sheets_are_figures_dictionary_sources_and_notes(content: bytes, path: Path) -> None:
    sheets = [each.get("name") for each in part(content, "xl/workbook.xml").iter(f"{MAIN}sheet")]

    assert sheets == ["données", "dictionnaire", "sources", "notes"]
    assert [name for name, _type in pyogrio.list_layers(path)] == sheets


def test_every_cell_reads_back_under_its_name(content: bytes) -> None:
    table = joined_table(EXTRACT)
    labels, names, *rows = cells(content)
    assert labels == [note.label for note in column_notes(EXTRACT)]
    assert names == list(table.columns.drop("geometry"))
    words = {str(status): status.word for status in Status}
    for position, name in enumerate(names):
        found = [row[position] if position < len(row) else None for row in rows]
        wanted = table[name].map(words) if str(name).endswith("_status") else table[name]
        expected = wanted.astype(object).where(wanted.notna(), None).tolist()
        assert found == expected, name


def test_a_sheet_prints_one_page_wide_without_warnings_on_codes(content: bytes) -> None:
    for sheet in range(1, 5):
        written = part(content, f"xl/worksheets/sheet{sheet}.xml")
        (setup,) = written.iter(f"{MAIN}pageSetup")
        assert (setup.get("orientation"), setup.get("fitToHeight")) == ("landscape", "0")
    figures = part(content, "xl/worksheets/sheet1.xml")
    (ignored,) = figures.iter(f"{MAIN}ignoredError")
    assert (ignored.get("numberStoredAsText"), str(ignored.get("sqref"))[:3]) == ("1", "A3:")
    names = cells(content)[1]
    folded = {
        str(names[rank - 1])
        for one in figures.iter(f"{MAIN}col")
        if one.get("hidden") == "1"
        for rank in range(int(str(one.get("min"))), int(str(one.get("max"))) + 1)
    }
    assert folded == {
        name
        for name in map(str, names)
        if name.endswith(("_status", "_year")) or name.startswith("territoire_id")
    }
    titles = {
        one.get("localSheetId"): one.text
        for one in part(content, "xl/workbook.xml").iter(f"{MAIN}definedName")
        if one.get("name") == "_xlnm.Print_Titles"
    }
    assert titles["0"] == "'données'!$1:$2" or titles["0"] == "données!$1:$2"
    assert len(titles) == 4


def test_long_texts_have_the_height_of_their_lines(content: bytes) -> None:
    heights = {
        one.get("r"): float(str(one.get("ht")))
        for one in part(content, "xl/worksheets/sheet4.xml").iter(f"{MAIN}row")
        if one.get("ht")
    }
    assert max(heights.values()) >= 5 * LINE_POINTS


def test_the_dictionary_follows_the_columns(content: bytes) -> None:
    found = [row[0] for row in cells(content, 2)[1:]]

    assert found == [note.column for note in column_notes(EXTRACT)]


def test_the_header_is_frozen_and_filters(content: bytes) -> None:
    sheet = part(content, "xl/worksheets/sheet1.xml")
    (pane,) = sheet.iter(f"{MAIN}pane")
    (asked,) = sheet.iter(f"{MAIN}autoFilter")

    assert (pane.get("ySplit"), pane.get("state")) == ("2", "frozen")
    assert str(asked.get("ref")).startswith("A2:")


def test_figures_are_shown_with_the_decimals_of_the_page() -> None:
    table = pd.DataFrame({"share_pct": [12.345], "jobs_count": [1234]})

    styles = part(export_xlsx(table, "x", "X", decimals={"share_pct": 1}), "xl/styles.xml")

    custom = {each.get("formatCode") for each in styles.iter(f"{MAIN}numFmt")}
    assert custom == {"#,##0", "#,##0.0"}


@pytest.mark.parametrize("text", ["=1+1", "+33", "-1", "@SUM(A1)", " =1", "\t=1", "＝1", "{=1}"])
def test_a_formula_never_reaches_the_spreadsheet(text: str) -> None:
    notes = TextTable("notes", (text,), ((text,),))
    content = export_xlsx(pd.DataFrame({text: [text]}), "x", "X", tables=(notes,))

    found = {cell for sheet in (1, 2) for row in cells(content, sheet) for cell in row}

    assert found == {text if text.startswith("{") else f"'{text}"}


def test_a_link_is_a_text() -> None:
    content = export_xlsx(pd.DataFrame({"a": ["https://exemple.fr"]}), "x", "X")

    with ZipFile(BytesIO(content)) as book:
        assert not [name for name in book.namelist() if "_rels/sheet" in name]


def test_a_missing_cell_is_empty() -> None:
    table = pd.DataFrame({"a": ["x", None], "b": [None, 2.0]})

    assert cells(export_xlsx(table, "x", "X"))[1:] == [["x"], [None, 2.0]]


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    (_header, (found,)) = cells(export_xlsx(pd.DataFrame({"a": ["x" * 40_000]}), "x", "X"))

    assert len(str(found)) == MAX_CELL
    assert str(found).endswith("…")


def test_the_same_extract_gives_the_same_bytes(content: bytes) -> None:
    assert export_table(EXTRACT, "xlsx") == content


@settings(deadline=None)
@given(st.lists(st.tuples(TEXTS, NUMBERS), min_size=1, max_size=5))
def test_a_table_reads_back(rows: list[tuple[str, float]]) -> None:
    table = pd.DataFrame(rows, columns=["name", "value"])

    found = cells(export_xlsx(table, "x", "X"))[1:]

    read = [(restore(str(name or "")), value) for name, value in found]
    assert [name for name, _value in read] == [name for name, _value in rows]
    assert [value for _name, value in read] == pytest.approx([value for _name, value in rows])
