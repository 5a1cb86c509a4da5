"""The load test in a page: goals first, then each number of readers, the soak, the machine."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

GOAL_SESSIONS, GOAL_P95_MS, GOAL_SESSION_MB = 100, 1000, 1.0
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


def write_load(
    loads: Sequence[Load],
    session_mb: float,
    counted: int,
    soak: Soak,
    before: float,
) -> str:
    """Write the page; ``before`` is the load average that the machine had at the start."""
    errors = sum(one.errors for one in loads) + soak.errors
    goals = [
        *(_served(loads, *each) for each in sorted({(o.processes, o.think_s) for o in loads})),
        ("memory a session < 1 MB", f"{session_mb:.2f} MB", session_mb < GOAL_SESSION_MB),
        ("no growth", f"{soak.growth_mb:+.1f} MB", soak.growth_mb < GROWTH_MB),
        ("no traceback", str(errors), not errors),
    ]
    parts = [HEAD, "## Goals\n", "| goal | measured | |\n| --- | --- | --- |"]
    parts += [
        f"| {goal} | {seen} | {'met' if met else '**missed**'} |" for goal, seen, met in goals
    ]
    parts += ["\n## Readers at once\n", _load_table(loads)]
    parts += ["\n## Memory\n", _memory(session_mb, counted, soak)]
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
