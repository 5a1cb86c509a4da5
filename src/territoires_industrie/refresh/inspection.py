"""What is done in a process that reads one set: derive, verify, describe.

    ATLAS_SET=<folder> python -m territoires_industrie.refresh.inspection derive|check|describe

Answers one JSON object on the standard output.
"""

import json
import os
import subprocess
import sys
from math import isnan
from pathlib import Path
from typing import Any

from territoires_industrie.data_state import SET_VARIABLE
from territoires_industrie.refresh.failures import Fault, RefreshError
from territoires_industrie.wording import _, language, speaking

STATISTICS_LEVEL = "epci"
DIGITS = 9


def run_on(folder: Path | str, task: str, *arguments: str) -> dict[str, Any]:
    """Run a task in a process that reads the set of ``folder``.

    Raises
    ------
    RefreshError
        If the task fails.
    """
    module = "territoires_industrie.refresh.inspection"
    done = subprocess.run(  # noqa: S603 - a fixed command of our own
        [sys.executable, "-m", module, language(), task, *arguments],
        env={**os.environ, SET_VARIABLE: str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["?"]
        text = _("Le nouveau jeu ne peut être achevé : {reason}")
        raise RefreshError(Fault.CHECKS, text, reason=lines[-1])
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def check() -> dict[str, Any]:
    """Verify files and ground, and separately the totals that figures are known to reach.

    ``unknown`` says what no total is known of.
    """
    from territoires_industrie import checks, sources
    from territoires_industrie.refresh.received import check_received, list_unknown

    files = [
        problem
        for found in (
            checks.check_folder(sources.DATA),
            checks.check_folder(sources.GEO),
            checks.check_ground(),
            checks.check_screen(),
        )
        for problem in found
    ]
    return {
        "files": files,
        "totals": [*checks.check_totals(), *check_received()],
        "unknown": list(list_unknown()),
    }


def describe() -> dict[str, Any]:
    """Return what two sets are compared by: rows, units, and the figures of every indicator."""
    from territoires_industrie import sources
    from territoires_industrie.indicators import INDICATORS
    from territoires_industrie.membership import read_units

    tables = {
        path.name: sources.read_record(path).rows for path in sources.list_files(sources.DATA)
    }
    levels = ("epci", "territoire_phase1", "territoire_phase2")
    units = {level: read_units(level)["name"].to_dict() for level in levels}
    return {
        "tables": tables,
        "units": units,
        "indicators": {key: _figures(key) for key in INDICATORS},
    }


def _figures(key: str) -> dict[str, Any]:
    """Return an indicator's figures by year, at the EPCI or else at its first level."""
    from territoires_industrie.indicators import find_indicator, national_value, read_values

    indicator = find_indicator(key)
    level = STATISTICS_LEVEL if STATISTICS_LEVEL in indicator.levels else indicator.levels[0]
    figures = {}
    for year in indicator.years:
        cells = read_values(level, key, year)
        columns = (cells.index.tolist(), cells["value"].tolist(), cells["status"].tolist())
        texts = {code: _text(*cell) for code, *cell in zip(*columns, strict=True)}
        figures[year] = {"nation": national_value(key, year), "units": texts}
    return {"level": level, "years": figures}


def _text(value: object, status: str) -> str:
    """Write a figure so that the last bits of a sum do not make a difference, or why it is none."""
    if isinstance(value, float):
        return status if isnan(value) else f"{value:.{DIGITS}g}"
    return str(value)


def main() -> None:
    """Do what the command line asks and answer in JSON."""
    code, task, *arguments = sys.argv[1:]
    with speaking(code):
        if task == "derive":
            from territoires_industrie.refresh.derivation import derive

            derive(arguments)
            answer: dict[str, Any] = {}
        else:
            answer = {"check": check, "describe": describe}[task]()
    # Whole: `dump` writes a description, which has a million figures, one by one.
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
