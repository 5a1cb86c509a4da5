"""The fault table of ``docs/faults.md``, from the tests: ``python -m tests.faults.page``.

A test holds the page to what this writes: a fault without a test cannot stand in it.
"""

import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from tests.browser.serving import ROOT

PAGE = ROOT / "docs" / "faults.md"
START, END = "<!-- table: python -m tests.faults.page -->", "<!-- end of the table -->"
HEAD = "| fault | what the reader sees | in these words | test |\n| --- | --- | --- | --- |"
MARKED = ("tests/faults", "tests/refresh", "tests/browser")


class Collected:
    """The marks that pytest finds, one a test, in the order of the files."""

    def __init__(self) -> None:
        self.rows: dict[str, None] = {}

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Write a row a fault; a test run with several values is one."""
        for item in session.items:
            for mark in item.iter_markers("fault"):
                what, seen = (str(part) for part in mark.args[:2])
                said = f"« …{mark.args[2]}… »" if len(mark.args) > 2 else ""
                name = item.nodeid.partition("[")[0].replace("::", "` `")
                self.rows[f"| {what} | {seen} | {said} | `{name}` |"] = None


def write_table() -> str:
    """Collect the tests and write the table."""
    found = Collected()
    with redirect_stdout(StringIO()):
        status = pytest.main(["--collect-only", "-qq", *MARKED], plugins=[found])
    if status:
        raise RuntimeError(f"the tests could not be collected ({status})")
    return "\n".join([HEAD, *found.rows])


def table_of(page: str) -> str:
    """Take the table out of the page."""
    return page.partition(START)[2].partition(END)[0].strip()


def put_table(page: str, table: str) -> str:
    """Put the table in the page."""
    before, _start, rest = page.partition(START)
    return f"{before}{START}\n\n{table}\n\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    table = write_table()
    if "--print" in sys.argv:
        sys.stdout.write(table)
    else:
        Path(PAGE).write_text(put_table(PAGE.read_text("utf-8"), table), "utf-8")
