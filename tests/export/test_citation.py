"""Citing a view: the Python given is run, the fingerprint follows the data."""

from datetime import date
from typing import Any

import geopandas as gpd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from territoires_industrie.export import citation
from territoires_industrie.export.archive import export_table
from territoires_industrie.export.citation import (
    cite,
    data_fingerprint,
    python_lines,
    used_files,
)
from territoires_industrie.export.manner import Manner, Visit
from territoires_industrie.export.origin import used_records
from territoires_industrie.export.table import Table, joined_table
from territoires_industrie.indicators import find_indicator
from territoires_industrie.scene.filters import PROGRAMME_CHOICES, Filter
from territoires_industrie.scene.view import View
from territoires_industrie.sources import ROOT, file_sha256
from territoires_industrie.wording import speaking

VISIT = Visit("https://exemple.fr/carte?niveau=epci", date(2026, 3, 1))
HERE = Visit("http://localhost:8501/carte", date(2026, 3, 1))
EXTRACTS = (
    Table(View("region")),
    Table(
        View("epci", year="2022", filter=Filter(regions=("28", "32"))),
        ("industrial_jobs_share_pct",),
    ),
    Table(
        View(
            "epci",
            filter=Filter(
                regions=("28", "32", "11"),
                region_rule="touche",
                programme="entrants",
                sector="CB",
                specialisation_min=1.25,
                population_min=10000.0,
                population_max=200000.0,
            ),
        ),
        ("private_jobs_count", "population_count"),
    ),
    Table(View("epci", filter=Filter(within=("territoire_phase1", "ti-2801")))),
    Table(View("departement", filter=Filter(only=("2A", "974"))), ("population_count",)),
)


def run(lines: str) -> dict[str, Any]:
    """Run the lines as a reader would in a new notebook."""
    names: dict[str, Any] = {}
    exec(compile(lines, "citation", "exec"), names)
    return names


@pytest.mark.parametrize("extract", EXTRACTS)
def test_the_python_given_rebuilds_the_same_table(extract: Table) -> None:
    names = run(python_lines(extract))

    found, expected = names["rows"], joined_table(extract)
    assert isinstance(found, gpd.GeoDataFrame)
    assert_frame_equal(found.drop(columns="geometry"), expected.drop(columns="geometry"))
    assert found.geometry.geom_equals(expected.geometry).all()
    assert names["fingerprint"] == data_fingerprint(extract)


@settings(max_examples=60, deadline=None)
@given(
    st.builds(
        Table,
        st.builds(
            View,
            st.just("region"),
            filter=st.builds(
                Filter,
                regions=st.lists(st.sampled_from(["28", "11", "94"]), unique=True).map(tuple),
                region_rule=st.sampled_from(["siege", "touche"]),
                programme=st.sampled_from(list(PROGRAMME_CHOICES)),
                specialisation_min=st.floats(0, 10),
                population_min=st.none() | st.floats(0, 1e9),
                only=st.lists(st.sampled_from(["28", "11"]), unique=True).map(tuple),
            ),
        ),
        st.sampled_from([(), ("population_count",)]),
    )
)
def test_any_extract_is_written_as_itself(extract: Table) -> None:
    head, _, _ = python_lines(extract).partition("rows =")

    assert run(head)["table"] == extract
    assert max(map(len, head.splitlines())) <= 100


def test_the_files_used_are_those_of_the_table() -> None:
    found = used_files(EXTRACTS[2])

    assert {"data/commune_2026.parquet", "data/zone_emploi_jobs_2024.parquet"} < set(found)
    assert "geo/epci_2026.parquet" in found
    for name, digest in found.items():
        assert file_sha256(ROOT / name) == digest


def test_the_fingerprint_changes_with_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    extract = EXTRACTS[1]
    before, files = data_fingerprint(extract), used_files(extract)
    for name in files:
        changed = {**files, name: "0" * 64}
        monkeypatch.setattr(citation, "used_files", lambda _, changed=changed: changed)
        assert data_fingerprint(extract) != before


def test_a_filter_that_reads_a_file_is_in_the_fingerprint() -> None:
    plain = Table(View("epci"), ("population_count",))
    filtered = Table(View("epci", filter=Filter(sector="CB")), ("population_count",))

    assert data_fingerprint(plain) != data_fingerprint(filtered)


def test_the_citation_says_address_day_fingerprint_and_source() -> None:
    said = cite(EXTRACTS[1], VISIT).text

    assert VISIT.address in said
    assert "1er mars 2026" in said
    assert data_fingerprint(EXTRACTS[1]) in said
    assert "INSEE" in said
    assert "IGN" in said
    assert said.count("Etalab, découpage administratif") == 1


def test_without_a_visit_nothing_depends_on_the_day() -> None:
    assert "consulté" not in cite(EXTRACTS[1]).text


@pytest.mark.parametrize("written_as", ["geojson", "gpkg", "geoparquet"])
def test_exports_carry_the_citation(written_as: str) -> None:
    content = export_table(EXTRACTS[4], written_as, Manner(visit=VISIT))

    for part in (VISIT.address, data_fingerprint(EXTRACTS[4])):
        assert part.encode() in content


def test_bibtex_says_what_the_citation_says() -> None:
    said = cite(EXTRACTS[1], VISIT)
    entry = said.bibtex
    assert entry.startswith(f"@misc{{territoires-industrie-{said.fingerprint},")
    assert "url = {https://exemple.fr/carte?niveau=epci}" in entry
    assert "urldate = {2026-03-01}" in entry
    assert entry.count("{") == entry.count("}")


def test_the_file_that_a_filter_reads_is_cited() -> None:
    plain = Table(View("epci"), ("population_count",))
    kept = Filter(figure="unemployment_rate_census_pct", figure_min=10)
    filtered = Table(View("epci", filter=kept), ("population_count",))
    read = find_indicator(kept.figure).formula.records
    assert set(used_files(filtered)) == set(used_files(plain)) | set(read)
    assert not set(read) <= set(used_files(plain))
    assert set(read.values()) <= set(used_records(filtered))


def test_an_address_that_only_one_computer_opens_says_so() -> None:
    table = Table(View("region"), ("population_count",))
    said = cite(table, HERE)
    assert "atlas installé sur l’ordinateur de l’auteur" in said.text
    assert "ordinateur" not in cite(table, VISIT).text


def test_sources_are_named_in_the_language_of_the_reader() -> None:
    with speaking("en"):
        said = cite(Table(View("region"), ("population_count",))).text
    assert "administrative divisions; INSEE, COG" in said
    assert "découpage" not in said
