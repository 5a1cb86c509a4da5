"""The limits that nginx sets before the atlas: bodies, requests, connections left open."""

import http.client
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from tests.browser.serving import free_port
from tests.deploy.proxy import running, wait_for, write_configuration

BURST = 1_000
"""As in ``deploy/nginx/atlas.conf``."""


class _Process(BaseHTTPRequestHandler):
    """Stands for a process of the atlas: knows one script, takes what it is sent."""

    protocol_version = "HTTP/1.1"

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        if "busy" in self.path:
            self._answer(503)
        elif self.path.endswith("/"):
            self._answer(301)
        else:
            self._answer(404 if self.path.startswith("/static/js/old") else 200)

    def do_PUT(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        self._answer(204)

    def _answer(self, status: int) -> None:
        self.send_response(status)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def entrance(nginx: str, tmp_path: Path) -> Iterator[int]:
    """Run nginx before two processes; its port."""
    with ExitStack() as stack:
        ports = []
        for _rank in range(2):
            server = stack.enter_context(ThreadingHTTPServer(("127.0.0.1", 0), _Process))
            threading.Thread(target=server.serve_forever, daemon=True).start()
            stack.callback(server.shutdown)
            ports.append(server.server_port)
        port, log = free_port(), tmp_path / "nginx.log"
        main = write_configuration(tmp_path / "nginx", port, (ports[0], ports[1]))
        proxy = stack.enter_context(running([nginx, "-c", str(main)], log))
        wait_for(f"http://127.0.0.1:{port}", proxy, log)
        yield port


def ask(
    port: int, path: str, method: str = "GET", body: bytes | None = None
) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request(method, path, body)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def flood(port: int, path: str, count: int) -> list[int]:
    """Send requests over one connection without waiting for the answers; their statuses."""
    last = f"GET {path} HTTP/1.1\r\nHost: atlas\r\nConnection: close\r\n\r\n"
    others = f"GET {path} HTTP/1.1\r\nHost: atlas\r\n\r\n" * (count - 1)
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall((others + last).encode())
        answers = b"".join(iter(lambda: connection.recv(65536), b""))
    return [int(status) for status in re.findall(rb"HTTP/1.1 (\d+)", answers)]


def test_only_an_upload_has_a_large_body(entrance: int) -> None:
    large, too_large = b"x" * 20 * 2**20, b"x" * 22 * 2**20
    assert ask(entrance, "/_stcore/upload_file/a/b", "PUT", large).status == 204
    for path, body in (("/_stcore/upload_file/a/b", too_large), ("/", b"x" * 100_000)):
        # By its announced length, before any of it is sent.
        connection = http.client.HTTPConnection("127.0.0.1", entrance, timeout=20)
        connection.putrequest("PUT", path)
        connection.putheader("content-length", str(len(body)))
        connection.endheaders()
        assert connection.getresponse().status == 413
        connection.close()


def test_a_script_that_is_gone_is_not_kept_for_a_year(entrance: int) -> None:
    known, gone = ask(entrance, "/static/js/a.js"), ask(entrance, "/static/js/old.js")
    assert "immutable" in str(known.headers["cache-control"])
    assert gone.status == 404
    assert gone.headers["cache-control"] is None
    folder = ask(entrance, "/static/js/")
    assert (folder.status, folder.headers["cache-control"]) == (301, None)
    # From the proxy's own copy, and where the browser has one.
    assert "immutable" in str(ask(entrance, "/static/js/a.js").headers["cache-control"])


def test_a_flood_from_one_address_is_told_to_come_back(entrance: int) -> None:
    # A script that nginx keeps: however busy the machine, more come than it lets pass a second.
    ask(entrance, "/static/js/a.js")
    statuses: list[int] = []
    while 429 not in statuses and len(statuses) < 20 * BURST:
        statuses += flood(entrance, "/static/js/a.js", BURST // 2)
    assert set(statuses[:BURST]) == {200}
    assert 429 in statuses


def test_a_file_that_must_wait_is_asked_of_one_process_alone(entrance: int) -> None:
    assert ask(entrance, "/donnees/busy.csv").status == 503
    assert _Process.asked.count("/donnees/busy.csv") == 1
    # A page is shown by the process that has a place.
    assert ask(entrance, "/busy").status == 503
    assert _Process.asked.count("/busy") == 2


def test_a_program_in_a_loop_is_told_to_come_back_and_leaves_readers_alone(entrance: int) -> None:
    first = ask(entrance, "/donnees/epci.csv")
    assert first.headers["set-cookie"] is None
    statuses = [ask(entrance, "/donnees/epci.csv").status for _rank in range(70)]
    assert (statuses[0], statuses[-1]) == (200, 429)
    assert ask(entrance, "/carte").status == 200


@pytest.mark.slow
def test_a_request_that_never_ends_is_left(entrance: int) -> None:
    start = time.monotonic()
    with socket.create_connection(("127.0.0.1", entrance), timeout=30) as half:
        half.sendall(b"GET / HTTP/1.1\r\nHost: atlas")
        assert half.recv(100) in {b"", b"HTTP/1.1 408"}
    assert time.monotonic() - start < 20
