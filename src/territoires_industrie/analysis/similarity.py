"""The most similar units: by size, density, share of industry and sectors of their zones."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from territoires_industrie.analysis.matching import read_figure, standardise
from territoires_industrie.analysis.profile import france_shares, require_unit, sector_shares
from territoires_industrie.errors import AtlasError, UnknownCodeError
from territoires_industrie.indicators import Measure
from territoires_industrie.indicators.cache import reader_cache
from territoires_industrie.indicators.own import own_indicators
from territoires_industrie.membership import read_units
from territoires_industrie.statistics.sectors import industrial_sectors
from territoires_industrie.wording import _

DEFAULT_COUNT = 8


@dataclass(frozen=True)
class Criterion:
    """A criterion by which two units may resemble each other.

    Attributes
    ----------
    key
        Name in the weights.
    label, definition
        French source texts.
    indicator_key, year
        Indicator that is read, if the criterion is one figure.
    is_log
        Whether the logarithm of the figure is compared, so that ratios count.
    """

    key: str
    label: str
    definition: str
    indicator_key: str = ""
    year: str = ""
    is_log: bool = False


CRITERIA = {
    key: Criterion(key, **said)
    for key, said in tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8")).items()
}
"""Criteria of similarity, in the order of the controls."""


def criteria_of(level_key: str) -> dict[str, Criterion]:
    """Return the criteria of a level by key: those of all, and the reader's own indicators."""
    return CRITERIA | {
        one.key: Criterion(one.key, one.title, one.title_in(one.years[-1]), one.key, one.years[-1])
        for one in own_indicators().values()
        if level_key in one.levels and one.measure is not Measure.CATEGORY
    }


KNOWN_WEIGHT_MIN = 0.5
"""Least part of the weights that must be of criteria with a figure: less is no likeness.

Mayotte has a population and a density only: two weights of five."""

DEFAULT_WEIGHTS: dict[str, float] = {"population": 1, "density": 1, "industry": 1, "sectors": 2}
"""Default weights: sectors count twice, since a unit of the same size alone is no peer."""


@dataclass(frozen=True)
class Similar:
    """The nearest units of one unit.

    Attributes
    ----------
    weights
        Weights that were used, of sum 1.
    nearest
        Index ``code``, the nearest first; see ``find_similar``.
    absent
        Criteria that the unit has no figure for, left out of its distances.
    """

    level_key: str
    code: str
    weights: dict[str, float]
    nearest: pd.DataFrame
    absent: tuple[str, ...]


def find_similar(
    level_key: str,
    code: str,
    weights: Mapping[str, float] | None = None,
    count: int = DEFAULT_COUNT,
) -> Similar:
    """Find the units of the same level that resemble a unit most.

    Every criterion gives a distance: figures are standardised over the level (difference
    divided by the standard deviation), the sectors' cosine distance is divided by its own
    standard deviation over the pairs with the unit. The distance is the square root of the
    weighted mean of the squares. A territory is compared with those of its phase only, an
    EPCI with EPCI.

    Parameters
    ----------
    weights
        Criterion key → weight, zero or more; ``DEFAULT_WEIGHTS`` when not given. A criterion
        that is not named has weight zero.
    count
        How many to return.

    Returns
    -------
    Similar
        ``nearest`` has the columns ``name``, ``region_code``, ``distance`` (0 is a twin) and
        one ``<criterion>_distance`` a criterion of weight above zero. A unit without a
        figure for one of them is left out. No unit at all where the criteria that the unit
        itself has a figure for hold less than half of the weights.

    Raises
    ------
    UnknownCodeError
        If there is no such level, unit or criterion.
    AtlasError
        If no weight is above zero.
    """
    require_unit(level_key, code)
    used = _check_weights(level_key, DEFAULT_WEIGHTS if weights is None else weights)
    parts = _parts(level_key, code, used)
    nearest = _nearest(level_key, code, used, parts, count)
    places = read_units(level_key).index.get_indexer(nearest.index)
    table = read_units(level_key).iloc[places][["name", "region_code"]].rename_axis("code")
    table["distance"] = nearest
    for key, part in parts.items():
        table[f"{key}_distance"] = part[places]
    absent = tuple(key for key in used if key not in parts)
    return Similar(level_key, code, used, table, absent)


