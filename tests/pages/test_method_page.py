"""The method page without a browser: sections, words, addresses."""

from functools import partial

from territoires_industrie.method.contents import SECTIONS
from tests.pages import opening
from tests.pages.reading import html_of, view_of
from tests.pages.stub_map import StubMap
from tests.pages.stub_search import StubSearch

LE_HAVRE = "200084952"


open_page = partial(opening.open_page, "methode")


def test_every_section_opens_from_its_address() -> None:
    for slug in SECTIONS:
        page = open_page(vue=slug)
        assert not page.exception, slug
        assert not page.error, slug
        assert not page.warning, slug
        assert f"id='{slug}-" in html_of(page)


def test_the_indicator_of_the_address_is_open_and_first() -> None:
    page = open_page(niveau="zone-emploi", indicateur="jobs_urssaf_ce_count", vue="indicateurs")
    html = html_of(page)
    assert html.index("indicateurs-jobs_urssaf' open") < html.index("indicateurs-population_count'")
    assert not page.warning


def test_a_note_of_the_address_is_open() -> None:
    assert "id='classes-arrondi' open" in html_of(open_page(vue="classes", note="arrondi"))


def test_words_look_through_every_section_and_stay_in_the_address() -> None:
    page = open_page()
    page.text_input(key="mots").set_value("Cartofriches").run()
    assert "comparaisons-friches" in html_of(page)
    assert "classes-arrondi" not in html_of(page)
    assert page.query_params["mots"] in ("Cartofriches", ["Cartofriches"])
    again = open_page(mots="Cartofriches")
    assert html_of(again) == html_of(page)


def test_the_space_before_the_next_word_stays_while_it_is_typed() -> None:
    page = open_page()
    page.text_input(key="mots").set_value("emploi ").run()
    assert page.query_params["mots"] in ("emploi", ["emploi"])
    assert page.text_input(key="mots").value == "emploi "


def test_a_section_is_chosen_and_forgets_the_note() -> None:
    page = open_page(vue="classes", note="arrondi")
    page.button_group(key="methode_vue").set_value("decisions").run()
    assert "decisions-0001-static-geometry" in html_of(page)
    assert "note" not in page.query_params


def test_a_search_leads_to_the_map_of_what_is_chosen(
    stub_map: StubMap, stub_search: StubSearch
) -> None:
    page = open_page()
    stub_search.choose(page, f"epci:{LE_HAVRE}")
    assert view_of(page).selection == (LE_HAVRE,)
    assert stub_map.payload.selected == (LE_HAVRE,)


def test_the_page_speaks_english() -> None:
    page = open_page(lang="en", vue="statuts")
    assert "Not published" in html_of(page)
    assert "Adresse de cette note" not in html_of(page)
