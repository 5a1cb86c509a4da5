"""Levels and sites as OGC API Features, where pygeoapi is installed."""

import json

import pytest

pytest.importorskip("pygeoapi", reason="pip install 'territoires-industrie[api]'")

from territoires_industrie.export.ogc import FEW_ITEMS, answer
from territoires_industrie.levels import LEVELS

TOP = "http://atlas.test/ogc"


def ask(path: str, query: str = "") -> tuple[int, dict[str, object]]:
    head, _line, body = answer(path, query, TOP).partition(b"\n")
    return int(head.split()[0]), json.loads(body)


def test_every_level_and_the_sites_are_collections() -> None:
    status, told = ask("collections")
    listed = told["collections"]
    assert isinstance(listed, list)
    assert status == 200
    assert {one["id"] for one in listed} == {*LEVELS, "sites"}
    assert all(link["href"].startswith(TOP) for link in listed[0]["links"] if "ogc" in link["href"])
    for path in ("", "conformance", "openapi", "collections/region/schema"):
        assert ask(path)[0] == 200
    for path in ("collections/x/items", "collections/region/x", "x", "collections/region/items/99"):
        assert ask(path)[0] == 404


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 101),
        ("region_code=28", 5),
        ("region_code=28&departement_code=76", 1),
        ("bbox=-1,49,1.8,50", 8),
        ("region_code=99", 0),
        ("filter=region_code='28' AND population_count>1000000", 1),
        ("filter=departement_name LIKE 'Seine%'&filter-lang=cql2-text", 3),
        ("filter=region_code IN ('28','93') AND NOT departement_code='13'", 10),
        ("filter=INTERSECTS(geometry, POINT(1.1 49.44))", 1),
    ],
)
def test_properties_and_a_box_keep_features(query: str, count: int) -> None:
    status, told = ask("collections/departement/items", f"{query}&limit=7")
    features = told["features"]
    assert isinstance(features, list)
    assert status == 200
    if not query.startswith("bbox"):
        assert told["numberMatched"] == count
    assert len(features) == min(7, int(str(told["numberMatched"])))


def test_pages_hold_each_feature_once() -> None:
    codes: list[str] = []
    for offset in range(0, 101, 40):
        _status, told = ask("collections/departement/items", f"limit=40&offset={offset}")
        features = told["features"]
        assert isinstance(features, list)
        codes += [one["id"] for one in features]
    assert len(codes) == len(set(codes)) == 101
    _status, told = ask("collections/departement/items")
    assert told["numberReturned"] == FEW_ITEMS


def test_one_feature_has_its_figures_and_its_types() -> None:
    _status, told = ask("collections/departement/items/76", "f=html")
    properties = told["properties"]
    assert isinstance(properties, dict)
    assert properties["departement_name"] == "Seine-Maritime"
    assert isinstance(properties["population_count"], int)
    _status, kinds = ask("collections/departement/queryables")
    held = kinds["properties"]
    assert isinstance(held, dict)
    assert held["population_count"]["type"] in {"integer", "number"}
    assert held["region_code"]["type"] == "string"


def test_the_next_page_keeps_its_filter() -> None:
    _status, told = ask("collections/departement/items", "filter=region_code='28'&limit=2")
    links = told["links"]
    assert isinstance(links, list)
    (following,) = [link["href"] for link in links if link["rel"] == "next"]
    _status, told = ask("collections/departement/items", following.partition("?")[2])
    assert (told["numberMatched"], told["numberReturned"]) == (5, 2)


@pytest.mark.parametrize(
    "query",
    [
        "population_count=many",
        "filter=region_code=",
        "filter=no_such='28'",
        "filter=population_count LIKE '2%'",
        "filter=1=1",
    ],
)
def test_what_cannot_be_filtered_is_refused(query: str) -> None:
    status, told = ask("collections/departement/items", query)
    assert status == 400
    assert told["code"] in {"InvalidQuery", "InvalidParameterValue"}
