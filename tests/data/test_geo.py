"""The committed boundaries: counts, no hole, no overlap, areas, and the screen form they became."""

import gzip
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from territoires_industrie import boundaries, sources
from territoires_industrie.analysis import industrial_sites
from territoires_industrie.analysis.industrial_sites import located_sites
from territoires_industrie.boundaries import read_boundaries, read_ept, screen_geometry
from territoires_industrie.build.screen import write_hashed
from territoires_industrie.build.screen_around import encode_sites, inset_bounds
from territoires_industrie.crs import STORAGE_CRS, measuring_crs
from territoires_industrie.levels import BOUNDARY_LEVELS, GROUP_LEVELS, LEVELS, MAP_LEVELS
from territoires_industrie.membership import read_composition, read_members
from territoires_industrie.packing import unpack_integers, unpack_topology
from territoires_industrie.picture import screen_paths
from territoires_industrie.picture.screen_paths import screen_layer
from tests.topojson_reading import decode_topology

UNITS = {
    "commune": 34_875,
    "epci": 1_253,
    "zone_emploi": 306,
    "bassin_vie": 1707,
    "departement": 101,
    "region": 18,
    "territoire_phase1": 149,
    "territoire_phase2": 183,
}

WHOLE_FRANCE = ("commune", "zone_emploi", "bassin_vie", "departement", "region")

COLUMNS = {key: level.column for key, level in LEVELS.items()} | {"ept": "ept_siren"}

ISLANDS_WITHOUT_EPCI = ["22016", "29083", "29155", "85113"]

WITHOUT_POLYGON_IN_2026 = {
    "12218": 106.23,
    "14581": 46.00,
    "49126": 156.34,
    "69114": 13.33,
}
"""Re-coded communes, and the area (km²) of the same ground in INSEE's table of 2018."""

NEUSSARGUES = ["15031", "15035", "15047", "15141", "15171"]
NEUSSARGUES_KM2 = 91.98

PARIS_TOWNS = 129
"""Communes of the Métropole du Grand Paris beside Paris, one fewer since 2025."""


def layers() -> dict[str, gpd.GeoDataFrame]:
    return {**{key: read_boundaries(key) for key in UNITS}, "ept": read_ept()}


def composition() -> pd.DataFrame:
    return sources.read_table("commune_2026").set_index("commune_code").sort_index()


@pytest.mark.parametrize(("level_key", "count"), UNITS.items())
def test_every_unit_of_the_level_has_ground(level_key: str, count: int) -> None:
    layer = read_boundaries(level_key)
    assert len(layer) == count
    assert not layer.geometry.is_empty.any()
    assert layer.geometry.is_valid.all()
    assert set(layer.geometry.geom_type) <= {"Polygon", "MultiPolygon"}
    assert (layer["area_km2"] > 0).all()
    assert layer.index.is_monotonic_increasing
    assert (layer["name"].str.len() > 0).all()


def test_the_eleven_ept_have_ground() -> None:
    assert len(read_ept()) == 11
    assert read_ept().geometry.is_valid.all()


@pytest.mark.parametrize("level_key", [*UNITS, "ept"])
def test_codes_are_those_of_the_composition(level_key: str) -> None:
    table = composition().reset_index()
    assert set(table[COLUMNS[level_key]].dropna()) == set(layers()[level_key].index)


@pytest.mark.parametrize("level_key", [*UNITS, "ept"])
def test_borders_are_shared_without_gap_or_overlap(level_key: str) -> None:
    assert shapely.coverage_is_valid(layers()[level_key].geometry.to_numpy())


@pytest.mark.parametrize("level_key", [*UNITS, "ept"])
def test_outer_rings_run_anticlockwise_with_six_decimals(level_key: str) -> None:
    pieces = shapely.get_parts(layers()[level_key].geometry.to_numpy())
    assert shapely.is_ccw(shapely.get_exterior_ring(pieces)).all()
    xy = shapely.get_coordinates(pieces)
    assert np.abs(xy - xy.round(6)).max() == 0


