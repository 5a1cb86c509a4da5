"""Workbooks and archives that lie, grow or are cut are refused before they fill the memory."""

import struct
import zipfile
from io import BytesIO
from types import SimpleNamespace

import pytest
from python_calamine import SheetTypeEnum, SheetVisibleEnum

from territoires_industrie.upload import archive, limits, workbook
from territoires_industrie.upload.reading import read_upload
from tests.upload.files import refusal, write_xls, write_xlsx

SHEET = "xl/worksheets/sheet1.xml"


def zipped(parts: dict[str, bytes]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def test_a_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*given: object, **more: object) -> None:
        raise AssertionError("unpacked")

    monkeypatch.setattr(archive, "_read_part", never)
    monkeypatch.setattr(archive, "MAX_UNPACKED_MEGABYTES", 5)
    zeros = b"\0" * (5 * 1024 * 1024 + 1)
    bomb = zipped({"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b"<a/>", "xl/x": zeros})
    assert len(bomb) < 10_000
    assert "trop grand une fois décompressé" in refusal(bomb)
    many = zipped({f"xl/{n}": b"" for n in range(limits.MAX_PARTS + 1)})
    assert "trop grand une fois décompressé" in refusal(many)


def test_a_workbook_that_lies_about_its_size_is_refused() -> None:
    content = write_xlsx([["code", "n"], *[["01004", n] for n in range(2000)]])
    place = content.index(b"xl/worksheets/sheet1.xml", content.index(b"PK\x01\x02")) - 46
    lying = bytearray(content)
    lying[place + 24 : place + 28] = struct.pack("<I", 100)
    assert "Classeur illisible" in refusal(bytes(lying))


@pytest.mark.parametrize(
    "parts",
    [
        {"a.bin": b"bonjour"},
        {"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b"<a"},
        {
            "[Content_Types].xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
            "xl/workbook.xml": b"<a/>",
        },
    ],
)
def test_an_archive_that_is_no_workbook_is_refused(parts: dict[str, bytes]) -> None:
    assert "Classeur illisible" in refusal(zipped(parts))


@pytest.mark.parametrize("half", [b"\\ud800", b"\xed\xa0\x80"])
def test_half_a_character_of_json_is_told_as_damage(half: bytes) -> None:
    for content in (
        b'[{"code":"01","v":"' + half + b'"},{"code":"02","v":"3"}]',
        b'[{"code":"01","v":"' + half + b'"},{"code":"02","v":3}]',
        b'[{"code":"01","' + half + b'":"2"},{"code":"02","' + half + b'":"3"}]',
    ):
        assert "Fichier illisible" in refusal(content, "a.json")


def test_a_whole_number_beyond_any_other_is_a_text_of_json() -> None:
    content = b'[{"siren":"200084952","n":1' + 400 * b"0" + b'},{"siren":"200023414","n":3}]'
    assert read_upload("a.json", content).cells["n"].tolist() == ["1" + 400 * "0", "3"]


def test_a_cut_workbook_is_refused() -> None:
    content = write_xlsx([["code", "n"], ["01004", 1]])
    for length in (100, len(content) // 2, len(content) - 30):
        assert "Classeur illisible" in refusal(content[:length])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_wherever_it_stands_and_in_any_encoding(encoding: str) -> None:
    padding = f"<!--{'x' * 5000}-->"
    text = f'<?xml version="1.0" encoding="{encoding}"?>{padding}<!DOCTYPE a [<!ENTITY b "c">]><a/>'
    parts = {"[Content_Types].xml": b"<a/>", "xl/workbook.xml": text.encode(encoding)}
    assert "Classeur illisible" in refusal(zipped(parts))


def test_a_sheet_of_2003_is_read_and_measured() -> None:
    cells: dict[tuple[int, int], float | str] = {
        (0, 0): "siren",
        (0, 1): "Emplois",
        (1, 0): "200084952",
        (1, 1): 12.5,
    }
    table = read_upload("a.xls", write_xls(cells))
    assert table.cells.to_numpy().tolist() == [["200084952", "12.5"]]
    # Two cells at the ends of a sheet: 65,536 rows of 256.
    assert "16\u202f777\u202f216" in refusal(write_xls({**cells, (65535, 255): 1.0}), "a.xls")


def test_a_sheet_spread_over_the_grid_is_refused() -> None:
    rows = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    rows = b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"
    parts = {
        "[Content_Types].xml": b"<a/>",
        "xl/workbook.xml": b"<a/>",
        "xl/worksheets/sheet1.xml": rows,
    }
    assert "Trop de lignes" in refusal(zipped(parts))


def test_a_part_that_grows_too_much_is_refused() -> None:
    parts = {"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b"<a/>", "xl/x": b"\0" * 3_000_000}
    assert "trop grand une fois décompressé" in refusal(zipped(parts))


def test_a_zip_of_one_table_is_read_and_named() -> None:
    table = read_upload("a.zip", zipped({"dossier/table.csv": b"siren;n\n200084952;1\n"}))
    assert table.columns == ["siren", "n"]
    assert table.reading.sheet == "dossier/table.csv"


@pytest.mark.parametrize(
    "rows",
    [
        b'<row r="1"><c r="a1"><v>1</v></c></row><row r="9"><c r="xfd1048576"><v>1</v></c></row>',
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="9"><c r="ZZZZZZ4294967295"/></row>',
        b'<row r="1">' + 9 * b'<c s="1"/>' + b'</row><row ht="2" r="1048576"><c t="s"/></row>',
    ],
)
def test_a_place_in_the_grid_is_read_however_it_is_written(rows: bytes) -> None:
    sheet = b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"
    parts = {
        "[Content_Types].xml": b"<a/>",
        "xl/workbook.xml": b"<a/>",
        "xl/worksheets/sheet1.xml": sheet,
    }
    assert "Trop de" in refusal(zipped(parts))


def renamed(name: str, before: bytes, after: bytes) -> bytes:
    """Write a workbook whose one sheet stands under another name, which the workbook gives."""
    parts = archive.unpack(write_xlsx([["code", "n"], ["01004", 1]]))
    sheet = parts.pop(SHEET)
    assert before in sheet
    named = {one: part.replace(SHEET[3:].encode(), name.encode()) for one, part in parts.items()}
    return zipped({**named, f"xl/{name}": sheet.replace(before, after)})


@pytest.mark.parametrize("name", ["worksheets/sheet1.XML", "worksheets/sheet1.Xml", "other/s.xml"])
def test_a_sheet_is_verified_whatever_its_name(name: str) -> None:
    read = read_upload("a.xlsx", renamed(name, b"<worksheet", b"<worksheet"))
    assert read.cells.to_numpy().tolist() == [["01004", "1"]]
    doctype = b'<!DOCTYPE x [<!ENTITY a "AAAA">]><worksheet'
    assert "Classeur illisible" in refusal(renamed(name, b"<worksheet", doctype))
    far = b'<row r="190000"><c r="XFD190000"><v>1</v></c></row></sheetData>'
    assert "Trop de" in refusal(renamed(name, b"</sheetData>", far))


@pytest.mark.parametrize("name", ["sheet1.bin", "sheet1.xmlx", "sheet1.vml", "sheet1"])
def test_a_sheet_that_is_no_xml_by_its_name_is_refused(name: str) -> None:
    content = renamed(f"worksheets/{name}", b"<worksheet", b"<worksheet")
    assert "Classeur illisible" in refusal(content)


def test_pictures_and_settings_beside_the_sheets_are_left_alone() -> None:
    parts = archive.unpack(write_xlsx([["code", "n"], ["01004", 1]]))
    drawing = b'<?xml version="1.0"?><!DOCTYPE svg SYSTEM "svg.dtd"><svg/>'
    more = {"xl/media/image1.svg": drawing, "xl/printerSettings/printerSettings1.bin": b"\0\1"}
    table = read_upload("a.xlsx", zipped({**parts, **more}))
    assert table.cells.to_numpy().tolist() == [["01004", "1"]]


def test_a_panic_of_the_reader_of_workbooks_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicError(BaseException):
        """As calamine's: no Exception."""

    class Panicking:
        """A workbook whose one sheet cannot be read."""

        sheets_metadata = (
            SimpleNamespace(
                name="a", typ=SheetTypeEnum.WorkSheet, visible=SheetVisibleEnum.Visible
            ),
        )

        @classmethod
        def from_filelike(cls, _file: object) -> "Panicking":
            return cls()

        def get_sheet_by_name(self, _name: str) -> None:
            raise PanicError

    monkeypatch.setattr(workbook, "CalamineWorkbook", Panicking)
    assert "Classeur illisible" in refusal(write_xlsx([["code", "n"], ["01004", 1]]))


def test_spaces_that_an_ods_repeats_are_counted() -> None:
    cell = '<table:table-cell office:value-type="string"><text:s text:c="2000000000"/>'
    content = f"""<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x">
        <table:table><table:table-row>{cell}</table:table-cell></table:table-row></table:table>
        </office:document-content>"""
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    assert "Tableau trop grand" in refusal(
        zipped({"mimetype": kind, "content.xml": content.encode()})
    )
