"""Downloads: whole, resumed, unchanged; and every fault with what is said of it."""

import errno
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from territoires_industrie.refresh import disk, download
from territoires_industrie.refresh.download import Downloaded, Policy, Request, fetch_file
from territoires_industrie.refresh.failures import Fault, RefreshError
from tests.refresh.official_server import Answer, OfficialServer, etag_of, serving

BODY = b"code;nom\n" + b"200000172;CC Faucigny\n" * 40_000
OLD = b"the file of the last refresh"
HASTE = Policy(connect_seconds=1, read_seconds=0.4, attempts=3, longest_wait_seconds=30)


@dataclass
class Client:
    """A client that waits for nothing, and remembers how long it would have waited."""

    folder: Path
    waits: list[float]

    @property
    def target(self) -> Path:
        return self.folder / "table.csv"

    def fetch(self, url: str, checksum: str = "") -> Downloaded:
        request = Request(url, checksum=checksum)
        return fetch_file(request, self.target, HASTE, sleep=self.waits.append)


@pytest.fixture
def server() -> Iterator[OfficialServer]:
    with serving() as running:
        yield running


@pytest.fixture
def client(tmp_path: Path) -> Client:
    return Client(tmp_path, [])


def test_whole_file(server: OfficialServer, client: Client) -> None:
    seen: list[tuple[int, int | None]] = []
    url = server.put("/table.csv", Answer(BODY))
    done = fetch_file(Request(url), client.target, HASTE, lambda *told: seen.append(told))
    assert client.target.read_bytes() == BODY
    assert done.sha256 == hashlib.sha256(BODY).hexdigest()
    assert (done.etag, done.is_unchanged) == (etag_of(BODY), False)
    assert seen[-1] == (len(BODY), len(BODY))
    assert {path.name for path in client.folder.iterdir()} == {"table.csv", "table.csv.json"}


def test_cut_then_resumed_from_where_it_was(server: OfficialServer, client: Client) -> None:
    url = server.put("/table.csv", Answer(BODY, cut_after=300_000), Answer(BODY))
    client.fetch(url)
    assert client.target.read_bytes() == BODY
    first, second = server.asked
    assert "Range" not in first.headers
    kept = int(second.headers["Range"].removeprefix("bytes=").rstrip("-"))
    assert 0 < kept <= 300_000
    assert second.headers["If-Range"] == etag_of(BODY)


def test_resumed_by_a_later_run(server: OfficialServer, client: Client) -> None:
    url = server.put("/table.csv", Answer(BODY, cut_after=300_000))
    with pytest.raises(RefreshError, match="repris"):
        client.fetch(url)
    server.put("/table.csv", Answer(BODY))
    client.fetch(url)
    assert "Range" in server.asked[-1].headers
    assert client.target.read_bytes() == BODY


def test_halves_of_two_versions_are_never_glued(server: OfficialServer, client: Client) -> None:
    newer = BODY.replace(b"Faucigny", b"Chablais")
    url = server.put("/table.csv", Answer(BODY, cut_after=300_000), Answer(newer))
    client.fetch(url)
    assert client.target.read_bytes() == newer


def test_server_without_ranges_starts_again(server: OfficialServer, client: Client) -> None:
    whole = Answer(BODY, accepts_ranges=False)
    url = server.put("/table.csv", Answer(BODY, cut_after=300_000), whole)
    client.fetch(url)
    assert client.target.read_bytes() == BODY


def test_unchanged_file_is_not_sent_again(server: OfficialServer, client: Client) -> None:
    url = server.put("/table.csv", Answer(BODY))
    client.fetch(url)
    again = client.fetch(url)
    assert again.is_unchanged
    assert server.asked[-1].headers["If-None-Match"] == etag_of(BODY)


def test_altered_copy_is_fetched_again(server: OfficialServer, client: Client) -> None:
    url = server.put("/table.csv", Answer(BODY))
    client.fetch(url)
    client.target.write_bytes(BODY[:-3])
    assert not client.fetch(url).is_unchanged
    assert client.target.read_bytes() == BODY


