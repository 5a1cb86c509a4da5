"""Declared sites taken away: a layer of the GeoPackage, a table of the ZIP, a GeoJSON."""

import json
import sqlite3
from contextlib import closing
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import fromstring
from zipfile import ZipFile

import geopandas as gpd
import pyogrio
import pytest

from territoires_industrie.analysis.industrial_sites import sites_of
from territoires_industrie.export.archive import export_sites_geojson, export_table
from territoires_industrie.export.sites import LAYER, site_document, site_rows
from territoires_industrie.scene.filters import Filter
from territoires_industrie.scene.sites import shown_sites
from territoires_industrie.scene.view import View

OGC = "{http://www.opengis.net/ogc}"
DUNKIRK = View("epci", filter=Filter(only=("245900428",)), sites="secteur")


def test_the_rows_are_the_sites_of_the_units_kept() -> None:
    rows = site_rows(DUNKIRK)
    found = sites_of("epci", ("245900428",))
    assert rows["site_id"].tolist() == sorted(found.index)
    assert rows.geometry.notna().sum() == found["is_located"].sum() == 36
    assert len(site_rows(View())) == 7349


def test_a_geopackage_has_the_sites_as_a_second_layer(tmp_path: Path) -> None:
    path = tmp_path / "sites.gpkg"
    path.write_bytes(export_table(DUNKIRK, "gpkg"))
    layers = dict(pyogrio.list_layers(path)[:, :2].tolist())
    assert layers[LAYER] == "Point"
    sites = gpd.read_file(path, layer=LAYER)
    assert len(sites) == 45
    assert sites["co2_fossil_t"].max() == 5_852_000
    assert sites.total_bounds == pytest.approx(site_rows(DUNKIRK).total_bounds)
    path.write_bytes(export_table(View("epci", filter=DUNKIRK.filter), "gpkg"))
    assert LAYER not in pyogrio.list_layers(path)[:, 0]


def test_a_zip_has_the_sites_as_a_table() -> None:
    with ZipFile(BytesIO(export_table(DUNKIRK, "zip"))) as archive:
        lines = archive.read(f"{LAYER}.csv").decode("utf-8-sig").splitlines()
        sources = archive.read("sources.txt").decode("utf-8-sig")
    assert len(lines) == 46
    assert lines[0].endswith(';"lon";"lat"')
    assert sum(line.endswith(";;") for line in lines) == 9
    assert "Géorisques" in sources
    assert "toutes les usines" in sources


def test_only_files_that_hold_the_sites_cite_their_source() -> None:
    assert "Géorisques" not in export_table(DUNKIRK, "geojson").decode()
    document = site_document("commune", Filter(regions=("32",)), sector="CC")
    assert set(document.rows["a38_code"]) == {"CC"}
    assert [note.column for note in document.columns][-2:] == ["lon", "lat"]
    assert "query" in document.citation.python


def test_columns_of_the_sites_are_in_the_dictionary() -> None:
    with ZipFile(BytesIO(export_table(DUNKIRK, "zip"))) as archive:
        dictionary = archive.read("dictionnaire.csv").decode("utf-8-sig")
        types = archive.read(f"{LAYER}.csvt").decode().strip().split(",")
        head = archive.read(f"{LAYER}.csv").decode("utf-8-sig").splitlines()[0].split(";")
    assert all(f"\n{column};" in dictionary for column in head)
    assert dict(zip(head, types, strict=True))['"siret"'] == '"String"'


def test_a_geojson_of_the_sites_says_what_they_are_not() -> None:
    content = json.loads(export_sites_geojson(DUNKIRK))
    assert "pas toutes les usines" in content["notice"]
    shapes = [feature["geometry"] for feature in content["features"]]
    assert (len(shapes), shapes.count(None)) == (45, 9)
    assert {shape["type"] for shape in shapes if shape} == {"Point"}


def test_gis_show_the_sites_as_the_map_does() -> None:
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(export_table(DUNKIRK, "gpkg"))
        stored = database.execute(
            "SELECT useAsDefault, styleQML, styleSLD FROM layer_styles WHERE f_table_name = ?",
            [LAYER],
        ).fetchall()
    (by_sector, qml, sld), (by_co2, _co2_qml, co2_sld) = stored
    assert (by_sector, by_co2) == (1, 0)
    rules = list(fromstring(qml).iter("rule"))
    sectors = set(site_rows(DUNKIRK)["a38_code"])
    assert {rule.get("filter") for rule in rules} == {f"\"a38_code\" = '{x}'" for x in sectors}
    shown = {group.label: group.colour for group in shown_sites("secteur").groups}
    marks = [one for one in fromstring(qml).iter("Option") if one.get("name") == "color"]
    found = [
        "#{:02x}{:02x}{:02x}".format(*map(int, str(one.get("value")).split(",")[:3]))
        for one in marks
    ]
    assert found == [shown[str(rule.get("label"))] for rule in rules]
    assert all(colour in sld for colour in found)
    assert "sqrt" in co2_sld
    # Most sites declare none: an empty cell, which equals no number.
    (either,) = fromstring(co2_sld).iter(f"{OGC}Or")
    assert [one.tag for one in either] == [f"{OGC}PropertyIsEqualTo", f"{OGC}PropertyIsNull"]
    assert [one.text for one in either.iter(f"{OGC}PropertyName")] == ["co2_fossil_t"] * 2
