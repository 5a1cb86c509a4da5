"""Where the atlas cannot listen, it says so before it reads anything, with the way out."""

import resource
import socket

import pytest
from typer.testing import CliRunner

from territoires_industrie.cli import app
from territoires_industrie.scene.errors import RequestError
from territoires_industrie.server.listening import allow_many_connections, check_listening


def test_a_free_port_is_taken() -> None:
    check_listening("localhost", 0)
    check_listening("0.0.0.0", 0)
    check_listening("::1", 0)


def test_a_taken_port_names_another() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        answer = CliRunner().invoke(app, ["serve", "--address", "127.0.0.1", "--port", str(port)])
    assert answer.exit_code == 2
    assert f"port {port} est déjà pris" in answer.output
    assert f"make run PORT={port + 1}" in answer.output


def test_an_address_of_another_machine_is_told() -> None:
    with pytest.raises(RequestError, match=r"203\.0\.113\.9.*0\.0\.0\.0"):
        check_listening("203.0.113.9", 8501)


def test_the_process_takes_the_descriptors_that_it_may() -> None:
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (256, before[1]))
        allow_many_connections()
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (before[1], before[1])
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
