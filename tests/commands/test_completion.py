"""What a shell proposes: the words that the help says, as a real bash completes them."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from territoires_industrie.cli import app
from territoires_industrie.commands.completion import SHELLS
from territoires_industrie.commands.group import COMPLETING
from territoires_industrie.export.formats import FORMATS
from territoires_industrie.indicators import find_indicator
from territoires_industrie.levels import LEVEL_SLUGS
from territoires_industrie.membership import read_units

COMPLETE = """
source <(atlas completion bash)
COMP_WORDS=(atlas map epci --indicator industrial_jobs_sh); COMP_CWORD=4
_atlas_completion atlas
printf '%s\\n' "${COMPREPLY[@]}"
complete -p atlas
"""


def proposed(typed: str) -> list[str]:
    """Ask for what may stand at the end, as the script of bash does."""
    asked = {"COMP_WORDS": typed, "COMP_CWORD": str(len(typed.split(" ")) - 1)}
    result = CliRunner().invoke(app, [], env={COMPLETING: "complete_bash", **asked})
    assert result.exit_code in {0, 2}  # a command that is none
    assert not result.stderr
    return result.stdout.split()


def test_bash_completes(tmp_path: Path) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is absent")
    command = tmp_path / "atlas"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m territoires_industrie.cli "$@"\n')
    command.chmod(0o755)
    done = subprocess.run(
        [bash, "--norc", "-c", f'PATH="{tmp_path}:$PATH"\n{COMPLETE}'],
        capture_output=True,
        text=True,
        check=True,
    )
    *words, registered = done.stdout.splitlines()
    assert "industrial_jobs_share_pct" in words
    assert all(find_indicator(word).key.startswith("industrial_jobs_sh") for word in words)
    assert registered == "complete -o default -F _atlas_completion atlas"
    assert not done.stderr


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("atlas ma", ["map"]),
        ("atlas map ", [*LEVEL_SLUGS]),
        ("atlas export s", ["sites"]),
        ("atlas map epci --orient", ["--orientation"]),
        ("atlas map epci --format ", ["svg", "png", "pdf", "html"]),
        ("atlas export epci --format ", [*FORMATS]),
        ("atlas export epci --region 2", ["24", "27", "28"]),
        (
            "atlas map departement --select 2",
            ["21", "22", "23", "24", "25", "26", "27", "28", "29", "2A", "2B"],
        ),
        ("atlas sheet territoire ti-2802", ["ti-2802"]),
        (
            "atlas export epci --indicator industrial_establishments_share_pct --year ",
            ["2018", "all"],
        ),
        ("atlas completion ", [*SHELLS]),
        ("atlas list indicators --lang ", ["fr", "en"]),
        ("atlas sheet territoire ti-2802 --phase ", ["1", "2"]),
        ("atlas mop --in", []),
        ("atlas map nowhere --select 1", []),
    ],
)
def test_each_place_has_its_words(typed: str, words: list[str]) -> None:
    found = proposed(typed)
    assert found == words


def test_codes_are_those_of_the_phase() -> None:
    found = proposed("atlas export epci --phase 1 --territoire ")
    assert found == [*read_units("territoire_phase1").index]


@pytest.mark.parametrize("phase", ["x", "9" * 5000])
def test_a_phase_that_is_none_has_no_codes(phase: str) -> None:
    assert proposed(f"atlas export epci --phase {phase} --territoire ") == []


@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_has_its_script_and_words_with_their_meaning(shell: str) -> None:
    script = CliRunner().invoke(app, ["completion", shell])
    assert script.exit_code == 0
    assert COMPLETING in script.stdout
    asked = {
        COMPLETING: f"complete_{shell}",
        "_TYPER_COMPLETE_ARGS": "atlas export epci --sector C",
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "_TYPER_COMPLETE_WORD_TO_COMPLETE": "C",
        "COMP_WORDS": "atlas export epci --sector C",
        "COMP_CWORD": "4",
    }
    said = CliRunner().invoke(app, [], env=asked).stdout
    assert "CE" in said
    assert ("Chimie" in said) == (shell != "bash")  # which shows words alone


def test_an_unknown_shell_is_told() -> None:
    result = CliRunner().invoke(app, ["completion", "tcsh"])
    assert result.exit_code == 2
    assert "bash" in result.stderr
