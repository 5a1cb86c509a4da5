"""Breaks between classes, rounded; natural ones are Fisher–Jenks, by ``jenkspy``.

No class is empty, but for equal intervals.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from math import floor, inf, isfinite, log10

import numpy as np
from numpy.typing import NDArray

from territoires_industrie.classes.palettes import MAX_CLASSES
from territoires_industrie.errors import AtlasError, BreaksError, list_codes
from territoires_industrie.wording import _, format_number, language, round_half_up

Floats = NDArray[np.float64]

MOVED_SHARE = 0.01
"""Rounding a break may move at most this share of all units to the next class…"""

MOVED_CLASS_SHARE = 0.1
"""… and at most this share of the smaller of the two classes beside it."""

LONG_TAIL = 0.75
"""A fifth of the units that covers at least this share of the extent is a long tail: classes of
equal counts would hide its peak."""

MIN_PARTED = 2
LEAST_SIDE = 0.2
"""A side of a pivot that holds at least this share of the units has ``MIN_PARTED`` classes or
more, where there are enough for both sides."""

MOST_SAMPLED = 3000
"""Natural breaks of more values are sought among so many, spread evenly over their order."""

SHIFT_SHARE = 0.05
"""Where intervals have a meaning of their own (equal, standard deviations), rounding
also moves a break by at most this share of its narrower class."""

_INTERVAL_METHODS = ("intervalles", "ecart-type")
_SIDED_METHODS = ("quantiles", "progression", "ruptures")


def find_breaks(
    ordered: Floats,
    method: str,
    class_count: int,
    chosen: Sequence[float] | None = None,
    decimals: int = 0,
    pivot: float | None = None,
) -> tuple[float, ...]:
    """Find the inner breaks; each is the lower bound of a class, included.

    Parameters
    ----------
    ordered
        Finite values in increasing order, already rounded to ``decimals``.
    method, class_count
        As in ``classify``.
    chosen
        Breaks of the manual method; without any it starts from the quantiles.
    pivot
        Value that has to be a break when values lie on both sides of it (not in the
        manual method, where the reader decides).

    Raises
    ------
    BreaksError
        If the chosen breaks are too many, not increasing or out of range.
    """
    if len(ordered) == 0 or (ordered[0] == ordered[-1] and not chosen):
        return ()
    if method == "manuel" and chosen:
        return _drop_empty(_check_chosen(chosen, ordered, decimals), ordered, None)
    # Where all values are on one side there is nothing to part.
    if pivot is not None and not ordered[0] < pivot <= ordered[-1]:
        pivot = None
    if pivot is not None and method == "intervalles":
        thresholds = _equal_around(pivot, ordered, class_count)
    elif pivot is not None and method in _SIDED_METHODS:
        thresholds = _around(pivot, ordered, method, class_count)
    else:
        thresholds = _with_pivot(_thresholds(ordered, method, class_count), ordered, pivot)
    if method == "intervalles" and len(thresholds) > 1:
        # An empty interval stays one: joined to its neighbour, it would make a wider class.
        equal = _round_equal(thresholds, decimals, pivot)
        return tuple(b for b in equal if ordered[0] < b <= ordered[-1])
    is_interval = method in _INTERVAL_METHODS
    rounded = {
        threshold
        if threshold == pivot
        else _round_break(thresholds, i, ordered, decimals, is_interval)
        for i, threshold in enumerate(thresholds)
    }
    return _drop_empty(sorted(rounded), ordered, pivot)


def usual_method(ordered: Floats) -> str:
    """Return the method that suits figures: ``quantiles``, or ``progression`` for a long tail.

    >>> usual_method(np.arange(100.0)), usual_method(np.arange(100.0) ** 9)
    ('quantiles', 'progression')
    """
    if len(ordered) == 0 or ordered[0] == ordered[-1]:
        return "quantiles"
    low, high = np.quantile(ordered, [0.2, 0.8])
    widest = max(low - ordered[0], ordered[-1] - high)
    is_long = widest >= LONG_TAIL * (ordered[-1] - ordered[0])
    return "progression" if is_long else "quantiles"


def parse_breaks(text: str) -> list[float]:
    """Parse the breaks that a reader typed, in the number form of the language.

    >>> parse_breaks("-10 ; 12,5 ; 1 000"), parse_breaks("10 12,5")
    ([-10.0, 12.5, 1000.0], [10.0, 12.5])

    Raises
    ------
    AtlasError
        If a part is not a number.
    """
    parts = text.split(";") if ";" in text else re.split(r",?[ \t]+", text.strip())
    numbers = [_plain_number(part) for part in parts if part.strip()]
    wrong = [part.strip() for part in numbers if not _is_number(part)]
    if wrong or not numbers:
        raise AtlasError(
            _(
                "Seuils attendus : des nombres séparés par des points-virgules "
                "({example}) ; trouvé : {found}."
            ),
            example=write_breaks([10, 12.5, 20], 1),
            found=list_codes(wrong) or "–",
        )
    return [float(part) for part in numbers]


def write_breaks(breaks: Sequence[float], decimals: int) -> str:
    """Write breaks in the form that ``parse_breaks`` parses.

    >>> write_breaks((10, 12.5), 1)
    '10,0 ; 12,5'
    """
    return " ; ".join(format_number(b, decimals) for b in breaks)


def _plain_number(part: str) -> str:
    joined = "".join(part.split()).replace("\N{MINUS SIGN}", "-")
    return joined.replace(",", "" if language() == "en" else ".")


def _is_number(part: str) -> bool:
    try:
        return isfinite(float(part))
    except ValueError:
        return False


def _thresholds(
    ordered: Floats, method: str, class_count: int, *, is_low_tail: bool = False
) -> list[float]:
    # A side of a pivot may deserve one class only.
    if class_count < MIN_PARTED:
        return []
    bins = _bins(ordered, method, class_count, is_low_tail=is_low_tail)
    if method in _INTERVAL_METHODS:
        return [float(b) for b in bins[: class_count - 1]]
    # Classes of the bins are closed above; ours are closed below, so the class after a
    # bin opens at the next value that exists.
    following = np.searchsorted(ordered, bins, side="right")
    return sorted({float(ordered[i]) for i in following if i < len(ordered)})


def _around(pivot: float, ordered: Floats, method: str, class_count: int) -> list[float]:
    """Return the pivot and the thresholds on both sides, each with the classes that it deserves."""
    parted = int(np.searchsorted(ordered, pivot))
    below = _classes_below(parted / len(ordered), pivot, ordered, class_count)
    low = _thresholds(ordered[:parted], method, below, is_low_tail=True)
    high = _thresholds(ordered[parted:], method, class_count - below)
    return sorted({*low, pivot, *high})


def _classes_below(units_share: float, pivot: float, ordered: Floats, class_count: int) -> int:
    """Share classes between two sides: half by their units, half by how far they reach."""
    reach = (pivot - ordered[0]) / (ordered[-1] - ordered[0])
    wanted = round(class_count * float(units_share + reach) / 2)
    has_room = class_count >= 2 * MIN_PARTED
    least_below, least_above = (
        MIN_PARTED if has_room and share >= LEAST_SIDE else 1
        for share in (units_share, 1 - units_share)
    )
    return min(max(wanted, least_below), class_count - least_above)


def _bins(ordered: Floats, method: str, class_count: int, *, is_low_tail: bool) -> Floats:
    if method in ("intervalles", "ecart-type", "ruptures"):
        return _classified(ordered, method, class_count)
    shares = np.full(class_count, 1.0)
    if method == "progression":
        shares = 0.5 ** np.arange(class_count)
        median = np.quantile(ordered, 0.5)
        # The classes of few units go to the longer tail, whose peak they show.
        if is_low_tail or median - ordered[0] > ordered[-1] - median:
            shares = shares[::-1]
    ends = np.cumsum(shares)
    return np.unique(np.quantile(ordered, ends / ends[-1]))  # the last is the whole, exactly


def _classified(ordered: Floats, method: str, class_count: int) -> Floats:
    """Return the upper bounds of the classes, before any rounding."""
    if method == "intervalles":
        return np.linspace(ordered[0], ordered[-1], class_count + 1)[1:]
    if method == "ecart-type":
        multiples = np.arange(class_count - 1) - (class_count - 2) / 2
        bounds: Floats = ordered.mean() + ordered.std(ddof=1) * multiples
        return bounds
    return _natural_bounds(ordered, class_count)


def _natural_bounds(ordered: Floats, class_count: int) -> Floats:
    """Return the highest value of each class of least variance inside classes (Fisher–Jenks)."""
    # Imported when first needed, as few readers choose these classes.
    from jenkspy import jenks_breaks

    if len(ordered) > MOST_SAMPLED:
        ordered = ordered[np.linspace(0, len(ordered) - 1, MOST_SAMPLED).astype(int)]
    # Ties make fewer classes: the number obtained is reported to the reader instead.
    count = min(class_count, len(np.unique(ordered)))
    if count < MIN_PARTED:
        return ordered[-1:]
    return np.asarray(jenks_breaks(ordered, n_classes=count)[1:], dtype="float64")


def _with_pivot(thresholds: list[float], ordered: Floats, pivot: float | None) -> list[float]:
    if pivot is None or not thresholds:
        return thresholds if pivot is None else [pivot]
    ranks = np.searchsorted(ordered, [*thresholds, pivot])
    nearest = int(np.argmin(np.abs(ranks[:-1] - ranks[-1])))
    return sorted({*thresholds[:nearest], pivot, *thresholds[nearest + 1 :]})


def _equal_around(pivot: float, ordered: Floats, class_count: int) -> list[float]:
    """Return intervals of one width on both sides of the pivot, as narrow as the count allows."""
    below, above = pivot - float(ordered[0]), float(ordered[-1]) - pivot
    width = min(max(below / i, above / (class_count - i)) for i in range(1, class_count))
    steps = range(-class_count, class_count + 1)
    marks = (pivot + step * width for step in steps if step)
    return sorted({pivot, *(m for m in marks if ordered[0] < m < ordered[-1])})


def _round_equal(thresholds: list[float], decimals: int, pivot: float | None) -> list[float]:
    """Round equally spaced thresholds to round numbers that are equally spaced too."""
    width = thresholds[1] - thresholds[0]
    anchor = thresholds[0] if pivot is None else pivot
    for step in _steps(width, decimals):
        start = pivot if pivot is not None else round(anchor / step) * step
        rounded = round(width / step) * step
        spaced = [start + round((t - anchor) / width) * rounded for t in thresholds]
        moved = max(abs(new - old) for new, old in zip(spaced, thresholds, strict=True))
        if moved <= SHIFT_SHARE * width:
            found: list[float] = round_half_up(spaced, decimals).tolist()
            return found
    return sorted(set(round_half_up(thresholds, decimals).tolist()))


def _round_break(
    thresholds: list[float], i: int, ordered: Floats, decimals: int, is_interval: bool
) -> float:
    bounds = [float(ordered[0]), *thresholds, float(ordered[-1])]
    threshold, gap = bounds[i + 1], min(bounds[i + 1] - bounds[i], bounds[i + 2] - bounds[i + 1])
    ranks = np.searchsorted(ordered, bounds)
    rank = ranks[i + 1]
    smaller = min(
        rank - ranks[i], (len(ordered) if i + 2 == len(ranks) - 1 else ranks[i + 2]) - rank
    )
    allowed = floor(min(MOVED_SHARE * len(ordered), MOVED_CLASS_SHARE * smaller))
    reach = SHIFT_SHARE * gap if is_interval else inf
    for step in _steps(float(ordered[-1] - ordered[0]), decimals):
        candidate = round(round(threshold / step) * step, decimals) + 0.0
        moved = abs(int(np.searchsorted(ordered, candidate)) - int(rank))
        if moved <= allowed and abs(candidate - threshold) <= reach:
            return candidate
    exact = round(threshold, decimals)
    # Values have ``decimals`` digits: the next number with as many separates the same values.
    return exact if exact >= threshold else round(exact + 10**-decimals, decimals)


def _steps(extent: float, decimals: int) -> list[float]:
    largest = floor(log10(extent))
    return [m * 10.0**e for e in range(largest, -decimals - 1, -1) for m in (5, 1)]


def _check_chosen(chosen: Sequence[float], ordered: Floats, decimals: int) -> list[float]:
    rounded: list[float] = round_half_up(chosen, decimals).tolist()
    low, high = float(ordered[0]), float(ordered[-1])
    is_increasing = all(a < b for a, b in pairwise(rounded))
    is_inside = all(isfinite(b) and low < b <= high for b in rounded)
    if len(rounded) >= MAX_CLASSES or not is_increasing or not is_inside:
        raise BreaksError(
            _(
                "Seuils attendus : au plus {most} nombres croissants, supérieurs à {low} et au "
                "plus égaux à {high} ; trouvé : {found}."
            ),
            most=MAX_CLASSES - 1,
            low=format_number(low, decimals),
            high=format_number(high, decimals),
            found=write_breaks(rounded, decimals),
        )
    return rounded


def _drop_empty(inner: Sequence[float], ordered: Floats, pivot: float | None) -> tuple[float, ...]:
    breaks = [b for b in inner if ordered[0] < b <= ordered[-1]]
    while breaks:
        counts = np.diff([0, *np.searchsorted(ordered, breaks), len(ordered)])
        empty = next((i for i, count in enumerate(counts) if count == 0), None)
        if empty is None:
            break
        # An empty class joins the one above it, unless that would lose the pivot.
        is_last = empty == len(breaks)
        breaks.pop(empty - 1 if is_last or breaks[empty] == pivot else empty)
    return tuple(breaks)
