"""Files by address: the words of the pages, strict; the bytes of the download."""

import json
from dataclasses import fields
from urllib.parse import parse_qsl
from uuid import UUID
from xml.etree import ElementTree as ET

import pytest

from territoires_industrie.classes.classing import Classing
from territoires_industrie.export.archive import export_table
from territoires_industrie.export.by_address import (
    SITES_FILE,
    AddressError,
    DataFile,
    NoSuchFileError,
    export_data_file,
    list_files,
    read_data_file,
)
from territoires_industrie.export.data_catalogue import write_catalogue
from territoires_industrie.export.feed import ATOM, CHANGELOG, read_changes, write_feed
from territoires_industrie.export.manner import Manner
from territoires_industrie.export.table import Table
from territoires_industrie.scene.filters import Filter
from territoires_industrie.scene.view import View
from territoires_industrie.wording import LANGUAGES, speaking

SHARE = "industrial_jobs_share_pct"


def read(address: str) -> DataFile:
    name, _mark, query = address.partition("?")
    return read_data_file(name, dict(parse_qsl(query)))


@pytest.mark.parametrize("name", [*list_files()])
def test_every_level_in_every_format_has_an_address(name: str) -> None:
    assert read(name).address == name or name.startswith("territoire.")


FILES = (
    DataFile(Table(View("epci", filter=Filter(regions=("28", "11"))), (SHARE,)), "csv"),
    DataFile(
        Table(View("territoire_phase1", filter=Filter(only=("ti-2801",)))), "gpkg", language="en"
    ),
    DataFile(Table(View("epci", filter=Filter(within=("territoire_phase2", "ti-2801")))), "xlsx"),
    DataFile(
        Table(View("zone_emploi", year="2022", filter=Filter(sector="CL")), (SHARE,)),
        "csv",
        Manner("point"),
    ),
    DataFile(Table(View("departement", sites="co2", filter=Filter(population_min=1e6))), "zip"),
    DataFile(Table(View("region", filter=Filter(regions=("28",)))), ""),
    DataFile(
        Table(
            View(
                "epci",
                filter=Filter(
                    ("28",),
                    "touche",
                    "phase2",
                    "CE",
                    1.25,
                    1e4,
                    1e6,
                    SHARE,
                    12.5,
                    60.0,
                    ("territoire_phase2", "ti-2802"),
                    ("200084952",),
                ),
            )
        ),
        "csv",
    ),
)


def test_the_last_of_the_files_has_every_condition_of_a_filter() -> None:
    kept = FILES[-1].table.view.filter
    assert not [one.name for one in fields(Filter) if getattr(kept, one.name) == one.default]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.address)
def test_an_address_names_the_file_that_it_was_written_for(file: DataFile) -> None:
    found = read(file.address)
    assert (found.table.view.filter, found.table.indicators) == (
        file.table.view.filter,
        file.table.indicators,
    )
    assert (found.table.view.level, found.table.view.year, found.table.view.sites) == (
        file.table.view.level,
        file.table.view.year,
        file.table.view.sites,
    )
    assert (found.written_as, found.manner, found.language) == (
        file.written_as,
        file.manner,
        file.language,
    )


@pytest.mark.parametrize(
    "address",
    [
        "epci.csv?classes=4",
        "epci.geojson?methode=quantiles",
        "epci.geojson?decimales=point",
        "epci.xlsx?sites=co2",
        f"{SITES_FILE}?indicateur={SHARE}",
        f"{SITES_FILE}?annee=2022",
        f"{SITES_FILE}?tri=name",
        f"{SITES_FILE}?classes=4",
        f"{SITES_FILE}?sites=co2",
    ],
)
def test_what_would_change_nothing_is_refused(address: str) -> None:
    name = address.partition("?")[2].partition("=")[0]
    with pytest.raises(AddressError, match=f"« {name} » n’existe pas ici"):
        read(address)


def test_a_page_writes_only_what_changes_the_file() -> None:
    view = View("departement", classing=Classing(class_count=4), sites="co2")
    addresses = {form: DataFile(Table(view, (SHARE,)), form).address for form in ("csv", "gpkg")}
    assert addresses["csv"] == f"departement.csv?indicateur={SHARE}"
    assert {"classes=4", "sites=co2"} <= set(addresses["gpkg"].split("?")[1].split("&"))


def test_an_address_has_the_bytes_of_the_download() -> None:
    for ending, form in (("geojson", "geojson"), ("csv", "csv"), ("parquet", "geoparquet")):
        table = Table(View("region", year="2022", filter=Filter(regions=("28", "53"))), (SHARE,))
        found = read(f"region.{ending}?region=28,53&indicateur={SHARE}&annee=2022")
        assert export_data_file(found) == export_table(table, form)


