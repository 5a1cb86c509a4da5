"""What the workers of the tests do; another process finds it by its name."""

import os
import signal
import time
from pathlib import Path

from territoires_industrie.errors import AtlasError
from territoires_industrie.indicators.own import own_indicators
from territoires_industrie.wording import language


def say_where() -> bytes:
    """Return the process and the language that this is done in."""
    return f"{os.getpid()} {language()} {len(own_indicators())}".encode()


def count_calls(folder: str, seconds: float) -> bytes:
    """Leave a file a call, and take some time."""
    (Path(folder) / str(time.monotonic_ns())).touch()
    time.sleep(seconds)
    return b"done"


def refuse() -> bytes:
    raise AtlasError("un refus")


class Table:
    """What a reader brought."""


def look_at(_table: Table) -> bytes:
    return b"seen"


def stumble() -> bytes:
    raise KeyError("a word of a library")


def sleep(seconds: float) -> bytes:
    time.sleep(seconds)
    return b"slept"


def take_memory() -> bytes:
    return bytes(bytearray(64 * 2**30))


def take_memory_slowly() -> bytes:
    """Hold more and more, a little at a time."""
    held = []
    for _step in range(400):
        held.append(bytearray(os.urandom(2**20)) * 10)
        time.sleep(0.01)
    return bytes(len(held))


def die() -> bytes:
    os.kill(os.getpid(), signal.SIGKILL)
    return b""


def say_held() -> bytes:
    """Return the titles of the indicators that the session brought."""
    return "\n".join(one.title for one in own_indicators().values()).encode()


def list_gis_formats() -> bytes:
    """Return the formats that GDAL opens here."""
    import pyogrio

    return " ".join(sorted(pyogrio.list_drivers())).encode()
