"""The command itself, run on a server of the tests, and the set that it makes, read back."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from territoires_industrie import data_state, sources
from territoires_industrie.data_state import POINTER, SET_VARIABLE, SETS_VARIABLE
from territoires_industrie.sources import ROOT

Prints = dict[str, tuple[int, int]]


def write_addresses(folder: Path, **sections: dict[str, str | int]) -> Path:
    """Write the addresses of a test's server as a reader gives them."""
    lines = []
    for section, settings in sections.items():
        lines.append(f"[{section}]")
        lines += [f"{name} = {json.dumps(value)}" for name, value in settings.items()]
    path = folder / "addresses.toml"
    path.write_text("\n".join([*lines, ""]), "utf-8")
    return path


def run_refresh(sets: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run ``atlas refresh`` from the set in use, which is the repository's at first."""
    environment = {name: value for name, value in os.environ.items() if name != SET_VARIABLE}
    return subprocess.run(
        [sys.executable, "-m", "territoires_industrie.cli", "refresh", *map(str, arguments)],
        cwd=ROOT,
        env={**environment, SETS_VARIABLE: str(sets)},
        capture_output=True,
        text=True,
        check=False,
    )


def set_in_use(sets: Path) -> Path:
    """Give the folder of the set that the next start will read."""
    return sets / (sets / POINTER).read_text("utf-8").strip()


def ask_set(folder: Path, program: str) -> dict[str, Any]:
    """Run lines of Python that print JSON, in a process that reads one set."""
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, SET_VARIABLE: str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def prints_of_embedded() -> dict[str, Prints]:
    """Give the size and the date of every file of the repository's own set."""
    assert data_state.STATE.folder == ROOT
    folders = (sources.DATA, sources.GEO, ROOT / "static" / "geo")
    return {folder.name + folder.parent.name: prints_of(folder) for folder in folders}


def prints_of(folder: Path) -> Prints:
    """Return the size and the date of every file of a folder."""
    listed = {path.name: path.stat() for path in folder.iterdir()}
    return {name: (stat.st_size, stat.st_mtime_ns) for name, stat in listed.items()}
