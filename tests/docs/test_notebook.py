"""The notebook of the documentation: its cells run in order, and print what it shows.

``--update-examples`` writes what they print into the notebook, instead of comparing.
"""

import json
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

NOTEBOOK = Path(__file__).parents[2] / "docs" / "notebook.ipynb"


def test_the_notebook_shows_what_it_prints(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    notebook = json.loads(NOTEBOOK.read_text("utf-8"))
    is_updating = request.config.getoption("update_examples")
    known: dict[str, Any] = {}
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            continue
        printed = StringIO()
        with redirect_stdout(printed):
            exec("".join(cell["source"]), known)
        lines = printed.getvalue().splitlines(keepends=True)
        made = [{"name": "stdout", "output_type": "stream", "text": lines}] if lines else []
        if is_updating:
            cell["outputs"] = made
        assert cell["outputs"] == made
    if is_updating:
        NOTEBOOK.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert "Atlas.held=" in Path("members.html").read_text("utf-8")
