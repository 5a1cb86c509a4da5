"""The committed boundaries: counts, no hole, no overlap, areas."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from territoires_industrie import boundaries, sources
from territoires_industrie.boundaries import read_boundaries, read_ept
from territoires_industrie.crs import STORAGE_CRS, measuring_crs
from territoires_industrie.levels import BOUNDARY_LEVELS, LEVELS
from territoires_industrie.membership import read_members

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
