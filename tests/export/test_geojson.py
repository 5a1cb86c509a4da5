"""GeoJSON: what RFC 7946 asks, and that GDAL reads the same values back."""

import json
import re
import tracemalloc
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon, box

from territoires_industrie.crs import STORAGE_CRS
from territoires_industrie.errors import CrsError
from territoires_industrie.export.archive import export_table
from territoires_industrie.export.geojson import (
    BLOCK_ROWS,
    LONG_FRACTION,
    _six_decimals,
    export_geojson,
)
from territoires_industrie.export.ground import writable_polygons
from territoires_industrie.export.table import Table
from territoires_industrie.scene.filters import Filter
from territoires_industrie.scene.view import View

CLOCKWISE = Polygon([(0, 0), (0, 2), (2, 2), (2, 0)], [[(0.5, 0.5), (1, 0.5), (1, 1), (0.5, 1)]])


def layer(**columns: Any) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {"epci_siren": ["200000172", "200000438"], **columns},
        geometry=[CLOCKWISE, MultiPolygon([box(3, 0, 4, 1), box(5, 0, 6, 1)])],
        crs="EPSG:4326",
    )


def test_no_coordinate_is_spelled_with_more_than_six_decimals() -> None:
    """GEOS spells 0.967057 as 0.9670570000000001, which other readers take for precision."""
    normandie = Table(View("epci", filter=Filter(regions=("28",))), ("population_count",))
    content = export_table(normandie, "geojson").decode()
    coordinates = re.findall(r"[\[,](-?\d+\.\d+)(?=[\],])", content)
    assert max(len(one.partition(".")[2]) for one in coordinates) == 6


def test_collection_members_and_feature_ids() -> None:
    members = {"name": "epci", "title": "EPCI – été"}

    found = json.loads(export_geojson(layer(), "epci_siren", members))

    assert list(found) == ["type", "name", "title", "features"]
    assert found["title"] == "EPCI – été"
    assert [feature["id"] for feature in found["features"]] == ["200000172", "200000438"]


def test_exterior_rings_are_counter_clockwise_and_holes_clockwise() -> None:
    outline = json.loads(export_geojson(layer(), "epci_siren"))["features"][0]["geometry"]
    (rings,) = outline["coordinates"]

    assert shapely.is_ccw(shapely.linearrings(rings[0]))
    assert not shapely.is_ccw(shapely.linearrings(rings[1]))


def test_a_layer_has_one_type_of_geometry() -> None:
    features = json.loads(export_geojson(layer(), "epci_siren"))["features"]

    assert {feature["geometry"]["type"] for feature in features} == {"MultiPolygon"}


def test_missing_cells_are_null() -> None:
    table = layer(jobs_count=pd.array([1, None], dtype="Int64"), share_pct=[np.nan, 2.5])

    features = json.loads(export_geojson(table, "epci_siren"))["features"]

    assert [feature["properties"]["jobs_count"] for feature in features] == [1, None]
    assert [feature["properties"]["share_pct"] for feature in features] == [None, 2.5]


def test_another_crs_is_refused() -> None:
    with pytest.raises(CrsError, match="4326"):
        export_geojson(layer().to_crs("EPSG:2154"), "epci_siren")


def test_an_empty_selection_is_a_collection_without_features() -> None:
    assert json.loads(export_geojson(layer().iloc[:0], "epci_siren"))["features"] == []


def test_gdal_reads_the_same_values(tmp_path: Path) -> None:
    table = layer(
        epci_name=['CC "Été" ; = 1\n', "CA Æ"],
        jobs_count=pd.array([1, None], dtype="Int64"),
        share_pct=[12.25, np.nan],
    )
    (tmp_path / "epci.geojson").write_bytes(export_geojson(table, "epci_siren", {"name": "epci"}))

    found = gpd.read_file(tmp_path / "epci.geojson")

    assert found.crs == "EPSG:4326"
    assert found["epci_name"].tolist() == table["epci_name"].tolist()
    assert found["share_pct"].tolist() == pytest.approx([12.25, np.nan], nan_ok=True)
    assert shapely.equals(found.geometry.to_numpy(), table.geometry.to_numpy()).all()


def test_the_head_may_be_long(tmp_path: Path) -> None:
    # GDAL guesses the format from the first kilobytes; our sources take several.
    content = export_geojson(layer(), "epci_siren", {"title": "x" * 20_000})
    (tmp_path / "epci.geojson").write_bytes(content)

    assert len(gpd.read_file(tmp_path / "epci.geojson")) == 2


def test_a_sliver_that_rounding_breaks_is_repaired() -> None:
    bow_tie_once_rounded = Polygon([(0, 0), (1, 0), (1, 1), (0.5, 0.0000004), (0, 1), (0, 0.5)])

    (found,) = writable_polygons(np.array([bow_tie_once_rounded], dtype=object))

    assert found.is_valid
    assert found.area == pytest.approx(bow_tie_once_rounded.area, abs=1e-5)


# Steps of a tenth of a degree and of a tenth of the last decimal that is kept.
steps = st.integers(-40, 80)


@given(
    st.lists(st.tuples(steps, steps), min_size=3, max_size=9),
    st.sampled_from([1e-1, 1e-7]),
)
def test_any_polygon_comes_out_valid_rounded_and_turned_right(
    points: list[tuple[int, int]], step: float
) -> None:
    drawn = shapely.make_valid(Polygon(np.array(points) * step))
    ground = [part for part in shapely.get_parts(drawn) if part.geom_type == "Polygon"]
    shape = shapely.union_all([*ground, box(20, 0, 21, 1)])

    (found,) = writable_polygons(np.array([shape], dtype=object))

    assert found.is_valid
    lonlat = shapely.get_coordinates(found)
    assert (lonlat == np.round(lonlat, 6)).all()
    for part in shapely.get_parts(found):
        assert part.exterior.is_ccw


def test_many_rows_are_written_without_holding_their_texts() -> None:
    """A worker that held every cell of all communes as a text would be out of its bounds."""
    rows, columns = 4 * BLOCK_ROWS + 1, 30
    squares = [box(west / 1000, 40, west / 1000 + 0.0005, 41) for west in range(rows)]
    cells = {f"c{number}": np.arange(rows) / 7 + number for number in range(columns)}
    codes = {"code": [f"{number:05}" for number in range(rows)]}
    table = gpd.GeoDataFrame(codes | cells, geometry=squares, crs=STORAGE_CRS)

    tracemalloc.start()
    file = export_geojson(table, "code")
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert [one["id"] for one in json.loads(file)["features"]] == codes["code"]
    assert peak < 3 * len(file)


@pytest.mark.parametrize(
    ("spelled", "written"),
    [
        ("[0.9670570000000001]", "[0.967057]"),
        ("[-55.1199999999999992]", "[-55.12]"),
        ("[3.0000000000000004]", "[3.0]"),
        ("[48.25,-1.5]", "[48.25,-1.5]"),
        ("[2.9999999999999996]", "[2.9999999999999996]"),
    ],
)
def test_a_long_fraction_is_written_short_and_never_moves(spelled: str, written: str) -> None:
    assert LONG_FRACTION.sub(_six_decimals, spelled) == written
