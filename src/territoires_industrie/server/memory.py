"""Memory that a reader's own table took, given back to the system when their session has ended."""

import asyncio
import ctypes
import gc
from contextlib import suppress

from territoires_industrie.server.streamlit_private import uploaded_bytes

LOOK_S = 5.0


def give_back() -> None:
    """Free what nobody holds any more, and hand the system the pages that are empty.

    A session that has ended is a ring of objects: only a full collection finds it, and Python
    makes one when much else has been allocated, which may be hours later.
    """
    gc.collect()
    with suppress(OSError, AttributeError):  # the function is the GNU library's own
        ctypes.CDLL(None).malloc_trim(0)


async def give_back_for_ever() -> None:
    """Give memory back each time that a file which a reader had brought is gone."""
    held = 0
    while True:
        await asyncio.sleep(LOOK_S)
        before, held = held, sum(map(sum, uploaded_bytes().values()))
        if held < before:
            await asyncio.to_thread(give_back)
