"""Position of a unit's figure: rank, percentile, gaps to its région, France and its peers."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from territoires_industrie.analysis.profile import require_unit
from territoires_industrie.errors import UnknownCodeError
from territoires_industrie.indicators import (
    find_indicator,
    indicators_of,
    national_cell,
    read_values,
    require_year,
)
from territoires_industrie.indicators.cache import reader_cache
from territoires_industrie.indicators.model import Indicator, Measure
from territoires_industrie.membership import read_units
from territoires_industrie.statistics.cells import median_status, own_values
from territoires_industrie.statistics.status import Status
from territoires_industrie.wording import _, round_half_up

Floats = NDArray[np.float64]
RANKED_KEPT = 256


@dataclass(frozen=True)
class Reference:
    """What a figure is read against.

    Attributes
    ----------
    value, status
        The figure of reference, or why there is none.
    gap
        Difference to it, in the indicator's unit; none between a count and a total.
    share_pct
        Part of it that a count is, 0 to 100, where it is a total.
    """

    value: float | None
    status: str
    gap: float | None = None
    share_pct: float | None = None


@dataclass(frozen=True)
class Ranking:
    """One figure of one unit among others.

    Numbers are None where they cannot be computed. For a ratio a gap is a difference in the
    indicator's unit (points for a percentage); for a count there is no gap to a larger
    area, but a part of its figure, 0 to 100.

    Attributes
    ----------
    indicator, year
        What is ranked.
    value, status
        The figure, or why there is none.
    rank, count
        Rank among the units of the level with a figure (1 is the highest) and how many. Units
        that show the same figure have the same rank, as on the map.
    percentile
        Part of these units that show a lower figure, 0 to 100.
    median
        Median of these units, as a reference.
    region_code, region_name, region
        Région of most inhabitants, and the figure of the whole région as a reference.
    region_rank, region_count
        Rank among the units of the same main région, and how many have a figure.
    france
        The figure for France, within the source's scope, as a reference.
    peers, peers_count
        Median of the similar group as a reference, and how many of the group have a figure.
    """

    indicator: Indicator
    year: str
    value: float | None
    status: str
    rank: int | None
    count: int
    percentile: float | None
    median: Reference
    region_code: str
    region_name: str
    region: Reference
    region_rank: int | None
    region_count: int
    france: Reference
    peers: Reference
    peers_count: int


@dataclass(frozen=True, eq=False)
class _Ranked:
    """The figures of a level that are ranked, in the order of its units, NaN for the others.

    Attributes
    ----------
    values, shown
        Figures, and the same as readers see them; shape (units,).
    """

    values: Floats
    shown: Floats
    count: int
    median: float | None
    median_status: str


@reader_cache(maxsize=RANKED_KEPT)
def _ranked(level_key: str, indicator_key: str, year: str) -> _Ranked:
    """Read once what the ranks of all units of a level are told from."""
    cells = read_values(level_key, indicator_key, year)
    values = own_values(cells).to_numpy()
    # Ranks are those of the figures as shown: two that read the same have the same rank.
    shown = round_half_up(values, find_indicator(indicator_key).decimals)
    known = values[np.isfinite(values)]
    return _Ranked(values, shown, len(known), _median(known), median_status(cells["status"]))


@cache
def _are_in_region(level_key: str, region: str) -> NDArray[np.bool_]:
    """Return whether most inhabitants of each unit live in a région; shape (units,)."""
    return read_units(level_key)["region_code"].eq(region).to_numpy(dtype=np.bool_)


def rank_unit(
    level_key: str,
    code: str,
    indicator_key: str,
    year: str | None = None,
    peers: Sequence[str] = (),
) -> Ranking:
    """Rank the figure of a unit in its level, and compare it with région, France and peers.

    Parameters
    ----------
    level_key, code
        The unit.
    indicator_key, year
        A numeric indicator that the level has; its latest year when not given.
    peers
        Codes of the similar group, as ``similarity.similar_codes`` gives it; the unit
        itself is left out.

    Raises
    ------
    UnknownCodeError
        If the unit, the indicator or the year does not exist, or is a category.
    """
    require_unit(level_key, code)
    indicator = find_indicator(indicator_key)
    if indicator.measure is Measure.CATEGORY:
        text = _("« {key} » est une catégorie : elle n’a pas de rang.")
        raise UnknownCodeError(text, key=indicator_key)
    wanted = require_year(indicator, year)
    cells = read_values(level_key, indicator_key, wanted)
    ranked = _ranked(level_key, indicator_key, wanted)
    place = cells.index.get_loc(code)
    own, value = _number(ranked.values[place]), _number(cells.at[code, "value"])
    shown = _number(ranked.shown[place])
    region = str(read_units(level_key).at[code, "region_code"])
    near = ranked.shown[_are_in_region(level_key, region)]
    group = cells.index.get_indexer(pd.Index([peer for peer in peers if peer != code]))
    group = group[(group >= 0) & np.isfinite(ranked.values[group])]

    def beside(value: float | None, status: str, *, is_total: bool = False) -> Reference:
        # A count is part of its région's and of France's: a difference between them means nothing.
        if is_total and indicator.measure is Measure.COUNT:
            return Reference(value, status, share_pct=_share(own, value))
        return Reference(value, status, _gap(own, indicator.decimals, value))

    return Ranking(
        indicator=indicator,
        year=wanted,
        value=value,
        status=str(cells.at[code, "status"]),
        rank=_rank(ranked.shown, shown),
        count=ranked.count,
        percentile=_percentile(ranked, shown),
        median=beside(ranked.median, ranked.median_status),
        region_code=region,
        region_name=str(read_units("region").at[region, "name"]),
        region=beside(*region_cell(indicator, region, wanted), is_total=True),
        region_rank=_rank(near, shown),
        region_count=int(np.isfinite(near).sum()),
        france=beside(*national_cell(indicator_key, wanted), is_total=True),
        peers=beside(_median(ranked.values[group]), median_status(cells["status"].iloc[group])),
        peers_count=len(group),
    )


def rank_all(level_key: str, code: str, peers: Sequence[str] = ()) -> list[Ranking]:
    """Rank a unit by every numeric indicator of its level but the sector families.

    Raises
    ------
    UnknownCodeError
        If there is no such level or unit.
    """
    require_unit(level_key, code)
    return [
        rank_unit(level_key, code, indicator.key, peers=peers)
        for indicator in indicators_of(level_key)
        if not indicator.sector and indicator.measure is not Measure.CATEGORY
    ]


def read_trend(level_key: str, code: str, indicator_key: str) -> pd.DataFrame:
    """Read an indicator over its years for a unit, with its région and France, indexed.

    Returns
    -------
    pandas.DataFrame
        Index ``year`` (text): ``value``, ``status``, ``region_value``, ``france_value``
        and, for a count, ``index``, ``region_index``, ``france_index`` (first year with a
        figure = 100).

    Raises
    ------
    UnknownCodeError
        If the unit or the indicator does not exist.
    """
    require_unit(level_key, code)
    indicator = find_indicator(indicator_key)
    region = str(read_units(level_key).at[code, "region_code"])
    rows = {}
    for year in indicator.years:
        cell = read_values(level_key, indicator_key, year).loc[code]
        # One census shown under several years is no series; France is without those units.
        is_of_year = indicator.formula.dates(level_key, year)[code] == year
        has_region_year = indicator.formula.dates("region", year)[region] == year
        rows[year] = {
            "value": cell["value"] if is_of_year else float("nan"),
            "status": cell["status"],
            "region_value": region_cell(indicator, region, year)[0] if has_region_year else None,
            "france_value": indicator.formula.steady_nation(year),
        }
    table = pd.DataFrame.from_dict(rows, orient="index").rename_axis("year")
    numbers = ["value", "region_value", "france_value"]
    table[numbers] = table[numbers].astype("float64")
    if indicator.measure is Measure.COUNT:
        for column, name in zip(numbers, ("index", "region_index", "france_index"), strict=True):
            known = table[column].dropna()
            table[name] = 100 * table[column] / (known.iloc[0] if len(known) else float("nan"))
    return table


def _gap(value: float | None, decimals: int, reference: float | None) -> float | None:
    """Subtract two figures as they are shown, as readers do."""
    if value is None or reference is None:
        return None
    one, other = round_half_up([value, reference], decimals)
    return float(round_half_up(one - other, decimals))


def region_cell(indicator: Indicator, region: str, year: str) -> tuple[float | None, str]:
    """Return the figure of a région, None without one, and its status."""
    if "region" not in indicator.levels:
        return None, str(Status.NOT_PUBLISHED)
    cells = read_values("region", indicator.key, year)
    return _number(cells.at[region, "value"]), str(cells.at[region, "status"])


def _number(value: object) -> float | None:
    return None if value is None or pd.isna(value) else float(value)  # type: ignore[call-overload, arg-type]


def _median(known: Floats) -> float | None:
    return float(np.median(known)) if len(known) else None


def _rank(shown: Floats, value: float | None) -> int | None:
    return None if value is None else int((shown > value).sum()) + 1


def _percentile(ranked: _Ranked, value: float | None) -> float | None:
    return None if value is None else 100 * (int((ranked.shown < value).sum()) / ranked.count)


def _share(value: float | None, whole: float | None) -> float | None:
    return None if value is None or not whole else 100 * value / whole
