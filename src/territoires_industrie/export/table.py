"""Boundaries, identity and indicators joined in one table, ready to be written."""

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from territoires_industrie.boundaries import read_boundaries
from territoires_industrie.indicators import Measure, read_values
from territoires_industrie.indicators.dated import DatedIndicator, dated_indicators
from territoires_industrie.levels import LEVELS
from territoires_industrie.membership import programme_status, read_units
from territoires_industrie.scene.filters import select_units
from territoires_industrie.scene.view import View
from territoires_industrie.wording import round_half_up

AREA = "area_km2"
ALWAYS = ("population_count", AREA)
"""Indicators that every table holds."""

STATUS = "_status"
YEAR = "_year"
EXTRA_DECIMALS = 2
"""Digits kept beyond those that the page shows, so that a user's own sums come out right."""

CODE_SEPARATOR = " ; "
"""Between the codes of one cell, as in the programme's own lists."""

PROGRAMME = ("territoire_id_phase1", "territoire_id_phase2")
"""Columns that say which territories a unit has a commune in."""

Dated = tuple[DatedIndicator, ...]


@dataclass(frozen=True)
class Table:
    """What is taken away as a file: the units that a view keeps, with some indicators.

    Attributes
    ----------
    view
        Its level and filter choose the rows; its year is that of the indicators, the latest
        of each when empty; its classing is that of the stored style.
    indicators
        Keys of the indicators to join; all those of the level when empty.
    """

    view: View
    indicators: tuple[str, ...] = ()

    @property
    def dated(self) -> Dated:
        """The indicators wanted, each with its year; see ``dated_indicators``."""
        return dated_indicators(self.view.level, self.indicators, self.view.year)

    @property
    def columns(self) -> tuple[Dated, Dated]:
        """The indicators of its columns: those that every table has, then the others.

        Population and area come first, at the year that was asked for or at their latest. A
        category that is already among the identity columns is not written twice.
        """
        dated = self.dated
        asked = {one.indicator.key: one for one in dated}
        latest = dated_indicators(self.view.level, ALWAYS)
        first = tuple(asked.get(one.indicator.key) or one for one in latest)
        written = {*ALWAYS, *LEVELS[self.view.level].identity}
        return first, tuple(one for one in dated if one.indicator.key not in written)


def table_of(taken: Table | View) -> Table:
    """Return a table; that of a view holds the one indicator that it shows."""
    return taken if isinstance(taken, Table) else Table(taken, (taken.indicator,))


def joined_table(taken: Table | View) -> gpd.GeoDataFrame:
    """Join the ground of a level to what its units are and to their figures.

    Parameters
    ----------
    taken
        Rows and indicators; population and area are always there. A view stands for the
        indicator that it shows.

    Returns
    -------
    GeoDataFrame
        EPSG:4326, one row a unit, sorted by code, index 0…n. Three columns an indicator:
        ``<key>`` (rounded to two digits more than the page shows, missing unless it is
        known), ``<key>_status`` (a `Status`), ``<key>_year`` (text).

    Raises
    ------
    UnknownCodeError
        If a code, an indicator or a year does not exist.
    """
    table = table_of(taken)
    level_key = table.view.level
    ground = read_boundaries(level_key)
    kept = select_units(level_key, table.view.filter)
    index = ground.index[ground.index.isin(kept.index[kept])].sort_values()
    first, others = table.columns
    columns = _identity_columns(level_key, index)
    # Population and area come first: other figures are read against them.
    for one in first:
        columns |= _indicator_columns(level_key, one, index)
    columns |= _programme_columns(level_key, index)
    for one in others:
        columns |= _indicator_columns(level_key, one, index)
    rows = pd.DataFrame(columns, index=index).reset_index(drop=True)
    outline = ground.geometry.reindex(index).reset_index(drop=True)
    return gpd.GeoDataFrame(rows, geometry=outline, crs=ground.crs)


def _identity_columns(level_key: str, index: pd.Index) -> dict[str, pd.Series]:
    level, units = LEVELS[level_key], read_units(level_key).reindex(index)
    columns = {
        level.code_field: pd.Series(index, index=index),
        level.name_field: units["name"],
    }
    return columns | {name: _plain(units[name]) for name in level.identity}


def _plain(column: pd.Series) -> pd.Series:
    """Write lists of codes as one text, which every format can hold."""
    listed = column.map(lambda cell: isinstance(cell, tuple)).any()
    return column.map(CODE_SEPARATOR.join) if listed else column


def _programme_columns(level_key: str, index: pd.Index) -> Mapping[str, pd.Series]:
    if LEVELS[level_key].phase is not None:
        return {}
    status = programme_status(level_key).reindex(index)
    return {name: status[name] for name in PROGRAMME}


def _indicator_columns(
    level_key: str, dated: DatedIndicator, index: pd.Index
) -> dict[str, pd.Series]:
    indicator = dated.indicator
    cells = read_values(level_key, indicator.key, dated.year).reindex(index)
    value = cells["value"]
    if indicator.measure is not Measure.CATEGORY:
        rounded = round_half_up(value.astype(float), indicator.decimals + EXTRA_DECIMALS)
        value = _number(pd.Series(rounded, index=index))
    return {
        indicator.key: value,
        indicator.key + STATUS: cells["status"].astype(str),
        # A cell that is empty is so in the year that was asked for.
        indicator.key + YEAR: indicator.formula.dates(level_key, dated.year)
        .reindex(index)
        .where(cells["value"].notna(), dated.year),
    }


def _number(value: pd.Series) -> pd.Series:
    """Write whole numbers as whole numbers, missing ones included."""
    known = value.dropna()
    return value.astype("Int64") if len(known) and (known % 1 == 0).all() else value
