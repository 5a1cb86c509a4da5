"""The classes of the units of a level, and how they are written: one character a unit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from string import ascii_uppercase, digits

import pandas as pd

from territoires_industrie.classes.palettes import MARK_STYLES
from territoires_industrie.indicators import Measure
from territoires_industrie.statistics.status import OWN, Status

MISSING = -1

CLASS_LETTERS = digits + ascii_uppercase
"""One character a class: ``0`` to ``9``, then ``A`` to ``Z`` for long lists of categories."""

NO_CLASS = "x"
"""Character of a unit that has neither class nor missing status: drawn as land without data."""


@dataclass(frozen=True)
class Classification:
    """Classes of the units of a level, for one indicator and year.

    Attributes
    ----------
    method, measure, decimals
        How classes were made (never ``auto``), what was measured, and the decimals that values
        and breaks are rounded to.
    class_of
        Class index of each unit, -1 where there is no figure; index ``code``.
    status_of
        Status of each unit, as text; same index.
    shown
        Values as classed, rounded to ``decimals`` (codes for a category); same index.
    in_filter
        Whether each unit is inside the filter; same index.
    breaks
        Lowest value, inner breaks, highest value: one more than there are classes; of all years
        where they have the same classes. Empty for a category or when nothing has a figure.
    class_count, asked_count
        Number of classes obtained, and asked for.
    counts
        Units of each class inside the filter.
    missing_counts
        Units inside the filter without a figure, by status; only statuses that the
        level has, even if the filter leaves none.
    colours
        One ``#rrggbb`` a class.
    categories
        (code, French label) of each class of a category.
    pivot, pivot_class
        Value around which a diverging palette turns and the first class above it.
    is_common
        Whether other years have the same classes.
    mean, deviation
        Of all values, for the standard deviation method.
    """

    method: str
    measure: Measure
    decimals: int
    class_of: "pd.Series[int]"
    status_of: "pd.Series[str]"
    shown: "pd.Series[float]"
    in_filter: "pd.Series[bool]"
    breaks: tuple[float, ...]
    class_count: int
    asked_count: int
    counts: tuple[int, ...]
    missing_counts: dict[Status, int]
    colours: tuple[str, ...]
    categories: tuple[tuple[str, str], ...] = ()
    pivot: float | None = None
    pivot_class: int | None = None
    is_common: bool = False
    mean: float | None = None
    deviation: float | None = None

    @property
    def inner_breaks(self) -> tuple[float, ...]:
        """Bounds between classes: what the manual method and the address use."""
        return self.breaks[1:-1]

    @cached_property
    def ranks(self) -> "pd.Series[float]":
        """Rank of each unit among those in the filter, 1 for the highest; NaN without one.

        Like the classes, ranks are those of the figures as shown: units that show the same
        figure have the same rank, the best of theirs. A category has no ranks.
        """
        if self.measure is Measure.CATEGORY:
            return pd.Series(index=self.shown.index, dtype=float)
        # What stands for a figure that is not known is no more than a colour.
        ranked = self.in_filter & self.status_of.isin(OWN)
        return self.shown.where(ranked).rank(ascending=False, method="min")

    @cached_property
    def ranked_count(self) -> int:
        """Number of units that have a rank."""
        return int(self.ranks.notna().sum())

    @cached_property
    def dimmed_count(self) -> int:
        """Number of units outside the filter."""
        return int((~self.in_filter).sum())

    def letters(self, codes: Sequence[str] | pd.Index) -> str:
        """Write one character a unit, in the order of ``codes``.

        Its class (``CLASS_LETTERS``), the letter of its missing status (``Status.letter``), or
        ``NO_CLASS``.
        """
        order = pd.Index(codes)
        classes = self.class_of.reindex(order, fill_value=MISSING)
        # As lists: to go through a column one by one takes four times as long.
        return encode_classes(classes.tolist(), self.status_of.reindex(order).tolist())

    def marks(self, codes: Sequence[str] | pd.Index) -> str:
        """Write what lies over the class of each unit, ``Status.letter`` or ``NO_CLASS``.

        Empty where nothing does.
        """
        letter_of = {str(status): status.letter for status in MARK_STYLES}
        statuses = self.status_of.reindex(pd.Index(codes))
        # Most maps have no mark: nothing is sent then.
        if not statuses.isin(list(letter_of)).any():
            return ""
        return "".join(letter_of.get(status, NO_CLASS) for status in statuses.tolist())

    @cached_property
    def mark_counts(self) -> dict[Status, int]:
        """Count the units inside the filter of each status that is marked."""
        return {
            status: int(((self.status_of == status) & self.in_filter).sum())
            for status in MARK_STYLES
            if (self.status_of == status).any()
        }

    def colour_of(self, letter: str) -> str:
        """Return the colour of a class by its letter; empty for a unit without class."""
        return self.colours[CLASS_LETTERS.index(letter)] if letter in CLASS_LETTERS else ""

    def members(self, class_index: int) -> list[str]:
        """List the codes of a class that are inside the filter."""
        return list(self.class_of.index[(self.class_of == class_index) & self.in_filter])


def encode_classes(class_of: Iterable[int], statuses: Iterable[str]) -> str:
    """Write one character a unit from its class and, where it has none, its status.

    Parameters
    ----------
    class_of
        Index of the class of each unit, -1 for none.
    statuses
        Values of ``Status``, in the same order.

    Examples
    --------
    >>> encode_classes([0, 11, -1, -1], ["value", "value", "withheld", "value"])
    '0Bwx'
    """
    letter_of = {str(status): status.letter for status in Status}
    pairs = list(zip(class_of, statuses, strict=True))
    # Each different pair once: there are a dozen, of thousands of units.
    written = {
        (index, status): CLASS_LETTERS[index]
        if index >= 0
        else letter_of.get(str(status)) or NO_CLASS
        for index, status in set(pairs)
    }
    return "".join(map(written.__getitem__, pairs))
