"""Boundaries, identity and indicators joined in one table, ready to be written."""

from collections.abc import Iterable, Mapping, Sequence

import geopandas as gpd
import pandas as pd

from territoires_industrie.boundaries import read_boundaries
from territoires_industrie.errors import UnknownCodeError, list_codes
from territoires_industrie.indicators import Measure, read_values
from territoires_industrie.levels import LEVELS
from territoires_industrie.membership import programme_status, read_units
from territoires_industrie.scene.extract import (
    DatedIndicator,
    Extract,
    dated_indicators,
    kept_codes,
)
from territoires_industrie.wording import _

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


def joined_table(
    level_key: str,
    codes: Iterable[str] | pd.Series | None = None,
    indicator_keys: Sequence[str] = (),
    year: str = "",
) -> gpd.GeoDataFrame:
    """Join the ground of a level to what its units are and to their figures.

    Parameters
    ----------
    level_key
        Level of the rows.
    codes
        Units to keep, all when None; a mask (``Series[bool]`` by code) will do too.
    indicator_keys, year
        As for `dated_indicators`. Population and area are always
        there.

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
    ground = read_boundaries(level_key)
    index = _kept_index(ground.index, codes)
    first, others = _always_first(level_key, dated_indicators(level_key, indicator_keys, year))
    columns = _identity_columns(level_key, index)
    for one in first:
        columns |= _indicator_columns(level_key, one, index)
    columns |= _programme_columns(level_key, index)
    for one in others:
        columns |= _indicator_columns(level_key, one, index)
    table = pd.DataFrame(columns, index=index).reset_index(drop=True)
    outline = ground.geometry.reindex(index).reset_index(drop=True)
    return gpd.GeoDataFrame(table, geometry=outline, crs=ground.crs)


def joined_extract(extract: Extract) -> gpd.GeoDataFrame:
    """Join what an extract asks for; see `joined_table`."""
    return joined_table(
        extract.level_key, kept_codes(extract), extract.indicator_keys, extract.year
    )


def shown_indicators(extract: Extract) -> tuple[Dated, Dated]:
    """List the indicators in the table of an extract: those always there, then the others."""
    dated = dated_indicators(extract.level_key, extract.indicator_keys, extract.year)
    return _always_first(extract.level_key, dated)


def _kept_index(known: pd.Index, codes: Iterable[str] | pd.Series | None) -> pd.Index:
    if codes is None:
        return known.sort_values()
    if isinstance(codes, pd.Series) and codes.dtype == bool:
        codes = codes.index[codes].tolist()
    wanted = sorted({str(code) for code in codes})
    if strange := [code for code in wanted if code not in known]:
        message = _("Codes inconnus : {codes}.").format(codes=list_codes(strange))
        raise UnknownCodeError(message)
    return known[known.isin(wanted)].sort_values()


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


def _always_first(level_key: str, dated: Dated) -> tuple[Dated, Dated]:
    """Put population and area first, at the year that was asked for or at their latest.

    A category that is already among the identity columns is not written twice.
    """
    asked = {one.indicator.key: one for one in dated}
    first = [asked.get(key) or dated_indicators(level_key, (key,))[0] for key in ALWAYS]
    written = {*ALWAYS, *LEVELS[level_key].identity}
    others = [one for one in dated if one.indicator.key not in written]
    return tuple(first), tuple(others)


def _indicator_columns(
    level_key: str, dated: DatedIndicator, index: pd.Index
) -> dict[str, pd.Series]:
    indicator = dated.indicator
    cells = read_values(level_key, indicator.key, dated.year).reindex(index)
    value = cells["value"]
    if indicator.measure is not Measure.CATEGORY:
        # Adding zero turns the -0.0 that rounding may give into 0.0.
        value = _number(value.astype(float).round(indicator.decimals + EXTRA_DECIMALS) + 0.0)
    return {
        indicator.key: value,
        indicator.key + STATUS: cells["status"].astype(str),
        indicator.key + YEAR: pd.Series(dated.year, index=index),
    }


def _number(value: pd.Series) -> pd.Series:
    """Say whole numbers as whole numbers, missing ones included."""
    known = value.dropna()
    return value.astype("Int64") if len(known) and (known % 1 == 0).all() else value
