"""What readers feel of the work of others: ``python -m benchmarks.neighbours``.

Three readers click an EPCI about every half second, first alone, then while others do one of
``LINES``. The same lines run on another state of the repository with ``--root``.
"""

import argparse
import asyncio
import json
import os
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import quantiles

from benchmarks.guest import Guest, visiting
from benchmarks.process import find_server, resident_mb
from benchmarks.served import paths, serve_measured
from benchmarks.session import reading
from territoires_industrie.boundaries import screen_geometry
from territoires_industrie.membership import read_units
from tests.browser.serving import ROOT

READERS, THINK_S = 3, 0.4
ALONE_S = 5.0
LONGEST_S = 18.0
"""A line is measured for as long as the others work, and no longer than this."""

COMMUNES, EPCI = "niveau=commune", "niveau=epci"
DOWNLOAD = "telechargements"
THEN = Path(__file__).with_name("neighbours_then.json")
"""What the same lines measured before work was done aside."""


Act = Callable[[Guest], Awaitable[object]]


@dataclass(frozen=True)
class Line:
    """Something that ``count`` readers do at once, while others read.

    Attributes
    ----------
    page, query
        What each has opened before; another selection for each, where ``codes`` holds some.
    prepare
        What each has chosen before.
    do
        What is measured.
    """

    what: str
    do: Act
    page: str = ""
    query: str = ""
    prepare: Sequence[tuple[str, str]] = ()
    count: int = 1
    codes: Sequence[str] = ()

    async def open(self, guest: Guest, number: int) -> None:
        """Come as far as what is measured."""
        chosen = f"&selection={self.codes[number]}" if self.codes else ""
        await guest.open(self.page, self.query + chosen)
        await guest.go_down()
        for key, option in self.prepare:
            if option:
                await guest.choose(f"{DOWNLOAD}_{key}", option)
            else:
                await guest.switch(f"{DOWNLOAD}_{key}", is_on=False)


@dataclass(frozen=True)
class Felt:
    """Clicks of the readers before a line and during it, ms; the memory of the server, MB."""

    what: str
    alone_p95_ms: float
    p95_ms: float
    max_ms: float
    clicks: int
    seconds: float
    memory_mb: float
    problem: str = ""


PNG_A3 = (("format_fr", "Image PNG"), ("page", "A3"))
SIREN = tuple(read_units("epci").index)


def _all_in(form: str) -> Sequence[tuple[str, str]]:
    """Choose a format, and every indicator rather than the one that is shown."""
    return (("format_fr", form), ("indicateur", ""))


async def _take(guest: Guest) -> None:
    await guest.take(f"{DOWNLOAD}_bouton")


async def _take_sheet(guest: Guest) -> None:
    await guest.take("fiche_pdf")


async def _compare(guest: Guest) -> None:
    await guest.open("comparaison", f"{EPCI}&selection={','.join(SIREN[200:205])}")


async def _check(guest: Guest) -> None:
    await guest.press("verifier")


def make_table(head: str, level: str, figures: int) -> bytes:
    """Write a table of a level: the codes of its units, and columns of whole numbers."""
    chance = random.Random(1)
    rows = (
        ";".join((code, *(str(chance.randrange(10_000)) for _ in range(figures))))
        for code in read_units(level).index
    )
    titles = ";".join((head, *(f"n{number}" for number in range(figures))))
    return "\n".join((titles, *rows)).encode()


async def _bring_wide(guest: Guest) -> None:
    await guest.bring("propre_fichier", "large.csv", make_table("siren", "epci", 60))


async def _bring_communes(guest: Guest) -> None:
    await guest.bring("propre_fichier", "communes.csv", make_table("code_commune", "commune", 1))


def _picture(what: str, query: str, count: int = 1) -> Line:
    return Line(what, _take, query=query, prepare=PNG_A3, count=count)


