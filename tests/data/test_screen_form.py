"""The screen form of the boundaries: near the ground, light, and the insets beside the mainland."""

import gzip
import json
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from territoires_industrie import sources
from territoires_industrie.analysis import industrial_sites
from territoires_industrie.analysis.industrial_sites import located_sites
from territoires_industrie.boundaries import (
    read_boundaries,
    screen_bounds,
    screen_file,
    screen_geometry,
)
from territoires_industrie.build.screen import write_hashed
from territoires_industrie.build.screen_around import encode_sites, inset_bounds
from territoires_industrie.crs import STORAGE_CRS, measuring_crs
from territoires_industrie.levels import GROUP_LEVELS, LEVELS, MAP_LEVELS
from territoires_industrie.membership import read_composition
from territoires_industrie.packing import unpack_integers, unpack_lines, unpack_topology
from territoires_industrie.picture import screen_paths
from territoires_industrie.picture.screen_paths import screen_layer
from territoires_industrie.picture.world import to_world
from tests.topojson_reading import decode_topology

FOLDER = sources.STATIC / "geo"


def read_static(file: str) -> Any:
    return json.loads((FOLDER / file).read_text("utf-8"))


@cache
def read_screen(level_key: str) -> gpd.GeoDataFrame:
    return decode_topology(unpack_topology(read_static(screen_geometry(level_key).file)))


def read_frames() -> gpd.GeoDataFrame:
    content = read_static(screen_file("insets"))
    return gpd.GeoDataFrame.from_features(content, crs=STORAGE_CRS).set_index("code")


def overseas(codes: Any) -> Any:
    return pd.Index(codes).str.startswith("97")


@pytest.mark.parametrize("level_key", MAP_LEVELS)
def test_the_screen_form_has_the_units_in_the_order_of_the_manifest(level_key: str) -> None:
    screen, codes = read_screen(level_key), screen_geometry(level_key).codes
    assert tuple(screen["code"]) == codes
    assert list(codes) == list(read_boundaries(level_key).index)
    assert list(screen["name"]) == list(read_boundaries(level_key)["name"])
    if level_key == "commune":
        # A spit narrower than a step of the grid closes on itself: nobody can see it.
        assert (~screen.geometry.is_valid).sum() <= 10
        edges = shapely.coverage_invalid_edges(screen.geometry.to_numpy())
        assert (~shapely.is_empty(edges)).sum() <= 10
        return
    assert screen.geometry.is_valid.all()
    assert shapely.coverage_is_valid(screen.geometry.to_numpy())


@pytest.mark.parametrize("level_key", MAP_LEVELS)
def test_labels_are_inside_their_polygons_and_all_on_the_map(level_key: str) -> None:
    screen = read_screen(level_key)
    points = gpd.points_from_xy(screen["x"], screen["y"])
    assert shapely.contains(screen.geometry.to_numpy(), np.asarray(points)).all()
    france = screen_bounds()
    assert (
        shapely.box(france.west, france.south, france.east, france.north)
        .buffer(1e-3)
        .contains(shapely.box(*screen.total_bounds))
    )


def test_the_browser_downloads_little() -> None:
    sizes = {
        key: len(gzip.compress((FOLDER / screen_geometry(key).file).read_bytes())) / 1000
        for key in MAP_LEVELS
    }
    assert sizes["epci"] < 250
    shared = [key for key in GROUP_LEVELS if not LEVELS[key].is_simplified_apart]
    assert max(sizes[key] for key in shared) == sizes["epci"]
    assert max(sizes[key] for key in GROUP_LEVELS) < 350
    assert sizes["commune"] < 1600
    assert sizes["epci"] + sizes["territoire_phase2"] + sizes["region"] < 400


def test_the_screen_form_stays_close_to_the_ground() -> None:
    screen = read_screen("region").set_index("code")
    mainland = [code for code in screen.index if int(code) > 6]
    light = screen.geometry[mainland].to_crs("EPSG:2154")
    ground = read_boundaries("region").geometry[mainland].to_crs("EPSG:2154")
    moved = shapely.area(shapely.symmetric_difference(light.to_numpy(), ground.to_numpy()))
    borders = shapely.length(ground.to_numpy())
    assert (moved / borders).max() < 150


def test_screen_levels_draw_the_same_lines() -> None:
    def segments(level_key: str) -> set[tuple[float, ...]]:
        topology = read_static(screen_geometry(level_key).file)
        found = set()
        for arc in topology["arcs"]:
            points = np.cumsum(np.array(arc), axis=0).tolist()
            found |= {(*min(pair), *max(pair)) for pair in pairwise(points)}
        return found

    regions, departements = segments("region"), segments("departement")
    assert regions <= departements
    islands_and_cut_epci = len(regions - segments("epci")) / len(regions)
    assert islands_and_cut_epci < 0.1


