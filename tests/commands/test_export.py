"""``atlas export`` as a user types it."""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from territoires_industrie.scene.errors import RequestError
from territoires_industrie.sources import ROOT
from tests.commands.running import atlas, collection

GUIDE = ROOT / "docs" / "cli.md"
OPTIONS = (
    "--phase",
    "--region",
    "--region-rule",
    "--sector",
    "--specialisation-min",
    "--territoire",
    "--indicator",
    "--year",
    "--format",
    "--output",
    "--dictionary",
    "--decimal",
    "--method",
    "--classes",
    "--breaks",
    "--lang",
)


def test_export_help_lists_every_option_and_level() -> None:
    found = " ".join(atlas("export", "--help").stdout.split())

    for word in (*OPTIONS, "epci", "territoire", "zone-emploi", "departement", "commune"):
        assert word in found


def test_the_documentation_names_every_option() -> None:
    for option in OPTIONS:
        assert option in GUIDE.read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["regoin"], "region"),
        (["epci", "--region", "82"], "84 (Auvergne-Rhône-Alpes)"),
        (["epci", "--region", "Normandie"], "28 (Normandie)"),
        (["epci", "--region", "28", "--region-rule", "touches"], "touche"),
        (["epci", "--region-rule", "touche"], "--region"),
        (["epci", "--sector", "CBB"], "CB"),
        (["epci", "--specialisation-min", "2"], "--sector"),
        (["epci", "--sector", "CB", "--specialisation-min", "deux"], "de 0.5 à 10"),
        (["epci", "--indicator", "population_cuont"], "population_count"),
        (["epci", "--indicator", "population_count", "--year", "1999"], "2018"),
        (["epci", "--year", "1999"], "2014"),
        (["epci", "--year", "hier"], "2026"),
        (["territoire", "--phase", "3"], "1, 2"),
        (["epci", "--phase", "1"], "--territoire"),
        (["commune", "--phase", "1"], "retirez-la pour le niveau commune"),
        (["territoire", "--territoire", "Axe Sein"], "Axe Seine"),
        (["epci", "--territoire", "ti-99999"], "phase 2"),
        (["epci", "--format", "geojsn"], "geojson"),
        (["epci", "--format", "csv", "--decimal", "coma"], "comma"),
        (["epci", "--format", "geojson", "--decimal", "comma"], "csv"),
        (["epci", "--format", "gpgk"], "gpkg"),
        (["epci", "--format", "gpkg", "--decimal", "comma"], "csv"),
        (["epci", "--format", "xlsx", "--classes", "5"], "gpkg"),
        (["epci", "--format", "gpkg", "--classes", "12"], "de 3 à 9"),
        (["epci", "--format", "gpkg", "--method", "quantile"], "quantiles"),
        (["epci", "--format", "gpkg", "--breaks", "5;10"], "--method manuel"),
        (["epci", "--format", "gpkg", "--method", "manuel", "--breaks", "5;10"], "--indicator"),
        (
            [
                *("epci", "--indicator", "population_count", "--format", "gpkg"),
                *("--method", "manuel", "--breaks", "5;dix"),
            ],
            "5;dix",
        ),
        (["epci", "--lang", "de"], "fr"),
        (["epci", "--regoin", "28"], "--region"),
        (["epci", "--region"], "--region"),
        ([], "LEVEL"),
        (["epci", "commune"], "atlas export --help"),
        (["epci", "--output", "/absent/epci.geojson"], "/absent"),
        (["epci", "--output", "epci.txt"], ".geojson, .json, .csv"),
        (["epci", "--format", "gpkg", "--indicator", "epci_kind", "--classes", "4"], "epci_kind"),
    ],
)
def test_a_wrong_word_is_named_with_the_nearest_ones(
    arguments: list[str], named: str, tmp_path: Path
) -> None:
    output = tmp_path / "out.geojson"
    where = [] if "--output" in arguments else ["--output", str(output)]

    result = atlas("export", *where, *arguments)

    assert result.exit_code == 2
    assert result.stderr.startswith("Erreur : ")
    assert named in result.stderr
    assert result.stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_a_failed_export_leaves_the_former_file(tmp_path: Path) -> None:
    output = tmp_path / "epci.geojson"
    output.write_text("former")

    assert atlas("export", "epci", "--region", "82", "--output", output).exit_code == 2
    assert output.read_text() == "former"