def similar_codes(level_key: str, code: str, count: int = DEFAULT_COUNT) -> tuple[str, ...]:
    """List the codes of the similar group by the default criteria, the nearest first."""
    used = _check_weights(level_key, DEFAULT_WEIGHTS)
    nearest = _nearest(level_key, code, used, _parts(level_key, code, used), count)
    return tuple(map(str, nearest.index))


def _parts(level_key: str, code: str, used: Iterable[str]) -> dict[str, NDArray[np.float64]]:
    """Measure the distances by each criterion that the unit has a figure for; shape (units,)."""
    place = cast(int, read_units(level_key).index.get_loc(code))
    parts = {key: _distances(level_key, place, key) for key in used}
    return {key: part for key, part in parts.items() if not np.isnan(part).all()}


def _nearest(
    level_key: str,
    code: str,
    used: Mapping[str, float],
    parts: Mapping[str, NDArray[np.float64]],
    count: int,
) -> pd.Series:
    """Return the distances of the nearest units that have one, the nearest first."""
    codes = read_units(level_key).index
    total = sum(used[key] for key in parts)
    if total < KNOWN_WEIGHT_MIN:
        return pd.Series(index=pd.Index([], dtype="str"), dtype="float64")
    squares = sum(used[key] * part**2 for key, part in parts.items())
    distances = np.sqrt(squares / total)
    distances[codes.get_loc(code)] = np.nan
    # Among equals the order of the codes holds; those without a distance come last.
    order = np.argsort(distances, kind="stable")[: min(count, np.isfinite(distances).sum())]
    return pd.Series(distances[order], index=codes[order])


def _check_weights(level_key: str, weights: Mapping[str, float]) -> dict[str, float]:
    criteria = criteria_of(level_key)
    unknown = [key for key in weights if key not in criteria]
    if unknown:
        text = _("Critère de ressemblance inconnu : {keys}. Critères : {known}.")
        keys, known = ", ".join(unknown), ", ".join(criteria)
        raise UnknownCodeError(text, keys=keys, known=known)
    total = sum(weights.values())
    if total <= 0 or min(weights.values()) < 0:
        raise AtlasError(_("Au moins un critère doit avoir un poids positif, aucun un négatif."))
    return {key: weight / total for key, weight in weights.items() if weight > 0}


def _distances(level_key: str, place: int, key: str) -> NDArray[np.float64]:
    """Compute the distance of every unit to one, for one criterion; NaN where unknown."""
    if key == "sectors":
        return _sector_distances(level_key, place)
    figures = _standardised(level_key, key)
    gaps: NDArray[np.float64] = np.abs(figures - figures[place])
    return gaps


@reader_cache(maxsize=16)
def _standardised(level_key: str, key: str) -> NDArray[np.float64]:
    criterion = criteria_of(level_key)[key]
    figures = standardise(
        read_figure(level_key, criterion.indicator_key, criterion.year, is_log=criterion.is_log)
    )
    return figures.reindex(read_units(level_key).index).to_numpy("float64")


def _sector_distances(level_key: str, place: int) -> NDArray[np.float64]:
    directions = _directions(level_key)
    # One minus the cosine: the lengths are 1 already.
    distance: NDArray[np.float64] = 1 - directions @ directions[place]
    others = np.delete(distance, place)
    spread = np.std(others[np.isfinite(others)]) if np.isfinite(others).any() else 0
    return np.clip(distance, 0, None) / spread if spread > 0 else distance


@lru_cache(maxsize=8)
def _directions(level_key: str) -> NDArray[np.float64]:
    """Return the location quotients of each unit's industrial sectors, scaled to length 1.

    Square roots are taken so that one extreme sector does not hide the fifteen others.
    """
    sectors = list(industrial_sectors())
    shares = sector_shares(level_key)[sectors].reindex(read_units(level_key).index)
    quotients = shares / france_shares()[sectors]
    roots = quotients.to_numpy("float64") ** 0.5
    length = np.sqrt((roots**2).sum(axis=1, keepdims=True))
    unit: NDArray[np.float64] = np.divide(
        roots, length, out=np.full_like(roots, np.nan), where=length > 0
    )
    return unit
