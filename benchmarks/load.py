"""How many readers a process serves, or two: ``python -m benchmarks.load``, on a quiet machine.

Real websocket sessions open the map, then click a unit and think, again and again. The load
comes from this process and shares the cores with the server, as the results say. Each part may be
measured alone (``--parts readers``): the others stay on the page as they were.
"""

import argparse
import asyncio
import os
import random
import time
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from typing import Any

from benchmarks.charts import draw_readers
from benchmarks.load_report import SECTIONS, Load, Soak, keep_part, write_load
from benchmarks.mixed import use_everything
from benchmarks.neighbours import measure_lines
from benchmarks.process import find_server, processor_ms, resident_mb
from benchmarks.served import serve_measured
from benchmarks.session import Reader, reading
from territoires_industrie.boundaries import screen_geometry
from territoires_industrie.server.capacity import SETTING
from tests.browser.serving import ROOT

REPORT = ROOT / "docs" / "load.md"
KEPT = Path(__file__).with_name("load.json")
"""What was measured last of each part of the report."""

CASES = ("1x100x3", "1x150x3", "2x200x3", "2x400x3")
ARRIVALS_PER_S = 4
"""Readers who come to one process."""

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
        self.arrivals_per_s = ARRIVALS_PER_S * len(servers)
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
        await asyncio.sleep(number / self.arrivals_per_s)
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
        self.begin = time.monotonic() + sessions / self.arrivals_per_s
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


@dataclass(frozen=True)
class Case:
    """A number of readers, on so many processes, who read so many seconds on average."""

    processes: int
    readers: int
    think_s: float

    @classmethod
    def read(cls, text: str) -> "Case":
        """Read a case as it is written in a command: ``2x400x3``."""
        processes, readers, think_s = text.split("x")
        return cls(int(processes), int(readers), float(think_s))


async def measure_readers(options: argparse.Namespace) -> Mapping[str, Any]:
    """Measure numbers of readers at once."""
    loads = []
    with serving(max(case.processes for case in options.readers)) as servers:
        await _open_once(servers)
        for case in options.readers:
            used = servers[: case.processes]
            loads.append(await measure_load(used, case.readers, options.seconds, case.think_s))
            print(loads[-1], flush=True)
    return {"loads": loads}


async def measure_others(_options: argparse.Namespace) -> Mapping[str, Any]:
    """Measure what readers feel of the work of others."""
    with serving(1) as (server,):
        return {"felt": await measure_lines(server.port, server.pid)}


async def measure_sessions(options: argparse.Namespace) -> Mapping[str, Any]:
    """Measure the memory of one reader, and of readers that come and go."""
    counted = options.memory_sessions
    with serving(1) as servers:
        await _open_once(servers)
        each_mb = await measure_memory(servers[0], counted)
        soaked = await soak(servers[0], options.soak_minutes, options.soak_sessions, think_s=0.5)
    print(each_mb, soaked, flush=True)
    return {"session_mb": each_mb, "counted": counted, "soak": soaked}


async def measure_mixed(options: argparse.Namespace) -> Mapping[str, Any]:
    """Measure the memory under mixed use, and of a large table."""
    minutes = options.mixed_minutes
    with serving(1) as (server,):
        left_s = FORGOTTEN_AFTER_S if minutes >= 1 else 0
        mixed = await use_everything(server.port, server.memory_mb, minutes, left_s)
    print(mixed, flush=True)
    return {"mixed": mixed}


Measure = Callable[[argparse.Namespace], Coroutine[None, None, Mapping[str, Any]]]

PARTS: Mapping[str, Measure] = {
    "readers": measure_readers,
    "others": measure_others,
    "sessions": measure_sessions,
    "mixed": measure_mixed,
}


async def _open_once(servers: Sequence[Server]) -> None:
    for each in servers:
        async with reading(each.port) as first:
            await first.open()


@contextmanager
def serving(count: int) -> Iterator[list[Server]]:
    """Serve the atlas by so many processes, which turn nobody away, for the length of the block."""
    with ExitStack() as served:
        environment = {SETTING: "100000"}
        urls = [served.enter_context(serve_measured(environment=environment)) for _ in range(count)]
        yield [Server(int(url.rpartition(":")[2]), find_server(url)) for url in urls]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure parts, keep them, and write ``docs/load.md`` or another file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parts", nargs="+", choices=[*SECTIONS], default=[*SECTIONS])
    parser.add_argument("--readers", type=Case.read, nargs="+", default=[*map(Case.read, CASES)])
    parser.add_argument("--seconds", type=float, default=40)
    parser.add_argument("--memory-sessions", type=int, default=100)
    parser.add_argument("--soak-minutes", type=float, default=5)
    parser.add_argument("--soak-sessions", type=int, default=40)
    parser.add_argument("--mixed-minutes", type=float, default=3)
    parser.add_argument("--kept", type=Path, default=KEPT)
    parser.add_argument("--output", type=Path, default=REPORT)
    options = parser.parse_args(arguments)
    os.environ["ATLAS_SET"] = "embedded"
    for name in options.parts:
        before = os.getloadavg()[0]
        measured = asyncio.run(PARTS[name](options))
        options.output.write_text(
            write_load(keep_part(options.kept, name, measured, before)), "utf-8"
        )
    page = options.output.read_text("utf-8")
    draw_readers(page, options.output.parent / "img")
    print(page)


if __name__ == "__main__":
    main()
