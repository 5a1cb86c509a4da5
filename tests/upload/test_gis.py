"""Layers of a GIS and Parquet files: the key column is used, or the point in its commune."""

import json
import zipfile
from io import BytesIO
from pathlib import Path

import geopandas as gpd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyproj import CRS
from shapely.geometry import Point

from territoires_industrie.upload import limits, propose_roles, read_upload
from tests.upload.files import refusal

LE_HAVRE, ROUEN = "200084952", "200023414"
WITH_KEY = gpd.GeoDataFrame(
    {"siren": [LE_HAVRE, ROUEN], "taux": [1.5, 2.5]},
    geometry=[Point(0.11, 49.49), Point(1.1, 49.44)],
    crs="EPSG:4326",
)


def write(frame: gpd.GeoDataFrame, form: str, folder: Path) -> bytes:
    if form == "parquet":
        file = BytesIO()
        frame.to_parquet(file)
        return file.getvalue()
    if form == "shp.zip":
        frame.to_file(folder / "couche.shp")
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for part in sorted(folder.glob("couche.*")):
                archive.write(part, part.name)
        return packed.getvalue()
    path = folder / f"couche.{form}"
    frame.to_file(path)
    return path.read_bytes()


@pytest.mark.parametrize("form", ["gpkg", "geojson", "parquet", "shp.zip"])
def test_the_key_of_a_layer_is_used(form: str, tmp_path: Path) -> None:
    table = read_upload(f"a.{form}", write(WITH_KEY, form, tmp_path))
    roles = propose_roles(table)
    assert (roles.key_kind, roles.key_column, roles.value) == ("epci", "siren", "taux")
    assert table.cells["taux"].tolist() == ["1.5", "2.5"]


def test_a_layer_without_codes_is_placed_in_its_communes(tmp_path: Path) -> None:
    bare = WITH_KEY[["taux", "geometry"]].to_crs("EPSG:2154")
    table = read_upload("a.gpkg", write(bare, "gpkg", tmp_path))
    assert table.cells.iloc[:, 0].tolist() == ["76351", "76540"]
    assert propose_roles(table).key_kind == "commune"
    assert table.notes


def test_objects_that_share_no_name_are_refused_before_a_table_is_made() -> None:
    wide = [{f"c{rank}_{name}": 1 for name in range(10)} for rank in range(limits.MAX_COLUMNS)]
    assert "Trop de colonnes" in refusal(json.dumps(wide).encode())


def test_a_parquet_whose_texts_are_none_is_told_as_damaged() -> None:
    file = BytesIO()
    written = pa.array([b"01\xff", b"02"], pa.binary())
    codes = pa.Array.from_buffers(pa.string(), len(written), written.buffers())
    pq.write_table(pa.table({"code": codes, "n": [1, 2]}), file)
    assert "Fichier illisible" in refusal(file.getvalue(), "a.parquet")


def test_features_of_a_crs_of_nowhere_are_told_as_damaged() -> None:
    file = BytesIO()
    points = [Point(1, 1), Point(2, 2)]
    layer = gpd.GeoDataFrame({"nom": ["a", "b"], "n": [1.5, 2]}, geometry=points)
    layer.set_crs(CRS.from_wkt('LOCAL_CS["x",UNIT["m",1]]')).to_parquet(file)
    assert "Fichier illisible" in refusal(file.getvalue(), "a.parquet")
