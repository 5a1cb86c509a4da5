"""Boundary files that are missing, altered or of another shape are refused, and say how to mend."""

import json
import shutil
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from territoires_industrie import boundaries, sources
from territoires_industrie.build.records import write_record
from territoires_industrie.errors import DataFileError, UnknownCodeError, VintageError
from territoires_industrie.sources import Record

ORIGIN = Record("Essai", "IGN", "Essai", attribution="IGN", coverage="-", cog_year=2026)


def write_layer(path: Path, codes: list[str], crs: str = "EPSG:4326", **dropped: bool) -> Path:
    squares = [shapely.box(at, 0, at + 1, 1) for at in range(len(codes))]
    layer = gpd.GeoDataFrame(
        {"code": codes, "name": codes, "area_km2": 1.0}, geometry=squares, crs=crs
    )
    layer.drop(columns=[name for name in dropped if dropped[name]]).to_parquet(path)
    write_record(path, ORIGIN, rows=len(codes), key=("code",), crs=crs)
    return path


def test_a_layer_is_indexed_by_code_and_read_once(tmp_path: Path) -> None:
    path = write_layer(tmp_path / "epci.parquet", ["200054781", "200066793"])
    layer = boundaries.read_layer(path)
    assert list(layer.index) == ["200054781", "200066793"]
    assert list(layer.columns) == ["name", "area_km2", "geometry"]
    assert boundaries.read_layer(path) is layer


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match=r"epci\.parquet.*absent.*git checkout"):
        boundaries.read_layer(tmp_path / "epci.parquet")


def test_a_truncated_file_is_refused(tmp_path: Path) -> None:
    path = write_layer(tmp_path / "epci.parquet", ["200054781"])
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(DataFileError, match="modifié ou tronqué"):
        boundaries.read_layer(path)


def test_a_file_that_is_no_layer_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "epci.parquet"
    path.write_bytes(b"PAR1 but nothing else")
    write_record(path, ORIGIN, rows=1, key=("code",))
    with pytest.raises(DataFileError, match="lecture des contours échoue"):
        boundaries.read_layer(path)


def test_another_crs_is_refused(tmp_path: Path) -> None:
    path = write_layer(tmp_path / "epci.parquet", ["200054781"], crs="EPSG:2154")
    with pytest.raises(DataFileError, match="EPSG:4326"):
        boundaries.read_layer(path)


def test_repeated_codes_are_refused(tmp_path: Path) -> None:
    path = write_layer(tmp_path / "epci.parquet", ["200054781", "200054781"])
    with pytest.raises(DataFileError, match="codes répétés : 200054781"):
        boundaries.read_layer(path)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    path = write_layer(tmp_path / "epci.parquet", ["200054781"], area_km2=True)
    with pytest.raises(DataFileError, match="absentes : area_km2"):
        boundaries.read_layer(path)


def test_another_cog_year_is_refused(tmp_path: Path) -> None:
    path = write_layer(tmp_path / "epci.parquet", ["200054781"])
    record = sources.record_path(path)
    record.write_text(record.read_text("utf-8").replace("= 2026", "= 2025"), "utf-8")
    with pytest.raises(VintageError, match="COG 2025, la carte suit celui de 2026"):
        boundaries.read_layer(path)


def test_another_number_of_units_is_refused(tmp_path: Path) -> None:
    path = write_layer(tmp_path / "epci.parquet", ["200054781"])
    write_record(path, ORIGIN, rows=2, key=("code",))
    with pytest.raises(DataFileError, match="2 unités attendues, 1 trouvées"):
        boundaries.read_layer(path)


def test_an_unknown_level_names_the_nearest() -> None:
    with pytest.raises(UnknownCodeError, match=r"regoin.*region"):
        boundaries.read_boundaries("regoin")
    with pytest.raises(UnknownCodeError, match="commune"):
        boundaries.screen_geometry("comune")


@pytest.fixture
def moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the screen files where a test may spoil them."""
    (tmp_path / "geo").mkdir()
    for name in ("screen.json", "screen.json.toml"):
        shutil.copy(sources.GEO / name, tmp_path / "geo" / name)
    shutil.copytree(sources.STATIC / "geo", tmp_path / "static" / "geo")
    monkeypatch.setattr(sources, "GEO", tmp_path / "geo")
    monkeypatch.setattr(sources, "STATIC", tmp_path / "static")
    return tmp_path


def test_whole_screen_files_are_accepted(moved: Path) -> None:
    shown = boundaries.screen_geometry("region")
    assert (moved / "static" / "geo" / shown.file).is_file()


def test_an_altered_screen_file_is_refused(moved: Path) -> None:
    file = next((moved / "static" / "geo").glob("insets-*.json"))
    file.write_bytes(file.read_bytes() + b" ")
    with pytest.raises(DataFileError, match=r"static/geo/insets-.*modifié ou tronqué"):
        boundaries.screen_file("insets")


def test_a_missing_screen_file_is_refused(moved: Path) -> None:
    next((moved / "static" / "geo").glob("epci-*.json")).unlink()
    with pytest.raises(DataFileError, match=r"static/geo/epci-.*absent"):
        boundaries.screen_geometry("epci")


def test_an_altered_manifest_is_refused(moved: Path) -> None:
    path = moved / "geo" / "screen.json"
    path.write_text(path.read_text("utf-8").replace("200000172", "200000173"), "utf-8")
    with pytest.raises(DataFileError, match="modifié ou tronqué"):
        boundaries.screen_bounds()


@pytest.mark.parametrize(
    ("text", "reason"), [("{", "JSON attendu"), (json.dumps({"epci": {}}), "insets, bounds")]
)
def test_a_manifest_of_another_shape_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "screen.json"
    path.write_text(text, "utf-8")
    write_record(path, ORIGIN)
    with pytest.raises(DataFileError, match=reason):
        boundaries.read_manifest(path)
