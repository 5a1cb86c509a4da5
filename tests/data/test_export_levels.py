"""Every level as a file: the promised columns, the same values read back by GDAL."""

import csv
import io
import json
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
import shapely

from territoires_industrie.errors import UnknownCodeError
from territoires_industrie.export.archive import (
    export_table,
)
from territoires_industrie.export.csv import export_csv, without_ground
from territoires_industrie.export.dictionary import column_notes
from territoires_industrie.export.names import file_name, layer_name
from territoires_industrie.export.table import Table, joined_table
from territoires_industrie.indicators import Measure, find_indicator
from territoires_industrie.levels import LEVELS
from territoires_industrie.membership import read_units
from territoires_industrie.scene.filters import Filter, select_units
from territoires_industrie.scene.view import View
from territoires_industrie.statistics.status import WITH_FIGURE, Status

PROMISED = {
    "epci": (
        "epci_siren",
        "epci_name",
        "epci_kind",
        "departement_code",
        "region_code",
        "region_name",
        "territoire_id_phase1",
        "territoire_name_phase1",
        "territoire_id_phase2",
        "territoire_name_phase2",
    ),
    "territoire_phase1": ("territoire_id", "territoire_name", "phase", "epci_count"),
    "territoire_phase2": ("territoire_id", "territoire_name", "phase", "epci_count"),
    "zone_emploi": ("zone_emploi_code", "zone_emploi_name", "region_code"),
    "bassin_vie": ("bassin_vie_code", "bassin_vie_name", "departement_code", "region_code"),
    "departement": ("departement_code", "departement_name", "region_code"),
    "region": ("region_code", "region_name"),
    "commune": ("commune_code", "commune_name", "epci_siren", "departement_code", "region_code"),
}
COUNTS = {
    "epci": 1253,
    "territoire_phase1": 149,
    "territoire_phase2": 183,
    "bassin_vie": 1707,
    "departement": 101,
    "region": 18,
    "commune": 34875,
}


def kept_codes(table: Table) -> list[str]:
    """List the codes of the rows that a table keeps."""
    kept = select_units(table.view.level, table.view.filter)
    return list(kept.index[kept])


@pytest.fixture(scope="module", params=list(LEVELS))
def extract(request: pytest.FixtureRequest) -> Table:
    keys = ("population_count",) if request.param == "commune" else ()
    return Table(View(request.param), keys)


@pytest.fixture(scope="module")
def table(extract: Table) -> gpd.GeoDataFrame:
    return joined_table(extract)


@pytest.fixture(scope="module")
def content(extract: Table, table: gpd.GeoDataFrame) -> bytes:
    return export_table(extract, "geojson", rows=table)


@pytest.fixture(scope="module")
def collection(content: bytes) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(content)
    return read


