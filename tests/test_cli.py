"""The ``atlas`` command as a user types it."""

import errno
import inspect
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import territoires_industrie
from territoires_industrie.cli import app
from territoires_industrie.commands.options import Language, option_words
from territoires_industrie.errors import AtlasError
from territoires_industrie.levels import LEVEL_SLUGS
from territoires_industrie.sources import ROOT
from tests.commands.running import atlas

GUIDE = ROOT / "docs" / "cli.md"


def test_help_lists_the_commands() -> None:
    result = atlas("--help")

    assert result.exit_code == 0
    for word in ("Utilisation :", "build", "check", "export", "--version"):
        assert word in result.stdout


def test_no_argument_is_a_call_for_help() -> None:
    assert atlas().stdout == atlas("--help").stdout


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


def test_help_says_defaults_and_variables_in_its_language() -> None:
    found = " ".join(atlas("serve", "--help").stdout.split())
    assert "[variable : STREAMLIT_SERVER_PORT; défaut : 8501]" in found
    found = " ".join(atlas("serve", "--help", "--lang", "en").stdout.split())
    assert "[env var: STREAMLIT_SERVER_PORT; default: 8501]" in found
    assert "--address ADDRESS" in found


def test_a_missing_argument_leads_to_the_help_of_its_command() -> None:
    assert "atlas sheet --help" in atlas("sheet", "epci").stderr


def test_commands_that_are_not_near_are_not_called_so() -> None:
    told = atlas("qqqq").stderr
    assert "Les commandes : build," in told
    assert "proches" not in told


def test_version() -> None:
    assert atlas("--version").stdout == f"atlas {territoires_industrie.__version__}\n"


def test_an_unknown_command_is_named_with_the_nearest() -> None:
    result = atlas("exprot", "epci")

    assert result.exit_code == 2
    assert "export" in result.stderr


def test_an_error_in_english() -> None:
    french, english = atlas("export", "regoin"), atlas("export", "regoin", "--lang=en")

    assert english.exit_code == 2
    assert english.stderr.startswith("Error: ")
    assert english.stderr != french.stderr


@pytest.mark.parametrize(
    "command",
    ["", "build", "check", "export epci", "map epci", "sheet epci x", "list levels", "serve",
     "refresh", "completion bash"],
)  # fmt: skip
def test_an_unknown_language_is_refused_before_a_command_runs(command: str) -> None:
    result = atlas(*command.split(), "--lang", "de")

    assert result.exit_code == 2
    assert result.stderr.startswith("Erreur : --lang : « de » n’existe pas.")


def test_every_command_takes_a_language() -> None:
    for command in app.registered_commands:
        assert command.callback
        parameters = inspect.signature(command.callback).parameters.values()
        assert Language in {one.annotation for one in parameters}, command.name


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


def told(command: str) -> tuple[int, str]:
    """Run a line of a shell in a process of its own; its status and what it said of it."""
    line = f"{sys.executable} -m territoires_industrie.cli {command}"
    done = subprocess.run(
        ["/bin/sh", "-c", line], capture_output=True, text=True, check=False, cwd=ROOT
    )
    return done.returncode, done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has a disk that is always full")
@pytest.mark.parametrize("command", ["--help", "--version", "completion bash", "list levels"])
def test_a_full_standard_output_is_told_whatever_is_said(command: str) -> None:
    status, said = told(f"{command} > /dev/full")
    assert status == 1
    assert said.startswith("Erreur : Impossible d’écrire sur la sortie standard")
    assert len(said.splitlines()) == 1


def test_a_command_says_nothing_of_the_libraries_of_the_pages() -> None:
    status, said = told("map 'carte?indicateur=nope' --output a.svg")
    assert status == 2
    assert said.startswith("Erreur : Adresse")
    assert len(said.splitlines()) == 1


def test_what_was_typed_is_not_repeated_at_length() -> None:
    assert len(atlas("sheet", "epci", "9" * 100_000).stderr) < 3_000


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        ImportError("libproj.so: failed to map segment from shared object"),
        OSError(errno.ENOMEM, "Cannot allocate memory"),
        RuntimeError("can't start new thread"),
    ],
)
def test_a_lack_of_memory_is_told(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def lack(*_args: object) -> None:
        raise error

    monkeypatch.setattr("territoires_industrie.checks.check_all", lack)
    result = atlas("check")
    assert result.exit_code == 1
    assert "mémoire" in result.stderr


LIMITED = """
import resource, sys
from territoires_industrie import checks
from territoires_industrie.cli import main
def stumble(*_args):
    held = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (held + {room} * 2**20,) * 2)
    raise SystemError("error return without exception set")
checks.check_all = stumble
sys.argv = ["atlas", "check"]
main()
"""


@pytest.mark.parametrize(("room_mb", "is_told"), [(16, True), (1024, False)])
def test_a_silent_library_lacks_memory_where_there_is_none(room_mb: int, is_told: bool) -> None:
    program = [sys.executable, "-c", LIMITED.format(room=room_mb)]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert ("la mémoire manque" in done.stderr) is is_told
    assert ("SystemError" in done.stderr) is not is_told


@pytest.mark.parametrize(
    "error",
    [ImportError("no such name"), OSError(errno.EPERM, "refused"), SystemError("bad argument")],
)
def test_another_error_is_not_hidden(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def stumble(*_args: object) -> None:
        raise error

    monkeypatch.setattr("territoires_industrie.checks.check_all", stumble)
    assert atlas("check").exception is error


@pytest.mark.parametrize("command", ["export", "map"])
def test_the_help_lists_the_words_that_each_option_takes(command: str) -> None:
    found = " ".join(atlas(command, "--help").stdout.split())

    taken = {name: words for name, words in option_words(command).items() if f"--{name}" in found}
    assert {"phase", "method", "classes"} <= set(taken)
    for words in taken.values():
        assert "|".join(words) in found
    for slug in LEVEL_SLUGS:
        assert slug in found
