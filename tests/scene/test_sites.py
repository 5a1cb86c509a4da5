"""Declared sites over a map: which are drawn, their looks, and what is said of them."""

import json
import re
from dataclasses import replace

import pytest

from territoires_industrie.analysis.industrial_sites import (
    located_sites,
    read_industrial_sites,
    sites_of,
)
from territoires_industrie.draw.units_map import draw_units, drawn_sites, units_map
from territoires_industrie.indicators import national_value, read_values
from territoires_industrie.look import PRINT
from territoires_industrie.picture.map_svg import map_svg
from territoires_industrie.scene.address import read_view, write_view
from territoires_industrie.scene.filters import Filter
from territoires_industrie.scene.scene import scene_of
from territoires_industrie.scene.sites import scene_sites, shown_sites, site_look
from territoires_industrie.scene.sites_html import sites_legend_html
from territoires_industrie.scene.view import View
from territoires_industrie.statistics.sectors import industrial_sectors
from territoires_industrie.wording import speaking

NORTH = View(sites="secteur", filter=Filter(regions=("32",)))


def test_the_sites_are_those_of_the_registry() -> None:
    sites = read_industrial_sites()
    assert (len(sites), len(located_sites())) == (7349, 6591)
    assert (sites["commune_code"] == "").sum() == 3
    assert sites["co2_fossil_t"].sum() == national_value("co2_fossil_t") == 83_614_200
    assert set(sites["a38_code"]) == set(industrial_sectors())


def test_the_sites_of_a_unit_are_as_many_as_its_indicator_says() -> None:
    for level, code in (("epci", "245900428"), ("territoire_phase2", "ti-2802")):
        found = sites_of(level, (code,))
        assert len(found) == read_values(level, "industrial_sites_count")["value"][code] > 40
        assert found["co2_fossil_t"].is_monotonic_decreasing or found["co2_fossil_t"].isna().any()
    assert sites_of("epci", ("245900428",)).iloc[0]["co2_fossil_t"] == 5_852_000


def test_each_sector_has_a_look_of_its_own() -> None:
    looks = {site_look(code) for code in industrial_sectors()}
    assert len(looks) == 16


@pytest.mark.parametrize("by", ["secteur", "co2"])
def test_what_is_drawn_and_what_is_not_make_all_the_sites(by: str) -> None:
    shown = shown_sites(by)
    assert sum(group.count for group in shown.groups) == len(shown.rows) == 6591
    assert shown.unplaced_count == 7349 - 6591


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_legend_says_what_the_sites_are_not_and_when(language: str) -> None:
    with speaking(language):
        legend = sites_legend_html(shown_sites("secteur"))
        assert {"fr": "pas toutes les usines", "en": "not every plant"}[language] in legend
        assert "2020" in legend
        assert "Géorisques" in legend


def test_the_sites_of_a_filter_are_the_same_on_screen_and_in_a_picture() -> None:
    scene = scene_of(NORTH)
    picture = scene_sites(scene)
    drawn = draw_units(scene, ("",) * len(scene.units))
    payload = units_map(drawn, NORTH)
    assert picture is not None
    assert list(picture.is_kept) == [mark == "1" for mark in payload.kept_sites]
    assert 500 < picture.is_kept.sum() < 1000
    assert drawn_sites("secteur", "epci", drawn.dimmed).unplaced_count == picture.unplaced_count


def test_without_a_filter_sites_outside_any_territory_are_drawn_too() -> None:
    view = View("territoire_phase2", sites="secteur")
    scene = scene_of(view)
    payload = units_map(draw_units(scene, ("",) * len(scene.units)), view)
    shown = scene_sites(scene)
    assert payload.kept_sites == ""
    assert shown is not None
    assert shown.is_kept.all()


def test_the_list_of_drawn_sites_is_sent_once() -> None:
    scene = scene_of(NORTH)
    payload = units_map(draw_units(scene, ("",) * len(scene.units)), NORTH)
    *_others, sites = json.loads(payload.to_json())["lists"]
    assert len(sites["kept_sites"]) == 6591
    again = json.loads(payload.to_json({sites["digest"]}))["lists"][-1]
    assert again == {"digest": sites["digest"]}
    assert json.loads(replace(payload, sites=None).to_json())["sites"] is None


def test_a_picture_draws_as_many_sites_as_its_legend_counts() -> None:
    scene = scene_of(replace(NORTH, filter=Filter(), sites="secteur"))
    svg = map_svg(scene)
    shown = scene_sites(scene)
    assert shown is not None
    for group in shown.groups:
        drawn = re.search(rf'data-secteur="{group.code}">.*? d="([^"]*)"', svg)
        assert drawn is not None
        assert drawn[1].count("M") == group.count
    assert PRINT.site_casing in svg


def test_a_picture_by_co2_has_a_circle_a_declarant() -> None:
    scene = scene_of(View(sites="co2"))
    group = map_svg(scene).partition('<g class="sites"')[2].partition("</g>")[0]
    declarants = int((located_sites()["co2_fossil_t"] > 0).sum())
    assert group.count(f'fill="{PRINT.point}"') == declarants
    largest = max(float(r) for r in re.findall(r"a([\d.]+) ", group))
    assert largest == pytest.approx(26, abs=0.1)


def test_the_address_says_how_sites_are_shown() -> None:
    view, problems = read_view({"sites": "co2"})
    assert (view.sites, problems) == ("co2", [])
    assert write_view(view)["sites"] == "co2"
    assert "sites" not in write_view(View())
    wrong, told = read_view({"sites": "usines"})
    assert not wrong.shows_sites
    assert "sites=usines" in str(told[0])
