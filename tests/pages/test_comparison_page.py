"""The comparison page without a browser: who is compared, how they come and go, what is drawn."""

import re
from functools import partial

import pytest
from streamlit.testing.v1 import AppTest

from territoires_industrie.analysis.comparison import MOST, columns_of, comparison_rows
from territoires_industrie.boundaries import screen_geometry
from territoires_industrie.classes.palettes import comparison
from territoires_industrie.indicators import find_indicator
from territoires_industrie.jobs.job import Job
from territoires_industrie.scene.view import View
from territoires_industrie.ui import chart
from territoires_industrie.ui.comparison.options import ComparisonOptions
from territoires_industrie.ui.comparison.table import comparison_html
from territoires_industrie.ui.comparison.units import compared_units
from territoires_industrie.ui.file_button import FileToTake
from tests.pages import opening
from tests.pages.reading import texts, view_of
from tests.pages.stub_map import StubMap
from tests.pages.stub_search import StubSearch

LE_HAVRE, ROUEN, ANNECY = "200084952", "200023414", "200066793"


open_page = partial(opening.open_page, "comparaison")


def compared(page: AppTest) -> list[str]:
    return [unit.slug for unit in compared_units(view_of(page))]


def test_without_units_it_says_how_to_choose_some(stub_map: StubMap) -> None:
    page = open_page()
    assert "de deux à dix" in texts(page)
    assert "Les chiffres" not in texts(page)
    assert stub_map.payload.multi


def test_a_selection_is_compared(stub_map: StubMap) -> None:
    page = open_page(selection=f"{LE_HAVRE},{ROUEN}")
    assert compared(page) == [f"epci:{LE_HAVRE}", f"epci:{ROUEN}"]
    for title in ("Les chiffres", "Profil industriel", "Évolution", "Un indicateur face"):
        assert title in texts(page)


def test_each_unit_has_its_colour_on_the_map(stub_map: StubMap) -> None:
    open_page(selection=f"{LE_HAVRE},{ROUEN}", avec="region:28")
    order = screen_geometry("epci").codes
    letters = dict(zip(order, stub_map.payload.classes, strict=True))
    assert (letters[LE_HAVRE], letters[ROUEN], letters[ANNECY]) == ("0", "1", "x")
    assert stub_map.payload.colours == comparison(3)


def test_units_of_other_levels_stand_beside(stub_map: StubMap) -> None:
    page = open_page(selection=LE_HAVRE, avec="region:28,territoire-1:ti-2801,pays:33")
    assert compared(page) == [f"epci:{LE_HAVRE}", "region:28", "territoire-1:ti-2801"]


def test_changing_the_level_keeps_the_units(stub_map: StubMap) -> None:
    page = open_page(selection=LE_HAVRE, avec="region:28")
    page.selectbox(key="comparaison_niveau").set_value("region").run()
    assert (view_of(page).level, view_of(page).selection) == ("region", ("28",))
    assert compared(page) == ["region:28", f"epci:{LE_HAVRE}"]


def test_a_button_takes_a_unit_away(stub_map: StubMap) -> None:
    page = open_page(selection=f"{LE_HAVRE},{ROUEN}", avec="region:28")
    page.button(key="comparer_0").click().run()
    assert compared(page) == [f"epci:{ROUEN}", "region:28"]
    page.button(key="comparer_1").click().run()
    assert compared(page) == [f"epci:{ROUEN}"]
    assert view_of(page).options_of(ComparisonOptions).beside == ()


def test_search_adds_a_unit_of_any_level(stub_map: StubMap, stub_search: StubSearch) -> None:
    page = open_page(selection=LE_HAVRE)
    stub_search.choose(page, "region:53")
    assert compared(page) == [f"epci:{LE_HAVRE}", "region:53"]


def test_an_island_without_epci_is_compared_by_its_zone(
    stub_map: StubMap, stub_search: StubSearch
) -> None:
    page = open_page(selection=LE_HAVRE)
    stub_search.choose(page, "commune:29155")
    assert compared(page)[1].startswith("zone-emploi:")


def test_search_on_an_empty_comparison_takes_the_level_of_its_hit(
    stub_map: StubMap, stub_search: StubSearch
) -> None:
    page = open_page()
    stub_search.choose(page, "region:53")
    assert (view_of(page).level, view_of(page).selection) == ("region", ("53",))


