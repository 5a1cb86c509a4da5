"""From commune polygons to files, on a few squares: codes, cleaning, levels, same bytes."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from territoires_industrie import sources
from territoires_industrie.boundaries import check_coverage
from territoires_industrie.build import geography
from territoires_industrie.build.commune_ground import (
    RESTORED,
    bring_ground_to_today,
    code_today,
)
from territoires_industrie.build.coverage import (
    clean_communes,
    dissolve_level,
    keep_polygons,
)
from territoires_industrie.errors import DataFileError
from territoires_industrie.levels import BOUNDARY_LEVELS, LEVELS

STEP = 0.1


def square(column: float, row: float, width: float = 1) -> shapely.Polygon:
    """Draw a square of the grid, near Paris."""
    west, south = 2 + column * STEP, 48 + row * STEP
    return shapely.box(west, south, west + width * STEP, south + STEP)


def ground_table(*rows: tuple[str, str, shapely.Geometry | None]) -> pd.DataFrame:
    restored = [(code, "COMD", square(20 + at, 0)) for at, code in enumerate(sorted(RESTORED))]
    parent = ("15141", "COM", shapely.union_all([shape for _, _, shape in restored]))
    texts = [
        (code, kind, "" if shape is None else shapely.to_wkb(shape, hex=True))
        for code, kind, shape in (*rows, parent, *restored)
    ]
    return pd.DataFrame(texts, columns=["code", "type", "geometry"])


TODAY = {code: code for code in ("75056", "88321", *RESTORED)} | {"88393": "88321"}


def test_former_codes_are_followed_and_delegated_communes_are_not() -> None:
    communes: list[dict[str, Any]] = [
        {"code": "88321", "type": "commune-actuelle", "anciensCodes": ["88393"]},
        {"code": "12076", "type": "commune-deleguee", "chefLieu": "12218"},
    ]
    assert code_today(communes) == {"88321": "88321", "88393": "88321"}


def test_absorbed_ground_goes_to_the_commune_of_today() -> None:
    table = ground_table(("88321", "COM", square(0, 0)), ("88393", "COM", square(1, 0)))
    ground = bring_ground_to_today(table, TODAY)
    assert list(ground["code"]) == sorted([*RESTORED, "88321", "88321"])


def test_restored_communes_share_what_their_former_commune_had() -> None:
    ground = bring_ground_to_today(ground_table(), TODAY)
    assert list(ground["code"]) == sorted(RESTORED)
    assert shapely.area(ground.geometry.to_numpy()) == pytest.approx(STEP**2)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("99999", "COM", square(0, 0)), "sans code actuel : 99999"),
        (("75056", "COM", None), "sans contour : 75056"),
    ],
)
def test_ground_without_commune_or_polygon_is_refused(
    row: tuple[str, str, shapely.Geometry | None], reason: str
) -> None:
    with pytest.raises(DataFileError, match=reason):
        bring_ground_to_today(ground_table(row), TODAY)


def layer_of(codes: list[str], shapes: Sequence[shapely.Geometry]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"code": codes}, geometry=shapes, crs="EPSG:4326")


def test_a_gap_is_closed_an_overlap_shared_a_bow_tie_repaired() -> None:
    metres = [
        shapely.box(0, 0, 980, 1000),  # 20 m short of its neighbour
        shapely.box(1000, 0, 2020, 1000),  # 20 m inside the next one
        shapely.Polygon([(2000, 0), (3000, 0), (2000, 1000), (3000, 1000)]),
        shapely.box(0, 1000, 3000, 2000),
        shapely.box(0, -1000, 3000, 0),
    ]
    shapes = gpd.GeoSeries(metres, crs="EPSG:2154").translate(650_000, 6_800_000)
    codes = [f"7500{number}" for number in range(1, 6)]
    cleaned = clean_communes(layer_of(codes, list(shapes.to_crs("EPSG:4326"))))
    ground = cleaned.geometry.to_numpy()
    assert shapely.coverage_is_valid(ground)
    assert shapely.touches(ground[0], ground[1])
    assert cleaned["area_km2"].sum() == pytest.approx(3 + 3 + 2 + 0.5, abs=0.02)
    assert cleaned["area_km2"].iloc[:2].sum() == pytest.approx(2, abs=0.02)


def test_pieces_of_one_commune_are_merged_and_measured_in_km2() -> None:
    cleaned = clean_communes(layer_of(["75001", "75001"], [square(0, 0), square(1, 0)]))
    assert list(cleaned["code"]) == ["75001"]
    geodesic = cleaned.crs.get_geod().geometry_area_perimeter(cleaned.geometry.iloc[0])[0] / 1e6
    assert cleaned["area_km2"].iloc[0] == pytest.approx(abs(geodesic), rel=0.005)


def test_each_part_of_france_is_measured_in_its_own_projection() -> None:
    reunion = shapely.box(55.4, -21.2, 55.5, -21.1)
    cleaned = clean_communes(layer_of(["75001", "97411"], [square(0, 0), reunion]))
    geodesic = cleaned.crs.get_geod().geometry_area_perimeter(cleaned.geometry.iloc[1])[0] / 1e6
    assert cleaned["area_km2"].iloc[1] == pytest.approx(abs(geodesic), rel=0.002)


def test_lines_left_by_a_repair_are_dropped() -> None:
    mixed = shapely.GeometryCollection([square(0, 0), shapely.LineString([(0, 0), (1, 1)])])
    kept = keep_polygons(np.array([mixed, square(1, 0)], dtype=object))
    assert [shape.geom_type for shape in kept] == ["Polygon", "Polygon"]


def four_communes() -> gpd.GeoDataFrame:
    shapes = [square(0, 0), square(1, 0), square(0, 1), square(1, 1)]
    return clean_communes(layer_of(["75001", "75002", "92003", "92004"], shapes))


def test_a_level_leaves_out_communes_without_unit_and_sums_areas() -> None:
    communes = four_communes()
    unit_of = pd.Series({"75001": "A", "75002": "B", "92003": "A", "92004": None})
    level = dissolve_level(communes, unit_of)
    areas = communes.set_index("code")["area_km2"]
    assert list(level["code"]) == ["A", "B"]
    assert list(level["area_km2"]) == [areas["75001"] + areas["92003"], areas["75002"]]
    assert level.geometry.iloc[0].geom_type == "Polygon"


def test_overlapping_units_are_refused_by_code() -> None:
    layer = layer_of(["A", "B", "C"], [square(0, 0), square(0.5, 0), square(5, 0)])
    with pytest.raises(DataFileError, match=r"epci.* : A, B"):
        check_coverage(layer, "epci")


def composition() -> pd.DataFrame:
    """Write what four communes belong to; 92004 is an island: no EPCI."""
    table = pd.DataFrame(index=pd.Index(["75001", "75002", "92003", "92004"], name="commune_code"))
    table["epci_siren"] = ["200054781", "200054781", "200066793", None]
    table["ept_siren"] = ["200057867", None, None, None]
    table["zone_emploi_code"] = ["1101", "1101", "1102", "1102"]
    table["bassin_vie_code"] = ["75056", "75056", "92003", "92003"]
    table["departement_code"] = ["75", "75", "92", "92"]
    table["region_code"] = "11"
    table["territoire_id_phase1"] = ["ti-1101", None, None, None]
    table["territoire_id_phase2"] = [None, "ti-1101", "ti-1101", None]
    return table


def build(folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """Build everything from four communes; give the bytes of each file."""
    # What is around France is placed beside its overseas départements, which are not here.
    monkeypatch.setattr(geography, "write_around", lambda *_: {})
    monkeypatch.setattr(sources, "GEO", folder / "geo")
    monkeypatch.setattr(sources, "STATIC", folder / "static")
    table, said = composition(), list[str]()
    names = {
        key: {
            code: f"Unité {code}"
            for code in table.get(level.column, pd.Series(table.index)).dropna()
        }
        for key, level in BOUNDARY_LEVELS.items()
    }
    geography.write_geography(four_communes(), table, names, said.append)
    assert len(said) == len(LEVELS) + len(BOUNDARY_LEVELS)
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_two_builds_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = build(tmp_path / "one", monkeypatch)
    assert len(first) == len(BOUNDARY_LEVELS) * 2 + 2 + len(LEVELS) + 1
    assert build(tmp_path / "two", monkeypatch) == first


def test_a_rebuild_drops_screen_files_of_another_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stale = tmp_path / "static" / "geo" / "epci-0123456789.json"
    stale.parent.mkdir(parents=True)
    stale.write_text("{}", "utf-8")
    files = build(tmp_path, monkeypatch)
    assert str(stale.relative_to(tmp_path)) not in files
    assert sum("static/geo/epci-" in name for name in files) == 1


def test_a_unit_without_name_is_refused() -> None:
    with pytest.raises(DataFileError, match="sans nom au niveau epci : 200066793"):
        geography.build_level(four_communes(), composition(), "epci", {"200054781": "Métropole"})
