"""A page of another site asks the server for nothing, and the server asks nobody for its name."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from streamlit import net_util

from territoires_industrie.server.origins import (
    POLICY_VIOLATION,
    RefuseForeignOrigins,
    ask_nobody_for_addresses,
)
from territoires_industrie.sources import ROOT
from tests.browser.serving import free_port
from tests.server.asking import Behind, ask, connect

STREAM = "/_stcore/stream"
FOREIGN = ("https://other.test", "http://atlas.test.other.test", "null", "", "http://[")
OWN = ("https://atlas.test", "http://atlas.test")
WATCH = """
import socket
NAMES = {"localhost", "127.0.0.1", "::1", "0.0.0.0", None, ""}
def watched(name, call, place):
    def watching(*args, **kwargs):
        host = args[place][0] if isinstance(args[place], tuple) else args[place]
        if host not in NAMES and not isinstance(args[place], (str, bytes)) or (
            name == "getaddrinfo" and host not in NAMES
        ):
            print("OUTSIDE", name, host, flush=True)
        return call(*args, **kwargs)
    return watching
for name in ("connect", "connect_ex", "sendto"):
    setattr(socket.socket, name, watched(name, getattr(socket.socket, name), -1))
socket.getaddrinfo = watched("getaddrinfo", socket.getaddrinfo, 0)
"""
"""Prints each name that is looked up and each address that is called outside this machine."""


@pytest.mark.parametrize("origin", FOREIGN)
def test_a_foreign_page_opens_no_connection(origin: str) -> None:
    behind = Behind()
    sent = connect(RefuseForeignOrigins(behind), STREAM, [b"frame"], {"origin": origin})
    assert sent == [{"type": "websocket.close", "code": POLICY_VIOLATION}]
    assert not behind.asked


@pytest.mark.parametrize("origin", FOREIGN)
@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_a_foreign_page_changes_nothing(method: str, origin: str) -> None:
    behind = Behind()
    app = RefuseForeignOrigins(behind)
    assert ask(app, "/_stcore/upload_file/a/b", {"origin": origin}, method).status == 403
    assert not behind.asked


@pytest.mark.parametrize("headers", [{"origin": origin} for origin in OWN] + [{}])
def test_the_atlas_own_pages_pass(headers: dict[str, str]) -> None:
    behind = Behind()
    app = RefuseForeignOrigins(behind)
    connect(app, STREAM, [b"frame"], headers)
    assert behind.frames == [b"frame"]
    assert ask(app, "/_stcore/upload_file/a/b", headers, "PUT").status == 200


def test_reading_is_left_to_the_browser() -> None:
    behind = Behind()
    assert ask(RefuseForeignOrigins(behind), "/", {"origin": FOREIGN[0]}).status == 200


def test_the_public_address_that_the_settings_name_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = {"server.corsAllowedOrigins": ["https://public.test"]}
    monkeypatch.setattr("streamlit.config.get_option", settings.__getitem__)
    behind = Behind()
    app = RefuseForeignOrigins(behind)
    connect(app, STREAM, [b"frame"], {"origin": "https://public.test"})
    assert behind.frames
    assert not connect(app, STREAM, [b"frame"], {"origin": "https://other.test"})[1:]


def test_nobody_is_asked_for_the_address_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(net_util, "get_external_ip", net_util.get_external_ip)
    monkeypatch.setattr(net_util, "get_internal_ip", net_util.get_internal_ip)
    ask_nobody_for_addresses()
    assert net_util.get_external_ip() is None
    assert net_util.get_internal_ip() is None


@pytest.mark.slow
def test_a_server_that_starts_calls_no_other_machine(tmp_path: Path) -> None:
    """All addresses, no browser: as the container starts it, where Streamlit asked for its own."""
    (tmp_path / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    paths = [str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])]
    with subprocess.Popen(
        [
            *("timeout", "120", sys.executable, "-m", "territoires_industrie.cli", "serve"),
            *("--port", str(free_port()), "--address", "0.0.0.0", "--headless"),
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout
        said = []
        for line in process.stdout:
            said.append(line)
            if "http://" in line:
                break
        process.terminate()
        said += process.stdout.readlines()
    assert any("http://" in line for line in said), said
    assert not [line for line in said if "OUTSIDE" in line]
    assert not [line for line in said if "ScriptRunContext" in line]
