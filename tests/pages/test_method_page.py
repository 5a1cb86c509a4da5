"""The method page without a browser: sections, words, addresses."""

from streamlit.testing.v1 import AppTest

from territoires_industrie.method.contents import SECTIONS
from tests.browser.serving import ROOT

LE_HAVRE = "200084952"
TIMEOUT_S = 60


def open_page(**parameters: str) -> AppTest:
    """Run the page at an address."""
    page = AppTest.from_file(str(ROOT / "pages" / "methode.py"), default_timeout=TIMEOUT_S)
    for name, value in parameters.items():
        page.query_params[name] = value
    return page.run()


def html_of(page: AppTest) -> str:
    """Read what the page writes as HTML."""
    return "\n".join(str(part.proto.body) for part in page.get("html"))


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


def test_a_section_is_chosen_and_forgets_the_note() -> None:
    page = open_page(vue="classes", note="arrondi")
    page.button_group(key="vue").set_value("decisions").run()
    assert "decisions-0001-static-geometry" in html_of(page)
    assert "note" not in page.query_params


def test_a_search_names_what_it_selects() -> None:
    page = open_page()
    page.text_input(key="recherche").set_value("Le Havre Seine").run()
    page.button(key=f"resultat_epci_{LE_HAVRE}").click().run()
    assert any("Le Havre" in caption.value for caption in page.caption)
    assert page.query_params["selection"] in (LE_HAVRE, [LE_HAVRE])


def test_the_page_speaks_english() -> None:
    page = open_page(lang="en", vue="statuts")
    assert "Not published" in html_of(page)
    assert "Adresse de cette note" not in html_of(page)
