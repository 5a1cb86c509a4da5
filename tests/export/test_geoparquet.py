"""GeoParquet: what version 1.1 asks for, and that everything reads back."""

import json
from io import BytesIO

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from shapely import box

from territoires_industrie.errors import CrsError
from territoires_industrie.export.archive import export_table
from territoires_industrie.export.citation import data_fingerprint
from territoires_industrie.export.geoparquet import NOTES_KEY, export_geoparquet
from territoires_industrie.export.table import Table, joined_table
from territoires_industrie.scene.view import View

CELLS = st.text(st.characters(codec="utf-8"), max_size=12)


def layer(**columns: object) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {"epci_siren": ["200000172", "200000438"], **columns},
        geometry=[box(0, 0, 1, 1), box(1, 0, 2, 1)],
        crs="EPSG:4326",
    )


@pytest.fixture(scope="module")
def content() -> bytes:
    return export_table(Table(View("departement")), "geoparquet")


def test_the_metadata_are_those_of_version_1_1(content: bytes) -> None:
    metadata = pq.read_schema(BytesIO(content)).metadata

    geo = json.loads(metadata[b"geo"])

    column = geo["columns"][geo["primary_column"]]
    assert geo["version"] == "1.1.0"
    assert column["encoding"] == "WKB"
    assert column["orientation"] == "counterclockwise"
    assert column["geometry_types"] == ["MultiPolygon"]
    assert column["crs"]["id"] == {"authority": "EPSG", "code": 4326}
    assert column["covering"]["bbox"] == {
        edge: ["bbox", edge] for edge in ("xmin", "ymin", "xmax", "ymax")
    }


def test_the_boxes_are_those_of_the_geometry(content: bytes) -> None:
    table = pq.read_table(BytesIO(content))

    boxes = pd.DataFrame(table["bbox"].to_pylist())[["xmin", "ymin", "xmax", "ymax"]]

    outlines = shapely.from_wkb(table["geometry"].to_pylist())
    assert boxes.to_numpy() == pytest.approx(shapely.bounds(outlines))


def test_a_box_reads_only_what_it_meets(content: bytes) -> None:
    found = gpd.read_parquet(BytesIO(content), bbox=(55.2, -21.4, 55.9, -20.8))

    assert found["departement_code"].tolist() == ["974"]


def test_values_and_types_read_back(content: bytes) -> None:
    table = joined_table(Table(View("departement")))

    found = gpd.read_parquet(BytesIO(content))

    assert found.crs == "EPSG:4326"
    assert_frame_equal(
        pd.DataFrame(found.drop(columns="geometry")), pd.DataFrame(table.drop(columns="geometry"))
    )
    assert shapely.is_valid(found.geometry.to_numpy()).all()


def test_the_file_explains_itself(content: bytes) -> None:
    members = json.loads(pq.read_schema(BytesIO(content)).metadata[NOTES_KEY])

    citation = members["citation"]
    columns = [column["column"] for column in members["columns"]]
    assert columns == list(joined_table(Table(View("departement"))).columns.drop("geometry"))
    assert members["licence"]
    assert citation["fingerprint"] == data_fingerprint(Table(View("departement")))


def test_the_same_extract_gives_the_same_bytes(content: bytes) -> None:
    assert export_table(Table(View("departement")), "geoparquet") == content


def test_a_table_without_rows_is_a_file() -> None:
    content = export_geoparquet(layer().iloc[:0])

    assert len(gpd.read_parquet(BytesIO(content))) == 0


def test_another_crs_is_refused() -> None:
    with pytest.raises(CrsError, match="4326"):
        export_geoparquet(layer().to_crs("EPSG:2154"))


@settings(deadline=None)
@given(st.lists(st.tuples(CELLS, st.floats(allow_nan=False)), min_size=2, max_size=2))
def test_any_cell_reads_back(cells: list[tuple[str, float]]) -> None:
    texts, figures = (list(column) for column in zip(*cells, strict=True))

    found = gpd.read_parquet(BytesIO(export_geoparquet(layer(name=texts, value=figures))))

    assert list(zip(found["name"], found["value"], strict=True)) == cells