LINES = (
    Line("PDF sheets of 4 EPCI", _take_sheet, "territoire", EPCI, count=4, codes=SIREN[100:104]),
    _picture("PNG A3 EPCI", EPCI),
    _picture("4 × PNG A3 EPCI at once", f"{EPCI}&classes=6", 4),
    _picture("10 × PNG A3 EPCI at once", f"{EPCI}&classes=4", 10),
    _picture("PNG A3 communes", COMMUNES),
    _picture("6 × PNG A3 communes at once", f"{COMMUNES}&classes=4", 6),
    Line("XLSX communes, all indicators", _take, query=COMMUNES, prepare=_all_in("XLSX")),
    Line("GPKG communes", _take, query=COMMUNES, prepare=_all_in("GeoPackage")),
    Line("GeoJSON communes", _take, query=COMMUNES, prepare=_all_in("GeoJSON")),
    Line("open the map of communes", lambda guest: guest.open(query=COMMUNES)),
    Line("compare five", _compare),
    Line("« Vérifier maintenant »", _check, "donnees"),
    Line("own file of 35,000 communes", _bring_communes, "indicateur"),
    Line("own file of 60 columns", _bring_wide, "indicateur"),
)


class Readers:
    """Readers who click one EPCI after another until they are told to leave."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.codes = screen_geometry("epci").codes
        self.clicks: list[tuple[float, float]] = []
        self.has_ended = False

    async def read(self, number: int) -> None:
        """Be one of them."""
        chance = random.Random(number)
        async with reading(self.port) as reader:
            await reader.open()
            while not self.has_ended:
                await asyncio.sleep(THINK_S * (0.5 + chance.random()))
                begun = time.monotonic()
                self.clicks.append((begun, await reader.click(chance.choice(self.codes))))

    def between(self, begin: float, end: float) -> list[float]:
        """Return the milliseconds of the clicks that began in between, or lasted into it."""
        return [1000 * s for at, s in self.clicks if at < end and at + s > begin]


async def _do(line: Line, guest: Guest) -> str:
    try:
        async with asyncio.timeout(LONGEST_S):
            await line.do(guest)
    except (TimeoutError, RuntimeError, LookupError, OSError) as error:
        return f"{type(error).__name__}: {str(error)[-160:]}".strip(": ")
    return ""


async def measure_line(line: Line, port: int, pid: int) -> Felt:
    """Measure what readers feel of a line."""
    readers = Readers(port)
    async with AsyncExitStack() as stack:
        guests = [await stack.enter_async_context(visiting(port)) for _ in range(line.count)]
        for number, guest in enumerate(guests):
            await line.open(guest, number)
        tasks = [asyncio.create_task(readers.read(number)) for number in range(READERS)]
        await asyncio.sleep(2 + ALONE_S)
        begin = time.monotonic()
        problems = await asyncio.gather(*(_do(line, guest) for guest in guests))
        end = time.monotonic()
    memory = resident_mb(pid)
    readers.has_ended = True
    await asyncio.gather(*tasks)
    alone, during = readers.between(begin - ALONE_S, begin), readers.between(begin, end)
    return Felt(
        line.what,
        round(_p95(alone)),
        round(_p95(during)),
        round(max(during, default=0.0)),
        len(during),
        round(end - begin, 1),
        round(memory),
        next(filter(None, problems), ""),
    )


def _p95(values: Sequence[float]) -> float:
    return quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else sum(values)


async def measure_lines(port: int, pid: int, wanted: str = "") -> list[Felt]:
    """Measure every line whose name holds a text, in turn."""
    felt = []
    for line in LINES:
        if wanted in line.what:
            felt.append(await measure_line(line, port, pid))
            print(felt[-1], flush=True)
    return felt


def read_felt(file: Path) -> list[Felt]:
    """Read what was measured before."""
    return [Felt(**line) for line in json.loads(file.read_text("utf-8"))["lines"]]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure the lines and write them as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=ROOT, help="another state of the repository")
    parser.add_argument("--only", default="", help="lines whose name holds this")
    parser.add_argument("--output", type=Path)
    options = parser.parse_args(arguments)
    environment = {"ATLAS_SET": "embedded", "PYTHONPATH": paths(options.root / "src")}
    os.environ["ATLAS_SET"] = "embedded"
    load = os.getloadavg()[0]
    with ExitStack() as served:
        url = served.enter_context(serve_measured(options.root / "app.py", environment))
        port = int(url.rpartition(":")[2])
        felt = asyncio.run(measure_lines(port, find_server(url), options.only))
    if options.output:
        lines = [asdict(one) for one in felt]
        told = {"load": round(load, 1), "lines": lines}
        options.output.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
