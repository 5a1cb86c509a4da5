"""What every formula gives: figures of units and of France, words, tables."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import ClassVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from territoires_industrie.indicators.kept import kept
from territoires_industrie.membership import read_units
from territoires_industrie.sources import Record, table_path, table_record
from territoires_industrie.statistics.cells import mark, mark_zeros
from territoires_industrie.statistics.status import Status

KEPT_READS = 1024


@dataclass(frozen=True)
class Source:
    """The table that a figure is read from, and its producers.

    Attributes
    ----------
    table
        Name of a table in ``data/``, whose record states source and limits.
    attribution, url_landing
        Producers of the figure and their page, where the table combines those of several; when
        empty, those of the record.
    """

    table: str
    attribution: str = ""
    url_landing: str = ""

    @property
    def record(self) -> Record:
        """Provenance of the table, with the producers of the figure alone."""
        record = table_record(self.table)
        if not self.attribution:
            return record
        return replace(record, attribution=self.attribution, url_landing=self.url_landing)


@dataclass(frozen=True, kw_only=True)
class Formula(ABC):
    """How the figure of a unit is computed.

    Attributes
    ----------
    source
        The table that the figures are read from.
    out_of_scope
        Départements, by code, that the source leaves out.
    not_collected
        Départements, by code, that the source covers and the atlas did not collect.
    dated_apart, dated_year
        Départements, by code, whose figure is that of one other year whatever year is asked for.
    """

    source: Source
    out_of_scope: tuple[str, ...] = ()
    not_collected: tuple[str, ...] = ()
    dated_apart: tuple[str, ...] = ()
    dated_year: str = ""

    is_own: ClassVar[bool] = False
    """Whether the figures are a user's own, which the method page does not explain."""

    nation_status: ClassVar[Status] = Status.VALUE
    """Status of the figure of France."""

    def cells(self, level_key: str, year: str) -> pd.DataFrame:
        """Return the figure of every unit of a level: index ``code``, ``value``, ``status``."""
        return _kept_cells(self, level_key, year)

    def nation(self, year: str) -> float | None:
        """Return the figure of the part of France that the source covers; None without one."""
        return _kept_nation(self, year)

    def dates(self, level_key: str, year: str) -> pd.Series:
        """Return the year that the figure of each unit of a level is of."""
        return _kept_dates(self, level_key, year)

    def bounds(self, level_key: str) -> Mapping[str, pd.Series]:
        """Return between which figures an estimate lies; nothing where there is no estimate.

        Returns
        -------
        Mapping
            ``low`` and ``high``, by the code of the unit, missing where the figure is none.
        """
        del level_key
        return {}

    def checks(self) -> Mapping[str, pd.DataFrame]:
        """Return estimated and published figures side by side, by level, where both exist.

        Returns
        -------
        Mapping
            Index: units of the level, or the name of a whole; ``estimated``, ``published`` and
            ``gap``, in the unit of the indicator.
        """
        return {}

    def steady_nation(self, year: str) -> float | None:
        """Return the figure of France without the départements that are dated apart."""
        # Without them, the figures of all years are of the same ground.
        outside = (*self.out_of_scope, *self.dated_apart)
        return replace(self, out_of_scope=outside, dated_apart=()).nation(year)

    @abstractmethod
    def compute_cells(self, level_key: str, year: str) -> pd.DataFrame:
        """Compute ``value`` and ``status`` of every unit, zeros and scope not yet marked."""

    def compute_nation(self, year: str) -> float | None:
        """Compute the figure of France; None where it cannot be recomputed."""
        del year
        return None

    @abstractmethod
    def say(self) -> str:
        """Write the formula in the language of the run."""

    @abstractmethod
    def say_rule(self) -> str:
        """Write in the language of the run where the formula gives no figure, and why."""

    @property
    def python(self) -> tuple[str, ...]:
        """Lines of Python to run before the figures can be read: only a user's own need some."""
        return ()

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of the tables of ``data/`` that the figures are read from."""
        return (self.source.table,)

    @property
    def records(self) -> Mapping[str, Record]:
        """Whole record of each file that the figures are read from, by the file's name."""
        return {f"data/{table_path(name).name}": table_record(name) for name in self.tables}

    @property
    def record(self) -> Record:
        """Provenance of the figures."""
        return self.source.record


# Cached by the value of the formula: indicators that share one share its figures too.
@kept(maxsize=KEPT_READS)
def _kept_cells(formula: Formula, level_key: str, year: str) -> pd.DataFrame:
    cells = mark_zeros(formula.compute_cells(level_key, year))
    # Scope comes last: what a source leaves out is no zero, and no gap in its publication.
    cells = mark(cells, are_inside(level_key, formula.not_collected), Status.NOT_COLLECTED)
    return mark(
        cells, are_inside(level_key, formula.out_of_scope), Status.OUT_OF_SCOPE
    ).rename_axis("code")


@lru_cache(maxsize=KEPT_READS)
def are_inside(level_key: str, departements: tuple[str, ...]) -> NDArray[np.bool_]:
    """Return whether each unit lies entirely in some départements; shape (units,). Never change it.

    >>> are_inside("region", ("971",)).sum()
    np.int64(1)
    """
    chosen = set(departements)
    touched = read_units(level_key)["departement_codes"]
    # A unit that crosses their border has a part with figures: it is not inside.
    return np.array([chosen.issuperset(codes) for codes in touched], dtype=np.bool_)


@lru_cache(maxsize=KEPT_READS)
def _kept_nation(formula: Formula, year: str) -> float | None:
    return formula.compute_nation(year)


@kept(maxsize=KEPT_READS)
def _kept_dates(formula: Formula, level_key: str, year: str) -> pd.Series:
    # The census of some départements is of another year, which stands beside their figures.
    apart = are_inside(level_key, formula.dated_apart) if formula.dated_apart else False
    return pd.Series(np.where(apart, formula.dated_year, year), read_units(level_key).index)