def test_passing_trouble_is_waited_out(server: OfficialServer, client: Client) -> None:
    busy = Answer(status=429, headers={"Retry-After": "7"})
    url = server.put("/table.csv", busy, Answer(status=503), Answer(BODY))
    client.fetch(url)
    assert client.waits == [7.0, 2.0]
    assert client.target.read_bytes() == BODY


WRONG_HASH = "sha1:" + "0" * 40
FAULTS: list[tuple[str, Answer, str, Fault, str, int]] = [
    ("timeout", Answer(hang=True), "", Fault.TIMEOUT, "pas répondu à temps", 3),
    ("404", Answer(status=404), "", Fault.NOT_FOUND, "fichier d’adresses", 1),
    ("410", Answer(status=410), "", Fault.NOT_FOUND, "HTTP 410", 1),
    ("403", Answer(status=403), "", Fault.REFUSED, "HTTP 403", 1),
    ("429", Answer(status=429), "", Fault.TOO_MANY, "trop de demandes", 3),
    (
        "429 for an hour",
        Answer(status=429, headers={"Retry-After": "3600"}),
        "",
        Fault.TOO_MANY,
        "3600 s",
        1,
    ),
    ("500", Answer(status=500), "", Fault.SERVER, "HTTP 500", 3),
    ("cut", Answer(BODY, cut_after=10_000), "", Fault.CUT, "coupée", 3),
    ("wrong hash", Answer(BODY), WRONG_HASH, Fault.WRONG_HASH, "empreinte", 1),
]


@pytest.mark.parametrize(
    ("answer", "checksum", "fault", "words", "attempts"),
    [row[1:] for row in FAULTS],
    ids=[row[0] for row in FAULTS],
)
def test_fault_table(
    server: OfficialServer,
    client: Client,
    answer: Answer,
    checksum: str,
    fault: Fault,
    words: str,
    attempts: int,
) -> None:
    client.target.write_bytes(OLD)
    with pytest.raises(RefreshError, match=words) as told:
        client.fetch(server.put("/table.csv", answer), checksum)
    assert told.value.fault is fault
    assert len(server.asked) == attempts
    assert client.target.read_bytes() == OLD


def test_nobody_answers(client: Client) -> None:
    with serving() as server:
        url = server.put("/table.csv", Answer(BODY))
    with pytest.raises(RefreshError, match="ne peut être joint") as told:
        client.fetch(url)
    assert told.value.fault is Fault.UNREACHABLE


@pytest.mark.parametrize("url", ["table.csv", "nowhere://table.csv"])
def test_not_an_address(client: Client, url: str) -> None:
    with pytest.raises(RefreshError, match="fichier d’adresses") as told:
        client.fetch(url)
    assert told.value.fault is Fault.CONFIGURATION


def test_disk_fills_up_while_writing(server: OfficialServer, client: Client) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no /dev/full on this system to write to")
    client.target.write_bytes(OLD)
    (client.folder / "table.csv.part").symlink_to(full)
    with pytest.raises(RefreshError, match="Disque plein") as told:
        client.fetch(server.put("/table.csv", Answer(BODY)))
    assert told.value.fault is Fault.DISK_FULL
    assert client.target.read_bytes() == OLD


def test_no_room_is_seen_before_writing(
    server: OfficialServer, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "FREE_BYTES_KEPT", 1 << 60)
    with pytest.raises(RefreshError, match="Disque plein"):
        client.fetch(server.put("/table.csv", Answer(BODY)))
    assert not list(client.folder.glob("*.part"))


def _refuse(number: int) -> Callable[[Path, int], None]:
    def refuse(_folder: Path, _needed: int) -> None:
        raise OSError(number, "refused")

    return refuse


def test_disk_refuses(
    server: OfficialServer, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(download, "require_room", _refuse(errno.EROFS))
    with pytest.raises(RefreshError, match="droits") as told:
        client.fetch(server.put("/table.csv", Answer(BODY)))
    assert told.value.fault is Fault.DISK