@pytest.mark.parametrize("level_key", [key for key in UNITS if key != "commune"] + ["ept"])
def test_a_unit_covers_exactly_its_communes(level_key: str) -> None:
    communes, level = read_boundaries("commune"), layers()[level_key]
    unit_of = composition()[COLUMNS[level_key]].reindex(communes.index)
    areas = communes["area_km2"].groupby(unit_of).sum()
    assert level["area_km2"].to_numpy() == pytest.approx(areas.to_numpy(), abs=0.01)
    flat = pd.Series(shapely.area(communes.geometry.to_numpy()), index=communes.index)
    ground = shapely.area(level.geometry.to_numpy())
    assert ground == pytest.approx(flat.groupby(unit_of).sum().to_numpy(), rel=1e-9)


def test_no_ground_is_missing_from_the_union() -> None:
    whole = {
        key: shapely.area(read_boundaries(key).geometry.to_numpy()).sum() for key in WHOLE_FRANCE
    }
    assert list(whole.values()) == pytest.approx([whole["region"]] * len(whole), rel=1e-9)


def test_the_only_holes_are_llivia_and_coastal_waters() -> None:
    union = shapely.coverage_union_all(read_boundaries("region").geometry.to_numpy())
    rings = [ring for part in shapely.get_parts(union) for ring in part.interiors]
    holes = gpd.GeoSeries([shapely.Polygon(ring) for ring in rings], crs=STORAGE_CRS)
    areas = holes.to_crs("EPSG:2154").area.to_numpy() / 1e6
    llivia = int(np.argmax(areas))
    assert holes.iloc[llivia].contains(shapely.Point(1.981, 42.464))
    assert areas[llivia] == pytest.approx(12.84, abs=0.2)
    assert len(holes) == 6
    assert np.delete(areas, llivia).max() < 0.1


def test_recoded_communes_have_the_ground_of_their_former_code() -> None:
    areas = read_boundaries("commune")["area_km2"]
    for code, expected in WITHOUT_POLYGON_IN_2026.items():
        assert areas[code] == pytest.approx(expected, rel=0.03)


def test_neussargues_is_shared_between_its_five_communes() -> None:
    communes = read_boundaries("commune").loc[NEUSSARGUES]
    assert (communes["area_km2"] > 10).all()
    assert communes["area_km2"].sum() == pytest.approx(NEUSSARGUES_KM2, rel=0.01)
    whole = shapely.coverage_union_all(communes.geometry.to_numpy())
    assert isinstance(whole, shapely.Polygon)
    assert not whole.interiors


def test_absorbed_communes_are_part_of_those_that_took_them() -> None:
    communes = read_boundaries("commune")
    pierrefitte, rollainville = shapely.Point(2.361, 48.966), shapely.Point(5.742, 48.358)
    assert communes.geometry["93066"].contains(pierrefitte)
    assert communes.geometry["88321"].contains(rollainville)


def test_islands_without_epci_are_everywhere_but_at_the_epci_level() -> None:
    table = composition()
    assert table.index[table["epci_siren"].isna()].tolist() == ISLANDS_WITHOUT_EPCI
    communes = read_boundaries("commune").loc[ISLANDS_WITHOUT_EPCI]
    middles = communes.geometry.representative_point()
    for level_key in WHOLE_FRANCE:
        level = read_boundaries(level_key)
        units = table.loc[ISLANDS_WITHOUT_EPCI].reset_index()[COLUMNS[level_key]]
        assert all(
            level.geometry[unit].contains(point) for unit, point in zip(units, middles, strict=True)
        )
    assert not read_boundaries("epci").geometry.apply(lambda g: middles.within(g).any()).any()
    missing = (
        read_boundaries("commune")["area_km2"].sum() - read_boundaries("epci")["area_km2"].sum()
    )
    assert missing == pytest.approx(communes["area_km2"].sum(), abs=0.1)


