"""Boundaries, identity and indicators joined in one table, ready to be written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import geopandas as gpd
import pandas as pd

from territoires_industrie.boundaries import read_boundaries
from territoires_industrie.indicators import Indicator, Measure, find_indicator, read_values
from territoires_industrie.indicators.dated import DatedIndicator, dated_indicators
from territoires_industrie.levels import LEVELS
from territoires_industrie.membership import (
    CODE_SEPARATOR,
    programme_status,
    read_names,
    read_units,
    split_codes,
)
from territoires_industrie.scene.errors import RequestError
from territoires_industrie.scene.filters import select_units
from territoires_industrie.scene.view import View
from territoires_industrie.sources import require_known
from territoires_industrie.wording import _, fold, round_half_up

AREA = "area_km2"
ALWAYS = ("population_count", AREA)
"""Indicators that every table holds."""

STATUS = "_status"
YEAR = "_year"
EXTRA_DECIMALS = 2
"""Digits kept beyond those that the page shows, so that a user's own sums come out right."""

PROGRAMME = ("territoire_id_phase1", "territoire_id_phase2")
"""Columns that say which territories a unit has a commune in."""

NAMED = {
    "departement_code": "departement",
    "departement_codes": "departement",
    "region_code": "region",
    "region_codes": "region",
    "epci_siren": "epci",
    "zone_emploi_code": "zone_emploi",
    "territoire_id_phase1": "territoire_phase1",
    "territoire_id_phase2": "territoire_phase2",
}
"""Columns of codes whose names are written beside them, and the level that has these names."""

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
    order
        Column that sorts the rows, and whether the lowest comes first. When not given, a table
        of one figure is sorted by it, the highest first, as on screen; others by code.
    every_year
        Whether it holds all the years of its indicators, in long form.
    """

    view: View
    indicators: tuple[str, ...] = ()
    order: tuple[str, bool] | None = None
    every_year: bool = False

    @property
    def has_figures(self) -> bool:
        """Whether one of its indicators at least is no category."""
        wanted = dated_indicators(self.view.level, self.indicators)
        return any(one.indicator.measure is not Measure.CATEGORY for one in wanted)

    @property
    def dated(self) -> Dated:
        """The indicators wanted, each with its year or all of them; see ``dated_indicators``.

        Raises
        ------
        RequestError
            If all the years are wanted of what has no figures.
        """
        if not self.every_year:
            return dated_indicators(self.view.level, self.indicators, self.view.year)
        if not self.has_figures:
            text = _("Toutes les années sont celles de chiffres : une catégorie n’en a pas.")
            raise RequestError(text)
        return tuple(
            replace(one, year=year)
            for one in dated_indicators(self.view.level, self.indicators)
            for year in one.indicator.years
            if one.indicator.measure is not Measure.CATEGORY
        )

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
        EPSG:4326, one row a unit in the table's order, index 0…n. Names stand beside codes.
        Three columns an indicator: ``<key>`` (rounded to two digits more than the page shows,
        missing unless it is known), ``<key>_status`` (a `Status`), ``<key>_year`` (text); where
        the level has estimates of known bounds, also ``<key>_low`` and ``<key>_high``.

    Raises
    ------
    UnknownCodeError
        If a code, an indicator or a year does not exist.
    """
    table = table_of(taken)
    level_key = table.view.level
    ground, index = read_boundaries(level_key), kept_units(table)
    first, others = table.columns
    columns = _identity_columns(level_key, index)
    # Population and area come first: other figures are read against them.
    for one in first:
        columns |= indicator_columns(level_key, one, index)
    columns |= _programme_columns(level_key, index)
    for one in others:
        columns |= indicator_columns(level_key, one, index)
    rows = _sorted(pd.DataFrame(columns, index=index), table)
    outline = ground.geometry.reindex(rows.index)
    joined = gpd.GeoDataFrame(rows, geometry=outline, crs=ground.crs)
    return joined.reset_index(drop=True)


