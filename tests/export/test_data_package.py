"""The descriptions of the data, read by others' programs: Frictionless, and DCAT's own terms."""

import json

import frictionless
import pandas as pd
import pyarrow.parquet as pq
import pytest

from territoires_industrie.export.data_package import describe_package
from territoires_industrie.export.dcat import write_dcat
from territoires_industrie.sources import DATA, GEO, ROOT, list_files

PACKAGE = describe_package()
RESOURCES = {one["path"]: one for one in PACKAGE["resources"]}
TABLES = [path for path in RESOURCES if path.endswith(".csv")]
ARROW = {
    "string": ("string", "large_string", "dictionary", "list"),
    "integer": ("int", "uint", "double"),
    "number": ("double", "float", "int"),
    "boolean": ("bool",),
    "date": ("date", "string", "large_string", "timestamp"),
    "any": ("binary", "large_binary"),
}


def test_the_package_is_one_and_names_every_file() -> None:
    package = frictionless.Package.from_descriptor(PACKAGE)
    assert sorted(RESOURCES) == sorted(
        f"{path.parent.name}/{path.name}" for folder in (DATA, GEO) for path in list_files(folder)
    )
    assert len(package.resources) == len(RESOURCES)


@pytest.mark.parametrize("path", TABLES)
def test_a_table_is_as_its_schema_says(path: str) -> None:
    descriptor = {**RESOURCES[path]}
    resource = frictionless.Resource.from_descriptor(descriptor, basepath=str(ROOT))
    report = resource.validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])[:5]


@pytest.mark.parametrize("path", [path for path in RESOURCES if path.endswith(".parquet")])
def test_the_types_of_a_parquet_file_are_those_of_its_schema(path: str) -> None:
    schema = {one["name"]: one["type"] for one in RESOURCES[path]["schema"]["fields"]}
    held = pq.read_schema(ROOT / path)
    assert list(schema) == held.names
    for field in held:
        assert str(field.type).startswith(ARROW[schema[field.name]]), field
    # A whole number that may be missing is held as a float.
    whole = [name for name, kind in schema.items() if kind == "integer"]
    assert (pd.read_parquet(ROOT / path, columns=whole).fillna(0) % 1 == 0).all(axis=None)
    key = RESOURCES[path]["schema"]["primaryKey"]
    assert not pd.read_parquet(ROOT / path, columns=key).duplicated().any()


def test_the_catalogue_in_dcat_leads_to_every_file() -> None:
    catalogue = json.loads(write_dcat())
    assert catalogue["@type"] == "dcat:Catalog"
    leads = {
        one["dcat:downloadURL"]["@id"]
        for dataset in catalogue["dcat:dataset"]
        for one in dataset["dcat:distribution"]
    }
    assert set(RESOURCES) < leads
    assert "epci.geojson" in leads
    assert len({dataset["@id"] for dataset in catalogue["dcat:dataset"]}) == len(
        catalogue["dcat:dataset"]
    )
