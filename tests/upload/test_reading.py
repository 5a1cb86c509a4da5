"""Files that users bring: any honest one reads the same, every other is refused in words."""

import csv
import pickle
from io import StringIO
from typing import Any

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.formula import ArrayFormula

from territoires_industrie.upload import limits
from territoires_industrie.upload.figures import read_number, recognise_form
from territoires_industrie.upload.limits import UploadError, clean_text
from territoires_industrie.upload.reading import RawTable, Reading, read_upload
from territoires_industrie.upload.text import LEGACY, SEPARATORS
from tests.upload.files import refusal, write_xlsx

SIRENS = ("200084952", "200023414", "200066793", "200067106", "200071082")
NAMES = ("Le Havre Seine Métropole", "Métropole Rouen", "Grand Annecy", "Pays Basque", "Forêts")
ACCENTED = ("Écoles", "Part d’élèves, été", "Bâti à côté", "Œuvres", "N° reçu", "Âge", "Forêt")
ENCODINGS = ("utf_8", "utf_8_sig", "utf_16", *LEGACY)


def write_csv(rows: list[list[str]], separator: str = ";", encoding: str = "utf_8") -> bytes:
    text = StringIO()
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue().encode(encoding)


def cells(table: RawTable) -> list[list[str]]:
    return [table.columns, *table.cells.to_numpy().tolist()]


def spell(number: float, decimal: str, thousands: str) -> str:
    return f"{number:,.2f}".replace(",", "\0").replace(".", decimal).replace("\0", thousands)


@settings(max_examples=150, deadline=None)
@given(
    separator=st.sampled_from(list(SEPARATORS)),
    encoding=st.sampled_from(ENCODINGS),
    decimal=st.sampled_from([",", "."]),
    thousands=st.sampled_from(["", " ", "\u00a0"]),
    numbers=st.lists(
        st.floats(-1e7, 1e7, allow_nan=False).filter(lambda x: round(x, 2) % 1 != 0),
        min_size=5,
        max_size=5,
    ),
    title=st.sampled_from(ACCENTED),
)
def test_any_separator_encoding_and_decimal_mark_reads_the_same(
    separator: str, encoding: str, decimal: str, thousands: str, numbers: list[float], title: str
) -> None:
    plain = title.replace("’", "'").replace("Œ", "OE") if encoding in LEGACY else title
    written = [spell(number, decimal, thousands) for number in numbers]
    rows = [["siren", "nom", plain], *map(list, zip(SIRENS, NAMES, written, strict=True))]
    table = read_upload("fichier.csv", write_csv(rows, separator, encoding))
    assert table.reading.separator == separator
    assert recognise_form(table.cells[plain]).decimal == decimal
    assert cells(table) == rows
    read = [read_number(text, decimal) for text in table.cells[plain]]
    assert read == pytest.approx([round(number, 2) for number in numbers])


@given(st.text(max_size=300), st.sampled_from(["", "fichier.csv", "<b>.xlsx"]))
def test_any_text_is_read_or_refused_in_words(text: str, name: str) -> None:
    try:
        table = read_upload(name, text.encode("utf_8", "surrogatepass"))
    except UploadError as error:
        assert len(str(error)) > 40
    else:
        assert "<" not in table.name
        assert len(set(table.columns)) == len(table.columns) > 0


