"""Memory given back to the system: of a reader's table whose session has ended, of full caches."""

import asyncio
from contextlib import suppress
from os import sysconf
from pathlib import Path

from territoires_industrie.indicators.kept import forget_results
from territoires_industrie.jobs.bounds import give_back
from territoires_industrie.jobs.counter import COUNTER
from territoires_industrie.server.streamlit_private import forget_sessions, uploaded_bytes

LOOK_S = 5.0
MOST_BYTES = 750_000_000
"""What a process may hold, its readers' tables and files left out, before caches are emptied."""

_STATE = Path("/proc/self/statm")


async def give_back_for_ever() -> None:
    """Give memory back when a file that a reader had brought is gone, or when caches are large."""
    held, after = 0, 0
    while True:
        await asyncio.sleep(LOOK_S)
        kept = uploaded_bytes()
        before, held = held, sum(map(sum, kept.values()))
        # What a session held is a ring of objects, its files too: collected, or there for hours.
        if forget_sessions() & kept.keys() or held < before:
            await asyncio.to_thread(give_back)
        # What emptying them does not free was not theirs: they are left alone until it has grown.
        if _own_bytes(held) > max(MOST_BYTES, after + MOST_BYTES // 10):
            forget_results()
            await asyncio.to_thread(give_back)
            after = _own_bytes(held)


def _own_bytes(brought: int) -> int:
    """Count what the process holds beside what readers have brought, and what they take away."""
    return resident_bytes() - brought - COUNTER.held_bytes()


def resident_bytes() -> int:
    """Return what this process holds in memory; 0 where the system does not say it so."""
    with suppress(OSError):
        return int(_STATE.read_text("ascii").split()[1]) * sysconf("SC_PAGE_SIZE")
    return 0
