"""The map page without a browser: what its controls do to the view and to the map's payload."""

from functools import partial
from html import escape
from urllib.parse import parse_qs, urlsplit

import pytest

from territoires_industrie.boundaries import screen_geometry
from territoires_industrie.classes.breaks import write_breaks
from territoires_industrie.indicators import Measure, find_indicator, indicators_of
from territoires_industrie.levels import MAP_LEVELS
from territoires_industrie.programme.outside import programme_parts
from territoires_industrie.scene.filters import Filter, select_units
from territoires_industrie.scene.named_views import NAMED_VIEWS
from territoires_industrie.scene.scene import scene_of
from territoires_industrie.scene.sentence import unit_sentence
from territoires_industrie.scene.view import View
from territoires_industrie.ui.display_controls import DISPLAY
from territoires_industrie.ui.filter_controls import FILTERS
from territoires_industrie.ui.navigation import PAGES
from territoires_industrie.ui.years import TURN_S, TURNED
from territoires_industrie.wording import _, format_quantity
from tests.pages import opening
from tests.pages.opening import unfold
from tests.pages.reading import html_of, read, texts, view_of
from tests.pages.stub_map import StubMap

LE_HAVRE = "200084952"
ROUEN = "200023414"
NORMANDIE = "28"


open_page = partial(opening.open_page, "carte")


def test_the_first_view_shows_every_epci(stub_map: StubMap) -> None:
    page = open_page()
    assert not page.warning
    assert not page.error
    assert stub_map.payload.geometry == screen_geometry("epci").file
    assert len(stub_map.payload.classes) == len(screen_geometry("epci").codes) == 1253


@pytest.mark.parametrize(
    ("slug", "named"),
    [("phase2", "phase 2 (183)"), ("phase1", "phase 1 (149)"), ("aucun", None)],
)
def test_the_legend_names_the_line_over_the_map(
    stub_map: StubMap, slug: str, named: str | None
) -> None:
    page = open_page(contour=slug)
    legend = next(part.proto.body for part in page.get("html") if "atlas-legend" in part.proto.body)
    assert (stub_map.payload.outline is None) == (named is None)
    assert ("Territoires d’industrie" in legend) == (named is not None)
    assert (named or "") in legend


def test_every_level_has_a_first_view(stub_map: StubMap) -> None:
    page = open_page()
    for level in MAP_LEVELS:
        page.selectbox(key="niveau").set_value(level).run()
        assert not page.exception, level
        assert not page.error, level
        assert stub_map.payload.geometry == screen_geometry(level).file
        assert len(stub_map.payload.classes) == len(screen_geometry(level).codes)


def test_every_indicator_of_the_epci_is_drawn(stub_map: StubMap) -> None:
    page = open_page()
    for option in [one.family or one.key for one in indicators_of("epci")]:
        page.selectbox(key="indicateur").set_value(option).run()
        assert not page.exception, option
        assert not page.error, option
        assert (stub_map.payload.radii is not None) == (
            view_of(page).indicator_spec.measure is Measure.COUNT
        )


def test_a_filter_dims_and_keeps_the_colours(stub_map: StubMap) -> None:
    page = open_page()
    before = stub_map.payload
    unfold(page, FILTERS)
    page.multiselect(key="regions").set_value([NORMANDIE]).run()
    kept = select_units("epci", Filter(regions=(NORMANDIE,)))
    assert stub_map.payload.dimmed.count("0") == int(kept.sum())
    assert stub_map.payload.classes == before.classes
    assert stub_map.payload.colours == before.colours
    page.radio(key="regle").set_value("touche").run()
    touched = select_units("epci", Filter(regions=(NORMANDIE,), region_rule="touche"))
    assert stub_map.payload.dimmed.count("0") == int(touched.sum()) > int(kept.sum())
    page.button(key="effacer_filtres").click().run()
    assert stub_map.payload.dimmed == ""