def test_clicks_add_and_take_away_ten_in_all(stub_map: StubMap) -> None:
    page = open_page(selection=LE_HAVRE, avec="region:28")
    codes = tuple(screen_geometry("epci").codes[:12])
    stub_map.click(page, *codes)
    assert len(compared(page)) == MOST
    assert "region:28" in compared(page)


def test_one_unit_is_offered_its_like(stub_map: StubMap) -> None:
    page = open_page(selection=LE_HAVRE)
    page.button(key="comparaison_semblables").click().run()
    assert len(compared(page)) == 4


def test_axes_are_in_the_address(stub_map: StubMap) -> None:
    page = open_page(selection=f"{LE_HAVRE},{ROUEN}")
    page.selectbox(key="comparaison_axe_x").set_value("area_km2").run()
    assert view_of(page).options_of(ComparisonOptions).x == "area_km2"
    assert "corrélation de rang" in texts(page)


@pytest.mark.parametrize(
    ("level", "phase", "codes"),
    [
        ("territoire", "2", "ti-2802,ti-0201"),
        ("territoire", "1", "ti-2801,ti-2802"),
        ("zone-emploi", "", "2813,0601"),
        ("departement", "", "76,976"),
        ("region", "", "28,06"),
    ],
)
def test_every_level_is_compared(level: str, phase: str, codes: str, stub_map: StubMap) -> None:
    page = open_page(niveau=level, selection=codes, **({"phase": phase} if phase else {}))
    assert not page.error
    assert "Un indicateur face" in texts(page)


def test_what_has_no_figure_is_named(stub_map: StubMap) -> None:
    page = open_page(niveau="departement", selection="76,976")
    assert "Hors du champ de la source : Mayotte" in texts(page)
    assert "Sans valeur en 2014, donc sans ligne : Mayotte" in texts(page)


def test_the_picture_of_a_chart_says_its_source(
    stub_map: StubMap, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[FileToTake] = []
    monkeypatch.setattr(chart, "show_file_button", lambda _label, file, _key: taken.append(file))
    page = open_page(selection="200084952,200023414")
    assert not taken
    opening.unfold(page, "image_comparaison_private_jobs_count")
    assert [file.name.rpartition(".")[2] for file in taken] == ["png", "svg"]
    assert isinstance(taken[0].make, Job)
    (picture,) = taken[0].make.arguments[:1]
    assert picture.foot[0].startswith("Source : ")
    assert find_indicator("private_jobs_count").record.attribution in picture.foot[0]


def test_in_english_nothing_is_french(stub_map: StubMap) -> None:
    page = open_page(selection=f"{LE_HAVRE},{ROUEN}", lang="en")
    assert "Industrial profile" in texts(page)
    assert "Compare territories" in texts(page)


def test_communes_are_compared_by_their_epci() -> None:
    page = open_page(niveau="commune", selection="76254,76351,29155")
    view = page.session_state["view"]
    assert (view.level, view.selection) == ("epci", (LE_HAVRE,))


def test_an_estimate_is_marked_in_the_table() -> None:
    units = compared_units(View("territoire_phase2", selection=("ti-2809", "ti-2802")))
    table = comparison_html(columns_of(units), comparison_rows(units)).replace(
        "\N{NO-BREAK SPACE}", " "
    )
    row = table[table.index("Part de l’industrie dans l’emploi") :].split("</tr>")[0]
    assert "≈ 36,6 %" in row
    assert "≈ 14,8 %" in row
    assert "≈ 11,6 %" not in row
    assert "11,6 %" in row  # France's share is published
    # The median says on how many of the territories it rests, and that some are estimates.
    assert re.search(r"≈ [0-9,]+ % \(sur 17[0-9]\)", row)


def test_the_map_frames_what_is_added_but_not_what_is_clicked(
    stub_map: StubMap,
) -> None:
    page = open_page(selection=LE_HAVRE)
    first = stub_map.payload.focus
    stub_map.click(page, LE_HAVRE, ANNECY)
    assert stub_map.payload.focus == first
    assert stub_map.payload.is_fine
    page.button(key="comparer_1").click().run()
    assert stub_map.payload.focus is not None
    assert stub_map.payload.focus != first
    assert stub_map.payload.focus.codes == (LE_HAVRE,)
