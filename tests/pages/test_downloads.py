"""What each page offers to take away: the files it promises, made as the button would."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
import streamlit as st

from territoires_industrie.analysis.compared_unit import ComparedUnit
from territoires_industrie.export.formats import PAGE_FORMATS
from territoires_industrie.export.names import file_name
from territoires_industrie.export.table import Table
from territoires_industrie.membership import read_composition
from territoires_industrie.scene.filters import Filter, select_units
from territoires_industrie.scene.view import View
from territoires_industrie.ui import map_component
from territoires_industrie.ui.downloads import PICTURES, Offer
from territoires_industrie.ui.offers import (
    comparison_offer,
    programme_offer,
    sector_offer,
    sheet_offer,
)
from territoires_industrie.ui.sectors.choice import read_choice
from territoires_industrie.ui.sectors.options import SectorOptions
from tests.pages.opening import open_page, unfold
from tests.pages.stub_map import StubMap

LE_HAVRE, ROUEN = "200084952", "200023414"
STARTS = {
    "gpkg": b"SQLite format 3",
    "geojson": b'{"type":"FeatureCollection"',
    "geoparquet": b"PAR1",
    "flatgeobuf": b"fgb\x03fgb",
    "ods": b"PK\x03\x04",
    "xlsx": b"PK",
    "zip": b"PK",
    "png": b"\x89PNG",
    "svg": b"<?xml",
    "pdf": b"%PDF",
}


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """Catch what the button is given."""
    found: dict[str, object] = {}

    def button(label: str, data: Callable[[], bytes], **given: object) -> bool:
        found.update(given, label=label, data=data)
        return False

    monkeypatch.setattr(map_component, "show_map", StubMap().show)
    monkeypatch.setattr(st, "download_button", button)
    return found


def content(taken: dict[str, object]) -> bytes:
    make = taken["data"]
    assert callable(make)
    made = make()
    assert isinstance(made, bytes)
    return made


@pytest.mark.parametrize("written_as", [*PAGE_FORMATS, *PICTURES])
def test_every_format_of_the_list_is_made(written_as: str, taken: dict[str, object]) -> None:
    page = open_page("carte", niveau="departement", region="28")

    page.selectbox(key="telechargements_format_fr").set_value(written_as).run()

    assert not page.exception
    assert content(taken).startswith(STARTS[written_as])
    name = str(taken["file_name"])
    assert "departement_normandie-siege_cog2026." in name


def test_the_file_holds_the_rows_of_the_filter_then_the_selection(
    taken: dict[str, object],
) -> None:
    page = open_page("carte", region="28", selection=LE_HAVRE)
    page.selectbox(key="telechargements_format_fr").set_value("geojson").run()

    rows = json.loads(content(taken))
    assert len(rows["features"]) == len(kept_codes(Table(View("epci", filter=Filter(("28",))))))
    assert rows["citation"]["address"].endswith(f"region=28&selection={LE_HAVRE}")

    page.selectbox(key="telechargements_lignes").set_value("La sélection seulement").run()
    features = json.loads(content(taken))["features"]
    assert [feature["id"] for feature in features] == [LE_HAVRE]


def test_a_filter_that_keeps_nothing_gives_no_table(taken: dict[str, object]) -> None:
    open_page("carte", niveau="region", pop_min="99999999")

    assert taken["disabled"] is True


def test_the_picture_has_the_size_and_the_extent_asked_for(taken: dict[str, object]) -> None:
    page = open_page("carte", niveau="departement", region="28", selection="76")
    page.selectbox(key="telechargements_format_fr").set_value("svg").run()
    page.selectbox(key="telechargements_cadrage").set_value("france").run()
    whole = content(taken).decode()
    assert 'width="297mm" height="210mm"' in whole

    page.selectbox(key="telechargements_page").set_value("A3")
    page.selectbox(key="telechargements_sens").set_value("portrait")
    page.selectbox(key="telechargements_cadrage").set_value("selection").run()

    near = content(taken).decode()
    assert 'width="297mm" height="420mm"' in near
    assert near.count('class="unite') < whole.count('class="unite')


def test_the_page_says_how_to_cite(taken: dict[str, object]) -> None:
    page = open_page("carte", region="28")
    assert not page.code
    unfold(page, "telechargements_citation")

    said, bibtex, python = (code.value for code in page.code)
    assert bibtex.startswith("@misc{")
    assert "Empreinte des données" in said
    assert "region=28" in said
    assert "Filter(regions=('28',))" in python


def kept_codes(table: Table) -> list[str]:
    """List the codes of the rows that a table keeps."""
    kept = select_units(table.view.level, table.view.filter)
    return list(kept.index[kept])


def offers() -> list[Offer]:
    view = View(year="2022", selection=(LE_HAVRE,))
    territoire = replace(view, level="territoire_phase1", selection=("ti-2801",))
    zones = replace(view, filter=Filter(regions=("28",))).with_options(
        SectorOptions(sectors=("CB",))
    )
    return [
        sheet_offer(view, LE_HAVRE),
        sheet_offer(territoire, "ti-2801"),
        comparison_offer(
            view,
            [
                ComparedUnit("epci", LE_HAVRE),
                ComparedUnit("epci", ROUEN),
                ComparedUnit("region", "28"),
            ],
        ),
        sector_offer(read_choice(zones)),
        programme_offer(view),
    ]


def test_every_page_offers_rows_and_a_name_that_says_which() -> None:
    names = set()
    for offer in offers():
        assert offer.tables
        for extract in offer.tables.values():
            assert kept_codes(extract), offer.key
            names.add(file_name(extract, "csv"))
    assert len(names) == sum(len(offer.tables) for offer in offers())
    assert "secteur-cb-2024_zone-emploi_normandie-siege_cog2026.csv" in names


def test_a_sheet_offers_the_communes_of_its_unit() -> None:
    _unit, communes = sheet_offer(View(), LE_HAVRE).tables.values()

    inside = read_composition()["epci_siren"] == LE_HAVRE
    assert kept_codes(communes) == sorted(pd.Index(read_composition().index[inside]))


@pytest.mark.parametrize(
    ("script", "key"),
    [
        ("territoire", "fiche_donnees"),
        ("comparaison", "comparaison_donnees"),
        ("filieres", "filieres_donnees"),
        ("programme", "programme_donnees"),
    ],
)
def test_every_page_has_the_list_of_formats(script: str, key: str) -> None:
    page = open_page(script, selection=f"{LE_HAVRE},{ROUEN}")

    assert page.selectbox(key=f"{key}_format_fr").value in PAGE_FORMATS


@pytest.mark.parametrize(
    ("name", "address", "count"),
    [
        ("territoire", {"niveau": "territoire", "phase": "2", "selection": "ti-2809"}, 40),
        ("comparaison", {"niveau": "epci", "selection": "200084952,200023414"}, 40),
        ("filieres", {"secteurs": "CE", "vue": "evolution"}, 300),
        ("programme", {"vue": "comparaison", "apparies": "phase2"}, 2),
    ],
)
def test_the_python_of_a_page_gives_its_own_table(
    stub_map: StubMap, name: str, address: dict[str, str], count: int
) -> None:
    keys = {"territoire": "fiche_donnees", "comparaison": "comparaison_donnees"}
    key = keys.get(name, f"{name}_donnees")
    page = open_page(name, **address)
    page.session_state[f"{key}_citation"] = True
    page.run()
    assert not page.exception
    lines = next(one.value for one in page.code if one.value.startswith("import territoires"))
    names: dict[str, Any] = {}
    exec(lines, names)
    assert len(names["rows"]) >= count
    assert any(one.value.startswith("@misc{") for one in page.code)
