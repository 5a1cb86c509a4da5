"""Where the atlas cannot listen, it says so before it reads anything, with the way out."""

import errno
import re
import resource
import socket
from contextlib import suppress

import pytest
from typer.testing import CliRunner

from territoires_industrie.cli import app
from territoires_industrie.scene.errors import RequestError
from territoires_industrie.server.listening import (
    OPEN_FILES,
    allow_many_connections,
    answer_at_once,
    check_listening,
)


def test_a_free_port_is_taken() -> None:
    check_listening("localhost", 0)
    check_listening("0.0.0.0", 0)
    check_listening("::1", 0)


def test_a_taken_port_names_another() -> None:
    with socket.socket() as taken, socket.socket() as taken_too:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        # The next one may be another program's already.
        with suppress(OSError):
            taken_too.bind(("127.0.0.1", port + 1))
            taken_too.listen()
        answer = CliRunner().invoke(app, ["serve", "--address", "127.0.0.1", "--port", str(port)])
        assert answer.exit_code == 2
        assert f"port {port} est déjà pris" in answer.output
        (named,) = re.findall(r"make run PORT=(\d+)", answer.output)
        assert int(named) > port + 1
        check_listening("127.0.0.1", int(named))


@pytest.mark.parametrize("address", ["203.0.113.9", "a..b", "a" * 64, "é" * 64, "."])
def test_an_address_of_another_machine_is_told(address: str) -> None:
    with pytest.raises(RequestError, match=rf"{re.escape(address)}.*0\.0\.0\.0"):
        check_listening(address, 8501)


@pytest.mark.parametrize("port", ["0", "65536", "x", "²", "9" * 5000])
def test_a_port_that_is_none_is_told(port: str) -> None:
    answer = CliRunner().invoke(app, ["serve", "--port", port])
    assert answer.exit_code == 2
    assert "un nombre de 1 à 65535" in answer.output


def test_the_process_takes_the_descriptors_that_it_may() -> None:
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (256, before[1]))
        allow_many_connections()
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (before[1], before[1])
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


def open_files() -> int:
    """Count the files that this process holds open."""
    return len(list(OPEN_FILES.iterdir()))


def is_sent_at_once(one: socket.socket) -> bool:
    """Whether what is written to a connection does not wait for what was written before."""
    return bool(one.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))


@pytest.mark.parametrize(
    ("family", "address"), [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")]
)
def test_connections_answer_at_once(family: socket.AddressFamily, address: str) -> None:
    # Streamlit makes its socket so: without saying that it is for TCP.
    with socket.socket(family) as listening, socket.socket(family) as other:
        listening.bind((address, 0))
        listening.listen()
        before = open_files()
        answer_at_once()
        assert open_files() == before
        with socket.create_connection(listening.getsockname()[:2]):
            accepted, _place = listening.accept()
            with accepted:
                assert is_sent_at_once(accepted)
        assert not is_sent_at_once(other)


@pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="a system that is not Linux")
def test_a_connection_of_which_nothing_is_taken_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("territoires_industrie.server.slow_lines.PATIENCE_S", 0.3)
    with socket.socket() as listening, socket.socket() as reader:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        answer_at_once()
        reader.connect(listening.getsockname())
        accepted, _place = listening.accept()
        with accepted:
            accepted.settimeout(0.1)
            with pytest.raises(TimeoutError):
                accepted.sendall(bytes(100_000_000))
            # Closed, it would wait for what the reader has not taken, as long as they like.
            accepted.settimeout(20)
            with pytest.raises(OSError, match="timed out") as ended:
                accepted.sendall(b"more")
            assert ended.value.errno == errno.ETIMEDOUT