@pytest.fixture(scope="module")
def read_back(
    content: bytes, extract: Table, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[gpd.GeoDataFrame]:
    path = tmp_path_factory.mktemp("export") / file_name(extract, "geojson")
    path.write_bytes(content)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield pyogrio.read_dataframe(path)


def test_promised_columns_are_there(extract: Table, table: gpd.GeoDataFrame) -> None:
    wanted = {*PROMISED[extract.view.level], "population_count", "area_km2"}

    assert wanted <= set(table.columns)
    assert table.columns.is_unique
    assert len(table) == COUNTS.get(extract.view.level, len(table))
    assert table.crs == "EPSG:4326"


def test_a_figure_is_missing_exactly_when_its_status_says_so(table: gpd.GeoDataFrame) -> None:
    # Not by the ending of the year: a figure may itself be a rate per year.
    keys = [name.removesuffix("_status") for name in table if str(name).endswith("_status")]
    assert {"population_count", "area_km2"} <= set(keys)
    for key in keys:
        known = table[f"{key}_status"].isin(WITH_FIGURE)
        assert table[key].notna().equals(known), key
        assert set(table[f"{key}_status"]) <= {str(status) for status in Status}
        years = table[f"{key}_year"]
        # Mayotte's census is of 2017, the year of no other unit.
        elsewhere = ~years.isin(find_indicator(key).years)
        assert set(years[elsewhere]) <= {"2017"}, key
        assert set(table.loc[elsewhere, "region_code"]) <= {"06"}, key


def test_gdal_reads_the_same_values(
    read_back: gpd.GeoDataFrame, table: gpd.GeoDataFrame, extract: Table
) -> None:
    assert read_back["id"].tolist() == table[LEVELS[extract.view.level].code_field].tolist()
    for name in table.columns.drop("geometry"):
        if pd.api.types.is_numeric_dtype(table[name]):
            expected, found = table[name].astype(float), read_back[name].astype(float)
            assert found.sub(expected).abs().max() < 1e-9 or expected.isna().all(), name
            assert found.isna().equals(expected.isna()), name
        else:
            pairs = zip(read_back[name], table[name], strict=True)
            wrong = [pair for pair in pairs if pair[0] != pair[1] and not pd.isna(list(pair)).all()]
            assert not wrong, (name, wrong[:3])


# Two levels: all the columns, and the most rows. What differs between levels is the table, whose
# cells are read back at each from GeoJSON and CSV; a format writes whatever table it is given.
@pytest.mark.parametrize("extract", ["epci", "commune"], indirect=True)
@pytest.mark.parametrize("written_as", ["gpkg", "geoparquet", "xlsx"])
def test_every_format_holds_the_same_cells(
    extract: Table, table: gpd.GeoDataFrame, written_as: str, tmp_path: Path
) -> None:
    path = tmp_path / file_name(extract, written_as)
    path.write_bytes(export_table(extract, written_as, rows=table))

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = read_format(path, written_as, layer_name(extract))

    assert len(found) == len(table)
    for name in table.columns.drop("geometry"):
        if pd.api.types.is_numeric_dtype(table[name]):
            expected = table[name].astype(float)
            assert found[name].astype(float).sub(expected).abs().max() < 1e-9 or (
                expected.isna().all()
            ), name
            assert found[name].isna().tolist() == expected.isna().tolist(), name
        else:
            assert found[name].fillna("").tolist() == table[name].fillna("").tolist(), name


def read_format(path: Path, written_as: str, layer: str) -> pd.DataFrame:
    """Read the figures back with the tool that such a file is for: GDAL, or pyarrow."""
    if written_as == "xlsx":
        keys = {status.word: str(status) for status in Status}
        read = pd.read_excel(path, sheet_name="données", header=1, dtype=object, engine="calamine")
        return read.map(lambda cell: keys.get(cell, cell))
    is_parquet = written_as == "geoparquet"
    found = gpd.read_parquet(path) if is_parquet else pyogrio.read_dataframe(path, layer=layer)
    assert set(found.geom_type) == {"MultiPolygon"}
    assert shapely.is_valid(found.geometry.to_numpy()).all()
    return pd.DataFrame(found.drop(columns="geometry"))


def test_outlines_are_valid_and_turned_the_rfc_way(
    collection: dict[str, Any], table: gpd.GeoDataFrame
) -> None:
    outlines = shapely.from_geojson(
        [json.dumps(feature["geometry"]) for feature in collection["features"]]
    )

    assert shapely.is_valid(outlines).all()
    parts = shapely.get_parts(outlines)
    assert shapely.is_ccw(shapely.get_exterior_ring(parts)).all()
    assert shapely.area(outlines) == pytest.approx(
        shapely.area(table.geometry.to_numpy()), abs=1e-6
    )


def test_the_head_of_the_collection(collection: dict[str, Any]) -> None:
    assert "crs" not in collection
    assert collection["licence"]
    assert collection["sources"]
    assert collection["vintage"]["cog_year"] == 2026
    assert all(source["attribution"] for source in collection["sources"])


def test_csv_holds_the_same_cells(table: gpd.GeoDataFrame) -> None:
    text = export_csv(table, "point").decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=";")

    assert header == list(table.columns.drop("geometry"))
    assert len(rows) == len(table)
    for position, name in enumerate(header):
        cells = [row[position] for row in rows]
        if pd.api.types.is_numeric_dtype(table[name]):
            found = pd.Series([float(cell) if cell else None for cell in cells], dtype=float)
            assert found.equals(table[name].astype(float)), name
        else:
            assert cells == table[name].fillna("").tolist(), name