def test_the_number_of_classes_is_obeyed(stub_map: StubMap) -> None:
    page = unfold(open_page(), DISPLAY)
    for count in (3, 9):
        page.slider(key="classes").set_value(count).run()
        assert len(stub_map.payload.colours) == count


def test_years_are_stepped_through_and_played_to_the_last(stub_map: StubMap) -> None:
    indicator = "private_jobs_change_pct"
    years = find_indicator(indicator).years
    page = open_page(indicateur=indicator, annee=years[-2])
    assert not page.button(key="annee_pas_1").disabled
    page.button(key="annee_pas_1").click().run()
    assert view_of(page).year == years[-1]
    assert page.button(key="annee_pas_1").disabled
    page.button(key="annee_defiler").click().run()
    assert view_of(page).year == years[0]
    colours = stub_map.payload.colours
    # Long enough on a year, the next run of the player goes to the next one.
    page.session_state[TURNED] -= TURN_S
    page.run()
    assert view_of(page).year == years[1]
    assert stub_map.payload.colours == colours
    page.button(key="annee_defiler").click().run()
    assert TURNED not in page.session_state
    assert not page.exception


def test_years_stop_playing_where_the_page_is_left(stub_map: StubMap) -> None:
    page = open_page(indicateur="private_jobs_change_pct")
    page.button(key="annee_defiler").click().run()
    assert TURNED in page.session_state
    year = view_of(page).year
    page.switch_page("pages/donnees.py").run()
    page.switch_page("pages/carte.py").run()
    assert TURNED not in page.session_state
    assert view_of(page).year == year
    assert not page.exception


def test_chosen_breaks_start_from_those_on_screen(stub_map: StubMap) -> None:
    page = open_page()
    before = stub_map.payload.classes
    unfold(page, DISPLAY)
    page.selectbox(key="methode").set_value("manuel").run()
    shown = scene_of(View()).classification.inner_breaks
    assert page.text_input(key="bornes").value == write_breaks(shown, 1)
    assert stub_map.payload.classes == before


@pytest.mark.parametrize(("typed", "said"), [("20 ; 10", "croissants"), ("dix ; 20", "dix")])
def test_bad_manual_breaks_are_refused_in_words(stub_map: StubMap, typed: str, said: str) -> None:
    page = unfold(open_page(methode="manuel", bornes="10,20"), DISPLAY)
    assert len(stub_map.payload.colours) == 3
    page.text_input(key="bornes").set_value(typed).run()
    told = [read(message.value) for message in (*page.error, *page.warning)]
    assert any(said in text for text in told)
    assert not page.exception
    assert len(stub_map.payload.classes) == 1253


@pytest.mark.parametrize(
    ("key", "chosen", "back"),
    [
        ("indicateur", "unemployment_rate_census_pct", "industrial_jobs_share_pct"),
        ("methode", "quantiles", "manuel"),
    ],
)
def test_a_refusal_of_breaks_ends_with_what_it_was_about(
    stub_map: StubMap, key: str, chosen: str, back: str
) -> None:
    page = unfold(open_page(methode="manuel", bornes="10,20"), DISPLAY)
    page.text_input(key="bornes").set_value("dix ; 20").run()
    assert any("dix" in error.value for error in page.error)
    page.selectbox(key=key).set_value(chosen).run()
    assert not any("dix" in error.value for error in page.error)
    page.selectbox(key=key).set_value(back).run()
    assert not any("dix" in error.value for error in page.error)


def test_a_level_that_lacks_the_indicator_says_which_one_it_shows(stub_map: StubMap) -> None:
    page = open_page(niveau="zone-emploi", indicateur="unemployment_rate_localised_pct")
    assert not page.warning
    page.selectbox(key="niveau").set_value("region").run()
    told = read(page.warning[0].value)
    assert "Régions" in told
    assert "Part de l’industrie dans l’emploi" in told.replace("'", "’")
    page.selectbox(key="niveau").set_value("epci").run()
    assert not page.warning