def test_the_ept_lie_inside_the_metropole_du_grand_paris() -> None:
    table, paris = composition(), "200054781"
    inside = table["ept_siren"].notna()
    assert inside.sum() == PARIS_TOWNS
    assert set(table.loc[inside, "epci_siren"]) == {paris}
    areas = read_boundaries("commune")["area_km2"]
    assert read_ept()["area_km2"].sum() + areas["75056"] == pytest.approx(
        read_boundaries("epci")["area_km2"][paris], abs=0.01
    )


@pytest.mark.parametrize(("phase", "state_date"), [(1, "2022-12-31"), (2, "2024-07-04")])
def test_territoires_hold_their_members_of_every_kind(phase: int, state_date: str) -> None:
    members = read_members(phase, state_date)
    communes = read_boundaries("commune")
    sirens = composition().reset_index().set_index("commune_siren")["commune_code"]
    grounds = {
        "epci": read_boundaries("epci").geometry,
        "ept": read_ept().geometry,
        "commune": communes.geometry.loc[sirens].set_axis(sirens.index),
    }
    assert set(members["member_kind"]) == set(grounds)
    territoires = read_boundaries(f"territoire_phase{phase}").geometry
    assert set(members["territoire_id"]) == set(territoires.index)
    for territoire, kind, siren in zip(
        members["territoire_id"], members["member_kind"], members["member_siren"], strict=True
    ):
        point = shapely.point_on_surface(grounds[kind][siren])
        assert territoires[territoire].contains(point), (territoire, siren)


def register_areas() -> pd.Series:
    """Sum INSEE's areas (km², land register, communes of 2021) by commune of today."""
    table = sources.read_table("commune_comparator_2018")
    passage = sources.read_table("commune_passage_2025")
    today = dict(zip(passage.iloc[:, 0], passage.iloc[:, 1], strict=True))
    column = next(name for name in table.columns if "area" in name or name == "superf")
    return table[column].astype(float).groupby(table["commune_code"].map(today)).sum()


def test_areas_add_up_to_those_of_the_land_register() -> None:
    areas = read_boundaries("commune")["area_km2"]
    assert areas.sum() == pytest.approx(637_650, abs=5)
    register = register_areas()
    assert register.sum() == pytest.approx(632_734, abs=1)
    elsewhere = areas[~areas.index.str.startswith("976")].sum()
    assert elsewhere / register.sum() == pytest.approx(1, abs=0.01)


def test_most_communes_have_the_area_of_the_land_register() -> None:
    register = register_areas()
    known = register[register > 0]
    ratio = read_boundaries("commune")["area_km2"].reindex(known.index) / known
    assert ratio.median() == pytest.approx(1, abs=0.005)
    assert (ratio - 1).abs().lt(0.02).mean() > 0.80
    assert (ratio - 1).abs().lt(0.10).mean() > 0.97


def test_sites_fall_in_the_commune_that_their_register_names() -> None:
    sites = sources.read_table("brownfield_2024").dropna(subset=["lon", "lat"])
    communes = read_boundaries("commune")
    mainland = sites["commune_code"].isin(communes.index)
    mainland &= ~sites["commune_code"].str.startswith("97")
    sites = sites[mainland]
    points = gpd.GeoSeries(gpd.points_from_xy(sites["lon"], sites["lat"]), crs=STORAGE_CRS)
    ground = communes.geometry.loc[sites["commune_code"]].to_crs(measuring_crs("75"))
    distance_m = shapely.distance(points.to_crs(ground.crs).to_numpy(), ground.to_numpy())
    assert len(sites) > 23_000
    assert (distance_m == 0).mean() > 0.95
    assert (distance_m <= 50).mean() > 0.96
    assert (distance_m <= 100).mean() > 0.97


def read_screen(level_key: str) -> gpd.GeoDataFrame:
    path = sources.STATIC / "geo" / screen_geometry(level_key).file
    return decode_topology(unpack_topology(json.loads(path.read_text("utf-8"))))


def read_frames() -> gpd.GeoDataFrame:
    content = json.loads((sources.STATIC / "geo" / boundaries.insets_file()).read_text("utf-8"))
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
    france = boundaries.screen_bounds()
    assert (
        shapely.box(france.west, france.south, france.east, france.north)
        .buffer(1e-3)
        .contains(shapely.box(*screen.total_bounds))
    )


