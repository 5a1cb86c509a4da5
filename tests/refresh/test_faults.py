"""Each fault of an official service: what is reported, and the data in place untouched."""

from pathlib import Path

import pytest

from territoires_industrie import sources
from territoires_industrie.refresh import disk, staging, tables
from territoires_industrie.refresh.addresses import Addresses
from territoires_industrie.refresh.driver import refresh
from territoires_industrie.refresh.failures import Fault, RefreshError
from tests.refresh.fault_table import FAULTS, JOBS, Arrange
from tests.refresh.official_files import zipped
from tests.refresh.official_server import FILES, Answer, OfficialServer
from tests.refresh.running import prints_of


@pytest.mark.parametrize(("key", "arrange", "fault", "words"), FAULTS.values(), ids=FAULTS)
def test_fault_table(
    server: OfficialServer,
    sets: Path,
    addresses: Addresses,
    key: str,
    arrange: Arrange,
    fault: Fault,
    words: str,
) -> None:
    before = prints_of(sources.DATA)
    arrange(server)
    done = refresh([key], addresses)
    (outcome,) = done.outcomes
    assert outcome.failure is not None
    assert outcome.failure.fault is fault
    with pytest.raises(RefreshError, match=words):
        raise outcome.failure
    assert not done.is_well
    assert not done.name
    assert prints_of(sources.DATA) == before
    assert {path.name for path in sets.iterdir()} <= {".lock", "downloads"}


def test_disk_fills_up_while_the_set_is_made(
    server: OfficialServer,
    sets: Path,
    addresses: Addresses,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(disk, "FREE_BYTES_KEPT", 1 << 60)
    server.put_dataset("programme", FILES)
    done = refresh(["programme"], addresses)
    assert done.outcomes[0].failure is not None
    assert done.outcomes[0].failure.fault is Fault.DISK_FULL
    assert not done.name


def test_one_refresh_at_a_time(sets: Path) -> None:
    with (
        staging.making(),
        pytest.raises(RefreshError, match="en cours"),
        staging.making(),
    ):
        pass


def test_killed_refresh_leaves_nothing(sets: Path) -> None:
    leftover = sets / f"{staging.MAKING}killed"
    leftover.mkdir(parents=True)
    with staging.making() as stage:
        assert stage.data.is_dir()
        assert not leftover.exists()
    assert not stage.folder.exists()


def test_same_list_of_members_changes_nothing(
    server: OfficialServer, sets: Path, addresses: Addresses
) -> None:
    table = sources.read_table("membership_2024")
    now = table[table["state_date"] == "2024-07-04"]
    names = {"territoire_id": "id_ti", "member_siren": "siren_groupement"}
    names |= {"member_name": "lib_groupement", "territoire_name": "lib_ti"}
    listed = now.rename(columns=names)
    columns = ["id_ti", "lib_groupement", "siren_groupement"]
    files = {
        "liste-ti-grpt2023-20261001.csv": listed[columns].to_csv(index=False).encode(),
        "liste-ti-20261001.csv": listed[["id_ti", "lib_ti"]].to_csv(index=False).encode(),
    }
    server.put_dataset("programme", files)
    done = refresh(["programme"], addresses)
    assert done.is_well
    assert not done.changed
    assert not done.name


def test_a_table_is_bounded_once_unzipped(
    server: OfficialServer, sets: Path, addresses: Addresses, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "MOST_BYTES", 30)
    server.put("/emplois.zip", Answer(zipped(table=JOBS + "01001;10;2\n")))
    (outcome,) = refresh(["emplois"], addresses).outcomes
    assert outcome.failure is not None
    assert outcome.failure.fault is Fault.TOO_LARGE


def test_a_moved_file_is_followed(server: OfficialServer, sets: Path, addresses: Addresses) -> None:
    server.put("/emplois.zip", Answer(status=302, headers={"Location": "/moved.zip"}))
    server.put("/moved.zip", Answer(zipped(table=JOBS + "01001;10;12\n")))
    (outcome,) = refresh(["emplois"], addresses).outcomes
    # It was read as far as its figures, which are absurd.
    assert "01001" in str(outcome.failure)
