"""``docs/faults.md`` says what the tests hold, no more and no less."""

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
