"""The load test in a page: goals first, then each number of readers, the soak, the machine."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.mixed import Mixed
from benchmarks.neighbours import Felt

GOAL_SESSIONS, GOAL_P95_MS, GOAL_SESSION_MB = 100, 1000, 1.0
GOAL_FELT_MS = 300
GOAL_MIXED, GOAL_TABLE_MB = 0.2, 150
GROWTH_MB = 5.0
"""Memory that may come and go between two rounds of the soak without being a leak."""

QUIET = 1.0
NOT_QUIET = (
    "\n\n**The machine was not quiet**: others worked on the same cores before and during the "
    "measure. Times and numbers of readers say what was left for the atlas; run it again alone."
)

HEAD = """# Load

Written by `make soak` (`python -m benchmarks.load`), not by hand. Real websocket sessions of
Streamlit on one process of the atlas or two, over the loopback, without a browser: each opens the
map, reads for a while, clicks an EPCI, and counts the time until the page has followed. The while
is drawn between half and one and a half of its mean; a click counts when it began once all readers
were there and before the end. The sessions are held by one more process of the same machine, which
takes its share of the cores.
"""


FELT = """Three readers click an EPCI about every half second while others do one thing; a click
counts when it began during it, or lasted into it. *Then*: commit ec89ba7, before work that takes
long was done in processes of its own, measured by the same lines (`python -m benchmarks.neighbours
--root …`) while others used the machine."""


@dataclass(frozen=True)
class Load:
    """Clicks of a number of readers at once, who read ``think_s`` seconds on average; ms."""

    processes: int
    sessions: int
    think_s: float
    clicks: int
    median_ms: float
    p95_ms: float
    open_ms: float
    processor_share: float
    errors: int


@dataclass(frozen=True)
class Soak:
    """Readers that come and go; what the process holds after each round, in MB, and at last."""

    minutes: float
    sessions: int
    clicks: int
    held_mb: tuple[float, ...]
    left_mb: float
    errors: int

    @property
    def growth_mb(self) -> float:
        """Give what the second half of the rounds added, largest to largest."""
        half = len(self.held_mb) // 2
        return max(self.held_mb[half:]) - max(self.held_mb[:half])


@dataclass(frozen=True)
class Beside:
    """What readers felt of the work of others, before it was done aside and now; mixed use."""

    then: Sequence[Felt]
    now: Sequence[Felt]
    mixed: Mixed


def write_load(
    loads: Sequence[Load],
    session_mb: float,
    counted: int,
    soak: Soak,
    before: float,
    beside: Beside,
) -> str:
    """Write the page.

    Parameters
    ----------
    loads, session_mb, counted, soak
        What was measured; ``counted`` sessions add ``session_mb`` each.
    before
        Load average that the machine had at the start.
    beside
        What readers felt of the work of others, and what mixed use left in memory.
    """
    errors = sum(one.errors for one in loads) + soak.errors
    goals = [
        *(_served(loads, *each) for each in sorted({(o.processes, o.think_s) for o in loads})),
        ("memory a session < 1 MB", f"{session_mb:.2f} MB", session_mb < GOAL_SESSION_MB),
        ("no growth", f"{soak.growth_mb:+.1f} MB", soak.growth_mb < GROWTH_MB),
        ("no traceback", str(errors), not errors),
        _spared(beside.now),
        *_mixed_goals(beside.mixed),
    ]
    parts = [HEAD, "## Goals\n", "| goal | measured | |\n| --- | --- | --- |"]
    parts += [
        f"| {goal} | {seen} | {'met' if met else '**missed**'} |" for goal, seen, met in goals
    ]
    parts += ["\n## Readers at once\n", _load_table(loads)]
    parts += ["\n## The work of others\n", FELT, "", _felt_table(beside.then, beside.now)]
    parts += ["\n## Memory\n", _memory(session_mb, counted, soak), "", _mixed(beside.mixed)]
    parts += ["\n## Machine\n", _machine(before), ""]
    return "\n".join(parts)


def _served(loads: Sequence[Load], processes: int, think_s: float) -> tuple[str, str, bool]:
    """Give the goal of a reading time: what was asked, most readers served, whether it is met."""
    those = [one for one in loads if (one.processes, one.think_s) == (processes, think_s)]
    served = max((one.sessions for one in those if one.p95_ms < GOAL_P95_MS), default=0)
    held = "one process" if processes == 1 else f"{processes} processes"
    asked = f"{GOAL_SESSIONS} readers at once, who read {think_s:g} s, click p95 < 1 s, {held}"
    return asked, str(served), served >= GOAL_SESSIONS


def _load_table(loads: Sequence[Load]) -> str:
    names = (
        *("processes", "readers", "read, s", "clicks", "click, median ms", "click, p95 ms"),
        *("first view, p95 ms", "processor of the servers, cores"),
    )
    rows = (
        (
            *(f"{one.processes}", f"{one.sessions}", f"{one.think_s:g}", f"{one.clicks}"),
            *(f"{one.median_ms:.0f}", f"{one.p95_ms:.0f}", f"{one.open_ms:.0f}"),
            f"{one.processor_share:.2f}",
        )
        for one in loads
    )
    return "\n".join(f"| {' | '.join(row)} |" for row in (names, ["---"] * len(names), *rows))


def _spared(felt: Sequence[Felt]) -> tuple[str, str, bool]:
    """Return the goal of a click beside the work of others: the line that is felt most."""
    most = max(felt, key=lambda one: one.p95_ms)
    goal = f"click p95 ≤ {GOAL_FELT_MS} ms while others work"
    return goal, f"{most.p95_ms:.0f} ms ({most.what})", most.p95_ms <= GOAL_FELT_MS


def _mixed_goals(mixed: Mixed) -> tuple[tuple[str, str, bool], ...]:
    grown, table = mixed.growth_share, mixed.table_mb
    return (
        (
            f"mixed use ends within {GOAL_MIXED:.0%} of its first round",
            f"{grown:+.0%}",
            grown <= GOAL_MIXED,
        ),
        (f"a table of 20 MB costs ≤ {GOAL_TABLE_MB} MB", f"{table:.0f} MB", table <= GOAL_TABLE_MB),
    )


def _mixed(mixed: Mixed) -> str:
    held = ", ".join(f"{one:.0f}" for one in mixed.held_mb)
    return (
        f"Mixed use of {mixed.minutes:g} minutes (every page, every line above, tables of one's "
        f"own): {held} MB after each round. With a table of 20 MB {mixed.with_table_mb:.0f} MB, "
        f"before it {mixed.before_mb:.0f} MB, {mixed.left_mb:.0f} MB once its session had ended."
    )


def _felt_table(then: Sequence[Felt], now: Sequence[Felt]) -> str:
    names = (
        "others do",
        "then, p95 ms (largest)",
        "now, p95 ms (largest)",
        "alone, now",
        "takes, s",
    )
    known = {one.what: one for one in then}
    rows = (
        (
            one.what,
            _said(known.get(one.what)),
            _said(one),
            f"{one.alone_p95_ms:.0f}",
            f"{one.seconds:.1f}",
        )
        for one in now
    )
    return "\n".join(f"| {' | '.join(row)} |" for row in (names, ["---"] * len(names), *rows))


def _said(felt: Felt | None) -> str:
    return f"{felt.p95_ms:.0f} ({felt.max_ms:.0f})" if felt and felt.clicks else "–"


def _memory(session_mb: float, counted: int, soak: Soak) -> str:
    held = ", ".join(f"{one:.0f}" for one in soak.held_mb)
    return (
        f"{counted} sessions opened beside a first one and left open, each after one click, add "
        f"{session_mb:.2f} MB each; about nothing, or less, when they fit in memory that the "
        "process had already taken and freed.\n\n"
        f"Soak of {soak.minutes:g} minutes: {soak.sessions} sessions came and went, with "
        f"{soak.clicks} clicks. The process held {held} MB at the end of each round, "
        f"{soak.left_mb:.0f} MB once Streamlit had forgotten all of them. Growth is the "
        "largest of the second half of the rounds less the largest of the first."
    )


def _machine(before: float) -> str:
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    model = next((line.split(": ", 1)[1] for line in lines if line.startswith("model name")), "")
    return (
        f"{datetime.now(UTC).date().isoformat()}; {len(os.sched_getaffinity(0))} cores "
        f"({model or platform.machine()}); load average {before:.1f} just before, "
        f"{os.getloadavg()[0]:.1f} at the end; Python {platform.python_version()}, "
        f"streamlit {version('streamlit')}.{NOT_QUIET if before > QUIET else ''}"
    )
