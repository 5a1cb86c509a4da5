"""The goals of a first picture, a click, a change and a process: one list, for both forms."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf, isnan

from benchmarks.measures import LIMIT_S, Measured
from benchmarks.ways import ATLAS, EMPTY, PEERS, STATIC, WAYS

PROCESS = "process"
"""Beside the levels: what is measured of a process, whatever its map."""

VISIT_CHANGES = 5
OVER = f"over {LIMIT_S} s"
MISSED = "**missed**"
UNMEASURED = "not measured"

Ways = Mapping[str, Mapping[str, Measured | None]]
"""Measures by way; None for one that exceeded its limit."""

Levels = Mapping[str, Ways]


@dataclass(frozen=True)
class Figure:
    """Where a figure is among the measures: level, measure and its part, of one way."""

    level: str
    part: str
    name: str
    way: str = ATLAS

    def read(self, levels: Levels) -> float | None:
        """Return it; infinity where it exceeded its limit, None where it was not measured."""
        return read_figure(levels.get(self.level, {}), self.way, self.part, self.name)


@dataclass(frozen=True)
class Goal:
    """At most so much of a figure, or of its ratio to the least of others.

    Attributes
    ----------
    title
        What is measured, with its unit.
    limit, form
        The goal; how both are written.
    figure
        What is measured of the atlas.
    beside
        What it is divided by: the least of these.
    """

    title: str
    limit: float
    form: str
    figure: Figure
    beside: tuple[Figure, ...] = ()

    @property
    def said(self) -> str:
        """The goal in words."""
        return f"{self.title} ≤ {self.limit:{self.form}}"

    def measure(self, levels: Levels) -> float | None:
        """Return what was measured, or None."""
        value = self.figure.read(levels)
        if value is None or not self.beside:
            return value
        others = [other for one in self.beside if (other := one.read(levels)) is not None]
        return value / min(others) if others and value < inf else None


def read_figure(ways: Ways, way: str, part: str, name: str) -> float | None:
    """Return a figure; infinity where it exceeded its limit, None where it was not measured."""
    if part == "visit":
        first, change = (read_figure(ways, way, one, name) for one in ("first", "change"))
        return None if first is None or change is None else first + VISIT_CHANGES * change
    measures = ways.get(way, {})
    if part not in measures:
        return None
    measured = measures[part]
    return inf if measured is None else measured[name]


def say_figure(value: float | None, form: str, scale: float = 1.0) -> str:
    """Write a figure, or why there is none."""
    if value is None:
        return UNMEASURED
    if isnan(value):
        return "none"
    return OVER if value == inf else f"{value * scale:z{form}}"


def judge(goals: tuple[Goal, ...], levels: Levels) -> list[tuple[str, str, bool]]:
    """List each goal that something was measured for: in words, what was seen, whether it is met.

    >>> turn = {"atlas": {"turn": {"whole": 450.0}}, "empty": {"turn": {"whole": 300.0}}}
    >>> judge(GOALS, {"epci": turn})
    [('whole map / empty page ≤ 1.50', '1.50', True)]
    """
    seen = ((goal, goal.measure(levels)) for goal in goals)
    return [
        (goal.said, say_figure(value, goal.form), value <= goal.limit)
        for goal, value in seen
        if value is not None
    ]


def _first(way: str, name: str = "whole") -> Figure:
    return Figure("epci", "turn", name, way)


def _click(way: str = ATLAS, name: str = "ms") -> Figure:
    return Figure("epci", "click", name, way)


def _change(name: str, level: str = "epci") -> Figure:
    return Figure(level, "change", name)


FOLIUM = [one for one in WAYS if one.page in ("folium_map.py", "explore_map.py")]

GOALS = (
    Goal(
        *("largest paint / whole map of the static file", 1.3, ".2f"),
        *(_first(ATLAS, "largest"), (_first(STATIC),)),
    ),
    Goal("whole map / empty page", 1.5, ".2f", _first(ATLAS), (_first(EMPTY),)),
    Goal("bytes of a first visit", 1_700_000, ",.0f", _first(ATLAS, "bytes")),
    Goal("click to facts, ms", 60, ".0f", _click()),
    Goal("slowest click, ms", 120, ".0f", _click(name="worst_ms")),
    *(
        Goal(f"click to facts / {one.name}", 0.1, ".3f", _click(), (_click(one.key),))
        for one in FOLIUM
    ),
    Goal("click to outline, frames", 2, ".0f", _click(name="frames")),
    Goal("change of indicator, ms", 120, ".0f", _change("ms")),
    Goal("bytes of a change", 10_000, ",.0f", _change("bytes")),
    Goal("server's processor, a change, ms", 20, ".0f", _change("cpu_ms")),
    Goal("geometry, bytes", 1_000_000, ",.0f", Figure("epci", "first", "geometry_bytes")),
    Goal(
        *("communes drawn / best peer", 1, ".2f", Figure("commune", "first", "ms")),
        tuple(Figure("commune", "first", "ms", way) for way in PEERS),
    ),
    Goal("communes, change of indicator, ms", 300, ".0f", _change("ms", "commune")),
    Goal("communes, longest stall of a pan, ms", 250, ".0f", Figure("commune", "pan", "ms")),
    Goal("`atlas export epci --format geojson`, s", 2, ".1f", Figure(PROCESS, "export", "s")),
    Goal("`atlas export epci --format csv`, s", 2, ".1f", Figure(PROCESS, "table", "s")),
    Goal("`atlas serve` answers, s", 5, ".1f", Figure(PROCESS, "serve", "s")),
    Goal(
        *("first view of a new process / folium.GeoJson", 1, ".2f", Figure(PROCESS, "start", "s")),
        (Figure(PROCESS, "start", "s", "plain"),),
    ),
    Goal("memory of a process in use, MB", 450, ".0f", Figure("epci", "held", "mb")),
)
"""What the atlas is held to; at the level of the EPCI where no other is said."""
