"""Figures of a user's own table, already computed for every level."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

import pandas as pd

from territoires_industrie.indicators.formulas.base import Formula, Source
from territoires_industrie.sources import Record


# By its source, whose key is a digest of what was brought: tables can neither be compared nor
# hashed, which the caches ask of a formula.
@dataclass(frozen=True, kw_only=True, eq=False)
class OwnFigures(Formula):
    """Figures that come with the indicator: nothing is computed, or cached by the process.

    Attributes
    ----------
    by_year
        Figures by year, then level key: index ``code`` (every unit, sorted), ``value`` and
        ``status``.
    whole
        The figure for the area that the file covers, by year; none where it cannot be computed.
    provenance
        Record of the file; None for figures that the caller passes itself.
    lines
        Lines of Python that read the file again the same way and put its indicator on the shelf.
    """

    source: Source = field(default_factory=lambda: Source(""))
    by_year: Mapping[str, Mapping[str, pd.DataFrame]] = field(default_factory=dict)
    whole: Mapping[str, float] = field(default_factory=dict)
    provenance: Record | None = None
    lines: tuple[str, ...] = ()

    is_own: ClassVar[bool] = True

    @property
    def count(self) -> int:
        """How many figures there are, of all years and levels."""
        return sum(len(cells) for levels in self.by_year.values() for cells in levels.values())

    def cells(self, level_key: str, year: str) -> pd.DataFrame:
        """Return the figures of a level: a session's own, so no cache of the process has them."""
        # Not cached: the figures are in memory, and end with their session.
        return self.compute_cells(level_key, year)

    def nation(self, year: str) -> float | None:
        """Return the figure of the area that the file covers."""
        return self.compute_nation(year)

    def compute_cells(self, level_key: str, year: str) -> pd.DataFrame:
        """Return the figures of a level as the file gives them."""
        return self.by_year[year][level_key]

    def compute_nation(self, year: str) -> float | None:
        """Return the figure of the area that the file covers, as the file gives it."""
        return self.whole.get(year)

    def say(self) -> str:
        """Return nothing: the page of one's own file explains it."""
        return ""

    def say_rule(self) -> str:
        """Return nothing: the page of one's own file explains it."""
        return ""

    @property
    def python(self) -> tuple[str, ...]:
        """Lines of Python that read the file again and put its indicator on the shelf."""
        return self.lines

    @property
    def records(self) -> Mapping[str, Record]:
        """Record of the file, by the key of the indicator: the file's name is the user's."""
        return {self.source.table: self.record}

    @property
    def record(self) -> Record:
        """Provenance of the file."""
        if self.provenance is None:
            raise ValueError("these figures have no record")
        return self.provenance