def test_the_language_of_an_address_is_that_of_the_file() -> None:
    written = {}
    for language in LANGUAGES:
        file = read(f"region.geojson?region=28&indicateur={SHARE}&lang={language}")
        with speaking(file.language):
            written[language] = json.loads(export_data_file(file))["title"]
    assert written["fr"] != written["en"]


def test_the_sites_of_a_region_have_an_address() -> None:
    sites = json.loads(export_data_file(read(f"{SITES_FILE}?niveau=region&region=28")))["features"]
    everywhere = json.loads(export_data_file(read(SITES_FILE)))["features"]
    assert 0 < len(sites) < len(everywhere)


def test_a_family_stands_for_its_sectors() -> None:
    found = read("zone-emploi.csv?indicateur=jobs_urssaf")
    assert len(found.table.indicators) > 10


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("epci.csv?regions=28", "region"),
        ("epci.csv?region=82", "« region=82 »"),
        (f"epci.csv?indicateur={SHARE[:-4]}", SHARE),
        (f"region.csv?indicateur={SHARE}&annee=1999", "2022"),
        ("epci.csv?selection=123", "123"),
        ("epci.csv?pop_min=many", "pop_min"),
        ("epci.csv?phase=1", "phase"),
        ("epci.csv?chiffre=jobs", "« chiffre=jobs »"),
        ("epci.csv?indicateur=programme_path&annee=all", "catégories"),
        ("epci.csv?lang=de", "« lang=de »"),
        ("epci.csv?indicateur=own_0123456789", "utilisateur"),
        ("epci.csv?region=" + "x," * 5000, "2"),
    ],
)
def test_a_wrong_parameter_is_refused_with_those_near_it(address: str, said: str) -> None:
    with pytest.raises(AddressError, match=said):
        read(address)


@pytest.mark.parametrize("name", ["epcis.csv", "epci.doc", "epci", "../epci.csv", "a/b.csv", ""])
def test_a_name_of_no_file_is_told_with_those_near_it(name: str) -> None:
    with pytest.raises(NoSuchFileError, match=r"Noms proches : .*\."):
        read(name)


def test_the_catalogue_lists_what_can_be_asked_for() -> None:
    catalogue = json.loads(write_catalogue())
    files = [file for level in catalogue["levels"] for file in level["files"]]
    assert len(files) == 8 * len(catalogue["formats"])
    for file in files:
        read(file)
    for one in catalogue["indicators"][:3]:
        level = next(level for level in catalogue["levels"] if level["key"] in one["levels"])
        mark = "&" if "?" in level["files"][0] else "?"
        found = read(f"{level['files'][0]}{mark}indicateur={one['key']}&annee={one['years'][0]}")
        assert found.table.indicators == (one["key"],)


def test_the_feed_tells_each_change_of_the_data_once() -> None:
    feed = ET.fromstring(write_feed())
    entries = feed.findall(f"{{{ATOM}}}entry")
    named = [str(one.findtext(f"{{{ATOM}}}id")) for one in (feed, *entries)]
    assert all(UUID(name.removeprefix("urn:uuid:")).urn == name for name in named)
    contents = [str(entry.findtext(f"{{{ATOM}}}content")) for entry in entries]
    changes = list(read_changes(CHANGELOG.read_text("utf-8")))
    assert contents == [change.text for change in changes]
    assert any(text.startswith("A provenance record beside every file") for text in contents)
    assert not any("equal intervals" in text.lower() for text in contents)
    assert len({entry.findtext(f"{{{ATOM}}}id") for entry in entries}) == len(entries) > 10


def test_the_order_of_the_rows_and_every_year_are_in_the_address() -> None:
    name = {"indicateur": "private_jobs_count", "tri": "-region_name"}
    file = read_data_file("region.csv", name)
    assert file.table.order == ("region_name", False)
    assert file.address == "region.csv?indicateur=private_jobs_count&tri=-region_name"
    every = read_data_file("region.csv", {"indicateur": "private_jobs_count", "annee": "all"})
    assert every.address == "region.csv?indicateur=private_jobs_count&annee=all"
    assert export_data_file(every).count(b"private_jobs_count") == 18 * 11
    with pytest.raises(AddressError, match="region_name"):
        read_data_file("region.csv", {"tri": "region_nam"})
    with pytest.raises(AddressError, match="annee"):
        read_data_file("region.geojson", {"annee": "all"})
