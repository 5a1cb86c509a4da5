"""The sectors page without a browser: its addresses, its map, what it says and what it links to."""

import re
from functools import partial
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from territoires_industrie.analysis.sector_groups import group_change, group_jobs
from territoires_industrie.analysis.sector_units import rank_groups
from territoires_industrie.boundaries import screen_geometry
from territoires_industrie.scene.address import read_view, write_view
from territoires_industrie.scene.filters import Filter
from territoires_industrie.scene.view import View
from territoires_industrie.statistics.sectors import industrial_sectors
from territoires_industrie.ui.navigation import read_address
from territoires_industrie.ui.sectors.addresses import NAMED_ADDRESSES
from territoires_industrie.ui.sectors.choice import read_choice
from territoires_industrie.ui.sectors.options import SectorOptions
from territoires_industrie.ui.sectors.rankings import ranking_html
from tests.browser.serving import ROOT
from tests.pages import opening
from tests.pages.reading import links_to, texts, view_of, written
from tests.pages.stub_map import StubMap

LE_HAVRE = "2813"
DOCUMENT = Path(ROOT / "docs" / "addresses.md")


open_page = partial(opening.open_page, "filieres")


def figures(page: AppTest) -> dict[str, str]:
    return {metric.label: str(metric.value).replace("\u202f", " ") for metric in page.metric}


def test_without_a_choice_it_shows_all_of_industry(stub_map: StubMap) -> None:
    page = open_page()
    # An empty cell of the Urssaf is a true zero: the sum is exact.
    assert figures(page)["Emplois en France (Urssaf 2024)"] == "3 179 726"
    assert stub_map.payload.radii is not None
    assert len(stub_map.payload.classes) == len(screen_geometry("zone_emploi").codes) == 306


def test_circles_are_jobs_and_colours_are_specialisation(stub_map: StubMap) -> None:
    open_page(secteurs="CE")
    order = screen_geometry("zone_emploi").codes
    jobs = group_jobs("urssaf", "2024", ["CE"])["value"]
    radii = dict(zip(order, stub_map.payload.radii or (), strict=True))
    largest = jobs.idxmax()
    assert radii[str(largest)] == max(radii.values())
    assert radii["0601"] == 0
    label = dict(zip(order, stub_map.payload.labels, strict=True))[LE_HAVRE]
    assert " ; spécialisation : " in label


def test_a_sum_that_misses_a_cell_is_said_at_least(stub_map: StubMap) -> None:
    open_page()
    cells = group_jobs("urssaf", "2024", industrial_sectors())
    labels = dict(zip(screen_geometry("zone_emploi").codes, stub_map.payload.labels, strict=True))
    floors = set(cells.index[cells["is_floor"]])
    assert {code for code, label in labels.items() if "au moins" in label} == floors


def test_choosing_sectors_writes_them_to_the_address(stub_map: StubMap) -> None:
    page = open_page()
    page.multiselect(key="filieres_secteurs").set_value(["CE", "CF"]).run()
    assert view_of(page).options_of(SectorOptions).sectors == ("CE", "CF")
    assert "Chimie + Pharmacie" in texts(page)


def test_another_source_is_another_figure(stub_map: StubMap) -> None:
    page = open_page(secteurs="CE", source="flores-2022")
    assert "Emplois en France (FLORES 2022)" in figures(page)
    assert view_of(page).options_of(SectorOptions).dataset == "flores-2022"


def test_a_sector_that_the_source_lacks_is_explained(stub_map: StubMap) -> None:
    page = open_page(secteurs="AZ")
    assert "l’Urssaf ne compte pas ce secteur" in texts(page)


def test_a_chosen_sector_links_to_the_maps_filter(stub_map: StubMap) -> None:
    page = open_page(secteurs="CE,JA")
    (shown,) = filter_links(page)
    assert shown.filter.sector == "CE"


def filter_links(page: AppTest) -> list[View]:
    # The menu leads to the map too, without a filter.
    return [read_view(one)[0] for one in links_to(page, "./") if "secteur" in one]


