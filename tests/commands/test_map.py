"""``atlas map`` as a user types it."""

import logging
import time
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from typer.testing import CliRunner, Result

from territoires_industrie.cli import app
from territoires_industrie.statistics import sector_ground
from territoires_industrie.ui.streamlit_private import OUTSIDE_LOGGERS
from territoires_industrie.wording import format_date, today

SHARE = ("--indicator", "industrial_establishments_share_pct")
MANUAL = ("--method", "manuel", "--breaks")
CATEGORY = ("--indicator", "epci_kind")
SVG = "{http://www.w3.org/2000/svg}"


def is_loud(logger: str) -> bool:
    warning = logging.LogRecord(logger, logging.WARNING, "", 0, "heard", None, None)
    return bool(logging.getLogger(logger).filter(warning))


def atlas_map(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["map", *(str(argument) for argument in arguments)])


def test_a_map_is_written_in_the_format_of_its_name(tmp_path: Path) -> None:
    starts = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF-"}
    for suffix, start in starts.items():
        file = tmp_path / f"carte.{suffix}"
        result = atlas_map("departement", *SHARE, "--output", file)
        assert result.exit_code == 0, result.stderr
        assert result.stderr == f"{file} : 101 unités\n"
        assert file.read_bytes().startswith(start)


def test_the_standard_output_takes_an_svg() -> None:
    result = atlas_map("region", *SHARE)
    assert ET.fromstring(result.stdout_bytes.decode()).tag == f"{SVG}svg"


def test_the_options_reach_the_map() -> None:
    result = atlas_map(
        "departement", *SHARE, "--region", "28", "--method", "manuel", "--breaks", "5;7,5;10",
        "--select", "76", "--extent", "filtre", "--outline", "phase2", "--size", "A3",
        "--orientation", "portrait",
    )  # fmt: skip
    assert result.exit_code == 0, result.stderr
    root = ET.fromstring(result.stdout_bytes.decode())
    units = [path for path in root.iter(f"{SVG}path") if path.get("class") == "unite"]
    labels = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]

    assert {unit.get("data-code") for unit in units} == {"14", "27", "50", "61", "76"}
    assert "de 7,5 à 9,9" in labels
    assert "1 unité sélectionnée" in labels
    assert root.get("height") == "420mm"


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["epci"], "--indicator"),
        (["epci", "--indicator", "population_cuont"], "population_count"),
        (["epci", "--indicator", "ouvriers"], "manual_workers_share_pct (Part des ouvriers"),
        (["epci", "--indicator", "xx"], "atlas list"),
        (["zone-emploi", "--indicator", "specialisation_urssaf"], "35"),
        (["commune", "--indicator", "manual_workers_share_pct"], "industrial_jobs_share_pct"),
        (["epci", *SHARE, "--format", "jpg"], "png"),
        (["epci", *SHARE, "--size", "A5"], "A4"),
        (["epci", *SHARE, "--classes", "12"], "3 à 9"),
        (["epci", *SHARE, "--classes", "cinq"], "3 à 9"),
        (["epci", *SHARE, "--breaks", "5;dix"], "5;dix"),
        (["epci", *SHARE, *MANUAL, "5;inf"], "5;inf"),
        (["epci", *SHARE, *MANUAL, "nan"], "nan"),
        (["epci", *SHARE, *MANUAL, "9;5"], "nombres croissants"),
        (["epci", *SHARE, *MANUAL, "5;5000"], "au plus égaux à"),
        (["epci", *SHARE, "--method", "jenks"], "quantiles"),
        (["epci", *SHARE, "--select", "999"], "999"),
        (["epci", *SHARE, "--output", "/absent/carte.svg"], "/absent"),
        (["epci", *SHARE, "--lang", "eng"], "en"),
        (["epci", *SHARE, "--output", "carte.jpeg"], ".svg, .png, .pdf"),
    ],
)
def test_a_wrong_word_is_named_and_nothing_is_written(
    arguments: list[str], named: str, tmp_path: Path
) -> None:
    where = [] if "--output" in arguments else ["--output", str(tmp_path / "carte.svg")]
    result = atlas_map(*arguments, *where)

    assert result.exit_code == 2
    assert result.stderr.startswith("Erreur : ")
    assert named in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "together"),
    [
        ([*SHARE, "--breaks", "5;10"], ("--breaks", "--method manuel")),
        ([*SHARE, "--method", "quantiles", "--breaks", "5"], ("--breaks", "--method manuel")),
        ([*SHARE, "--method", "manuel"], ("--method manuel", "--breaks")),
        ([*SHARE, *MANUAL, "5;10", "--classes", "4"], ("--classes", "--method manuel")),
        ([*CATEGORY, "--classes", "4"], ("--classes", "epci_kind")),
        ([*CATEGORY, "--method", "ruptures"], ("--method", "epci_kind")),
        ([*SHARE, "--extent", "selection"], ("--extent selection", "--select")),
        ([*SHARE, "--extent", "filtre"], ("--extent filtre", "--region", "--territoire")),
    ],
)
def test_an_option_without_effect_is_refused_with_what_goes_with_it(
    arguments: list[str], together: tuple[str, ...]
) -> None:
    result = atlas_map("epci", *arguments)

    assert result.exit_code == 2
    assert result.stdout_bytes == b""
    assert all(word in result.stderr for word in together), result.stderr


