"""FlatGeobuf: what GDAL reads back is what was joined."""

import json
from pathlib import Path

import pyogrio
import pytest
import shapely

from territoires_industrie.export.archive import export_table, write_document
from territoires_industrie.export.dictionary import column_notes
from territoires_industrie.export.ground import writable_polygons
from territoires_industrie.export.origin import export_title
from territoires_industrie.export.sites import site_document
from territoires_industrie.export.table import Table, joined_table
from territoires_industrie.scene.filters import Filter
from territoires_industrie.scene.view import View

DEPARTEMENTS = Table(View("departement"))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("fgb") / "departements.fgb"
    found.write_bytes(export_table(DEPARTEMENTS, "flatgeobuf"))
    return found


def test_figures_and_texts_read_back(path: Path) -> None:
    wanted = joined_table(DEPARTEMENTS).set_index("departement_code")
    found = pyogrio.read_dataframe(path).set_index("departement_code").loc[wanted.index]
    assert found.crs == "EPSG:4326"
    assert list(found.columns) == list(wanted.columns)
    for name in wanted.columns.drop("geometry"):
        missing = wanted[name].isna()
        assert (found[name].isna() == missing).all(), name
        assert (found[name][~missing] == wanted[name][~missing]).all(), name
    outlines = writable_polygons(wanted.geometry.to_numpy())
    assert shapely.equals_identical(found.geometry.to_numpy(), outlines).all()


def test_the_index_finds_what_is_at_a_place(path: Path) -> None:
    reunion = pyogrio.read_dataframe(path, bbox=(55.2, -21.4, 55.9, -20.8))
    assert reunion["departement_code"].tolist() == ["974"]


def test_the_header_says_title_sources_and_columns(path: Path) -> None:
    metadata = pyogrio.read_info(path)["layer_metadata"]
    assert metadata["TITLE"] == export_title(DEPARTEMENTS)
    members = json.loads(metadata["DESCRIPTION"])
    assert members["sources"]
    assert members["licence"]
    assert [one["column"] for one in members["columns"]] == [
        note.column for note in column_notes(DEPARTEMENTS)
    ]


def test_a_filter_that_keeps_nothing_gives_a_layer_without_rows(tmp_path: Path) -> None:
    nothing = Table(View("region", filter=Filter(population_min=1e9)), ("population_count",))
    found = tmp_path / "nothing.fgb"
    found.write_bytes(export_table(nothing, "flatgeobuf"))
    assert len(pyogrio.read_dataframe(found)) == 0


def test_sites_without_a_sure_place_are_written_too(tmp_path: Path) -> None:
    sites = site_document("commune", Filter(regions=("28",)))
    assert sites.rows.geometry.isna().any()
    path = tmp_path / "sites.fgb"
    path.write_bytes(write_document(sites, "flatgeobuf"))
    assert len(pyogrio.read_dataframe(path)) == len(sites.rows)
