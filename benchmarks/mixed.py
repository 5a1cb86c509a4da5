"""Mixed use of one process, in rounds: every page, files, tables of one's own; its memory."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from benchmarks.guest import Guest, visiting
from benchmarks.neighbours import COMMUNES, EPCI, LINES, SIREN, Line, make_table
from territoires_industrie.ui.navigation import PAGES
from territoires_industrie.upload.limits import MAX_BYTES

ROUNDS_AT_LEAST = 3
FIELD = "propre_fichier"
LOOK_S = 0.5
GIVEN_BACK_S = 12
"""The server looks every few seconds for what it can give back."""


@dataclass(frozen=True)
class Mixed:
    """Memory of the process, in MB.

    Attributes
    ----------
    minutes
        How long it was used.
    rested_mb
        At rest after the first round: its sessions are forgotten, what they asked for is let go.
    held_mb
        The most in each round.
    before_mb
        At rest after the last round, before a table of 20 MB.
    with_table_mb
        With that table.
    left_mb
        At rest after it.
    errors
        Lines that failed.
    """

    minutes: float
    rested_mb: float
    held_mb: tuple[float, ...]
    before_mb: float
    with_table_mb: float
    left_mb: float
    errors: int

    @property
    def growth_share(self) -> float:
        """What is held after the last round more than after the first, as a share."""
        return self.before_mb / self.rested_mb - 1

    @property
    def table_mb(self) -> float:
        """What a table of 20 MB costs while its session lasts."""
        return self.with_table_mb - self.before_mb


async def use_everything(
    port: int, memory_mb: Callable[[], float], minutes: float, forgotten_s: float
) -> Mixed:
    """Use every page in rounds, then bring one large table and leave."""
    held: list[float] = []
    errors, rested, end = 0, 0.0, time.monotonic() + 60 * minutes
    while time.monotonic() < end or len(held) < ROUNDS_AT_LEAST:
        async with _watching(memory_mb) as most:
            errors += await _round(port, len(held))
        held.append(max(most))
        if len(held) == 1:
            rested = await _at_rest(port, memory_mb, forgotten_s)
            end += forgotten_s
    before = await _at_rest(port, memory_mb, forgotten_s)
    async with visiting(port) as guest:
        await guest.open("indicateur")
        await guest.bring(FIELD, "grand.csv", _large_table())
        with_table = memory_mb()
    left = await _at_rest(port, memory_mb, forgotten_s)
    return Mixed(minutes, rested, tuple(held), before, with_table, left, errors)


async def _at_rest(port: int, memory_mb: Callable[[], float], forgotten_s: float) -> float:
    await asyncio.sleep(forgotten_s)
    async with visiting(port) as guest:  # Streamlit's loop may hold the last one until then
        await guest.open()
        await asyncio.sleep(GIVEN_BACK_S)
    return memory_mb()


@asynccontextmanager
async def _watching(memory_mb: Callable[[], float]) -> AsyncIterator[list[float]]:
    """Look at the memory all along a block: a large file is held until its reader has it."""
    seen = [memory_mb()]

    async def look() -> None:
        while True:
            await asyncio.sleep(LOOK_S)
            seen.append(memory_mb())

    looking = asyncio.create_task(look())
    try:
        yield seen
    finally:
        looking.cancel()


async def _round(port: int, number: int) -> int:
    """Open every page on another unit, do every line, and count what failed."""
    errors = 0
    async with visiting(port) as guest:
        for page in PAGES:
            code = SIREN[(7 * number) % len(SIREN)]
            await guest.open(page.name, f"{EPCI}&selection={code}")
        await guest.open(query=COMMUNES)
    for line in LINES:
        async with visiting(port) as guest:
            errors += await _fails(line, guest)
    return errors


async def _fails(line: Line, guest: Guest) -> int:
    with suppress(TimeoutError):
        try:
            await line.open(guest, 0)
            await line.do(guest)
        except RuntimeError as error:
            print(f"{line.what}: {error}", file=sys.stderr)
            return 1
    return 0


def _large_table() -> bytes:
    """Write an honest table of nearly 20 MB: communes, several rows each, 24 figures."""
    table = make_table("code_commune", "commune", 24)
    head, _line, rows = table.partition(b"\n")
    more = (MAX_BYTES - len(head)) // (len(rows) + 1)
    return b"\n".join((head, *([rows] * more)))
