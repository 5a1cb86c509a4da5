"""A refresh that is killed, wherever it is: the data in use are whole, the next one cleans up."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Event

import pytest

from territoires_industrie import sources
from territoires_industrie.data_state import (
    EMBEDDED,
    POINTER,
    SET_VARIABLE,
    SETS_VARIABLE,
    find_state,
)
from territoires_industrie.refresh import staging
from territoires_industrie.refresh.addresses import Addresses
from territoires_industrie.refresh.driver import refresh
from tests.browser.serving import ROOT
from tests.refresh.conftest import addresses as addresses  # noqa: PLC0414 - fixtures
from tests.refresh.conftest import server as server  # noqa: PLC0414
from tests.refresh.conftest import sets as sets  # noqa: PLC0414
from tests.refresh.official_server import FILES, MEMBERS_PATH, Answer, Asked, OfficialServer
from tests.refresh.running import prints_of

KILLED = -signal.SIGKILL

PUBLISHING = """
import os, pathlib, signal, sys
from territoires_industrie import sources
from territoires_industrie.refresh import staging
home = pathlib.Path(sys.argv[1])
sources.DATA = sources.GEO = sources.STATIC = home / "static"

def die(*_arguments):
    os.kill(os.getpid(), signal.SIGKILL)

match sys.argv[2]:
    case "copy":
        staging.shutil.copy2 = die
    case "pointer":
        staging.point_to = die
    case "swap":
        staging.os.fsync = die
with staging.making() as stage:
    stage.changed.append("activite")
    stage.describe()
    staging.publish(stage)
"""


def write_addresses(addresses: Addresses, path: Path) -> None:
    """Write the addresses of the test's server as a reader gives them."""
    lines = []
    for source, settings in addresses.sources.items():
        lines.append(f"[{source}]")
        lines += [
            f"{name} = {value}" if isinstance(value, int) else f'{name} = "{value}"'
            for name, value in settings.items()
        ]
    path.write_text("\n".join([*lines, "[network]", "read_seconds = 60.0", ""]), "utf-8")


@pytest.mark.fault(
    "`atlas refresh` killed (SIGKILL) in the middle of a download",
    "nothing: the data in use are as they were; the next refresh removes what was left and works",
)
def test_a_refresh_killed_while_it_downloads(
    server: OfficialServer, sets: Path, addresses: Addresses, tmp_path: Path
) -> None:
    before, asked = prints_of(sources.DATA), Event()

    def hang(_asked: Asked) -> Answer:
        asked.set()
        return Answer(hang=True)

    server.put_dataset("programme", FILES)
    server.pages[MEMBERS_PATH] = hang
    write_addresses(addresses, tmp_path / "addresses.toml")
    command = ["refresh", "programme", "--addresses", str(tmp_path / "addresses.toml")]
    killed = subprocess.Popen(
        [sys.executable, "-m", "territoires_industrie.cli", *command],
        cwd=ROOT,
        env={**os.environ, SETS_VARIABLE: str(sets)},
        stderr=subprocess.DEVNULL,
    )
    try:
        assert asked.wait(60)
        assert list(sets.glob(f"{staging.MAKING}*"))
    finally:
        killed.kill()
        assert killed.wait(30) == KILLED
    assert prints_of(sources.DATA) == before
    assert not (sets / POINTER).exists()

    done = refresh(["activite"], addresses)  # this service answers nothing: all the same, alone
    assert done.outcomes[0].failure is not None
    assert {path.name for path in sets.iterdir()} == {".lock", "downloads"}
    assert prints_of(sources.DATA) == before


@pytest.mark.fault(
    "`atlas refresh` killed while it copies, or at the swap itself",
    "nothing: the set in use is the former one, whole; the next refresh puts its own in use",
)
@pytest.mark.parametrize("moment", ["copy", "pointer", "swap"])
def test_a_refresh_killed_while_it_publishes(
    sets: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    monkeypatch.delenv(SET_VARIABLE)
    home = sets.parent
    environment = {**os.environ, SETS_VARIABLE: str(sets)}
    (home / "static" / "geo" / "epci-0123456789.json").write_text("{}")

    def publish(moment: str) -> int:
        command = [sys.executable, "-c", PUBLISHING, str(home), moment]
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode

    assert publish(moment) == KILLED
    assert find_state().name == EMBEDDED
    assert not (sets / POINTER).exists()
    assert publish("never") == 0
    assert find_state().is_refreshed
    assert not list(sets.glob(f"{staging.MAKING}*"))
