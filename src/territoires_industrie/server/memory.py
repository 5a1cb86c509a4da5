"""Memory that a reader's own table took, given back to the system when their session has ended."""

import asyncio

from territoires_industrie.jobs.bounds import give_back
from territoires_industrie.server.streamlit_private import uploaded_bytes

LOOK_S = 5.0


async def give_back_for_ever() -> None:
    """Give memory back each time that a file which a reader had brought is gone."""
    held = 0
    while True:
        await asyncio.sleep(LOOK_S)
        before, held = held, sum(map(sum, uploaded_bytes().values()))
        if held < before:
            await asyncio.to_thread(give_back)
