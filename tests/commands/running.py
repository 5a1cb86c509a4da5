"""The ``atlas`` command, run as a user types it."""

import json
from pathlib import Path

from typer.testing import CliRunner, Result

from territoires_industrie.cli import app


def atlas(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def collection(result: Result) -> list[dict[str, object]]:
    assert result.exit_code == 0, result.stderr
    return [feature["properties"] for feature in json.loads(result.stdout_bytes)["features"]]
