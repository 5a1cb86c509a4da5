"""The note on a unit: two pages whatever there is to say, with the figures of its sheet."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from territoires_industrie.analysis.industrial_sites import YEAR, sites_of, sites_record
from territoires_industrie.analysis.ranking import rank_unit
from territoires_industrie.errors import UnknownCodeError
from territoires_industrie.membership import read_units
from territoires_industrie.scene.sentence import sentence_of
from territoires_industrie.scene.view import View
from territoires_industrie.scene.words import say_figure, say_value
from territoires_industrie.sheet.brief import FIGURES, brief_figures, read_brief
from territoires_industrie.sheet.header import member_links
from territoires_industrie.sheet.industry import industry_section
from territoires_industrie.sheet.model import Chart, Note, Table, each_block
from territoires_industrie.sheet.pdf import export_unit_pdf, sheet_file_name
from territoires_industrie.sheet.sources import name_producers
from territoires_industrie.wording import speaking
from tests.pdf_words import read_words

LEVEL = "territoire_phase2"


def pages(level: str, code: str, language: str = "fr") -> list[str]:
    """Write the note of a unit and read its pages back, without spaces."""
    view = View(level, selection=(code,))
    with speaking(language):
        content = export_unit_pdf(
            view, base="https://atlas.test/territoire", day=date(2026, 1, 15), is_note=True
        )
    read = PdfReader(BytesIO(content)).pages
    return ["".join(read_words(page).split()) for page in read]


@pytest.mark.parametrize(
    ("level", "code", "language"),
    [
        (LEVEL, "ti-2802", "fr"),  # most sites
        (LEVEL, "ti-7506", "en"),  # twenty members, eleven of them communes
        (LEVEL, "ti-7603", "fr"),  # longest list of names
        (LEVEL, "ti-2808", "en"),  # longest name
        (LEVEL, "ti-0601", "fr"),  # hardly a figure
        ("territoire_phase1", "ti-2801", "en"),
        ("epci", "200084952", "fr"),
    ],
)
def test_a_note_has_two_pages(level: str, code: str, language: str) -> None:
    first, second = pages(level, code, language)
    with speaking(language):
        brief = read_brief(level, code)
    for text, section in zip((first, second), brief.sections, strict=True):
        assert "".join(section.title.split()) in text
    assert "".join(brief.name.split()) in first
    assert "https://atlas.test/territoire" in second


def test_a_note_says_sentence_figures_members_and_sources() -> None:
    first, second = pages(LEVEL, "ti-2809")
    said = [sentence_of(LEVEL, "ti-2809").predicate]
    for key in FIGURES:
        ranking = rank_unit(LEVEL, "ti-2809", key)
        said += [
            say_value(ranking.indicator, ranking.value, ranking.status),
            say_figure(ranking.indicator, ranking.region.value),
            say_figure(ranking.indicator, ranking.france.value),
        ]
    said += [link.label for link in member_links(LEVEL, "ti-2809")]
    assert said[1].startswith("≈")
    for text in said:
        assert "".join(text.split()) in first, text
    assert "ilencompte183depuisle9novembre2023" in first
    for source in name_producers(read_brief(LEVEL, "ti-2809")):
        assert "".join(source.split()) in second, source


def test_a_note_has_the_newest_unemployment_that_a_unit_has() -> None:
    def years(level: str, code: str) -> list[str]:
        return [
            one.year
            for one in brief_figures(level, code)
            if one.indicator.key.startswith("unemployment")
        ]

    assert years("epci", "200084952") == ["2022", "2018"]
    # Of several EPCI, one whole EPT, Mayotte: a published rate of 2022 is of one EPCI or EPT.
    territories = ("ti-2802", "ti-1101", "ti-0601")
    assert [years(LEVEL, code) for code in territories] == [["2018"], ["2022", "2018"], ["2018"]]


def test_a_note_draws_the_first_sectors_of_the_sheet() -> None:
    brief = read_brief(LEVEL, "ti-2809")
    charts = [block for block in each_block(brief.sections[1]) if isinstance(block, Chart)]
    assert [chart.key for chart in charts] == ["specialisation", "evolution-secteurs"]
    first = charts[0].table.frame.iloc[0]["label"]
    assert first in charts[0].words


def test_a_note_says_what_it_leaves_out_and_cites_each_source_once() -> None:
    brief = read_brief(LEVEL, "ti-2802")
    blocks = list(each_block(brief.sections[1]))
    assert any("16 dont la place n’est pas sûre" in getattr(one, "text", "") for one in blocks)
    titles = [block.title for block in blocks if isinstance(block, Chart)]
    assert "les 5 secteurs les plus spécialisés" in titles[0]
    assert "les 5 premiers par l’emploi" in titles[1]
    cited = name_producers(brief)
    assert len(set(cited)) == len(cited)
    assert not any("Filosofi" in source or "DGFiP" in source for source in cited)


def test_a_note_cites_for_sectors_what_the_sheet_cites() -> None:
    of_sheet, note = industry_section(LEVEL, "ti-2809"), read_brief(LEVEL, "ti-2809").sections[1]
    assert set(note.records) == {*of_sheet.records, sites_record()}


def test_the_sentence_is_on_what_is_known() -> None:
    first, _second = pages(LEVEL, "ti-7506")
    share = rank_unit(LEVEL, "ti-7506", "industrial_establishments_share_pct")
    assert rank_unit(LEVEL, "ti-7506", FIGURES[0]).value is None
    assert "".join(say_value(share.indicator, share.value, share.status).split()) in first


def test_what_has_no_figure_is_said() -> None:
    brief = read_brief(LEVEL, "ti-0601")
    blocks = [block for section in brief.sections for block in each_block(section)]
    absent = [block.text for block in blocks if isinstance(block, Note) and block.tone == "absent"]
    assert "Population : une seule année est connue" in absent
    table = next(block for block in blocks if isinstance(block, Table))
    assert table.rows[0][1:] == ("Hors du champ de la source", "–", "11,6\N{NO-BREAK SPACE}%", "–")


def test_a_note_without_a_site_names_the_year_of_the_register() -> None:
    code = next(code for code in read_units("epci").index if sites_of("epci", (code,)).empty)
    said = [getattr(block, "text", "") for block in read_brief("epci", code).sections[1].blocks]
    assert any(text.endswith(f"ne déclare à ce registre en {YEAR}.") for text in said)


def test_a_note_is_of_a_unit_that_has_a_sheet() -> None:
    with pytest.raises(UnknownCodeError, match="region"):
        read_brief("region", "28")


def test_a_file_name_says_what_it_is_of_which_unit() -> None:
    assert sheet_file_name(LEVEL, "ti-2802") == "fiche_axe-seine_ti-2802_phase2.pdf"
    assert sheet_file_name("epci", "200084952", is_note=True).startswith("note_")