def test_a_level_simplified_apart_stays_close_to_the_lines_of_the_others() -> None:
    bassins, departements = read_screen("bassin_vie"), read_screen("departement")
    mainland = [
        shapely.coverage_union_all(layer.geometry[~overseas(layer["code"])].to_numpy())
        for layer in (bassins, departements)
    ]
    one, other = gpd.GeoSeries(mainland, crs=STORAGE_CRS).to_crs("EPSG:2154")
    moved_m = shapely.area(shapely.symmetric_difference(one, other)) / shapely.length(other)
    assert moved_m < 60


def test_frames_hold_the_overseas_polygons_beside_the_mainland() -> None:
    around, departements = read_frames(), read_screen("departement").set_index("code")
    assert sorted(around.index) == ["971", "972", "973", "974", "976"]
    for code, frame in around.geometry.items():
        assert frame.contains(departements.geometry[code])
    mainland = departements.geometry[~overseas(departements.index)]
    assert not shapely.intersects(around.union_all(), mainland.to_numpy()).any()
    assert around["name"].is_unique
    assert (around["scale"] > 0).all()


def test_insets_have_the_scale_that_their_frame_tells() -> None:
    departements, around = read_screen("departement").set_index("code"), read_frames()
    stretch = 1 / np.cos(np.radians(46.5))
    for code, scale in around["scale"].items():
        screen = departements.geometry[[code]].to_crs("EPSG:3857").area.iloc[0]
        ground = read_boundaries("departement").geometry[[code]].to_crs(measuring_crs(str(code)))
        drawn = np.sqrt(screen / ground.area.iloc[0]) / stretch
        assert drawn == pytest.approx(scale, rel=0.02)


def test_every_town_stands_in_its_epci_and_every_epci_has_one() -> None:
    content = read_static(screen_file("towns"))
    names, people = content["names"].split("\n"), unpack_integers(content["people"]).tolist()
    communes = read_composition()
    firsts = communes.sort_values("population_count").groupby("epci_siren").last()
    assert set(firsts["commune_name"]) <= set(names)
    assert people == sorted(people, reverse=True)
    assert names[:2] == ["Paris", "Marseille"]
    assert len(names) == len(people) < 2_500


def test_no_screen_file_is_left_over() -> None:
    listed = {screen_geometry(key).file for key in MAP_LEVELS}
    listed |= {screen_file(what) for what in ("insets", "surroundings", "sites", "towns")}
    assert {path.name for path in FOLDER.iterdir()} == listed


def test_the_surroundings_of_the_screen_are_light_and_leave_no_strip_along_the_coast() -> None:
    file = FOLDER / screen_file("surroundings")
    assert file.stat().st_size < 60_000
    kinds = [kind for kind, _path in screen_paths.screen_surroundings()]
    assert kinds[:4] == ["sea", "land", "lake", "border"]
    assert kinds.count("sea inset") == 5
    lines = json.loads(file.read_text("utf-8"))["shapes"][1]["lines"]
    land = shapely.union_all(
        [shapely.Polygon(line) for line in unpack_lines(lines) if len(line) > 3]
    )
    seen = {"Brussels": (4.35, 50.85), "Turin": (7.7, 45.07), "Madrid": (-3.7, 40.4)}
    for name, place in seen.items():
        assert land.contains(shapely.Point(to_world(*place)[0])), name
    water = {"Brest": (-5.3, 48.3), "Ouessant": (-5.0, 48.55), "Cap Corse": (9.4, 43.2)}
    for name, place in water.items():
        assert not land.intersects(shapely.Point(to_world(*place)[0])), name


def test_the_sites_of_the_screen_are_made_of_the_tables_to_the_byte(tmp_path: Path) -> None:
    communes = read_boundaries("commune").reset_index()
    content = encode_sites(located_sites(), inset_bounds(communes))
    manifest = json.loads((sources.GEO / "screen.json").read_text("utf-8"))
    assert write_hashed(tmp_path, "sites", content) == manifest["sites"]["file"]


def test_the_sites_of_the_screen_lie_in_their_own_region() -> None:
    sites = industrial_sites.located_sites()
    places = screen_paths.screen_sites()
    assert len(places) == len(sites) == 6591
    regions = read_composition()["region_code"].reindex(sites["commune_code"]).to_numpy()
    boxes = {shape.code: shape.box.grow(0.02) for shape in screen_layer("region").shapes}
    outside = [
        site
        for site, region, place in zip(sites.index, regions, places.tolist(), strict=True)
        if not boxes[region].holds(*place)
    ]
    assert outside == []