def test_the_browser_downloads_little() -> None:
    folder = sources.STATIC / "geo"
    sizes = {
        key: len(gzip.compress((folder / screen_geometry(key).file).read_bytes())) / 1000
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
        topology = json.loads(
            (sources.STATIC / "geo" / screen_geometry(level_key).file).read_text("utf-8")
        )
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


def test_real_coordinates_are_kept_in_the_detailed_form() -> None:
    departements = read_boundaries("departement")
    assert departements.geometry["974"].contains(shapely.Point(55.53, -21.13))
    assert departements.geometry["973"].contains(shapely.Point(-53.0, 4.0))


def test_geo_weighs_little() -> None:
    files = [path for path in sources.GEO.iterdir() if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 25e6
    assert len(sources.list_files(sources.GEO)) == len(BOUNDARY_LEVELS) + 2
    for path in sources.list_files(sources.GEO):
        producer = "Natural Earth" if path.name == boundaries.SURROUNDINGS else "IGN"
        assert producer in sources.check_file(path).attribution


def test_every_town_stands_in_its_epci_and_every_epci_has_one() -> None:
    content = json.loads((sources.STATIC / "geo" / boundaries.towns_file()).read_text("utf-8"))
    names, people = content["names"].split("\n"), unpack_integers(content["people"]).tolist()
    communes = read_composition()
    firsts = communes.sort_values("population_count").groupby("epci_siren").last()
    assert set(firsts["commune_name"]) <= set(names)
    assert people == sorted(people, reverse=True)
    assert names[:2] == ["Paris", "Marseille"]
    assert len(names) == len(people) < 2_500


def test_the_surroundings_hold_land_lakes_and_borders_of_each_part() -> None:
    around = boundaries.read_surroundings()
    kinds = around.groupby("kind").size().to_dict()
    assert kinds == {"border": 446, "lake": 14, "land": 89}
    assert around["window"].nunique() == 5
    assert around.crs == "EPSG:4326"
    assert around.geometry.is_valid.all()
    land = around[around["kind"] == "land"].union_all()
    assert land.contains(shapely.Point(4.35, 50.85)), "Brussels"
    assert land.contains(shapely.Point(55.53, -21.13)), "La Réunion"
    assert not land.contains(shapely.Point(-4.0, 46.0)), "the Bay of Biscay"


def test_no_screen_file_is_left_over() -> None:
    listed = {screen_geometry(key).file for key in MAP_LEVELS}
    listed |= {boundaries.insets_file(), boundaries.surroundings_file()}
    listed |= {boundaries.sites_file(), boundaries.towns_file()}
    assert {path.name for path in (sources.STATIC / "geo").iterdir()} == listed


def test_the_surroundings_of_the_screen_are_light_and_leave_no_strip_along_the_coast() -> None:
    file = sources.STATIC / "geo" / boundaries.surroundings_file()
    assert file.stat().st_size < 60_000
    kinds = [kind for kind, _path in screen_paths.screen_surroundings()]
    assert kinds[:4] == ["sea", "land", "lake", "border"]
    assert kinds.count("sea inset") == 5
    lines = json.loads(file.read_text("utf-8"))["shapes"][1]["lines"]
    land = shapely.union_all(
        [shapely.Polygon(line) for line in screen_paths.unpack_lines(lines) if len(line) > 3]
    )
    seen = {"Brussels": (4.35, 50.85), "Turin": (7.7, 45.07), "Madrid": (-3.7, 40.4)}
    for name, place in seen.items():
        assert land.contains(shapely.Point(screen_paths.to_world(*place)[0])), name
    water = {"Brest": (-5.3, 48.3), "Ouessant": (-5.0, 48.55), "Cap Corse": (9.4, 43.2)}
    for name, place in water.items():
        assert not land.intersects(shapely.Point(screen_paths.to_world(*place)[0])), name


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
