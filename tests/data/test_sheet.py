"""The sheets of six territories: figures worked by hand, on screen and read back from the PDF."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from io import BytesIO

import altair as alt
import pytest
from pypdf import PageObject, PdfReader
from pypdf.generic import DictionaryObject

from territoires_industrie.errors import UnknownCodeError
from territoires_industrie.indicators import read_values
from territoires_industrie.membership import read_composition, read_units
from territoires_industrie.sheet.compose import read_sheet
from territoires_industrie.sheet.model import (
    Chart,
    Facts,
    Links,
    Note,
    Picture,
    Section,
    Table,
    each_block,
)
from territoires_industrie.sheet.pdf import export_sheet_pdf
from territoires_industrie.sheet.sources import cite_sources
from territoires_industrie.sheet.support import support_blocks
from territoires_industrie.sources import read_table
from territoires_industrie.wording import format_number, speaking
from tests.data.test_six_territoires import LEVEL, SIX, Worked
from tests.pdf_words import read_words

ADDRESS = "https://atlas.example.org/territoire?niveau=territoire&phase=2&selection="
DAY = date(2026, 1, 15)


@cache
def read_pdf(territoire_id: str, language: str = "fr") -> tuple[PdfReader, str]:
    """Make the PDF of a territory and read it back, its spaces and line ends made plain."""
    with speaking(language):
        sheet = read_sheet(LEVEL, territoire_id)
        content = export_sheet_pdf(sheet, address=ADDRESS + territoire_id, day=DAY)
    reader = PdfReader(BytesIO(content))
    pages = " ".join(map(read_words, reader.pages))
    return reader, plain(pages)


def resources(page: PageObject, kind: str) -> list[DictionaryObject]:
    """List the fonts or the drawings that a page uses."""
    whole = page["/Resources"].get_object()
    assert isinstance(whole, DictionaryObject)
    group = whole.get(kind, DictionaryObject()).get_object()
    assert isinstance(group, DictionaryObject)
    found = [each.get_object() for each in group.values()]
    return [each for each in found if isinstance(each, DictionaryObject)]


def plain(text: str) -> str:
    """Bring every kind of space to one, soft hyphens out."""
    return " ".join(text.replace("\N{SOFT HYPHEN}", "").split())


def tables_of(section: Section) -> Iterator[Table]:
    """Go through the tables of a section, those of its charts included."""
    for block in each_block(section):
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Chart):
            yield block.table


def cell(worked: Worked, key: str) -> float:
    """Read the figure of an indicator from the table of key figures."""
    section = read_sheet(LEVEL, worked.territoire_id).section("chiffres")
    frame = next(tables_of(section)).frame.set_index("indicator")
    return float(frame["value"][key])


@pytest.mark.parametrize("name", SIX)
def test_the_key_figures_are_those_worked_by_hand(name: str) -> None:
    worked = SIX[name]
    # Worked by hand for 2022; the sheet shows the latest year, from the same reader.
    population = [
        read_values(LEVEL, "population_count", year)["value"][worked.territoire_id]
        for year in ("2022", "2023")
    ]
    assert population == [worked.population, cell(worked, "population_count")]
    assert cell(worked, "private_jobs_count") == worked.private_jobs_2024
    assert cell(worked, "industrial_establishments_count") == worked.industrial_establishments_2018
    change = 100 * (worked.private_jobs_2024 / worked.private_jobs_2014 - 1)
    assert cell(worked, "private_jobs_change_pct") == pytest.approx(change)


@pytest.mark.parametrize("name", SIX)
def test_the_header_lists_every_member(name: str) -> None:
    worked = SIX[name]
    header = read_sheet(LEVEL, worked.territoire_id).sections[0]
    members = next(block for block in header.blocks if isinstance(block, Links))
    linked = {link.code for link in members.items if not link.note}
    assert linked == set(worked.epci)
    alone = [link for link in members.items if link.note]
    assert all(link.level_key == "epci" for link in alone)
    facts = next(block for block in header.blocks if isinstance(block, Facts))
    measures = read_table("commune_measures_2026").set_index("commune_code")
    mine = read_composition()["territoire_id_phase2"] == worked.territoire_id
    people = measures["population_count_2023"].reindex(mine.index)[mine].sum()
    assert format_number(people) in facts.items[0].value
    assert facts.items[0].detail == "2023"


@pytest.mark.parametrize("name", SIX)
def test_the_pdf_says_what_the_page_says(name: str) -> None:
    sheet = read_sheet(LEVEL, SIX[name].territoire_id)
    address = ADDRESS + sheet.code
    _reader, said = read_pdf(sheet.code)
    assert plain(sheet.name) in said
    joined = said.replace(" ", "")
    assert plain(address).replace(" ", "") in joined
    assert "15 janvier 2026" in said
    for section in sheet.sections:
        assert plain(section.title) in said
        for table in tables_of(section):
            for row in table.rows:
                for text in row:
                    assert "".join(text.split()) in joined, text
    for source in cite_sources(sheet):
        assert plain(source).replace(" ", "")[:60] in joined


def test_the_pdf_is_vector_tagged_and_dated() -> None:
    reader, said = read_pdf("ti-2802")
    metadata = reader.metadata
    assert metadata is not None
    assert metadata.title == "Axe Seine"
    assert metadata.creation_date is not None
    assert metadata.creation_date.date() == DAY
    # No picture made of points: maps and charts are paths, their words are words.
    drawn = [each for page in reader.pages for each in resources(page, "/XObject")]
    assert not [each for each in drawn if str(each["/Subtype"]) == "/Image"]
    assert "Le Havre Seine" in said
    assert "Cokéfaction, raffinage" in said
    assert "/StructTreeRoot" in reader.root_object
    fonts = {str(font["/BaseFont"]) for page in reader.pages for font in resources(page, "/Font")}
    assert fonts
    assert all("SourceSansPro" in font for font in fonts), fonts


def test_accents_ligatures_and_spaces_come_through() -> None:
    _reader, said = read_pdf("ti-2809")
    for words in ("Vallée de la Bresle – Vimeu", "Métallurgie", "zone d’emploi", "« "):
        assert plain(words) in said
    # A glyph that the font lacks is read back as this sign.
    assert "\N{REPLACEMENT CHARACTER}" not in said


def test_the_pdf_speaks_english() -> None:
    _reader, said = read_pdf("ti-2809", "en")
    assert "Key figures" in said
    assert "79,090" in said
    assert "Chiffres clés" not in said


def test_members_are_links_in_the_pdf() -> None:
    sheet = read_sheet(LEVEL, "ti-2809")
    content = export_sheet_pdf(
        sheet, address=ADDRESS, day=DAY, link_to=lambda link: f"https://x.example/{link.code}"
    )
    reader = PdfReader(BytesIO(content))
    targets = {
        str(note.get_object()["/A"]["/URI"])
        for page in reader.pages
        for note in page.get("/Annots", [])
        if "/A" in note.get_object() and "/URI" in note.get_object()["/A"]
    }
    assert {
        f"https://x.example/{code}" for code in SIX["Vallée de la Bresle – Vimeu"].epci
    } <= targets


@pytest.mark.parametrize("code", ["ti-2802", "ti-0202", "ti-0601"])
def test_every_chart_follows_the_schema_and_every_picture_is_told(code: str) -> None:
    for section in read_sheet(LEVEL, code).sections:
        for block in each_block(section):
            if isinstance(block, Chart):
                alt.Chart.from_dict(block.spec)
                assert block.words
                assert block.table.rows
            if isinstance(block, Picture):
                assert block.svg.startswith("<svg")
                assert block.words


def test_published_figures_stand_beside_ours() -> None:
    table = next(tables_of(read_sheet(LEVEL, "ti-2802").section("publie")))
    said = {row[0]: row for row in table.rows}
    assert said["Intercommunalités"][1:3][0] == "10"
    assert "67" in said["Emplois salariés manufacturiers"][1]
    assert "2\N{NARROW NO-BREAK SPACE}338" in said["Établissements industriels employeurs"][2]
    assert all(row[3] for row in table.rows)


def test_homonyms_of_the_phases_are_told_apart() -> None:
    first, second = read_sheet("territoire_phase1", "ti-2801"), read_sheet(LEVEL, "ti-2801")
    assert (first.name, second.name) == ("Axe Seine", "Alençon")
    links = [block for block in first.sections[0].blocks if isinstance(block, Links)][1]
    assert [(link.level_key, link.code) for link in links.items] == [
        (LEVEL, "ti-2802"),
        (LEVEL, "ti-2801"),
    ]


def test_an_epci_without_peers_is_still_one_among_epci() -> None:
    units = read_units("epci")
    mayotte = str(units.index[units["region_code"] == "06"][0])
    section = read_sheet("epci", mayotte).section("semblables")
    assert not section.has_data
    assert section.title == "EPCI semblables"


def test_a_month_is_written_as_on_the_page_of_the_programme() -> None:
    dates = next(tables_of(read_sheet("territoire_phase1", "ti-2801").section("programme")))
    assert dates.key == "dates"
    assert "octobre 2020" in [row[0] for row in dates.rows]


def test_a_level_without_sheets_is_refused() -> None:
    with pytest.raises(UnknownCodeError, match="region"):
        read_sheet("region", "28")


def test_grants_that_are_placed_in_no_commune_are_told_in_their_departement() -> None:
    """Five of the grants of Guadeloupe name no commune: no EPCI of it may be said to have none."""
    epci = read_units("epci")
    for code in epci.index[epci["departement_code"] == "971"]:
        words = [block.text for block in support_blocks("epci", code) if isinstance(block, Note)]
        assert any("5 projets aidés du même département" in text for text in words)
        assert not any("aucun projet aidé ici" in text for text in words)
