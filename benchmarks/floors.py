"""What Streamlit itself takes to draw a page anew, beside a click and a change of the atlas.

No browser draws here, and nothing but a page is on the server: what is left is the least that
a page of so many elements can cost.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from pathlib import Path
from statistics import median

from benchmarks.guest import Guest, visiting
from benchmarks.process import find_server, processor_ms, wait_at_rest
from benchmarks.served import serve_measured
from benchmarks.session import Counted, reading
from territoires_industrie.boundaries import screen_geometry

PEERS = Path(__file__).parent / "peers"
RUNS, WARM_RUNS = 40, 6
LINES = (0, 50, 100)
LABELS = ("Taux de pauvreté", "Densité de population")

Act = Callable[[], Awaitable[object]]


@dataclass(frozen=True)
class Floor:
    """What one run takes: its messages, their bytes as sent, milliseconds of processor (mean)."""

    what: str
    messages: float
    sent_bytes: float
    cpu_ms: float


def measure_floors() -> list[Floor]:
    """Draw pages of text, then what the atlas draws at a click and at a change."""
    return asyncio.run(_measure_all())


async def _measure_all() -> list[Floor]:
    floors = []
    with serve_measured(PEERS / "texts_page.py") as url:
        for lines in LINES:
            what = f"a page of Streamlit with a button and {lines} lines of text"
            floors.append(await _measure_page(what, url, f"lines={lines}"))
    with serve_measured(PEERS / "kinds_page.py") as url:
        what = "a page of Streamlit with the kinds of elements of a change, nothing in them"
        floors.append(await _measure_page(what, url))
    with serve_measured() as url:
        codes = iter(screen_geometry("epci").codes)
        async with reading(_port(url)) as reader:
            await reader.open()
            await asyncio.to_thread(wait_at_rest, find_server(url))
            floors.append(
                await _measure(
                    "the atlas: a click", reader.socket, lambda: reader.click(next(codes)), url
                )
            )
        for has_table in (False, True):
            async with visiting(_port(url)) as guest:
                await guest.open()
                if has_table:
                    await guest.go_down()
                what = "the atlas: a change of indicator" + (", with the table" * has_table)
                floors.append(await _measure(what, guest.socket, _change(guest), url))
    return floors


async def _measure_page(what: str, url: str, query: str = "") -> Floor:
    async with visiting(_port(url), is_packed=False) as guest:
        await guest.open(query=query)
        return await _measure(what, guest.socket, partial(guest.press, "again"), url)


async def _measure(what: str, socket: Counted, act: Act, url: str) -> Floor:
    pid = find_server(url)
    for _ in range(WARM_RUNS):
        await act()
    spent, seen = processor_ms(pid), []
    for _ in range(RUNS):
        before = socket.messages, socket.received
        await act()
        seen.append((socket.messages - before[0], socket.received - before[1]))
    spent = processor_ms(pid) - spent
    messages, sent_bytes = (median(part) for part in zip(*seen, strict=True))
    return Floor(what, messages, sent_bytes, spent / RUNS)


def floor_rows(floors: list[Floor]) -> list[str]:
    """Write them as a table."""
    rows = ["| | messages | kB sent | server's processor, ms |", "| --- | --- | --- | --- |"]
    return rows + [
        f"| {one.what} | {one.messages:.0f} | {one.sent_bytes / 1000:.1f} | {one.cpu_ms:.0f} |"
        for one in floors
    ]


def _port(url: str) -> int:
    return int(url.rpartition(":")[2])


def _change(guest: Guest) -> Act:
    """Choose one indicator, then the other, in turn: the server knows the figures of both."""
    asked = cycle(LABELS)
    return lambda: guest.choose("indicateur", next(asked))
