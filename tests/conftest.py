"""What every test obeys: French unless it says otherwise, and no network but this machine."""

import os
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

# The tests, and the servers that they start, read the repository's own data, whatever was
# refreshed on this machine; it must be said before the package is first imported.
os.environ.setdefault("ATLAS_SET", "embedded")

from territoires_industrie.wording import DEFAULT_LANGUAGE, speaking

LOOPBACK = ("127.0.0.1", "::1", "localhost", "")

# A loaded machine makes any example slow: how long one takes is no property of the code.
settings.register_profile("atlas", deadline=None)
settings.load_profile("atlas")


def pytest_xdist_auto_num_workers() -> int:
    """Start two workers more than there are processors: a test in a browser mostly waits for it."""
    return (os.cpu_count() or 1) + 2


def _refuse_outside(address: Any) -> None:
    if isinstance(address, tuple) and address[0] not in LOOPBACK:
        raise AssertionError(f"a test reached for the network: {address[0]}")


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Refuse every connection that would leave the machine."""
    patch = pytest.MonkeyPatch()
    for name in ("connect", "connect_ex"):
        original = getattr(socket.socket, name)

        def guarded(self: socket.socket, address: Any, *, call: Any = original) -> Any:
            _refuse_outside(address)
            return call(self, address)

        patch.setattr(socket.socket, name, guarded)
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def french() -> Iterator[None]:
    """Start and end every test in French, whatever it does in between."""
    with speaking(DEFAULT_LANGUAGE):
        yield