@pytest.mark.parametrize("sectors", [("CE", "CF"), ("CA", "CB", "CE", "CF", "CL", "CM")])
def test_each_chosen_sector_has_its_link_with_the_threshold_of_the_page(
    stub_map: StubMap, sectors: tuple[str, ...]
) -> None:
    page = open_page(secteurs=",".join(sectors), seuil="2.5")
    page.session_state["liens_des_secteurs"] = True
    page.run()
    found = [view.filter for view in filter_links(page)]
    assert {one.sector for one in found} == set(sectors)
    assert {one.specialisation_min for one in found} == {2.5}


def test_the_threshold_of_the_page_is_its_own(stub_map: StubMap) -> None:
    page = open_page(secteurs="CL")
    before = int(figures(page)["Zones spécialisées"])
    page.select_slider(key="filieres_seuil").set_value(4.0).run()
    assert int(figures(page)["Zones spécialisées"]) < before
    view = view_of(page)
    assert write_view(view, SectorOptions.page)["seuil"] == "4"
    assert view.filter == Filter()
    assert stub_map.payload.dimmed == ""


@pytest.mark.parametrize("wrong", ["deux", "nan", "99"])
def test_a_wrong_threshold_in_the_address_is_left_out(stub_map: StubMap, wrong: str) -> None:
    assert open_page(secteurs="CL", seuil=wrong).select_slider(key="filieres_seuil").value == 1.5


def rankings(page: AppTest) -> list[str]:
    """Return the tables of zones and of territories."""
    written = [str(one.proto.body) for one in page.get("html")]
    return [one for one in written if "tableau fiche" in one]


def test_rankings_of_zones_and_territories_can_be_quoted(stub_map: StubMap) -> None:
    page = open_page(secteurs="CE")
    zones, territories = rankings(page)
    assert zones.index("Yvetot-Vallée du Commerce") < zones.index("Redon")
    assert "10,96" in zones
    assert "2\u202f337" in zones
    page.segmented_control(key="filieres_ordre").set_value("baisse").run()
    zones, territories = rankings(page)
    assert zones.index("Digne-les-Bains") < zones.index("Redon")
    assert territories.index("Val de Durance") < territories.index("Sud Vilaine")
    assert written(page)["classement"] == "baisse"


def test_ranked_territories_link_to_their_sheets(stub_map: StubMap) -> None:
    _zones, table = rankings(open_page(secteurs="CL", lang="en"))
    links = [dict(parse_qsl(query)) for query in re.findall(r'href="territoire\?([^"]*)"', table)]
    assert len(links) == 15
    views = [read_view(link) for link in links]
    assert all(not problems and len(view.selection) == 1 for view, problems in views)
    assert {(view.level, view.language) for view, _problems in views} == {
        ("territoire_phase2", "en")
    }


@pytest.mark.parametrize(("level", "links"), [("departement", 0), ("zone_emploi", 0), ("epci", 3)])
def test_a_ranked_unit_links_to_the_sheet_that_it_has(level: str, links: int) -> None:
    choice = read_choice(View("epci"))
    table = rank_groups(level, choice.dataset, ("CE",)).assign(rank=1.0).head(3)
    assert ranking_html(choice, level, table, ()).count("<a ") == links


def test_what_is_framed_is_in_the_rankings(stub_map: StubMap) -> None:
    zones, territories = rankings(
        open_page(niveau="territoire", phase="2", selection="ti-2809", vue="evolution")
    )
    assert re.search(r"▸ \d+\. Vallée de la Bresle", territories)
    assert zones.count("▸") == len(stub_map.payload.selected)


def test_the_evolution_frames_the_zones_of_a_territory(stub_map: StubMap) -> None:
    page = open_page(niveau="territoire", phase="1", selection="ti-2801", vue="evolution")
    assert stub_map.payload.radii is None
    assert LE_HAVRE in stub_map.payload.selected
    assert stub_map.payload.focus is not None
    assert set(stub_map.payload.focus.codes) == set(stub_map.payload.selected)
    assert set(figures(page)) == {"France", "Axe Seine"}
    assert stub_map.payload.outline == screen_geometry("territoire_phase1").file
    assert any("phase 1 (149)" in part.proto.body for part in page.get("html"))


