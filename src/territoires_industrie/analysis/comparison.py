"""Two to ten units side by side, of one level or of several, with what they are compared to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from territoires_industrie.analysis.compared_unit import ComparedUnit, unit_labels
from territoires_industrie.analysis.profile import (
    DEFAULT_SOURCE,
    DEFAULT_YEAR,
    france_shares,
    read_profile,
)
from territoires_industrie.analysis.similarity import similar_codes
from territoires_industrie.indicators import (
    find_indicator,
    indicators_of,
    national_cell,
    read_values,
)
from territoires_industrie.indicators.cache import reader_cache
from territoires_industrie.indicators.model import Indicator, Measure
from territoires_industrie.levels import LEVELS
from territoires_industrie.membership import read_units
from territoires_industrie.statistics.cells import median_status, own_values
from territoires_industrie.statistics.sectors import industrial_sectors, sector_label
from territoires_industrie.statistics.status import Status
from territoires_industrie.wording import N_, _, format_number

MOST = 10
NOT_AT_THIS_LEVEL = "not_at_level"
"""Why a column has no figure: there is none at its level."""

NOT_AT_THIS_LEVEL_LABEL = N_("Non recueilli à ce niveau")
PROFILES = {"part": N_("Part de l’emploi"), "specialisation": N_("Spécialisation (1 = France)")}
"""What the profile by sector shows, by address name."""


@dataclass(frozen=True)
class ComparedColumn:
    """One column of the table: a unit, or a reference to compare units with.

    Attributes
    ----------
    kind
        ``unit``, ``region``, ``france``, ``similar`` or ``median``.
    label
        Title, in the language of the run.
    level_key, code
        Level (of the unit, or of the median) and code.
    group
        Codes that a median is of; every unit of the level where there is none.
    """

    kind: str
    label: str
    level_key: str = ""
    code: str = ""
    group: tuple[str, ...] = ()

    @property
    def is_median(self) -> bool:
        """Whether its figures are medians."""
        return self.kind in ("similar", "median")


@dataclass(frozen=True)
class Row:
    """One indicator and a cell a column: its value (or None) and its status."""

    indicator: Indicator
    cells: tuple[tuple[float | None, str], ...]


def columns_of(units: Sequence[ComparedUnit]) -> list[ComparedColumn]:
    """List the columns of a comparison: units, their régions, France, the levels' medians."""
    columns = [
        ComparedColumn("unit", label, unit.level_key, unit.code)
        for unit, label in zip(units, unit_labels(units), strict=True)
    ]
    shown = {unit.code for unit in units if unit.level_key == "region"}
    regions = read_units("region")["name"]
    own = dict.fromkeys(unit.region_code for unit in units if unit.level_key != "region")
    columns += [
        ComparedColumn("region", _("Région {name}").format(name=regions[code]), "region", code)
        for code in own
        if code not in shown
    ]
    columns.append(ComparedColumn("france", _("France")))
    if units:
        columns += _similar_columns(units[0])
    for level_key in dict.fromkeys(unit.level_key for unit in units):
        label = _("Médiane des {count} unités – {level}").format(
            count=format_number(len(read_units(level_key))), level=_(LEVELS[level_key].title)
        )
        columns.append(ComparedColumn("median", label, level_key))
    return columns


def _similar_columns(unit: ComparedUnit) -> Iterator[ComparedColumn]:
    """Yield the column of the units that resemble a unit, where some do."""
    if not LEVELS[unit.level_key].offers_similar:
        return
    if codes := similar_codes(unit.level_key, unit.code):
        label = _("Médiane des {count} semblables à {name}").format(
            count=format_number(len(codes)), name=unit.name
        )
        yield ComparedColumn("similar", label, unit.level_key, unit.code, codes)


def compared_indicators(units: Sequence[ComparedUnit]) -> list[Indicator]:
    """List the figures that at least one level of the comparison has, sector families left out."""
    levels = dict.fromkeys(unit.level_key for unit in units)
    listed = {
        indicator.key: indicator
        for level_key in levels
        for indicator in indicators_of(level_key)
        if not indicator.sector and indicator.measure is not Measure.CATEGORY
    }
    # Those that the first level lacks stand with their theme, not after all of its own.
    themes = list(dict.fromkeys(one.theme for one in listed.values()))
    return sorted(listed.values(), key=lambda one: themes.index(one.theme))


def comparison_rows(units: Sequence[ComparedUnit]) -> Iterator[Row]:
    """Yield the rows of a comparison one by one, at the latest year of each indicator."""
    columns = columns_of(units)
    for indicator in compared_indicators(units):
        yield Row(indicator, tuple(_cell(indicator, column) for column in columns))


def _cell(indicator: Indicator, column: ComparedColumn) -> tuple[float | None, str]:
    if column.kind == "france":
        return national_cell(indicator.key)
    if column.level_key not in indicator.levels:
        return None, NOT_AT_THIS_LEVEL
    if column.is_median:
        median = median_of(indicator.key, column.level_key, column.group)
        return median.value, median.status
    values = read_values(column.level_key, indicator.key)
    value, status = values["value"][column.code], str(values["status"][column.code])
    return (None if pd.isna(value) else float(value)), status