def test_the_first_screen_says_what_the_atlas_is_and_one_figure() -> None:
    page = open_page()
    said = next(one.proto.body for one in page.get("html") if "accueil" in one.proto.body)
    industry, jobs = programme_parts(2)
    assert f"≈\u00a0{format_quantity(industry, '%')}" in said
    assert f"≈\u00a0{format_quantity(jobs, '%')}" in said
    assert "183 territoires" in said
    assert "INSEE" in said


def test_named_views_are_linked_until_a_unit_is_chosen() -> None:
    page = open_page()
    labels = {f"![]({named.address}) {_(named.title)}" for named in NAMED_VIEWS}
    assert labels <= {link.proto.label for link in page.get("page_link")}
    page = open_page(selection=LE_HAVRE)
    assert not labels & {link.proto.label for link in page.get("page_link")}


def test_the_first_screen_leads_to_members_against_others() -> None:
    links = {link.proto.label: link.proto for link in open_page().get("page_link")}
    assert "vue=comparaison" in links["Membres et non-membres : les écarts"].query_string


def test_a_link_to_the_map_is_right_in_a_tab_of_its_own() -> None:
    menu = open_page().get("page_link")[: len(PAGES)]
    assert [link.proto.page for link in menu] == ["./", *(entry.name for entry in PAGES[1:])]


def test_the_card_offers_the_note_of_a_unit_that_has_a_sheet() -> None:
    offered = [
        any("note_pdf" in one.proto.id for one in page.get("download_button"))
        for page in (open_page(selection=LE_HAVRE), open_page(niveau="commune", selection="76351"))
    ]
    assert offered == [True, False]


def test_the_card_of_a_unit_is_its_sentence() -> None:
    page = open_page(selection=LE_HAVRE)
    said = unit_sentence(view_of(page), LE_HAVRE).predicate
    assert f"<strong>{escape(said)}</strong>" in html_of(page)
    assert "EPCI · 200084952 · Communauté urbaine · Normandie" in html_of(page)


def test_territories_are_listed_with_their_members_and_figures(stub_map: StubMap) -> None:
    page = open_page(niveau="territoire", phase="2", region="44")
    page.session_state["membres_et_chiffres"] = True
    page.run()
    assert not page.exception
    said = texts(page)
    table = next(part for part in said.split("<table")[1:] if "CC du Pays de Barr" in part)
    assert "selection=ti-4401" in table
    assert "25,3" in table
    assert "18,0" in table
    assert "Axe Seine" not in table


def test_other_levels_have_no_members(stub_map: StubMap) -> None:
    labels = [each.label for each in open_page().expander]
    assert not any("membres" in label for label in labels)


def test_each_row_of_the_table_leads_to_the_sheet_of_its_unit() -> None:
    shown = open_page(niveau="territoire", phase="2", lang="en").dataframe[0].value
    links = [parse_qs(urlsplit(link).query) for link in shown["sheet"]]
    assert [link["selection"] for link in links] == [[code] for code in shown["code"]]
    assert {(*link["niveau"], *link["phase"], *link["lang"]) for link in links} == {
        ("territoire", "2", "en")
    }
    assert {urlsplit(link).path for link in shown["sheet"]} == {"territoire"}


def test_units_without_a_sheet_have_no_link_to_one() -> None:
    assert "sheet" not in open_page(niveau="departement").dataframe[0].value


def test_members_and_phases_are_links_on_the_card() -> None:
    page = open_page(selection=ROUEN)
    linked = {link.proto.label: link.proto.query_string for link in page.get("page_link")}
    assert "phase=2" in linked["Phase 2 : **Axe Seine**"]
    assert "selection=ti-2802" in linked["Phase 2 : **Axe Seine**"]


def test_a_page_ends_with_who_made_it_and_as_of_when() -> None:
    said = next(one.proto.body for one in open_page().get("html") if "<footer>" in one.proto.body)
    for text in ("Atlas des Territoires d’industrie", "INSEE", "MIT", "novembre 2026", "forge"):
        assert text in said