def test_a_format_said_counts_more_than_the_name_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "carte.image"
    assert atlas_map("region", *SHARE, "--format", "png", "--output", file).exit_code == 0
    assert file.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("command", ["map", "export"])
def test_the_help_says_where_sectors_are_measured(
    command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def help_with(table: str | None) -> str:
        monkeypatch.setattr(sector_ground, "epci_table", lambda: table)
        return " ".join(CliRunner().invoke(app, [command, "--help"]).stdout.split())

    assert "dans un EPCI spécialisé" in help_with("epci_jobs_a38_2024")
    assert "zone d’emploi spécialisée dans ce secteur" in help_with(None)


def test_a_map_is_written_as_one_html_file(tmp_path: Path) -> None:
    written = tmp_path / "map.html"
    assert atlas_map("region", *SHARE, "--output", written).exit_code == 0
    page = written.read_text("utf-8")
    assert "Leaflet" in page
    assert 'target="_blank"' not in page


@pytest.mark.parametrize("zone", ["Etc/GMT-14", "Etc/GMT+12"])
def test_a_map_is_dated_alike_whatever_the_zone(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = datetime.now(UTC).date()
    with monkeypatch.context() as patch:
        # At any moment, the local day of one of the two is another one.
        patch.setenv("TZ", zone)
        time.tzset()
        result = atlas_map("region", *SHARE)
    time.tzset()
    days = {before, datetime.now(UTC).date()}
    assert any(format_date(day) in result.stdout for day in days)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("filieres?secteurs=CE", "Chimie"),
        ("https://atlas.test/comparaison?selection=200084952,200023414", "Territoires comparés"),
        ("/?niveau=region&indicateur=private_jobs_change_pct&deux=oui", "Écart 2015"),
    ],
)
def test_an_address_is_drawn_as_its_page(address: str, said: str) -> None:
    result = atlas_map(address, "--names", "--orientation", "portrait")
    assert result.exit_code == 0, result.stderr
    root = ET.fromstring(result.stdout_bytes.decode())
    texts = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    assert said in " ".join(texts)
    assert format_date(today()) in texts
    scales = [group for group in root.iter(f"{SVG}g") if group.get("class") == "echelle"]
    assert len(scales) == max(1, said.startswith("Écart") * 3)
    assert not any(map(is_loud, OUTSIDE_LOGGERS))
    assert root.get("height") == "297mm"


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["methode?"], "carte, filieres"),
        (["filieres?secteurs=ZZ"], "secteurs=ZZ"),
        (["filieres?secteurs=CE", "--region", "28"], "--region"),
        (["region", *SHARE, "--output", "carte.html", "--size", "A3"], "--size"),
        (["region", *SHARE, "--output", "carte.html", "--names"], "--names"),
        (["filieres?secteurs=CE", "--output", "carte.html"], "svg|png|pdf"),
    ],
)
def test_what_an_address_or_a_page_cannot_have_is_refused(arguments: list[str], named: str) -> None:
    result = atlas_map(*arguments)
    assert result.exit_code == 2
    assert named in result.stderr
