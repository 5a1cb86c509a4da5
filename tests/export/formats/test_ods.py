"""ODS: what a spreadsheet sees, and that everything reads back."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZIP_STORED, ZipFile

import geopandas as gpd
import pyogrio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from territoires_industrie.export.archive import document_of, export_table
from territoires_industrie.export.csv import restore
from territoires_industrie.export.dictionary import column_notes
from territoires_industrie.export.formats import FORMATS
from territoires_industrie.export.manner import PLAIN
from territoires_industrie.export.notes import note_table
from territoires_industrie.export.table import Table, joined_table
from territoires_industrie.scene.filters import Filter
from territoires_industrie.scene.view import View

URN = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TABLE, TEXT = (f"{{{URN}{name}:1.0}}" for name in ("office", "table", "text"))
REGIONS = Table(View("region"))
TEXTS = st.text(
    st.characters(
        codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"
    ),
    max_size=12,
)


def part(content: bytes, name: str) -> Element:
    with ZipFile(BytesIO(content)) as book:
        return fromstring(book.read(name))


def sheets(content: bytes) -> dict[str, list[list[object]]]:
    """Read the rows of every sheet as a spreadsheet does, an empty cell as None."""
    return {
        str(sheet.get(f"{TABLE}name")): [
            [value(cell) for cell in row] for row in sheet.iter(f"{TABLE}table-row")
        ]
        for sheet in part(content, "content.xml").iter(f"{TABLE}table")
    }


def value(cell: Element) -> object:
    assert cell.get(f"{TABLE}formula") is None
    kind = cell.get(f"{OFFICE}value-type")
    if kind == "float":
        return float(str(cell.get(f"{OFFICE}value")))
    return "\n".join(map(spelled, cell)) if kind == "string" else None


def spelled(paragraph: Element) -> str:
    """Read a paragraph, its counted spaces and its tabs."""
    text = paragraph.text or ""
    for child in paragraph:
        is_tab = child.tag == f"{TEXT}tab"
        text += "\t" if is_tab else " " * int(str(child.get(f"{TEXT}c")))
        text += child.tail or ""
    return text


def write(rows: gpd.GeoDataFrame) -> bytes:
    return FORMATS["ods"].write(replace(document_of(REGIONS), rows=rows), PLAIN)


@pytest.fixture(scope="module")
def content() -> bytes:
    return export_table(REGIONS, "ods")


@pytest.fixture(scope="module")
def path(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    found = tmp_path_factory.mktemp("ods") / "regions.ods"
    found.write_bytes(content)
    yield found


def test_its_type_is_the_first_thing_in_it(content: bytes) -> None:
    with ZipFile(BytesIO(content)) as book:
        first = book.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        assert book.read("mimetype").decode() == FORMATS["ods"].media_type
        listed = part(content, "META-INF/manifest.xml")
        paths = {str(one.get(f"{{{URN}manifest:1.0}}full-path")) for one in listed}
        assert paths == {"/", *book.namelist()} - {"mimetype", "META-INF/manifest.xml"}


def test_figures_are_numbers_codes_are_texts_and_missing_cells_are_empty(content: bytes) -> None:
    head, *rows = sheets(content)["données"]
    wanted = joined_table(REGIONS).drop(columns="geometry")
    assert head == list(wanted.columns)
    for position, name in enumerate(wanted.columns):
        column = wanted[name].astype(object)
        expected = column.where(column.notna(), None).tolist()
        assert [row[position] for row in rows] == expected, name


def test_gdal_reads_the_same_figures(path: Path) -> None:
    wanted = joined_table(REGIONS)
    found = pyogrio.read_dataframe(path, layer="données")
    assert found["region_code"].tolist() == wanted["region_code"].tolist()
    key = "population_count"
    assert found[key].tolist() == wanted[key].tolist()
    assert found[f"{key}_status"].tolist() == wanted[f"{key}_status"].tolist()


def test_dictionary_sources_and_notes_have_their_sheets(content: bytes) -> None:
    found = sheets(content)
    assert list(found) == ["données", "dictionnaire", "sources", "notes"]
    explained = [row[0] for row in found["dictionnaire"][1:]]
    assert explained == [note.column for note in column_notes(REGIONS)] == found["données"][0]
    notes = note_table(document_of(REGIONS))
    # Lines and their indents too: the last row is a piece of Python.
    assert [tuple(map(str, row)) for row in found["notes"][1:]] == list(notes.rows)


def test_every_sheet_keeps_its_header_in_sight(content: bytes) -> None:
    config = f"{{{URN}config:1.0}}"
    entries = part(content, "settings.xml").iter(f"{config}config-item-map-entry")
    named = {one.get(f"{config}name"): [item.text for item in one] for one in entries}
    assert {name for name in named if name} == set(sheets(content))
    assert all(items == ["2", "1", "1"] for name, items in named.items() if name)


@given(st.lists(TEXTS | st.sampled_from(["=1+1", "of:=[.B4]", "+2", "@a", "  a\n\n b\t c "])))
@settings(deadline=None, max_examples=40)
def test_any_text_stays_that_text(texts: list[str]) -> None:
    rows = gpd.GeoDataFrame({"name": texts}, geometry=[None] * len(texts), crs="EPSG:4326")
    _head, *found = sheets(write(rows))["données"]
    said = [restore(str(row[0])) if row[0] is not None else "" for row in found]
    assert said == texts


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True)))
@settings(deadline=None, max_examples=40)
def test_any_figure_keeps_its_digits(figures: list[float]) -> None:
    rows = gpd.GeoDataFrame({"x": figures}, geometry=[None] * len(figures), crs="EPSG:4326").astype(
        {"x": float}
    )
    _head, *found = sheets(write(rows))["données"]
    finite = [one if abs(one) < float("inf") else None for one in figures]
    assert [row[0] for row in found] == finite


def test_a_filter_that_keeps_nothing_gives_a_header_alone() -> None:
    nothing = Table(View("region", filter=Filter(population_min=1e9)), ("population_count",))
    (head,) = sheets(export_table(nothing, "ods"))["données"]
    assert "population_count" in head
