"""What a server costs: its processor time, its memory, and sessions without a browser."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

SCHEDULED = 2
"""The clock of a process that counts the time it has been given (CPUCLOCK_SCHED of Linux)."""

REST_S = 5.0
QUIET_S, QUIET_SHARE = 3.0, 0.05
SESSION_LIMIT_S = 60
PROC = Path("/proc")


def find_server(url: str) -> int:
    """Find the process that serves an address, by the port of its command line.

    Raises
    ------
    LookupError
        If there is none.
    """
    port = str(urlsplit(url).port)
    for folder in PROC.iterdir():
        if not folder.name.isdigit():
            continue
        try:
            words = (folder / "cmdline").read_text(encoding="utf-8", errors="replace").split("\0")
        except OSError:  # it has ended
            continue
        if port in words and "python" in Path(words[0]).name:
            return int(folder.name)
    raise LookupError(f"no server at port {port}")


def processor_ms(pid: int) -> float:
    """Read the processor time that a process has taken, its ended threads too, in milliseconds."""
    # The kernel counts in nanoseconds; its text in /proc in steps of ten milliseconds.
    return 1000 * time.clock_gettime((~pid << 3) | SCHEDULED)


class Spending:
    """Processor time of a server, beside what it takes while nobody does anything.

    A change is measured until the map has been left alone for some seconds: at rest, the loops that
    wait for work take as much meanwhile as a third of what the change does.
    """

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._rest_share = 0.0
        self.begin()
        time.sleep(REST_S)
        self._rest_share = self.ms() / (1000 * REST_S)
        self.begin()

    def begin(self) -> None:
        """Count from now on."""
        self._from, self._since = processor_ms(self._pid), time.monotonic()

    def ms(self) -> float:
        """Return what has been spent since, in milliseconds."""
        rest = self._rest_share * 1000 * (time.monotonic() - self._since)
        return processor_ms(self._pid) - self._from - rest


def wait_at_rest(pid: int) -> None:
    """Wait until a process takes next to nothing: the atlas reads aside for ten seconds.

    Raises
    ------
    TimeoutError
        If it has not come to rest within ``SESSION_LIMIT_S``.
    """
    end = time.monotonic() + SESSION_LIMIT_S
    while time.monotonic() < end:
        before = processor_ms(pid)
        time.sleep(QUIET_S)
        if processor_ms(pid) - before < QUIET_SHARE * 1000 * QUIET_S:
            return
    raise TimeoutError(f"process {pid} does not come to rest")


def resident_mb(pid: int) -> float:
    """Read the memory that a process holds, in megabytes."""
    lines = (PROC / str(pid) / "status").read_text(encoding="utf-8").splitlines()
    held = next(line for line in lines if line.startswith("VmRSS:"))
    return int(held.split()[1]) * 1024 / 1e6


@contextmanager
def open_session(url: str) -> Iterator[ClientConnection]:
    """Open a session as a browser does, and wait until its first run has ended.

    Raises
    ------
    TimeoutError
        If nothing comes for as long as ``SESSION_LIMIT_S``.
    """
    parts = urlsplit(url)
    address = f"ws://{parts.netloc}/_stcore/stream"
    with connect(address, subprotocols=["streamlit"], max_size=None, compression=None) as socket:  # type: ignore[list-item]
        request = BackMsg()
        request.rerun_script.query_string = parts.query
        socket.send(request.SerializeToString())
        answer = ForwardMsg()
        while answer.WhichOneof("type") != "script_finished":
            content = socket.recv(SESSION_LIMIT_S)
            answer.ParseFromString(content if isinstance(content, bytes) else content.encode())
        yield socket
