"""The map page at the level of communes, and of one unit's communes."""

from functools import partial

from shapely import Point

from territoires_industrie.boundaries import read_boundaries
from territoires_industrie.indicators import indicators_of
from territoires_industrie.scene.filters import Filter
from territoires_industrie.scene.sentence import commune_sentence
from tests.pages import opening
from tests.pages.reading import html_of, texts, view_of, written
from tests.pages.stub_map import StubMap

LE_HAVRE = "200084952"
ROUEN = "200023414"
ETRETAT = "76254"
OUESSANT = "29155"
open_page = partial(opening.open_page, "carte")


def test_the_communes_of_an_epci_are_framed_and_the_others_dimmed(stub_map: StubMap) -> None:
    page = open_page(niveau="epci", selection=LE_HAVRE)
    page.button(key="voir_communes").click().run()
    assert not page.exception
    view, payload = view_of(page), stub_map.payload
    assert (view.level, view.filter.within) == ("commune", ("epci", LE_HAVRE))
    assert written(page)["dans"] == f"epci:{LE_HAVRE}"
    assert payload.focus is not None and payload.focus.codes == ()
    assert payload.dimmed.count("0") == 54
    assert payload.regions == f"{payload.geometry}#region"
    page.button(key="revenir").click().run()
    view = view_of(page)
    assert (view.level, view.selection, view.filter) == ("epci", (LE_HAVRE,), Filter())


def test_a_click_on_a_commune_says_its_figures_and_its_epci(stub_map: StubMap) -> None:
    page = open_page(niveau="commune", indicateur="population_count")
    stub_map.click(page, ETRETAT)
    assert not page.exception
    assert "Étretat" in texts(page)
    assert "CU Le Havre Seine Métropole" in texts(page)
    page.button(key="voir_epci").click().run()
    assert (view_of(page).level, view_of(page).selection) == ("epci", (LE_HAVRE,))


def test_an_island_without_epci_is_a_commune_like_any_other(stub_map: StubMap) -> None:
    page = open_page(niveau="commune", selection=OUESSANT)
    assert "sans EPCI" in texts(page)
    assert "voir_epci" not in [button.key for button in page.button]


def test_every_indicator_of_the_communes_is_drawn(stub_map: StubMap) -> None:
    page = open_page(niveau="commune")
    for indicator in indicators_of("commune"):
        page.selectbox(key="indicateur").set_value(indicator.key).run()
        assert not page.exception, indicator.key
        assert len(stub_map.payload.classes) == 34_875
        assert len(stub_map.payload.to_json()) < 250_000, indicator.key


def test_the_table_of_the_communes_is_sorted_and_paged(stub_map: StubMap) -> None:
    page = open_page(niveau="commune", indicateur="population_count")
    shown = page.dataframe[0].value
    assert len(shown) == 100
    assert list(shown["name"][:2]) == ["Paris", "Marseille"]


def test_a_commune_without_establishments_is_not_called_a_group(stub_map: StubMap) -> None:
    legend = html_of(open_page(niveau="commune", indicateur="industrial_establishments_share_pct"))
    assert "Non calculable" in legend
    assert "groupe" not in legend


def test_a_commune_that_was_searched_for_is_named_and_marked(stub_map: StubMap) -> None:
    page = open_page(selection=ROUEN, commune="76575")
    assert stub_map.payload.pin is not None
    assert stub_map.payload.pin.name == "Saint-Étienne-du-Rouvray"
    place = read_boundaries("commune").loc["76575", "geometry"]
    assert place.contains(Point(stub_map.payload.pin.longitude, stub_map.payload.pin.latitude))
    assert commune_sentence("76575") in texts(page)
    stub_map.click(page, LE_HAVRE)
    assert view_of(page).commune == ""
    assert stub_map.payload.pin is None