@given(st.binary(max_size=300))
@example(b"fgb\x03fgb")
@example(b"SQLite format 3\x00")
@example(b"PAR1")
@example(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
def test_any_bytes_are_read_or_refused_in_words(content: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"\xff\xfe"):
        try:
            read_upload("fichier", start + content)
        except UploadError as error:
            assert len(str(error)) > 40


@pytest.mark.parametrize(
    ("texts", "mark"),
    [
        (["1,5", "2"], ","),
        (["1.5", "2"], "."),
        (["1.234,5"], ","),
        (["1,234.5"], "."),
        (["1,234,567", "12"], "."),
        (["1.234.567"], ","),
        (["1,234", "12.5"], "."),
        (["1.234", "956"], ","),
        (["1.234", "9560"], "."),
        (["1.234", "2.345"], "."),
        (["1,234", "2,345"], ","),
        (["0,123"], ","),
        (["12", "abc, def", "1.2.3.4a"], ","),
    ],
)
def test_the_decimal_mark_is_the_one_that_explains_the_cells(texts: list[str], mark: str) -> None:
    assert recognise_form(texts).decimal == mark


@pytest.mark.parametrize(
    ("text", "decimal", "number"),
    [
        ("1 234,5", ",", 1234.5),
        ("1\u202f234", ",", 1234.0),
        ("1'234.5", ".", 1234.5),
        ("-3,5 %", ",", -3.5),
        ("\u22123", ",", -3.0),
        (",5", ",", 0.5),
        ("1e3", ".", 1000.0),
        ("12 34", ",", None),
        ("1.5", ",", None),
        ("1e999", ".", None),
        ("inf", ".", None),
        ("", ".", None),
        ("-", ".", None),
        ("0x1F", ".", None),
    ],
)
def test_a_number_is_read_whole_or_not_at_all(
    text: str, decimal: str, number: float | None
) -> None:
    assert read_number(text, decimal) == number


def test_a_workbook_reads_as_its_text_would() -> None:
    rows: list[list[Any]] = [["siren", "part"], [200084952, 12.5], [200023414.0, 3], ["x", None]]
    table = read_upload("classeur.xlsx", write_xlsx(rows, Notes=[["rien"]]))
    assert cells(table) == [["siren", "part"], ["200084952", "12.5"], ["200023414", "3"], ["x", ""]]
    assert (table.reading.sheet, table.sheets) == ("Sheet", ("Sheet", "Notes"))


def test_another_sheet_is_read_when_asked() -> None:
    content = write_xlsx([["a", "b"], [1, 2]], Autre=[["c", "d"], [3, 4]])
    table = read_upload("a.xlsx", content, Reading(sheet="Autre"))
    assert cells(table) == [["c", "d"], ["3", "4"]]


def test_title_lines_are_skipped_and_titles_made_different() -> None:
    table = read_upload("a.csv", b"Source : INSEE\n\ncode;n;n;\n01004;1;2;3\n")
    assert table.columns == ["code", "n", "n (3)", "Colonne 4"]
    assert table.header_line == 3
    assert table.cells.index.tolist() == [4]


def test_codes_protected_by_a_spreadsheet_keep_their_zeros() -> None:
    table = read_upload("a.csv", b'code;n\n="01004";3\n')
    assert table.cells["code"].tolist() == ["01004"]


def test_the_user_may_say_otherwise() -> None:
    content = "code;n\nété;1,5\n".encode("cp1252")
    said = read_upload("a.csv", content, Reading(encoding="mac_roman", titles="no"))
    assert said.reading == Reading("mac_roman", ";", "", "no")
    assert "UTF-8" in refusal(content, reading=Reading(encoding="utf_8"))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "Fichier vide"),
        (b"  \n\n", "Fichier vide"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR;;;;\0", "une image"),
        (bytes(range(256)) * 4, "binaire"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Classeur illisible"),
        (b"%PDF-1.7 ...", "un PDF"),
        (b"<!doctype html><table>", "HTML"),
        (b'{"a": 1}', "JSON"),
        (b"PK\x03\x04 rien d'un classeur", "Classeur illisible"),
        (b"code\n01004\n", "Une seule colonne"),
        (b"code;n\n", "Aucune ligne de données"),
        (b"code;n\n01004;=1+1\n", "formule"),
        (b"code;n\n01004;=cmd|' /C calc'!A0\n", "formule"),
        (b"code;<script>alert(1)</script>\n01004;1\n", "HTML"),
        (b"code;nom\n01004;<img src=x onerror=alert(1)>\n", "HTML"),
        (b"code;n\n01004;" + b"9" * 2000, "1000 caractères"),
        (b'code;n\n01004;"' + b"a;\n" * 100_000, "guillemet"),
        (b";".join([b"a"] * 2001) + b"\n1;2\n", "Trop de colonnes"),
    ],
)
def test_every_refusal_says_what_was_expected_and_what_to_do(content: bytes, told: str) -> None:
    assert told in refusal(content)


def test_a_file_has_so_many_rows_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_ROWS", 3)
    assert len(read_upload("a.csv", b"a;b\n" + b"1;2\n" * 3).cells) == 3
    assert "Trop de lignes" in refusal(b"a;b\n" + b"1;2\n" * 4)


def test_a_file_weighs_so_much_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_BYTES", 10)
    assert read_upload("a.csv", b"a;b\n1;2\n").columns == ["a", "b"]
    assert "Fichier trop lourd" in refusal(b"a;b\n1;2\n1;2\n")


def test_a_title_is_one_plain_line() -> None:
    assert clean_text("a\u202eb\0c\r\n d  [x](http://y)`z`", 80) == "abc d (x)(http://y)'z'"
    assert clean_text("é" * 200, 120) == "é" * 120


def test_a_formula_of_a_workbook_counts_by_its_stored_value() -> None:
    rows: list[list[Any]] = [
        ["code", "n", "m"],
        ["01004", 3, "=B2*2"],
        ["01007", 4, ArrayFormula("C3:C3", "=B3")],
    ]
    table = read_upload("a.xlsx", write_xlsx(rows))
    # Nothing computed these formulas: no value is stored, and none is invented.
    assert table.cells["m"].tolist() == ["", ""]
    assert table.cells["n"].tolist() == ["3", "4"]


def test_marks_of_unicode_part_no_row_and_utf_32_is_read() -> None:
    text = "siren;n\n200084952;a\u2028b\n200023414;2\n"
    assert len(read_upload("a.csv", text.encode()).cells) == 2
    assert len(read_upload("a.csv", text.encode("utf-32")).cells) == 2


def test_a_table_goes_to_another_process_packed_and_comes_back_the_same() -> None:
    lines = [f"{code};{code[::-1]};12,5;" for code in map(str, range(10000, 30000))]
    table = read_upload("a.csv", "\n".join(["code;nom é;part;vide", *lines]).encode())
    sent = pickle.dumps(table)
    back = pickle.loads(sent)
    pd.testing.assert_frame_equal(back.cells, table.cells)
    assert (back.reading, back.sheets, back.columns) == (
        table.reading,
        table.sheets,
        table.columns,
    )
    assert len(sent) < table.cells.memory_usage().sum() / 3


def test_a_table_is_unpacked_only_while_it_is_looked_at() -> None:
    table = read_upload("a.csv", b"siren;n\n200084952;1\n")
    assert "cells" not in vars(table)
    looked_at = table.cells
    assert table.cells is looked_at
    table.fold()
    assert "cells" not in vars(table)
    pd.testing.assert_frame_equal(table.cells, looked_at)


def test_cells_that_say_too_much_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    content = b"siren;n\n200084952;1\n200023414;2\n"
    monkeypatch.setattr(limits, "MAX_CHARACTERS", 20)
    assert len(read_upload("a.csv", content).cells) == 2
    monkeypatch.setattr(limits, "MAX_CHARACTERS", 19)
    with pytest.raises(UploadError, match="19 caractères au plus, 20"):
        read_upload("a.csv", content)