def test_the_evolution_of_france_is_that_of_the_comparable_cells(stub_map: StubMap) -> None:
    page = open_page(vue="evolution")
    assert figures(page)["France"].startswith("+2,9")
    labels = dict(zip(screen_geometry("zone_emploi").codes, stub_map.payload.labels, strict=True))
    row = group_change(industrial_sectors()).loc[LE_HAVRE]
    assert f"{row['jobs_after']:,.0f}".replace(",", "\u202f") in labels[LE_HAVRE]


def test_a_region_outlines_all_its_zones(stub_map: StubMap) -> None:
    open_page(niveau="region", selection="28", vue="evolution")
    assert len(stub_map.payload.selected) > 10


def test_a_frame_is_chosen_and_given_up(stub_map: StubMap) -> None:
    page = open_page(vue="evolution")
    page.selectbox(key="filieres_cadre").set_value("region:28").run()
    assert (view_of(page).level, view_of(page).selection) == ("region", ("28",))
    page.selectbox(key="filieres_cadre").set_value("").run()
    assert view_of(page).selection == ()
    assert stub_map.payload.focus is not None
    assert stub_map.payload.focus.codes == ()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ({}, "Toute la France"),
        ({"region": "28"}, "Les unités du filtre"),
        ({"niveau": "region", "selection": "28"}, "Normandie (région)"),
        ({"niveau": "epci", "selection": "200084952"}, "CU Le Havre Seine Métropole (EPCI)"),
        ({"niveau": "zone-emploi", "selection": f"{LE_HAVRE},2815"}, "2 zones d’emploi"),
    ],
)
def test_the_frame_says_what_the_map_frames(
    stub_map: StubMap, address: dict[str, str], said: str
) -> None:
    frame = open_page(vue="evolution", **address).selectbox(key="filieres_cadre")
    assert frame.options[frame.index or 0] == said


def test_a_click_keeps_the_frame_around_the_zone(stub_map: StubMap) -> None:
    page = open_page(niveau="territoire", selection="ti-2802", vue="evolution")
    framed = stub_map.payload.selected
    stub_map.click(page, LE_HAVRE)
    assert (view_of(page).level, view_of(page).selection) == ("territoire_phase2", ("ti-2802",))
    assert stub_map.payload.selected == (LE_HAVRE,)
    assert written(page)["zones"] == LE_HAVRE
    assert set(figures(page)) == {"France", "Axe Seine", "Le Havre"}
    stub_map.click(page)
    assert stub_map.payload.selected == framed


def test_a_click_outside_the_frame_selects_a_zone(stub_map: StubMap) -> None:
    page = open_page(niveau="territoire", selection="ti-2802")
    stub_map.click(page, "9307")
    assert (view_of(page).level, view_of(page).selection) == ("zone_emploi", ("9307",))


def test_named_addresses_are_true_links(stub_map: StubMap) -> None:
    links = links_to(open_page(vue="evolution"), SectorOptions.page)
    assert len(links) == len(NAMED_ADDRESSES)
    assert all(link.pop("lien") == "1" for link in links)
    named = [one.parameters for one in NAMED_ADDRESSES.values()]
    assert [dict(link) for link in links] == named


@pytest.mark.parametrize("name", NAMED_ADDRESSES)
def test_a_named_address_is_documented_and_holds(name: str, stub_map: StubMap) -> None:
    named = NAMED_ADDRESSES[name]
    view, problems = read_address(named.parameters, SectorOptions.page)
    assert not problems
    assert write_view(view, SectorOptions.page) == named.parameters
    query = "&".join(f"{key}={value}" for key, value in named.parameters.items())
    assert f"| `{name}` | `{SectorOptions.page}?{query}` |" in DOCUMENT.read_text(encoding="utf-8")
    assert stub_map.payload.geometry == ""
    page = open_page(**named.parameters)
    assert "Évolution de l’emploi privé 2019–2024 : Industrie" in texts(page)


def test_in_english_nothing_is_french(stub_map: StubMap) -> None:
    page = open_page(secteurs="CE", lang="en")
    told = texts(page)
    assert "Concentration in France" in told
    assert "zones d’emploi avec" not in told
