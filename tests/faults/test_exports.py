"""Exports where the disk is full, and several at once: a whole file or none."""

import json
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from typer.testing import CliRunner

from territoires_industrie.cli import app
from territoires_industrie.export.archive import export_table
from territoires_industrie.export.formats import PAGE_FORMATS
from territoires_industrie.export.table import Table
from territoires_industrie.scene.view import View
from territoires_industrie.ui.later import later
from territoires_industrie.wording import speaking
from tests.browser.serving import ROOT

FULL_DISK = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room}))
"""
"""Has the system refuse every byte of a file beyond some: what a full disk does, and no more."""

EVERY_FORMAT = """
import json, sys, tempfile
from datetime import date
try:
    tempfile.TemporaryFile().write(b"x" * 9999)
    sys.exit("the disk is not full")
except OSError:
    pass
from territoires_industrie.export.archive import export_table
from territoires_industrie.export.table import Table
from territoires_industrie.scene.view import View
from territoires_industrie.export.formats import PAGE_FORMATS
from territoires_industrie.picture.export import export_picture
extract = View("region", "industrial_establishments_share_pct")
sizes = {one: len(export_table(extract, one)) for one in PAGE_FORMATS}
for one in ("png", "svg", "pdf"):
    sizes[one] = len(export_picture(extract, day=date(2026, 11, 20), picture_format=one))
print(json.dumps(sizes))
"""

COMMAND = """
import sys
from territoires_industrie.cli import main
sys.argv = ["atlas", *{arguments}]
main()
"""


def run(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-B", "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )


def export_command(*arguments: str) -> str:
    return COMMAND.format(arguments=("export", "region", *arguments))


@pytest.mark.fault(
    "Disk full while a page makes a file",
    "the file: nothing is written on the server's disk, in any format",
)
def test_a_page_makes_every_format_on_a_full_disk() -> None:
    done = run(FULL_DISK.format(room=0) + EVERY_FORMAT)
    assert done.returncode == 0, done.stderr[-2000:]
    sizes = json.loads(done.stdout)
    assert sizes.keys() == {*PAGE_FORMATS, "png", "svg", "pdf"}
    assert min(sizes.values()) > 1000


@pytest.mark.fault(
    "Disk full while `atlas export` writes",
    "the reason; the former file is still there, nothing is left beside it; exit status 1",
    "Rien n'a été modifié",
)
def test_a_full_disk_keeps_the_former_file(tmp_path: Path, said: str) -> None:
    target = tmp_path / "region.geojson"
    target.write_bytes(b"former")
    done = run(FULL_DISK.format(room=4096) + export_command("--output", str(target)))
    assert done.returncode == 1
    assert said.replace("'", "’") in done.stderr.replace("'", "’")
    assert "Traceback" not in done.stderr
    assert target.read_bytes() == b"former"
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


@pytest.mark.fault(
    "Two `atlas export` into one file at once",
    "the file of one of the two, whole",
)
def test_two_commands_into_one_file_leave_a_whole_one(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    written = ("geojson", "csv")
    programs = [export_command("--format", form, "--output", str(shared)) for form in written]
    with ThreadPoolExecutor(len(programs)) as pool:
        assert [done.returncode for done in pool.map(run, programs)] == [0, 0]
    assert [path.name for path in tmp_path.iterdir()] == ["shared"]
    one = shared.read_bytes()
    for form in written:
        # Here, in this process: only those that write at once need one of their own.
        alone = tmp_path / form
        arguments = ["export", "region", "--format", form, "--output", str(alone)]
        assert CliRunner().invoke(app, arguments).exit_code == 0
    assert one in [(tmp_path / form).read_bytes() for form in written]


@pytest.mark.fault(
    "Readers of both languages taking files in every format at once",
    "each their own file, the bytes that they would get alone",
)
def test_files_made_at_once_are_those_made_alone() -> None:
    extract = Table(View("region"), ("industrial_establishments_share_pct",))

    def maker(form: str, spoken: str) -> Callable[[], bytes]:
        with speaking(spoken):
            return later(lambda: export_table(extract, form))

    makers = [maker(form, spoken) for form in PAGE_FORMATS for spoken in ("fr", "en")]
    alone = [make() for make in makers]
    with ThreadPoolExecutor(len(makers)) as pool:
        together = list(pool.map(lambda make: make(), makers))
    assert together == alone
    assert len(set(alone)) > len(PAGE_FORMATS)
