"""The load test in a page: goals first, then each part that was measured, on its own machine."""

import json
import os
import platform
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.mixed import Mixed
from benchmarks.neighbours import THEN, Felt, read_felt

GOAL_READERS = {1: 150, 2: 400}
"""Readers at once who click each three seconds, by number of processes."""

GOAL_THINK_S, GOAL_P95_MS, GOAL_SESSION_MB = 3, 1000, 1.0
GOAL_FELT_MS = 300
GOAL_MIXED, GOAL_TABLE_MB = 0.2, 150
GROWTH_MB = 5.0
"""Memory that may come and go between two rounds of the soak without being a leak."""

QUIET = 1.0
NOT_QUIET = (
    " **The machine was not quiet**: others worked on the same cores. Times and numbers of "
    "readers say what was left for the atlas; run it again alone."
)

HEAD = """# Load

Written by `python -m benchmarks.load` (the last step of `make soak`), not by hand: all parts, or
those that `--parts` names. Real websocket sessions of Streamlit on one process of the atlas or
two, over the loopback, without a browser: each opens the map, reads for a while, clicks an EPCI,
and counts the time until the page has followed. The while is drawn between half and one and a half
of its mean; a click counts when it began once all readers were there and before the end. The
sessions are held by one more process of the same machine, which takes its share of the cores.
Nobody goes down to the table, which is not made for them: who does costs half as much again.
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


Goal = tuple[str, str, bool]
"""What was asked, what was measured, and whether it is met."""

Part = Mapping[str, Any]
"""One part as it is kept in JSON: its ``machine``, and what was measured."""


def read_parts(file: Path) -> dict[str, Part]:
    """Read what was measured before; nothing where there is no file."""
    parts: dict[str, Part] = json.loads(file.read_text("utf-8")) if file.exists() else {}
    return parts


def keep_part(file: Path, name: str, measured: Mapping[str, Any], before: float) -> dict[str, Part]:
    """Put a part in the place of the one measured before, and return all of them.

    Parameters
    ----------
    file
        JSON that holds the parts.
    name
        A key of ``SECTIONS``.
    measured
        Values, and dataclasses or lists of them.
    before
        Load average that the machine had at the start.
    """
    kept = {"machine": say_machine(before), **measured}
    parts = {**read_parts(file), name: json.loads(json.dumps(kept, default=asdict))}
    file.write_text(json.dumps(parts, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return parts


def write_load(parts: Mapping[str, Part]) -> str:
    """Write the page from the parts that were measured."""
    goals: list[Goal] = []
    sections: list[str] = []
    for name, (title, describe) in SECTIONS.items():
        if name in parts:
            asked, lines = describe(parts[name])
            goals += asked
            sections += [f"\n## {title}\n", *lines, "", f"*{parts[name]['machine']}*"]
    table = [f"| {goal} | {seen} | {'met' if met else '**missed**'} |" for goal, seen, met in goals]
    head = [HEAD, "## Goals\n", "| goal | measured | |\n| --- | --- | --- |"]
    return "\n".join((*head, *table, *sections, ""))


def _describe_readers(part: Part) -> tuple[list[Goal], list[str]]:
    loads = [Load(**one) for one in part["loads"]]
    errors = sum(one.errors for one in loads)
    goals = [*_served(loads), ("no traceback while they click", str(errors), not errors)]
    return goals, [_load_table(loads)]


def _describe_others(part: Part) -> tuple[list[Goal], list[str]]:
    felt = [Felt(**one) for one in part["felt"]]
    return [_spared(felt)], [FELT, "", _felt_table(read_felt(THEN), felt)]


def _describe_sessions(part: Part) -> tuple[list[Goal], list[str]]:
    soak, each_mb = Soak(**part["soak"]), part["session_mb"]
    goals = [
        ("memory a session < 1 MB", f"{each_mb:.2f} MB", each_mb < GOAL_SESSION_MB),
        ("no growth", f"{soak.growth_mb:+.1f} MB", soak.growth_mb < GROWTH_MB),
        ("no traceback while they come and go", str(soak.errors), not soak.errors),
    ]
    return goals, [_memory(each_mb, part["counted"], soak)]


def _describe_mixed(part: Part) -> tuple[list[Goal], list[str]]:
    mixed = Mixed(**part["mixed"])
    return list(_mixed_goals(mixed)), [_mixed(mixed)]


SECTIONS: dict[str, tuple[str, Callable[[Part], tuple[list[Goal], list[str]]]]] = {
    "readers": ("Readers at once", _describe_readers),
    "others": ("The work of others", _describe_others),
    "sessions": ("Memory of sessions", _describe_sessions),
    "mixed": ("Memory under mixed use", _describe_mixed),
}
"""Parts of the page: title, and what makes goals and lines of one that was measured."""


def _served(loads: Sequence[Load]) -> Iterator[Goal]:
    """Return the goal of each number of processes that was measured: most readers served."""
    for processes, wanted in GOAL_READERS.items():
        those = [one for one in loads if (one.processes, one.think_s) == (processes, GOAL_THINK_S)]
        if those:
            served = max((one.sessions for one in those if one.p95_ms < GOAL_P95_MS), default=0)
            held = "one process" if processes == 1 else f"{processes} processes"
            asked = f"{wanted} readers who click each {GOAL_THINK_S} s, p95 < 1 s, {held}"
            is_tried = max(one.sessions for one in those) >= wanted
            yield asked, f"{served}{'' if is_tried else ', no more tried'}", served >= wanted


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


def _spared(felt: Sequence[Felt]) -> Goal:
    """Return the goal of a click beside the work of others: the line that is felt most."""
    most = max(felt, key=lambda one: one.p95_ms)
    goal = f"click p95 ≤ {GOAL_FELT_MS} ms while others work"
    return goal, f"{most.p95_ms:.0f} ms ({most.what})", most.p95_ms <= GOAL_FELT_MS


def _mixed_goals(mixed: Mixed) -> tuple[Goal, ...]:
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
        f"own): {held} MB at most in each round, {mixed.rested_mb:.0f} MB at rest after the first "
        f"of them and {mixed.before_mb:.0f} MB after the last (sessions forgotten, files let go). "
        f"With a table of 20 MB {mixed.with_table_mb:.0f} MB, {mixed.left_mb:.0f} MB once its "
        "session had ended."
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


def say_machine(before: float) -> str:
    """Write the day, the machine and its load average, at the start and now."""
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    model = next((line.split(": ", 1)[1] for line in lines if line.startswith("model name")), "")
    return (
        f"{datetime.now(UTC).date().isoformat()}; {len(os.sched_getaffinity(0))} cores "
        f"({model or platform.machine()}); load average {before:.1f} just before, "
        f"{os.getloadavg()[0]:.1f} at the end; Python {platform.python_version()}, "
        f"streamlit {version('streamlit')}.{NOT_QUIET if before > QUIET else ''}"
    )
