"""From values to classes: fill, legend, filter and export use one classification.

The legend and the map always agree, because both come from the same numbers: values
are rounded to the decimals that readers see, breaks are rounded before the classes
are formed, and a class runs from its lower bound, included, to the next, excluded.
Breaks depend on all values of the level, so that a filter changes no colour; counts are
those of the units inside the filter (docs/decisions/0012).
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from territoires_industrie.classes.breaks import Floats, find_breaks, usual_method
from territoires_industrie.classes.classification import MISSING, Classification
from territoires_industrie.classes.classing import (
    AUTOMATIC,
    DEFAULT_CLASS_COUNT,
    DEFAULT_METHOD,
    METHODS,
    MIN_CLASSES,
)
from territoires_industrie.classes.palettes import (
    MAX_CLASSES,
    MISSING_STYLES,
    diverging,
    qualitative,
    sequential,
)
from territoires_industrie.errors import AtlasError, UnknownCodeError, list_codes, nearest
from territoires_industrie.indicators import Indicator, Measure
from territoires_industrie.look import LIGHT
from territoires_industrie.statistics.status import WITH_FIGURE, Status
from territoires_industrie.wording import _, round_half_up

NEITHER = ("jamais", "non")
"""Categories of what was never in the programme: a grey, not a colour among the others."""

_PIVOTS = {"diverging_zero": 0.0, "diverging_one": 1.0}


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
            _("Méthode inconnue : « {found} ». Méthodes possibles : {valid}."),
            found=method,
            valid=", ".join(nearest(method, METHODS) or METHODS),
        )
    if not MIN_CLASSES <= class_count <= MAX_CLASSES:
        raise AtlasError(
            _("Nombre de classes attendu : de {least} à {most} ; trouvé : {found}."),
            least=MIN_CLASSES,
            most=MAX_CLASSES,
            found=class_count,
        )


def _filter_of(values: pd.DataFrame, in_filter: "pd.Series[bool] | None") -> "pd.Series[bool]":
    if in_filter is None:
        return pd.Series(True, index=values.index)
    # A unit that the filter does not know is outside it.
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
            ),
            codes=list_codes(wrong),
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
            _("Catégories attendues : {valid} ; trouvées : {found}."),
            valid=list_codes(known),
            found=list_codes(wrong),
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
