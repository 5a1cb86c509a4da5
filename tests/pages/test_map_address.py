"""The address of the map page: read, told where it is wrong, written back."""

from functools import partial

import pytest
import streamlit as st

from territoires_industrie.boundaries import screen_geometry
from territoires_industrie.draw.payload import Focus
from territoires_industrie.errors import DataFileError
from territoires_industrie.membership import read_units
from territoires_industrie.scene.filters import Filter
from territoires_industrie.scene.view import View
from territoires_industrie.ui.filter_controls import FILTERS
from tests.pages import opening
from tests.pages.opening import unfold
from tests.pages.reading import read, texts, view_of, written
from tests.pages.stub_map import StubMap

LE_HAVRE = "200084952"
ROUEN = "200023414"
NORMANDIE = "28"
open_page = partial(opening.open_page, "carte")


def test_a_click_selects_on_the_map_in_the_facts_and_in_the_address(stub_map: StubMap) -> None:
    page = open_page()
    stub_map.click(page, LE_HAVRE)
    assert view_of(page).selection == (LE_HAVRE,)
    assert ",".join(stub_map.payload.selected) == LE_HAVRE
    assert "Le Havre Seine Métropole" in texts(page)
    assert written(page)["selection"] == LE_HAVRE
    stub_map.click(page, LE_HAVRE, ROUEN)
    assert ",".join(stub_map.payload.selected) == f"{LE_HAVRE},{ROUEN}"
    assert "Métropole Rouen Normandie" in texts(page)


def test_a_filter_by_region_is_framed_and_so_is_its_address(stub_map: StubMap) -> None:
    page = open_page()
    assert stub_map.payload.focus is None
    unfold(page, FILTERS)
    page.multiselect(key="regions").set_value([NORMANDIE]).run()
    assert stub_map.payload.focus == Focus((), 1)
    page.button(key="effacer_filtres").click().run()
    assert stub_map.payload.focus == Focus((), 2)
    open_page(region=NORMANDIE)
    assert stub_map.payload.focus is not None
    open_page(region=NORMANDIE, carte="46.5,2.5,6")
    assert stub_map.payload.focus is None


def test_the_place_of_the_map_is_no_part_of_the_view(stub_map: StubMap) -> None:
    page = open_page(selection=LE_HAVRE, carte="46.5,2.5,6")
    assert not page.warning
    assert view_of(page).selection == (LE_HAVRE,)
    assert stub_map.payload.focus is None


def test_the_address_is_read_and_written_back(stub_map: StubMap) -> None:
    address = {
        "niveau": "epci",
        "indicateur": "industrial_jobs_share_pct",
        "region": NORMANDIE,
        "regle": "touche",
        "selection": f"{LE_HAVRE},{ROUEN}",
        "lang": "en",
    }
    page = open_page(**address)
    assert stub_map.payload.selected == (LE_HAVRE, ROUEN)
    assert {name: written(page)[name] for name in address} == address


def test_a_short_address_stays_as_it_was_typed_until_a_choice(stub_map: StubMap) -> None:
    page = open_page(selection=LE_HAVRE)
    assert written(page) == {"selection": LE_HAVRE}
    stub_map.click(page, ROUEN)
    assert written(page)["selection"] == ROUEN
    assert written(page)["indicateur"] == "industrial_jobs_share_pct"
    page = open_page(selection=LE_HAVRE, inconnu="1")
    assert "inconnu" not in page.query_params


@pytest.mark.parametrize(
    ("parameters", "named"),
    [
        ({"niveau": "epcii"}, "epci"),
        ({"niveau": "regoin"}, "region"),
        ({"niveau": "territoire", "phase": "3"}, "phase=3"),
        ({"indicateur": "inconnu_pct"}, "inconnu_pct"),
        ({"annee": "1789"}, "1789"),
        ({"selection": "000000000"}, "000000000"),
        ({"programme": "phase9"}, "phase9"),
        ({"secteur": "ZZ"}, "ZZ"),
        ({"pop_min": "beaucoup"}, "beaucoup"),
        ({"methode": "manuel", "bornes": "3,2,1"}, "3,2,1"),
        ({"indicateur": "industrial_jobs_share"}, "industrial_jobs_share_pct"),
        ({"region": "280"}, "28"),
        ({"classes": "42"}, "9"),
        ({"pop_min": "1e300"}, "pop_min"),
        ({"methode": "manuel", "bornes": "1e308,1.1e308"}, "44,7"),
    ],
)
def test_a_wrong_address_is_told_with_what_is_near(
    stub_map: StubMap, parameters: dict[str, str], named: str
) -> None:
    page = open_page(**parameters)
    told = read(page.warning[0].value)
    assert named in told
    # Breaks are read as they are written: it is the classes that refuse these.
    assert ("Seuils attendus" if named == "44,7" else "Adresse") in told
    assert not page.exception
    level = view_of(page).level
    assert stub_map.payload.geometry == screen_geometry(level).file
    assert len(stub_map.payload.classes) == len(read_units(level)) > 10


def test_a_failed_read_is_told_in_the_page(
    stub_map: StubMap, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(view: View) -> None:
        raise DataFileError("Le fichier data/x.parquet est altéré.")

    monkeypatch.setattr("territoires_industrie.ui.map_page.scene_of", fail)
    page = open_page()
    assert "data/x.parquet" in read(page.error[0].value)
    assert not page.exception


def test_the_address_of_the_communes_of_an_epci_frames_them(stub_map: StubMap) -> None:
    open_page(niveau="commune", dans=f"epci:{LE_HAVRE}")
    assert stub_map.payload.focus is not None and stub_map.payload.focus.codes == ()
    assert stub_map.payload.dimmed.count("0") == 54


def test_a_wrong_holder_in_an_address_is_told(stub_map: StubMap) -> None:
    page = open_page(niveau="commune", dans="epci:123")
    assert "dans=epci:123" in read(" ".join(str(one.value) for one in page.warning))
    assert view_of(page).filter == Filter()


def test_the_browser_chooses_the_language_of_an_address_that_names_none(
    stub_map: StubMap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(st.context), "locale", property(lambda _self: "en-GB"))
    assert view_of(open_page()).language == "en"
    assert view_of(open_page(lang="fr")).language == "fr"


def test_two_units_of_one_territory_offer_it_once(stub_map: StubMap) -> None:
    page = open_page(niveau="region", selection=f"{LE_HAVRE},{ROUEN}")
    assert len(page.warning) == 2
    offered = [button.key for button in page.button if str(button.key).startswith("ouvrir_")]
    assert f"ouvrir_epci_{LE_HAVRE}" in offered
    assert f"ouvrir_epci_{ROUEN}" in offered
    assert offered.count("ouvrir_territoire_phase2_ti-2802") == 1
