"""A file of a GIS holds its own table: nothing of the machine, nothing of the network is read."""

import json
import socket
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path

import geopandas as gpd
import pytest
from shapely.geometry import Point

from territoires_industrie.upload.limits import MAX_COLUMNS
from territoires_industrie.upload.reading import Reading, read_upload
from tests.upload.files import refusal

LE_HAVRE = "200084952"
FEATURE = {
    "type": "Feature",
    "properties": {"siren": LE_HAVRE, "taux": 1.5},
    "geometry": {"type": "Point", "coordinates": [0.11, 49.49]},
}
LAYER = gpd.GeoDataFrame({"siren": [LE_HAVRE], "taux": [1.5]}, geometry=[Point(0, 0)], crs=4326)


@pytest.fixture
def foreign() -> Iterator[socket.socket]:
    """Listen on this machine; whoever is called has a connection that waits."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield listening


def assert_not_called(listening: socket.socket) -> None:
    with pytest.raises(BlockingIOError):
        listening.accept()


def address_of(listening: socket.socket) -> str:
    return f"http://127.0.0.1:{listening.getsockname()[1]}/a"


def collection(**more: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": [FEATURE], **more}).encode()


def archive(**parts: bytes | str) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as zipped:
        for name, content in parts.items():
            zipped.writestr(name.replace("_", "."), content)
    return file.getvalue()


def list_of_layers(source: str) -> str:
    layer = f'<OGRVRTLayer name="secret"><SrcDataSource>{source}</SrcDataSource></OGRVRTLayer>'
    return f"<OGRVRTDataSource>{layer}</OGRVRTDataSource>"


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "secret.csv"
    file.write_text(f"siren,secret\n{LE_HAVRE},12\n", encoding="utf-8")
    return file


@pytest.mark.parametrize("kind", ["link", "url"])
def test_the_crs_of_a_geojson_is_not_fetched(foreign: socket.socket, kind: str) -> None:
    crs = {"type": kind, "properties": {"href": address_of(foreign), "url": address_of(foreign)}}
    geometry = {**FEATURE["geometry"], "crs": crs}  # type: ignore[dict-item]
    inside = collection(features=[{**FEATURE, "crs": crs, "geometry": geometry}])
    for content in (collection(crs=crs), inside):
        assert read_upload("a.geojson", content).cells["taux"].tolist() == ["1.5"]
        assert_not_called(foreign)


def test_the_crs_that_a_geojson_names_places_its_features() -> None:
    lambert = gpd.GeoSeries([Point(0.11, 49.49)], crs=4326).to_crs(2154)[0]
    placed = {**FEATURE, "properties": {"taux": 2}, "geometry": lambert.__geo_interface__}
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::2154"}}
    table = read_upload("a.geojson", collection(features=[placed], crs=crs))
    assert table.cells.iloc[0].tolist() == ["76351", "2"]


def test_a_command_in_json_is_not_run(secret: Path) -> None:
    command = f"gdal vector pipeline ! read {secret} ! write --of=stream a"
    told = {"type": "gdal_streamed_alg", "command_line": command, "a": "FeatureCollection"}
    assert "Fichier illisible" in refusal(json.dumps(told).encode())


def test_a_shapefile_that_is_none_reads_no_file_of_the_machine(secret: Path) -> None:
    assert "Fichier illisible" in refusal(archive(a_shp=list_of_layers(str(secret))))


def test_a_shapefile_that_is_none_calls_no_other_machine(foreign: socket.socket) -> None:
    refusal(archive(a_shp=list_of_layers(f"/vsicurl/{address_of(foreign)}")))
    assert_not_called(foreign)


def test_only_the_shapefile_of_an_archive_is_opened(secret: Path, tmp_path: Path) -> None:
    LAYER.to_file(tmp_path / "b.shp")
    parts = {file.name.replace(".", "_"): file.read_bytes() for file in tmp_path.glob("b.*")}
    content = archive(a_vrt=list_of_layers(str(secret)), **parts)
    assert read_upload("a.zip", content).columns == ["siren", "taux"]
    assert read_upload("a.zip", content).sheets == ()


def write_sqlite(file: Path, *orders: str) -> bytes:
    with closing(sqlite3.connect(file)) as base:
        base.execute("PRAGMA writable_schema = ON")
        for order in orders:
            base.execute(order)
        base.commit()
    return file.read_bytes()


def test_a_virtual_table_reads_nothing(foreign: socket.socket, secret: Path) -> None:
    for source in (str(secret), f"/vsicurl/{address_of(foreign)}"):
        made = f"CREATE VIRTUAL TABLE v USING VirtualOGR(''{source}'')"
        foreign_table = f"INSERT INTO sqlite_master VALUES ('table', 'v', 'v', 0, '{made}')"
        layer = secret.with_suffix(".gpkg")
        LAYER.to_file(layer)
        bare = secret.with_suffix(".sqlite")
        bare.unlink(missing_ok=True)
        files = [
            write_sqlite(layer, foreign_table),
            write_sqlite(bare, "CREATE TABLE t (siren TEXT, taux REAL)", foreign_table),
        ]
        for content in files:
            for sheet in ("", "v"):
                assert "Fichier illisible" in refusal(content, reading=Reading(sheet=sheet))
    assert_not_called(foreign)


def test_a_geopackage_that_a_gis_has_open_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.gpkg"
    LAYER.to_file(file)
    content = write_sqlite(file, "CREATE VIEW seen AS SELECT siren FROM a")
    assert read_upload("a.gpkg", content).columns == ["siren", "taux"]


def test_an_sqlite_file_that_is_damaged_is_refused() -> None:
    head = b"SQLite format 3\0".ljust(68, b"\1") + b"GPKG"
    for content in (head, head.ljust(4096, b"\xff")):
        assert "Fichier illisible" in refusal(content)


@pytest.mark.parametrize("place", ["properties", "feature"])
def test_features_that_share_no_name_are_refused_before_they_are_looked_up(
    monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    def never(*_args: object, **_more: object) -> None:
        raise AssertionError("GDAL takes the square of the names")

    monkeypatch.setattr("pyogrio.list_layers", never)
    monkeypatch.setattr("pyogrio.read_info", never)
    own = [{f"n{rank}": rank} for rank in range(MAX_COLUMNS + 1)]
    features = [
        {"type": "Feature", "geometry": None}
        | ({"properties": named} if place == "properties" else named)
        for named in own
    ]
    assert "Trop de colonnes" in refusal(collection(features=features))