def kept_units(table: Table) -> pd.Index:
    """List the codes of the units that a table keeps and that have a ground, sorted."""
    kept = select_units(table.view.level, table.view.filter)
    ground = read_boundaries(table.view.level).index
    found: pd.Index = ground[ground.isin(kept.index[kept])].sort_values()
    return found


def _sorted(rows: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Sort rows as the screen does: missing ones last, names without accents or case."""
    if (order := table.order) is None:
        if len(table.indicators) != 1:
            return rows
        is_category = find_indicator(table.indicators[0]).measure is Measure.CATEGORY
        order = (table.indicators[0], is_category)
    column, ascending = order
    require_known(column, tuple(rows.columns), _("Colonne"))
    keys = rows[column]
    if not pd.api.types.is_numeric_dtype(keys):
        keys = keys.map(fold, na_action="ignore")
    sorting = keys.sort_values(ascending=ascending, na_position="last", kind="stable")
    return rows.loc[sorting.index]


def _identity_columns(level_key: str, index: pd.Index) -> dict[str, pd.Series]:
    level, units = LEVELS[level_key], read_units(level_key).reindex(index)
    columns = {
        level.code_field: pd.Series(index, index=index),
        level.name_field: units["name"],
    }
    for name in level.identity:
        columns |= with_names(name, _plain(units[name]))
    return columns


def _plain(column: pd.Series) -> pd.Series:
    """Write lists of codes as one text, which every format can hold."""
    listed = column.map(lambda cell: isinstance(cell, tuple)).any()
    return column.map(CODE_SEPARATOR.join) if listed else column


def name_column(column: str) -> str:
    """Return the column that names the units of a column of codes; empty where there is none.

    >>> name_column("region_codes"), name_column("territoire_id_phase1"), name_column("phase")
    ('region_names', 'territoire_name_phase1', '')
    """
    return re.sub("code|siren|id", "name", column) if column in NAMED else ""


def with_names(column: str, codes: pd.Series) -> dict[str, pd.Series]:
    """Put beside a column of codes the names of the same units, in the same order."""
    if not (named := name_column(column)):
        return {column: codes}
    names = read_names(NAMED[column])
    said = {
        listed: CODE_SEPARATOR.join(names.get(code, code) for code in split_codes(listed))
        for listed in codes.dropna().unique()
    }
    return {column: codes, named: codes.map(said)}


def _programme_columns(level_key: str, index: pd.Index) -> Mapping[str, pd.Series]:
    if LEVELS[level_key].phase is not None:
        return {}
    status = programme_status(level_key).reindex(index)
    first, second = (with_names(name, status[name]) for name in PROGRAMME)
    return first | second


def indicator_columns(
    level_key: str, dated: DatedIndicator, index: pd.Index
) -> dict[str, pd.Series]:
    """Return the columns of an indicator for some units; see ``joined_table``."""
    indicator = dated.indicator
    cells = read_values(level_key, indicator.key, dated.year).reindex(index)
    value = cells["value"]
    if indicator.measure is not Measure.CATEGORY:
        value = _rounded(value, indicator)
    return {
        indicator.key: value,
        indicator.key + STATUS: cells["status"].astype(str),
        # A cell that is empty is so in the year that was asked for.
        indicator.key + YEAR: indicator.formula.dates(level_key, dated.year)
        .reindex(index)
        .where(cells["value"].notna(), dated.year),
    } | {
        f"{indicator.key}_{end}": _rounded(bound.reindex(index), indicator)
        for end, bound in indicator.formula.bounds(level_key).items()
    }


def _rounded(value: pd.Series, indicator: Indicator) -> pd.Series:
    digits = indicator.decimals + EXTRA_DECIMALS
    return _number(pd.Series(round_half_up(value.astype(float), digits), index=value.index))


def _number(value: pd.Series) -> pd.Series:
    """Write whole numbers as whole numbers, missing ones included."""
    known = value.dropna()
    # Else a column of counts with a gap would be written 12.0 by some formats.
    return value.astype("Int64") if len(known) and (known % 1 == 0).all() else value
