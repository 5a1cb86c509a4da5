"""From values to classes: fill, legend, filter and export use one classification.

The legend and the map always agree, because both come from the same numbers: values
are rounded to the decimals that readers see, breaks are rounded before the classes
are formed, and a class runs from its lower bound, included, to the next, excluded.
Breaks depend on all values of the level, so that a filter changes no colour; counts are
those of the units inside the filter (docs/decisions/0012).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from string import ascii_uppercase, digits

import numpy as np
import pandas as pd

from territoires_industrie.classes.breaks import (
    Floats,
    find_breaks,
    usual_method,
)
from territoires_industrie.classes.palettes import (
    MARK_STYLES,
    MAX_CLASSES,
    MISSING_STYLES,
    diverging,
    qualitative,
    sequential,
)
from territoires_industrie.errors import AtlasError, UnknownCodeError, list_codes, nearest
from territoires_industrie.indicators import Indicator, Measure
from territoires_industrie.look import LIGHT
from territoires_industrie.statistics.status import OWN, WITH_FIGURE, Status
from territoires_industrie.wording import N_, _, round_half_up

AUTOMATIC = "auto"
METHODS = {
    AUTOMATIC: N_("Selon la répartition (automatique)"),
    "quantiles": N_("Effectifs égaux (quantiles)"),
    "progression": N_("Effectifs décroissants vers les extrêmes"),
    "ruptures": N_("Seuils naturels"),
    "intervalles": N_("Amplitudes égales"),
    "ecart-type": N_("Écarts-types autour de la moyenne"),
    "manuel": N_("Seuils choisis"),
}
"""Methods by address name, with their French label."""

DEFAULT_METHOD = AUTOMATIC
DEFAULT_CLASS_COUNT = 5
MIN_CLASSES = 3
CLASS_COUNTS = (MIN_CLASSES, MAX_CLASSES)
"""Fewest and most classes that a reader may ask for."""

MISSING = -1
CLASS_LETTERS = digits + ascii_uppercase
"""One character a class: ``0`` to ``9``, then ``A`` to ``Z`` for long lists of categories."""

NO_CLASS = "x"
"""Character of a unit that has neither class nor missing status: drawn as land without data."""

NEITHER = ("jamais", "non")
"""Categories of what was never in the programme: a grey, not a colour among the others."""

_PIVOTS = {"diverging": 0.0, "diverging_zero": 0.0, "diverging_one": 1.0}


@dataclass(frozen=True)
class Classing:
    """How values are classed: part of a view.

    Attributes
    ----------
    method
        A key of ``METHODS``; not used by a category.
    class_count
        Classes wanted, ``CLASS_COUNTS``; ties may give fewer.
    breaks
        Inner breaks of the manual method, in the unit of one indicator.
    is_common
        Whether all years of an indicator have the same classes, found among all their figures.
    """

    method: str = DEFAULT_METHOD
    class_count: int = DEFAULT_CLASS_COUNT
    breaks: tuple[float, ...] = ()
    is_common: bool = True


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

    def letters(self, codes: Sequence[str]) -> str:
        """Write one character a unit, in the order of ``codes``.

        Its class (``CLASS_LETTERS``), the letter of its missing status (``Status.letter``), or
        ``NO_CLASS``.
        """
        order = list(codes)
        classes = self.class_of.reindex(order, fill_value=MISSING)
        return encode_classes(classes, self.status_of.reindex(order))

    def marks(self, codes: Sequence[str]) -> str:
        """Write what lies over the class of each unit, ``Status.letter`` or ``NO_CLASS``.

        Empty where nothing does.
        """
        letter_of = {str(status): status.letter for status in MARK_STYLES}
        marks = self.status_of.reindex(list(codes)).map(letter_of).fillna(NO_CLASS)
        return "".join(marks) if marks.ne(NO_CLASS).any() else ""

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
    return "".join(
        CLASS_LETTERS[index] if index >= 0 else letter_of.get(str(status)) or NO_CLASS
        for index, status in zip(class_of, statuses, strict=True)
    )


def pivot_of(indicator: Indicator) -> float | None:
    """Return the pivot of an indicator's diverging palette, if it has one."""
    return _PIVOTS.get(indicator.palette)


def classify(
    values: pd.DataFrame,
    indicator: Indicator,
    method: str = DEFAULT_METHOD,
    class_count: int = DEFAULT_CLASS_COUNT,
    breaks: Sequence[float] | None = None,
    in_filter: "pd.Series[bool] | None" = None,
    among: Sequence[pd.DataFrame] = (),
) -> Classification:
    """Assign every unit of a level to exactly one class or one missing status.

    Parameters
    ----------
    values
        Columns ``value`` and ``status``, index ``code``: every unit of the level.
    indicator
        What is measured: its measure, decimals, palette and categories are used.
    method
        A key of ``METHODS``; not used by a category.
    class_count
        Classes wanted, 3 to 9; ties may give fewer.
    breaks
        Inner breaks of the manual method, in the indicator's unit.
    in_filter
        Units to count; all when not given.
    among
        Figures that breaks are found among beside ``values``: those of other years, so that all
        have the same classes.

    Raises
    ------
    AtlasError
        If a value contradicts its status, or a choice is out of range.
    """
    counted = _filter_of(values, in_filter)
    if indicator.measure == Measure.CATEGORY:
        return _classify_categories(values, indicator, counted)
    _check_choice(method, class_count)
    has_figure = _has_figure(values)
    shown = values["value"].astype("float64").where(has_figure)
    rounded = _rounded(values, has_figure, indicator)
    shown.loc[has_figure] = rounded
    others = (_rounded(other, _has_figure(other), indicator) for other in among)
    ordered = np.sort(np.concatenate([rounded, *others]))
    if method == AUTOMATIC:
        method = usual_method(ordered)
    pivot = pivot_of(indicator)
    inner = find_breaks(ordered, method, class_count, breaks, indicator.decimals, pivot)
    index = np.searchsorted(np.asarray(inner), rounded, side="right")
    class_of = pd.Series(MISSING, index=values.index, dtype="int64")
    class_of.loc[has_figure] = index
    obtained = len(inner) + 1 if len(ordered) else 0
    pivot_class = _pivot_class(ordered, inner, pivot)
    return Classification(
        method=method,
        measure=indicator.measure,
        decimals=indicator.decimals,
        class_of=class_of,
        status_of=values["status"].astype(str),
        shown=shown,
        in_filter=counted,
        breaks=(float(ordered[0]), *inner, float(ordered[-1])) if len(ordered) else (),
        class_count=obtained,
        asked_count=class_count,
        counts=_count_classes(class_of, counted, obtained),
        missing_counts=_count_missing(values, counted),
        colours=sequential(obtained) if pivot_class is None else diverging(obtained, pivot_class),
        pivot=None if pivot_class is None else pivot,
        pivot_class=pivot_class,
        is_common=bool(among),
        mean=float(ordered.mean()) if len(ordered) else None,
        deviation=float(ordered.std(ddof=1)) if len(ordered) > 1 else None,
    )


