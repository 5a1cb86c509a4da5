"""An own indicator on the other pages and in the files, for its session alone."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from territoires_industrie.boundaries import screen_geometry
from territoires_industrie.indicators.formulas.own_figures import OwnFigures
from territoires_industrie.indicators.own import PREFIX, Shelf
from territoires_industrie.scene.view import View
from territoires_industrie.ui.display_controls import DISPLAY
from territoires_industrie.upload import limits
from territoires_industrie.upload.example import NAME, example_file
from territoires_industrie.upload.limits import MAX_HELD
from tests.pages.bringing import LE_HAVRE, ROUEN, SECRET, shelf_of
from tests.pages.opening import open_page, unfold, upload
from tests.pages.reading import html_of, written
from tests.pages.stub_map import StubMap


def test_map_table_and_legend_show_it(stub_map: StubMap, shelf: Shelf) -> None:
    (key,) = shelf.indicators
    page = open_page("carte", shelf, indicateur=key, selection=LE_HAVRE)
    assert not page.warning
    assert SECRET in html_of(page)
    labels = dict(zip(screen_geometry("epci").codes, stub_map.payload.labels, strict=True))
    assert labels[ROUEN].replace("\u202f", " ") == "7 654 321\n1re sur 2"
    assert stub_map.payload.radii is not None


@pytest.mark.parametrize("script", ["territoire", "comparaison"])
def test_sheet_and_comparison_show_it(script: str, shelf: Shelf) -> None:
    (key,) = shelf.indicators
    page = open_page(script, shelf, indicateur=key, selection=f"{LE_HAVRE},{ROUEN}")
    assert not page.error
    assert SECRET in html_of(page)
    assert "1\u202f234\u202f567" in html_of(page)


@pytest.mark.parametrize("written_as", ["geojson", "zip", "gpkg", "geoparquet", "xlsx", "svg"])
def test_every_export_holds_it(
    written_as: str,
    shelf: Shelf,
    stub_map: StubMap,
    offered_files: dict[str, Callable[[], bytes]],
) -> None:
    (key,) = shelf.indicators
    page = open_page("carte", shelf, indicateur=key, selection=ROUEN)
    page.selectbox(key="telechargements_format_fr").set_value(written_as).run()
    content = offered_files["telechargements_bouton"]()  # outside the run, as Streamlit does
    if written_as == "geojson":
        features = json.loads(content)["features"]
        values = {one["id"]: one["properties"][key] for one in features}
        assert (values[LE_HAVRE], values[ROUEN]) == (1234567, 7654321)
    assert len(content) > 1000


def test_another_session_sees_nothing_of_it(stub_map: StubMap, shelf: Shelf) -> None:
    (key,) = shelf.indicators
    for script in ("carte", "territoire", "comparaison"):
        codes = f"{LE_HAVRE},{ROUEN}"
        mine = open_page(script, shelf, indicateur=key, selection=codes)
        assert SECRET in html_of(mine)
        theirs = open_page(script, indicateur=key, selection=codes)
        held = [getattr(part, "value", "") for part in theirs.main]
        seen = html_of(theirs) + f"{held} {[box.options for box in theirs.selectbox]}"
        assert SECRET not in seen
        assert "1234567" not in seen
        assert any("une adresse ne porte pas de données" in one.value for one in theirs.warning)
        assert theirs.session_state["view"].indicator == View().indicator
        assert PREFIX not in written(theirs)["indicateur"]


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("script", ["indicateur", "filieres", "programme", "methode", "donnees"])
def test_every_other_page_carries_it(script: str, lang: str, shelf: Shelf) -> None:
    (key,) = shelf.indicators
    page = open_page(script, shelf, indicateur=key, selection=LE_HAVRE, lang=lang)
    assert not page.error
    assert not page.warning
    assert page.session_state["view"].indicator == key
    assert written(page)["indicateur"] == key


def test_the_session_holds_so_many_and_no_more(shelf: Shelf) -> None:
    (held,) = shelf.indicators.values()
    nearly = Shelf(*(replace(held, key=f"{PREFIX}{rank:012}") for rank in range(MAX_HELD - 1)))
    page = upload(example_file(), NAME, nearly)
    page.radio(key="propre_nature").set_value("count").run()
    page.text_input(key="propre_titre").set_value("Le dernier").run()
    page.button(key="propre_ajouter").click().run()
    assert len(shelf_of(page).indicators) == MAX_HELD
    assert next(iter(shelf_of(page).indicators.values())).title == "Le dernier"
    page.text_input(key="propre_titre").set_value("De trop").run()
    assert page.button(key="propre_ajouter").disabled
    assert f"{MAX_HELD} indicateurs au plus" in page.warning[0].value


def test_the_session_holds_so_many_figures_and_no_more(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each file is small: all that it says stays as long as the session."""
    (held,) = shelf.indicators.values()

    def describe() -> AppTest:
        page = upload(example_file(), NAME, Shelf(replace(held, key=f"{PREFIX}{0:012}")))
        return page.radio(key="propre_nature").set_value("count").run()

    page = describe()
    page.button(key="propre_ajouter").click().run()
    own = [one.formula for one in shelf_of(page).indicators.values()]
    figures = sum(one.count for one in own if isinstance(one, OwnFigures))
    monkeypatch.setattr(limits, "MAX_FIGURES", figures)
    assert "propre_ajouter" in [one.key for one in describe().button]
    monkeypatch.setattr(limits, "MAX_FIGURES", figures - 1)
    page = describe()
    assert "propre_ajouter" not in [one.key for one in page.button]
    assert "Trop de chiffres" in page.error[0].value


def test_it_may_be_an_axis_of_the_comparison(shelf: Shelf) -> None:
    (key,) = shelf.indicators
    page = open_page("comparaison", shelf, selection=f"{LE_HAVRE},{ROUEN}", axe_x=key)
    assert not page.warning
    assert page.selectbox(key="comparaison_axe_x").value == key


def test_an_axis_of_another_session_is_explained(shelf: Shelf) -> None:
    (key,) = shelf.indicators
    page = open_page("comparaison", selection=f"{LE_HAVRE},{ROUEN}", axe_x=key)
    assert any("une adresse ne porte pas de données" in one.value for one in page.warning)


def test_a_level_that_lacks_it_shows_another_one(stub_map: StubMap, shelf: Shelf) -> None:
    (key,) = shelf.indicators
    assert "region" not in shelf.indicators[key].levels
    page = open_page("carte", shelf, indicateur=key, niveau="region")
    assert any("n’existe pas à ce niveau" in one.value for one in page.warning)


def test_a_control_keeps_it(stub_map: StubMap, shelf: Shelf) -> None:
    (key,) = shelf.indicators
    page = unfold(open_page("carte", shelf, indicateur=key), DISPLAY)
    page.selectbox(key="methode").set_value("ecart-type").run()
    view = page.session_state["view"]
    assert (view.indicator, view.classing.method) == (key, "ecart-type")


def test_removing_it_settles_the_view(shelf: Shelf) -> None:
    (key,) = shelf.indicators
    page = open_page("indicateur", shelf, indicateur=key)
    page.button(key="propre_retirer_0").click().run()
    assert not shelf_of(page).indicators
    assert page.session_state["view"].indicator == View().indicator
    assert PREFIX not in written(page)["indicateur"]