def test_the_dictionary_follows_the_columns(extract: Table, table: gpd.GeoDataFrame) -> None:
    notes = column_notes(extract)

    assert [note.column for note in notes] == list(table.columns.drop("geometry"))
    assert all(note.label and note.definition and note.source and note.licence for note in notes)


def test_the_same_request_gives_the_same_bytes() -> None:
    request = Table(View("region", filter=Filter(regions=("28",))))

    for written_as in ("geojson", "zip"):
        assert export_table(request, written_as) == export_table(request, written_as)


def test_axe_seine_has_its_ten_epci_at_every_level_of_detail() -> None:
    names = read_units("territoire_phase2")["name"]
    (territoire,) = names.index[names == "Axe Seine"]
    choice = ("territoire_phase2", str(territoire))

    own = joined_table(Table(View("territoire_phase2", filter=Filter(within=choice))))
    epci = joined_table(Table(View("epci", filter=Filter(within=choice))))
    communes = joined_table(
        Table(View("commune", filter=Filter(within=choice)), ("population_count",))
    )

    assert own["epci_count"].tolist() == [len(epci)] == [10]
    # Legal population of 2023; that of 2022 is 1,263,825.
    assert own["population_count"].sum() == 1_268_368
    assert epci["population_count"].sum() == communes["population_count"].sum() == 1_268_368
    assert set(communes["epci_siren"]) == set(epci["epci_siren"])
    assert set(epci["territoire_id_phase2"]) == {str(territoire)}


def test_an_id_is_read_in_its_phase() -> None:
    first, second = (
        set(
            kept_codes(
                Table(View("epci", filter=Filter(within=(f"territoire_phase{phase}", "ti-2801"))))
            )
        )
        for phase in (1, 2)
    )

    assert first
    assert second
    assert not first & second


def test_the_region_rule_decides_for_those_that_cross_a_border() -> None:
    seat = set(kept_codes(Table(View("epci", filter=Filter(regions=("28",))))))
    touch = set(
        kept_codes(Table(View("epci", filter=Filter(regions=("28",), region_rule="touche"))))
    )

    assert seat < touch


def test_a_filter_may_name_its_units_and_no_others() -> None:
    rows = joined_table(View("region", "population_count", filter=Filter(only=("28", "11"))))

    assert rows["region_code"].tolist() == ["11", "28"]
    with pytest.raises(UnknownCodeError, match="99"):
        joined_table(View("region", "population_count", filter=Filter(only=("99",))))


def test_the_archive_holds_table_dictionary_and_sources() -> None:
    request = Table(View("region"))

    with ZipFile(io.BytesIO(export_table(request, "zip"))) as archive:
        assert archive.testzip() is None
        table, _types, dictionary, sources = (archive.read(name) for name in archive.namelist())

    names = [file_name(request, "csv"), file_name(request, "csvt")]
    assert archive.namelist() == [*names, "dictionnaire.csv", "sources.txt"]
    assert table == export_csv(without_ground(joined_table(request)))
    assert "Licence Ouverte" in sources.decode("utf-8-sig")
    assert dictionary.startswith(b"\xef\xbb\xbf")


def test_file_names_say_subject_level_filter_and_vintage(tmp_path: Path) -> None:
    request = Table(
        View(
            "epci",
            filter=Filter(regions=("28",), region_rule="touche", programme="phase2", sector="CB"),
        ),
        ("population_count",),
    )

    name = file_name(request, "csv")

    year = find_indicator("population_count").years[-1]
    assert name == (
        f"population-count-{year}_epci_normandie-touche_phase2_secteur-cb-1-5_cog2026.csv"
    )
    (tmp_path / name).touch()


def test_a_category_keeps_its_codes() -> None:
    categories = [
        indicator
        for level in LEVELS
        for indicator in map(find_indicator, _keys(level))
        if indicator.measure is Measure.CATEGORY
    ]
    for indicator in categories:
        found = joined_table(View(indicator.levels[0], indicator.key))[indicator.key]
        assert set(found.dropna()) <= {code for code, _ in indicator.categories}


def _keys(level_key: str) -> list[str]:
    from territoires_industrie.indicators import indicators_of

    return [indicator.key for indicator in indicators_of(level_key)]
