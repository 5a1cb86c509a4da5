"""Memory that a reader's own table took, given back to the system when their session has ended."""

import asyncio

from territoires_industrie.jobs.bounds import give_back
from territoires_industrie.server.streamlit_private import forget_sessions, uploaded_bytes

LOOK_S = 5.0


async def give_back_for_ever() -> None:
    """Give memory back each time that a file which a reader had brought is gone."""
    held = 0
    while True:
        await asyncio.sleep(LOOK_S)
        kept = uploaded_bytes()
        before, held = held, sum(map(sum, kept.values()))
        # What a session held is a ring of objects, its files too: collected, or there for hours.
        if forget_sessions() & kept.keys() or held < before:
            await asyncio.to_thread(give_back)
