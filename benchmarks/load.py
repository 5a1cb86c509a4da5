"""How many readers a process serves, or two: ``python -m benchmarks.load``, on a quiet machine.

Real websocket sessions open the map, then click a unit and think, again and again. The load
comes from this process and shares the cores with the server, as the results say.
"""

import argparse
import asyncio
import os
import random
import time
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, ExitStack, contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from statistics import quantiles

from benchmarks.load_report import Beside, Load, Soak, write_load
from benchmarks.mixed import use_everything
from benchmarks.neighbours import THEN, measure_lines, read_felt
from benchmarks.process import find_server, processor_ms, resident_mb
from benchmarks.session import Reader, reading
from territoires_industrie.boundaries import screen_geometry
from tests.browser.serving import ROOT, serve

REPORT = ROOT / "docs" / "load.md"
ARRIVALS_PER_S = 4
FORGOTTEN_AFTER_S = 130
"""Streamlit keeps a session that went away for two minutes, in case it comes back."""


@dataclass(frozen=True)
class Server:
    """A process under load."""

    port: int
    pid: int

    def memory_mb(self) -> float:
        """Give what it holds now."""
        return resident_mb(self.pid)

    def processor_s(self) -> float:
        """Give the processor time that it has taken."""
        return processor_ms(self.pid) / 1000


class Crowd:
    """Readers, shared out over the servers, that open the map, click and think till the end."""

    def __init__(self, servers: Sequence[Server], think_s: float) -> None:
        self.servers = servers
        self.think_s = think_s
        self.codes = screen_geometry("epci").codes
        self.clicks: list[float] = []
        self.made = 0
        self.opened: list[float] = []
        self.errors: list[str] = []
        self.begin = self.end = 0.0

    async def read(self, number: int) -> None:
        """Be one reader, from its arrival to the end."""
        chance = random.Random(number)
        await asyncio.sleep(number / ARRIVALS_PER_S)
        async with reading(self.servers[number % len(self.servers)].port) as reader:
            self.opened.append(await reader.open())
            while time.monotonic() < self.end:
                await asyncio.sleep(self.think_s * (0.5 + chance.random()))
                await self._click(reader, chance.choice(self.codes))
            self.errors += reader.errors

    async def _click(self, reader: Reader, code: str) -> None:
        # Counted by when it began: one that is answered after the end is a slow one.
        is_counted = self.begin <= time.monotonic() < self.end
        seconds = await reader.click(code)
        self.made += 1
        if is_counted:
            self.clicks.append(seconds)

    async def run(self, sessions: int, seconds: float) -> None:
        """Hold so many readers for so long, once all of them are there."""
        self.begin = time.monotonic() + sessions / ARRIVALS_PER_S
        self.end = self.begin + seconds
        await asyncio.gather(*(self.read(number) for number in range(sessions)))


async def measure_load(
    servers: Sequence[Server], sessions: int, seconds: float, think_s: float
) -> Load:
    """Measure the clicks of so many readers at once."""
    crowd, start = Crowd(servers, think_s), time.monotonic()
    spent = sum(server.processor_s() for server in servers)
    await crowd.run(sessions, seconds)
    cuts = quantiles(crowd.clicks, n=100)
    spent = sum(server.processor_s() for server in servers) - spent
    return Load(
        processes=len(servers),
        sessions=sessions,
        think_s=think_s,
        clicks=len(crowd.clicks),
        median_ms=1000 * cuts[49],
        p95_ms=1000 * cuts[94],
        open_ms=1000 * quantiles(crowd.opened, n=100)[94],
        processor_share=spent / (time.monotonic() - start),
        errors=len(crowd.errors),
    )


async def measure_memory(server: Server, sessions: int) -> float:
    """Measure what an open session holds beyond the shared data, in MB."""
    async with AsyncExitStack() as stack:
        before = 0.0
        for number in range(sessions + 1):
            reader = await stack.enter_async_context(reading(server.port))
            await reader.open()
            await reader.click(screen_geometry("epci").codes[number])
            if number == 0:
                before = server.memory_mb()
        return (server.memory_mb() - before) / sessions


async def soak(server: Server, minutes: float, sessions: int, think_s: float) -> Soak:
    """Let readers come and go; look at the memory after each round, all of them gone."""
    held: list[float] = []
    clicks, errors, end = 0, 0, time.monotonic() + 60 * minutes
    while time.monotonic() < end or len(held) < 3:
        crowd = Crowd([server], think_s)
        await crowd.run(sessions, max(5.0, 60 * minutes / 12))
        clicks += crowd.made
        errors += len(crowd.errors)
        held.append(server.memory_mb())
    await asyncio.sleep(FORGOTTEN_AFTER_S if minutes >= 1 else 0)
    return Soak(minutes, len(held) * sessions, clicks, tuple(held), server.memory_mb(), errors)


async def measure_readers(
    servers: Sequence[Server], options: argparse.Namespace
) -> tuple[list[Load], float, Soak]:
    """Measure numbers of readers, the memory of one, and readers that come and go."""
    for each in servers:
        async with reading(each.port) as first:
            await first.open()
    per_session = await measure_memory(servers[0], options.memory_sessions)
    loads = []
    for count, think_s, sessions in product(options.processes, options.think, options.sessions):
        loads.append(await measure_load(servers[:count], sessions, options.seconds, think_s))
        print(loads[-1], flush=True)
    soaked = await soak(servers[0], options.soak_minutes, options.soak_sessions, think_s=0.5)
    return loads, per_session, soaked


async def measure_beside(server: Server, minutes: float) -> Beside:
    """Measure what readers feel of the work of others, then memory under mixed use."""
    felt = await measure_lines(server.port, server.pid)
    left_s = FORGOTTEN_AFTER_S if minutes >= 1 else 0
    mixed = await use_everything(server.port, server.memory_mb, minutes, left_s)
    print(mixed, flush=True)
    return Beside(read_felt(THEN), felt, mixed)


@contextmanager
def serving(count: int) -> Iterator[list[Server]]:
    """Serve the atlas by so many processes, for the length of the block."""
    with ExitStack() as served:
        urls = [served.enter_context(serve(ROOT / "app.py")) for _ in range(count)]
        yield [Server(int(url.rpartition(":")[2]), find_server(url)) for url in urls]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and write ``docs/load.md``, or another file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, nargs="+", default=[50, 100])
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--seconds", type=float, default=45)
    parser.add_argument("--think", type=float, nargs="+", default=[3, 6])
    parser.add_argument("--memory-sessions", type=int, default=100)
    parser.add_argument("--soak-minutes", type=float, default=5)
    parser.add_argument("--soak-sessions", type=int, default=40)
    parser.add_argument("--mixed-minutes", type=float, default=5)
    parser.add_argument("--output", type=Path, default=REPORT)
    options = parser.parse_args(arguments)
    os.environ["ATLAS_SET"] = "embedded"
    before = os.getloadavg()[0]
    with serving(max(options.processes)) as servers:
        loads, per_session, soaked = asyncio.run(measure_readers(servers, options))
    with serving(1) as (server,):
        beside = asyncio.run(measure_beside(server, options.mixed_minutes))
    counted = options.memory_sessions
    text = write_load(loads, per_session, counted, soaked, before, beside)
    options.output.write_text(text, "utf-8")
    print(text)


if __name__ == "__main__":
    main()
