"""The ``atlas`` command as a user types it."""

import json
import os
import shlex
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import territoires_industrie
from territoires_industrie.cli import app
from territoires_industrie.commands.options import option_words
from territoires_industrie.errors import AtlasError
from territoires_industrie.levels import LEVEL_SLUGS
from territoires_industrie.scene.errors import RequestError
from territoires_industrie.sources import ROOT

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


def atlas(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def collection(result: Result) -> list[dict[str, object]]:
    assert result.exit_code == 0, result.stderr
    return [feature["properties"] for feature in json.loads(result.stdout_bytes)["features"]]


def test_help_lists_the_commands() -> None:
    result = atlas("--help")

    assert result.exit_code == 0
    for word in ("Utilisation :", "build", "check", "export", "--version"):
        assert word in result.stdout


def test_no_argument_is_a_call_for_help() -> None:
    assert atlas().stdout == atlas("--help").stdout


def test_export_help_lists_every_option_and_level() -> None:
    found = " ".join(atlas("export", "--help").stdout.split())

    for word in (*OPTIONS, "epci", "territoire", "zone-emploi", "departement", "commune"):
        assert word in found


def test_the_documentation_names_every_option() -> None:
    for option in OPTIONS:
        assert option in GUIDE.read_text("utf-8")


def documented_lines(guide: Path) -> list[str]:
    lines = [line for line in guide.read_text("utf-8").splitlines() if line.startswith("atlas ")]
    assert lines
    return lines


@pytest.mark.parametrize("guide", [GUIDE, GUIDE.with_name("guide-fr.md")], ids=lambda one: one.stem)
def test_the_documented_commands_work(
    guide: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for line in documented_lines(guide):
        command, _, _ = line.partition(" | ")
        result = atlas(*shlex.split(command)[1:])
        assert result.exit_code == 0, (line, result.stderr)


def test_help_in_english() -> None:
    found = atlas("--lang", "en", "export", "--help").stdout

    assert "Usage:" in found
    assert "Niveau" not in found


def test_version() -> None:
    assert atlas("--version").stdout == f"atlas {territoires_industrie.__version__}\n"


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
        (["epci", "commune"], "atlas --help"),
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


def test_an_unknown_command_is_named_with_the_nearest() -> None:
    result = atlas("exprot", "epci")

    assert result.exit_code == 2
    assert "export" in result.stderr


def test_an_error_in_english() -> None:
    french, english = atlas("export", "regoin"), atlas("export", "regoin", "--lang=en")

    assert english.exit_code == 2
    assert english.stderr.startswith("Error: ")
    assert english.stderr != french.stderr


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


def test_a_problem_found_by_check_is_told_and_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    from territoires_industrie import checks

    monkeypatch.setattr(checks, "check_all", lambda *_, **__: ["geo/epci_2026.parquet : altéré"])

    result = atlas("check")

    assert result.exit_code == 1
    assert "geo/epci_2026.parquet : altéré" in result.stderr


def test_a_failed_build_is_told_without_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    from territoires_industrie import build

    def fail(*_: object, **__: object) -> None:
        raise AtlasError("sans réseau")

    monkeypatch.setattr(build, "build_all", fail)

    result = atlas("build")

    assert result.exit_code == 1
    assert result.stderr == "Erreur : sans réseau\n"


def run_atlas(*arguments: str, stdout: int | None = subprocess.PIPE) -> "subprocess.Popen[bytes]":
    source = Path(territoires_industrie.__file__).parents[1]
    return subprocess.Popen(
        [sys.executable, "-c", "from territoires_industrie.cli import main; main()", *arguments],
        stdout=stdout,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(source)},
    )


def test_a_real_process_writes_the_whole_collection() -> None:
    with run_atlas("export", "region", "--indicator", "population_count") as process:
        out, err = process.communicate(timeout=60)

    assert process.returncode == 0, err.decode()
    assert len(json.loads(out)["features"]) == 18


def test_a_full_standard_output_is_told() -> None:
    with (
        Path("/dev/full").open("wb") as full,
        run_atlas("export", "region", stdout=full.fileno()) as process,
    ):
        _, err = process.communicate(timeout=60)

    assert process.returncode == 1
    assert err.decode().count("\n") == 1


def test_the_package_is_quick_and_free_of_streamlit() -> None:
    code = (
        "import sys, territoires_industrie, territoires_industrie.cli\n"
        "heavy = {'streamlit', 'pandas', 'geopandas', 'folium'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
        "territoires_industrie.joined_table, territoires_industrie.export_table\n"
        "assert 'streamlit' not in sys.modules\n"
    )

    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_every_public_name_is_there() -> None:
    for name in territoires_industrie.__all__:
        assert getattr(territoires_industrie, name) is not None


def test_a_closed_standard_output_is_told() -> None:
    command = f"{sys.executable} -m territoires_industrie.cli export region --format csv >&-"
    done = subprocess.run(
        ["/bin/sh", "-c", command], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 1
    assert done.stderr == "Erreur : La sortie standard est fermée : ajoutez --output.\n"


def test_a_name_that_no_file_can_have_is_told() -> None:
    result = atlas("export", "region", "--output", "a" * 300 + ".csv")
    assert result.exit_code == 2
    assert "ne peut pas être un nom de fichier" in result.stderr
    assert "a" * 61 not in result.stderr


def test_a_lack_of_memory_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def lack(*_args: object) -> None:
        raise MemoryError

    monkeypatch.setattr("territoires_industrie.checks.check_all", lack)
    result = atlas("check")
    assert result.exit_code == 1
    assert "mémoire" in result.stderr


@pytest.mark.parametrize("command", ["export", "map"])
def test_the_help_lists_the_words_that_each_option_takes(command: str) -> None:
    found = " ".join(atlas(command, "--help").stdout.split())

    taken = {name: words for name, words in option_words(command).items() if f"--{name}" in found}
    assert {"phase", "method", "classes"} <= set(taken)
    for words in taken.values():
        assert "|".join(words) in found
    for slug in LEVEL_SLUGS:
        assert slug in found
