"""What a worker may hold, and how it gives back what it holds for nobody."""

import ctypes
import subprocess
import sys

import pytest

from territoires_industrie.jobs import bounds


def test_a_ring_of_objects_is_freed() -> None:
    class Ring:
        alive = 0

        def __init__(self) -> None:
            self.itself = self
            Ring.alive += 1

        def __del__(self) -> None:
            Ring.alive -= 1

    Ring()
    bounds.give_back()
    assert Ring.alive == 0


FREED_THEN_TAKEN = """
import ctypes
from territoires_industrie.jobs.bounds import share_memory
share_memory()
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
libc.malloc.argtypes = [ctypes.c_size_t]
libc.free.argtypes = [ctypes.c_void_p]
libc.free(libc.malloc(20_000_000))
fields = "arena ordblks smblks hblks hblkhd usmblks fsmblks uordblks fordblks keepcost".split()
Told = type("Told", (ctypes.Structure,), {"_fields_": [(f, ctypes.c_size_t) for f in fields]})
libc.mallinfo2.restype = Told
before = libc.mallinfo2().hblkhd
libc.malloc(5_000_000)
print(libc.mallinfo2().hblkhd - before)
"""
"""In a process of its own: how its memory is shared out is said once."""


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "mallinfo2"), reason="needs the GNU library")
def test_what_is_large_stays_large_after_a_larger_file_was_freed() -> None:
    done = subprocess.run(
        [sys.executable, "-c", FREED_THEN_TAKEN], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) >= 5_000_000
