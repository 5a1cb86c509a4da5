"""``docs/faults.md`` says what the tests hold, no more and no less."""

import re
import subprocess
import sys

from tests.browser.serving import ROOT
from tests.faults.page import PAGE, table_of


def test_the_table_is_that_of_the_tests() -> None:
    command = [sys.executable, "-m", "tests.faults.page", "--print"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert table_of(PAGE.read_text("utf-8")) == done.stdout.strip(), (
        "run `python -m tests.faults.page` and read the difference"
    )


def test_what_was_tried_is_held_by_tests_that_are_there() -> None:
    part = PAGE.read_text("utf-8").partition("## Attacks tried")[2].partition("\n## ")[0]
    rows = [line for line in part.splitlines() if line.startswith("| ")][2:]
    named = [re.findall(r"`(test_\w+)` \|$", row) for row in rows]
    assert len(rows) > 20
    assert all(named)
    files = (ROOT / "tests").rglob("test_*.py")
    written = {name for file in files for name in re.findall(r"def (test_\w+)", file.read_text())}
    assert {name for (name,) in named} <= written