def test_a_full_disk_is_a_failure_not_a_misuse() -> None:
    result = atlas("export", "region", "--indicator", "population_count", "--output", "/dev/full")

    assert result.exit_code == 1
    assert "/dev/full" in result.stderr


def test_filters_that_keep_nothing_say_so() -> None:
    result = atlas("export", "territoire", "--region", "06", "--territoire", axe_seine())

    assert collection(result) == []
    assert "Aucune unité" in result.stderr


def axe_seine() -> str:
    (found,) = [
        unit["territoire_id"]
        for unit in collection(atlas("export", "territoire", "--indicator", "population_count"))
        if unit["territoire_name"] == "Axe Seine"
    ]
    return str(found)


def test_format_follows_the_name_of_the_file(tmp_path: Path) -> None:
    output = tmp_path / "regions.csv"

    result = atlas("export", "region", "--indicator", "population_count", "--output", output)

    assert result.exit_code == 0
    assert result.stderr == f"{output} : 18 lignes\n"
    assert output.read_bytes().startswith(b'\xef\xbb\xbf"region_code";"region_name"')


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("r.gpkg", b"SQLite format 3"),
        ("r.parquet", b"PAR1"),
        ("r.geoparquet", b"PAR1"),
        ("r.XLSX", b"PK"),
        ("r.json", b'{"type":"FeatureCollection"'),
        ("without_ending", b'{"type":"FeatureCollection"'),
    ],
)
def test_every_format_has_its_endings(name: str, start: bytes, tmp_path: Path) -> None:
    output = tmp_path / name

    result = atlas("export", "region", "--indicator", "population_count", "--output", output)

    assert result.exit_code == 0, result.stderr
    assert output.read_bytes().startswith(start)


def test_a_format_that_is_no_text_stays_out_of_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    from territoires_industrie.commands import words as command_words

    monkeypatch.setattr(sys.stdout.__class__, "isatty", lambda _: True, raising=False)

    with pytest.raises(RequestError, match="--output"):
        command_words.refuse_terminal("gpkg", None)
    command_words.refuse_terminal("gpkg", Path("r.gpkg"))


def test_the_classes_asked_for_are_in_the_style(tmp_path: Path) -> None:
    output = tmp_path / "epci.gpkg"
    asked = ["--method", "manuel", "--breaks", "10;20,5"]

    result = atlas(
        *("export", "epci", "--indicator", "industrial_jobs_share_pct", "--output", output), *asked
    )

    assert result.exit_code == 0, result.stderr
    with closing(sqlite3.connect(output)) as database:
        ((style,),) = database.execute("SELECT styleQML FROM layer_styles").fetchall()
    assert "de 10,0 à 20,4" in style


def test_dictionary_explains_every_column(tmp_path: Path) -> None:
    table, columns = tmp_path / "regions.csv", tmp_path / "columns.csv"

    result = atlas("export", "region", "--output", table, "--dictionary", columns)

    assert result.exit_code == 0
    header = table.read_text("utf-8-sig").splitlines()[0].replace('"', "").split(";")
    rows = columns.read_text("utf-8-sig").splitlines()[1:]
    assert [row.split(";")[0].strip('"') for row in rows] == header


def test_decimal_point() -> None:
    common = ("export", "region", "--indicator", "population_density_per_km2", "--format", "csv")

    comma, point = atlas(*common), atlas(*common, "--decimal", "point")

    assert comma.exit_code == point.exit_code == 0
    assert comma.stdout != point.stdout


def test_a_name_that_no_file_can_have_is_told() -> None:
    result = atlas("export", "region", "--output", "a" * 300 + ".csv")
    assert result.exit_code == 2
    assert "ne peut pas être un nom de fichier" in result.stderr
    assert "a" * 61 not in result.stderr