def _check_choice(method: str, class_count: int) -> None:
    if method not in METHODS:
        raise UnknownCodeError(
            _("Méthode inconnue : « {found} ». Méthodes possibles : {valid}.").format(
                found=method, valid=", ".join(nearest(method, METHODS) or METHODS)
            )
        )
    if not MIN_CLASSES <= class_count <= MAX_CLASSES:
        raise AtlasError(
            _("Nombre de classes attendu : de {least} à {most} ; trouvé : {found}.").format(
                least=MIN_CLASSES, most=MAX_CLASSES, found=class_count
            )
        )


def _filter_of(values: pd.DataFrame, in_filter: "pd.Series[bool] | None") -> "pd.Series[bool]":
    if in_filter is None:
        return pd.Series(True, index=values.index)
    return in_filter.reindex(values.index).eq(True)


def _has_figure(values: pd.DataFrame) -> "pd.Series[bool]":
    statuses = values["status"].astype(str)
    unknown = ~statuses.isin([str(status) for status in Status])
    has_figure = statuses.isin(WITH_FIGURE)
    finite = np.isfinite(pd.to_numeric(values["value"], errors="coerce"))
    wrong = values.index[unknown | (has_figure & ~finite)]
    if len(wrong):
        raise AtlasError(
            _(
                "Une valeur finie ou un statut de valeur manquante est attendu pour chaque "
                "unité ; trouvé autre chose pour : {codes}. Vérifiez les données avec "
                "« atlas check »."
            ).format(codes=list_codes(wrong))
        )
    return has_figure


def _rounded(values: pd.DataFrame, has_figure: "pd.Series[bool]", indicator: Indicator) -> Floats:
    # Rounded first: a value is in the class whose label contains the number that readers see.
    figures = values["value"][has_figure].astype(float)
    return np.asarray(round_half_up(figures, indicator.decimals), dtype="float64")


def _pivot_class(ordered: Floats, inner: tuple[float, ...], pivot: float | None) -> int | None:
    if pivot is None or not len(ordered):
        return None
    is_straddled = ordered[0] < pivot <= ordered[-1] and pivot not in inner
    # Chosen breaks may leave a class on both sides of the pivot, which then has no side's colour.
    return None if is_straddled else sum(lower < pivot for lower in (float(ordered[0]), *inner))


def _count_classes(
    class_of: "pd.Series[int]", counted: "pd.Series[bool]", obtained: int
) -> tuple[int, ...]:
    inside = class_of[counted & (class_of != MISSING)].to_numpy()
    return tuple(np.bincount(inside, minlength=obtained).tolist()[:obtained])


def _count_missing(values: pd.DataFrame, counted: "pd.Series[bool]") -> dict[Status, int]:
    statuses = values["status"].astype(str)
    # A status that the filter hides stays in the legend, with no unit, so that it does not move.
    return {
        status: int(((statuses == status) & counted).sum())
        for status in MISSING_STYLES
        if (statuses == status).any()
    }


def _classify_categories(
    values: pd.DataFrame, indicator: Indicator, counted: "pd.Series[bool]"
) -> Classification:
    statuses = values["status"].astype(str)
    has_figure = statuses.isin(WITH_FIGURE)
    known = dict(indicator.categories)
    wrong = sorted({str(code) for code in values["value"][has_figure]} - set(known))
    if wrong:
        raise UnknownCodeError(
            _("Catégories attendues : {valid} ; trouvées : {found}.").format(
                valid=list_codes(known), found=list_codes(wrong)
            )
        )
    present = set(values["value"][has_figure])
    # A category keeps its colour when others are absent from a level.
    palette = dict(zip(known, qualitative(len(known)), strict=True))
    palette |= {code: LIGHT.neither[0] for code in NEITHER if code in known}
    classes = [code for code in known if code in present]
    class_of = values["value"].where(has_figure).map({c: i for i, c in enumerate(classes)})
    class_of = class_of.fillna(MISSING).astype("int64")
    return Classification(
        method="",
        measure=indicator.measure,
        decimals=indicator.decimals,
        class_of=class_of,
        status_of=statuses,
        shown=values["value"].where(has_figure),
        in_filter=counted,
        breaks=(),
        class_count=len(classes),
        asked_count=len(known),
        counts=_count_classes(class_of, counted, len(classes)),
        missing_counts=_count_missing(values, counted),
        colours=tuple(palette[code] for code in classes),
        categories=tuple((code, known[code]) for code in classes),
    )
