"""A Streamlit server for the length of a test run, on a free port of this machine."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).parents[2]
HOST = "localhost"
LIFETIME_S = 3600
"""A server outlives neither its tests nor, if these were killed, this time."""

ACKNOWLEDGED_MS = 30
"""Linux puts the acknowledgement of a packet off for 40 ms, which is what waits for it takes."""


def free_port() -> int:
    """Ask the system for a port that nothing listens to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _command(script: Path, port: int) -> list[str]:
    guard = ["timeout", str(LIFETIME_S)] if shutil.which("timeout") else []
    if (script.parent / ".streamlit").is_dir():  # the atlas itself, or a copy of it
        atlas = ["territoires_industrie.cli", "serve", "--port", str(port), "--headless"]
        return [*guard, sys.executable, "-m", *atlas]
    options = {  # what the atlas sets for itself, so that both are measured alike
        "server.address": HOST,
        "server.port": str(port),
        "server.headless": "true",
        "server.enableStaticServing": "true",
        "server.fileWatcherType": "none",
        "runner.postScriptGC": "false",
        "browser.gatherUsageStats": "false",
    }
    flags = [part for name, value in options.items() for part in (f"--{name}", value)]
    return [*guard, sys.executable, "-m", "streamlit", "run", str(script), *flags]


def _is_healthy(url: str) -> bool:
    try:
        with urlopen(f"{url}/_stcore/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def wait_until_healthy(
    url: str, process: subprocess.Popen[bytes], log: IO[bytes] | None = None, patience_s: float = 60
) -> None:
    """Wait until a server answers.

    Raises
    ------
    RuntimeError
        If it ended, or does not answer in time, with what it wrote to ``log``.
    """
    end = time.monotonic() + patience_s
    while not _is_healthy(url):
        if process.poll() is not None or time.monotonic() > end:
            if log is not None:
                log.seek(0)
            written = log.read().decode(errors="replace") if log is not None else ""
            raise RuntimeError(f"no server at {url}:\n{written}")
        time.sleep(0.1)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(10)


def quickest_answer_ms(url: str, path: str, count: int = 20) -> float:
    """Ask for a path again and again on one connection; the least time of the later half."""
    connection, times = HTTPConnection(url.removeprefix("http://"), timeout=60), []
    for _turn in range(count):
        start = time.monotonic()
        connection.request("GET", path)
        connection.getresponse().read()
        times.append(1000 * (time.monotonic() - start))
    connection.close()
    return min(times[count // 2 :])


@contextmanager
def serve(
    script: Path, environment: Mapping[str, str] | None = None, patience_s: float = 60
) -> Iterator[str]:
    """Serve the atlas or a Streamlit script; give its address, ``http://localhost:<port>``.

    The folder of the script is the working directory, as it is for ``make run``.
    ``environment`` is added to that of this process.
    """
    port = free_port()
    url = f"http://{HOST}:{port}"
    with TemporaryFile() as log:
        process = subprocess.Popen(
            _command(script, port),
            cwd=script.parent,
            env={**os.environ, **(environment or {})},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until_healthy(url, process, log, patience_s)
            yield url
        finally:
            _end(process)


@contextmanager
def serve_together(script: Path, folder: Path) -> Iterator[str]:
    """Serve the atlas once for all processes that name the same folder; give its address.

    Who comes first starts it, and ends it when the others have left: what a server reads and makes
    before it is warm costs more than the tests of many files.
    """
    told = folder / "address"
    with ExitStack() as stack:
        door, readers = (stack.enter_context((folder / name).open("w")) for name in ("door", "in"))
        fcntl.flock(door, fcntl.LOCK_EX)  # one at a time
        is_first = not told.exists()
        if is_first:
            told.write_text(stack.enter_context(serve(script)), "utf-8")
        fcntl.flock(readers, fcntl.LOCK_SH)
        url = told.read_text("utf-8")
        fcntl.flock(door, fcntl.LOCK_UN)
        yield url
        if is_first:
            told.unlink()  # whoever comes now starts another
            fcntl.flock(readers, fcntl.LOCK_EX)
