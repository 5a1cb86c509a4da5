"""Systems of coordinates of the files, and what lies outside their area."""

import re
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely

from territoires_industrie.crs import MEASURING_CRS, WRITTEN_CRS
from territoires_industrie.errors import UnknownCodeError
from territoires_industrie.export.archive import document_of, export_table, write_document
from territoires_industrie.export.formats import FORMATS
from territoires_industrie.export.ground import project
from territoires_industrie.export.manner import Manner
from territoires_industrie.export.table import Table
from territoires_industrie.scene.errors import RequestError
from territoires_industrie.scene.view import View

DEPARTEMENTS = Table(View("departement"), ("population_count",))
LAMBERT = Manner(crs="EPSG:2154")


@pytest.mark.parametrize("form", ["gpkg", "flatgeobuf"])
def test_a_file_is_in_the_system_that_is_asked_for(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"x.{FORMATS[form].suffix}"
    path.write_bytes(export_table(DEPARTEMENTS, form, LAMBERT))
    found = pyogrio.read_dataframe(path, layer="departement")
    assert found.crs == "EPSG:2154"
    assert len(found) == 96
    places = shapely.get_coordinates(found.geometry.to_numpy())
    assert np.abs(places - np.round(places, 2)).max() < 1e-6
    assert shapely.is_valid(found.geometry.to_numpy()).all()
    ain = found.set_index("departement_code")
    # The official area of the ground, within what the generalised line changes.
    assert ain.area["01"] / 1e6 == pytest.approx(5800, rel=0.01)


def test_every_part_of_france_has_its_system() -> None:
    document = document_of(DEPARTEMENTS)
    for code, crs in MEASURING_CRS.items():
        placed = project(document, crs)
        assert code in set(placed.rows["departement_code"])
        assert set(placed.rows["departement_code"]) <= set(MEASURING_CRS)
        assert str(101 - len(placed.rows)) in placed.kept[-1]
    assert project(document, WRITTEN_CRS[0]) is document


def test_other_formats_and_other_systems_are_refused() -> None:
    with pytest.raises(RequestError, match="flatgeobuf"):
        export_table(DEPARTEMENTS, "geojson", LAMBERT)
    with pytest.raises(UnknownCodeError, match="2154"):
        export_table(DEPARTEMENTS, "gpkg", Manner(crs="EPSG:2153"))


def test_coordinates_are_written_with_six_decimals() -> None:
    content = write_document(document_of(DEPARTEMENTS), "geojson").decode()
    outlines = "".join(line.partition('"geometry":')[2] for line in content.splitlines())
    assert len(outlines) > 100_000
    assert not re.search(r"\.\d{7}", outlines)