@dataclass(frozen=True)
class Median:
    """The median of an indicator over some units.

    Attributes
    ----------
    value, status
        The figure, None where no unit has one.
    count, whole
        How many units it rests on, and how many there are.
    """

    value: float | None
    status: str
    count: int
    whole: int


# Written twice on the page, and for all units of a level the same whoever is compared.
@reader_cache(maxsize=4096)
def median_of(key: str, level_key: str, group: tuple[str, ...]) -> Median:
    """Work out the median over a group, or over a whole level when there is none."""
    values = read_values(level_key, key)
    values = values.loc[list(group)] if group else values
    known = own_values(values).dropna()
    if known.empty:
        return Median(None, str(Status.NOT_PUBLISHED), 0, len(values))
    return Median(float(known.median()), median_status(values["status"]), len(known), len(values))


def rows_table(units: Sequence[ComparedUnit]) -> pd.DataFrame:
    """Write the comparison as a flat table: two columns, value and status, a column shown."""
    columns, rows = columns_of(units), list(comparison_rows(units))
    table = pd.DataFrame(
        {
            "theme": [_(row.indicator.theme) for row in rows],
            "indicator_key": [row.indicator.key for row in rows],
            "indicator": [row.indicator.title for row in rows],
            "unit": [_(row.indicator.unit) for row in rows],
            "year": [row.indicator.years[-1] for row in rows],
        }
    )
    for rank, column in enumerate(columns):
        table[column.label] = [row.cells[rank][0] for row in rows]
        table[f"{column.label} (status)"] = [row.cells[rank][1] for row in rows]
    return table


def profile_table(units: Sequence[ComparedUnit], measure: str) -> pd.DataFrame:
    """Compare the industrial profiles of the zones d'emploi that units lie in.

    Parameters
    ----------
    measure
        One of ``PROFILES``: the share of the weighted jobs (0 to 100) or the location quotient.

    Returns
    -------
    pandas.DataFrame
        Index sector label, the sector of most French jobs first; one column a unit (its
        label), then ``france``; NaN where the zones do not publish the sector.
    """
    industry = list(industrial_sectors())
    column = "share_pct" if measure == "part" else "location_quotient"
    table = pd.DataFrame(
        {
            label: read_profile(unit.level_key, unit.code).sectors.loc[industry, column]
            for unit, label in zip(units, unit_labels(units), strict=True)
        }
    )
    france = 100 * france_shares(DEFAULT_SOURCE, DEFAULT_YEAR).reindex(industry)
    # In the order of France: profiles of different units then stand row by row.
    order = france.sort_values(ascending=False).index
    table["france"] = france if measure == "part" else 1.0
    table = table.loc[order]
    table.index = pd.Index([sector_label(code) for code in order])
    return table


def trend_table(units: Sequence[ComparedUnit], indicator_key: str) -> pd.DataFrame:
    """Read a count over its years for every unit, the région that all share, and France.

    Returns
    -------
    pandas.DataFrame
        Index year (text); one column a unit (its label), then the région's (where there is
        one for all of them, and it is not compared itself) and France's.
    """
    indicator = find_indicator(indicator_key)
    columns = columns_of(units)
    drawn = [column for column in columns if column.kind == "unit"]
    # Units of several régions would need a line each: the chart would say nothing any more.
    if len({unit.region_code for unit in units}) == 1:
        drawn += [column for column in columns if column.kind == "region"]
    rows = {}
    for year in indicator.years:
        cells = {column.label: _dated_value(column, indicator, year) for column in drawn}
        # On constant ground: a département whose census is of another year would come and go.
        rows[year] = {**cells, _("France"): indicator.formula.steady_nation(year)}
    return pd.DataFrame.from_dict(rows, orient="index").astype("float64")


def _dated_value(column: ComparedColumn, indicator: Indicator, year: str) -> float | None:
    """Read the figure of a column, None where it is of another year than the one asked for."""
    if indicator.formula.dates(column.level_key, year)[column.code] != year:
        return None
    value = read_values(column.level_key, indicator.key, year)["value"][column.code]
    return float(value)


def scatter_table(level_key: str, x: Indicator, y: Indicator) -> pd.DataFrame:
    """Pair two figures of every unit of a level that has both.

    Returns
    -------
    pandas.DataFrame
        ``name``, ``x``, ``y``, and the status of each: ``x_status``, ``y_status``.
    """
    cells = {"x": read_values(level_key, x.key), "y": read_values(level_key, y.key)}
    pairs = {side: own_values(table) for side, table in cells.items()}
    statuses = {f"{side}_status": table["status"] for side, table in cells.items()}
    table = pd.DataFrame({"name": read_units(level_key)["name"], **pairs, **statuses})
    return table.dropna(subset=["x", "y"])


def rank_correlation(table: pd.DataFrame) -> float:
    """Compute Spearman's rank correlation of the two figures of ``scatter_table``."""
    return float(table["x"].rank().corr(table["y"].rank()))
