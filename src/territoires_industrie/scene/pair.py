"""Two maps beside each other: the second is the first with another indicator, year or outline."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from territoires_industrie.indicators import (
    Measure,
    find_indicator,
    indicators_of,
    national_value,
    read_values,
)
from territoires_industrie.indicators.cache import reader_cache
from territoires_industrie.scene.options import PageOptions, choice
from territoires_industrie.scene.scene import Scene, make_scene, scene_key, scene_of
from territoires_industrie.scene.view import OUTLINES, View
from territoires_industrie.statistics.status import Status
from territoires_industrie.wording import N_, _

OTHER_PHASE = {"phase2": "phase1", "phase1": "phase2", "aucun": "aucun"}
PAIRED = "oui"
DIFFERENCE_UNITS = {"%": N_("points"), "% par an": N_("points par an")}
"""Units of the difference of two rates; others are their own."""

SEVERITY = (Status.ZERO, Status.VALUE, Status.ESTIMATE, Status.SALARIED, Status.SALARIED_AROUND)
"""Statuses that have a figure: a difference has the last one of its two."""


def _years(options: "MapOptions", level_key: str) -> tuple[str, ...]:
    """List the years of the second map's indicator; those of all where it is that of the first."""
    chosen = [find_indicator(options.indicator)] if options.indicator else indicators_of(level_key)
    return tuple(dict.fromkeys(year for one in chosen for year in one.years))


@dataclass(frozen=True)
class MapOptions(PageOptions):
    """Choices of the map page: what its second map shows.

    Attributes
    ----------
    paired
        ``PAIRED`` for two maps, empty for one.
    indicator, year, outline
        Of the second map; empty where they follow from the first (`second_view`).
    """

    page = "carte"

    paired: str = choice("deux", (PAIRED,))
    indicator: str = choice(
        "deux_indicateur", lambda _options, level: (one.key for one in indicators_of(level))
    )
    year: str = choice("deux_annee", _years)
    outline: str = choice("deux_contour", OUTLINES)


def second_view(view: View) -> View:
    """Return what the second map shows.

    Unless chosen: the same indicator, in its first year; where it has one year only, with the
    territories of the other phase.
    """
    chosen = view.options_of(MapOptions)
    indicator = find_indicator(chosen.indicator or view.indicator)
    is_same = indicator.key == view.indicator
    year = chosen.year if chosen.year in indicator.years else indicator.years[0 if is_same else -1]
    changes_phase = is_same and len(indicator.years) == 1
    outline = OTHER_PHASE[view.outline] if changes_phase else view.outline
    classing = view.classing if is_same else view.classing.for_other_figures()
    return replace(
        view,
        indicator=indicator.key,
        year=year,
        outline=chosen.outline or outline,
        classing=classing,
    )


def map_scenes(view: View) -> tuple[Scene, ...]:
    """Work out the maps of the map page: one, or two and their difference where it makes sense."""
    first = scene_of(view)
    if not view.options_of(MapOptions).paired:
        return (first,)
    return paired_scenes(first, scene_of(second_view(view)))


def paired_scenes(first: Scene, second: Scene) -> tuple[Scene, ...]:
    """Return two scenes as they stand beside each other, and their difference.

    Two maps of one count have one scale of circles: the largest of both sets the size of all.
    """
    difference = difference_of(first, second)
    if first.has_circles and first.view.indicator == second.view.indicator:
        largest = float(np.nanmax(np.abs([first.circled, second.circled]), initial=0.0))
        first, second = (replace(one, shared_largest=largest) for one in (first, second))
    return (first, second, *difference)


def difference_of(first: Scene, second: Scene) -> tuple[Scene, ...]:
    """Work out what the figures of one year are above those of another; empty for anything else.

    The earlier year is taken from the later one, whichever map shows it.
    """
    is_timed = first.view.indicator == second.view.indicator and first.view.year != second.view.year
    if not is_timed or first.indicator.measure is Measure.CATEGORY:
        return ()
    before, after = sorted((first, second), key=lambda scene: scene.view.year)
    scene = _difference(scene_key(before.view), scene_key(after.view))
    return (replace(scene, view=replace(first.view, year=after.view.year)),)


@reader_cache(maxsize=32)
def _difference(before: View, after: View) -> Scene:
    indicator = after.indicator_spec
    title = _("Écart {before} → {after} : {title}")
    changed = replace(
        indicator,
        name=title.format(before=before.year, after=after.year, title=indicator.title),
        unit=DIFFERENCE_UNITS.get(indicator.unit, indicator.unit),
        palette="diverging_zero",
        sector="",
    )
    first, last = (national_value(view.indicator, view.year) for view in (before, after))
    cells = subtract(
        *(read_values(view.level, view.indicator, view.year) for view in (before, after))
    )
    # Chosen breaks are those of the figures, not of their difference.
    classing = replace(after.classing.for_other_figures(), is_common=False)
    national = None if first is None or last is None else last - first
    return make_scene(replace(after, classing=classing), changed, cells, national=national)


def subtract(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Return what the figures of some cells are above those of others.

    A unit without one of the two figures has the status that says why; the difference of an
    estimate is one.

    Parameters
    ----------
    before, after
        Columns ``value`` and ``status``, index ``code``: every unit of the level.
    """
    earlier = before.reindex(after.index)
    pairs = zip(earlier["status"], after["status"], strict=True)
    statuses = [_status_of(Status(first), Status(last)) for first, last in pairs]
    has_figure = np.array([one.has_figure for one in statuses])
    values = (after["value"] - earlier["value"]).where(has_figure)
    return pd.DataFrame({"value": values, "status": list(map(str, statuses))}, index=after.index)


def _status_of(before: Status, after: Status) -> Status:
    without = [status for status in (after, before) if not status.has_figure]
    if without:
        return without[0]
    if before.is_own is not after.is_own:
        return Status.NOT_AGGREGABLE  # figures of two different things
    worst = max(before, after, key=SEVERITY.index)
    return Status.VALUE if worst is Status.ZERO else worst
