"""A scene in words: its figures, a title, notes and sources to write around a map."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from territoires_industrie import wording
from territoires_industrie.boundaries import boundary_path, screen_geometry
from territoires_industrie.classes.classification import Classification
from territoires_industrie.classes.classify import pivot_of
from territoires_industrie.classes.classing import METHODS
from territoires_industrie.indicators import Indicator, Measure, Status
from territoires_industrie.indicators.cache import reader_cache
from territoires_industrie.levels import COG_YEAR, LEVELS
from territoires_industrie.scene.filters import describe_filter
from territoires_industrie.scene.scene import Scene
from territoires_industrie.scene.view import OUTLINE_LEVELS
from territoires_industrie.sources import Record, read_record
from territoires_industrie.statistics.status import WITH_FIGURE
from territoires_industrie.wording import (
    _,
    format_date,
    format_number,
    format_quantity,
    list_texts,
    ngettext,
    round_half_up,
    say_pair,
)

MOST_RANKED = 5_000
"""A level of more units (the communes) has no ranks on the labels of its map."""


def say_value(indicator: Indicator, value: object, status: str) -> str:
    """Write a cell as a reader sees it: the figure and its unit, or why there is none."""
    known = Status(status)
    if not known.has_figure:
        return _(known.word)
    if indicator.measure is Measure.CATEGORY:
        return _(dict(indicator.categories)[str(value)])
    return known.say(say_figure(indicator, float(value)))  # type: ignore[arg-type]


def say_figure(indicator: Indicator, value: float | None) -> str:
    """Write a figure with its unit; an evolution has its sign."""
    sign = pivot_of(indicator) == 0
    return format_quantity(value, indicator.unit, indicator.decimals, sign=sign)


def say_national(indicator: Indicator, value: float | None) -> str:
    """Write the figure of France with its unit, and as an estimate where it is one."""
    said = say_figure(indicator, value)
    return said if value is None else indicator.formula.nation_status.say(said)


def say_bounds(indicator: Indicator, level_key: str, code: str) -> str:
    """Write how sure an estimate is: the figures it lies between, and its error where one is known.

    Empty for a figure that is not an estimate of known bounds.
    """
    ends = [known[code] for known in indicator.formula.bounds(level_key).values()]
    if not ends or pd.isna(ends).any():
        return ""
    low, high = (say_figure(indicator, float(end)) for end in ends)
    text = _("Estimation : les chiffres publiés de ses parties vont de {low} à {high}.")
    return " ".join(
        (
            text.format(low=low, high=high),
            _("Écart de la méthode aux chiffres publiés : {errors}.").format(
                errors=_say_errors(indicator)
            ),
        )
    )


@reader_cache(maxsize=32)
def _say_errors(indicator: Indicator) -> str:
    """Write how far the method of an estimate is from the figures that are published."""
    return list_texts(
        _("{level} : {mean} point en moyenne, {most} au plus").format(
            level=_(LEVELS[level].title),
            mean=format_number(check["gap"].abs().mean(), 2),
            most=format_number(check["gap"].abs().max(), 2),
        )
        for level, check in indicator.formula.checks().items()
        if level in LEVELS
    )


def say_values(indicator: Indicator, cells: pd.DataFrame) -> tuple[str, ...]:
    """Write many cells as ``say_value`` does, each different text once only.

    Parameters
    ----------
    cells
        Columns ``value`` and ``status``; shape (units, 2).
    """
    values = cells["value"].to_numpy(dtype=object)
    if indicator.measure is not Measure.CATEGORY:
        # Not NaN where there is no value: it would differ from itself.
        values = round_half_up(cells["value"], indicator.decimals).astype(object)
        values[~cells["status"].isin(WITH_FIGURE).to_numpy()] = None
    pairs = list(zip(values.tolist(), cells["status"].tolist(), strict=True))
    texts = {pair: say_value(indicator, *pair) for pair in dict.fromkeys(pairs)}
    return tuple(map(texts.__getitem__, pairs))


def say_rank(scene: Scene, code: str) -> str:
    """Write the rank of a unit among those that the filter keeps; empty without a figure."""
    rank = scene.ranks[code]
    # Outside the filter, or without a figure.
    if pd.isna(rank):
        return ""
    is_feminine = scene.view.level_spec.is_feminine
    return wording.say_rank(int(rank), scene.ranked_count, is_feminine=is_feminine)


def add_ranks(scene: Scene, figures: Sequence[str]) -> tuple[str, ...]:
    """Add to what is said of every unit, on a second line, its rank if it has one.

    Not where there are more than ``MOST_RANKED`` units: texts that all differ would be most of
    what a map is sent.

    Parameters
    ----------
    figures
        One text a unit, in the order of the map.
    """
    if len(figures) > MOST_RANKED:
        return tuple(figures)
    ranks = scene.ranks.loc[list(screen_geometry(scene.view.level).codes)]
    # Units of one rank are told the same: it is written once for all of them.
    first = {rank: code for code, rank in ranks.dropna().items()}
    said = {rank: f"\n{say_rank(scene, str(code))}" for rank, code in first.items()}
    return tuple(
        figure + said.get(rank, "") for figure, rank in zip(figures, ranks.tolist(), strict=True)
    )


@dataclass(frozen=True)
class Words:
    """What is written around a map, in the language of the run.

    Attributes
    ----------
    title, subtitle
        The indicator; the level, the year and the filter.
    notes
        Sentences under the legend: method, the figure for France, limits.
    source, day
        Source line from the provenance records; the day that the picture was made.
    """

    title: str
    subtitle: str = ""
    notes: tuple[str, ...] = ()
    source: str = ""
    day: str = ""


def scene_words(scene: Scene, day: date | None = None) -> Words:
    """Write what goes around a map of a registered indicator, in the language of the run."""
    view, indicator = scene.view, scene.indicator
    subtitle = [_(view.level_spec.title), view.year, *describe_filter(view.filter)]
    notes = (_class_note(scene.classification), _national_note(scene), _(indicator.limits))
    return Words(
        title=indicator.title,
        subtitle=" · ".join(filter(None, subtitle)),
        notes=tuple(note for note in notes if note),
        source=cite_map(view.level, indicator.record),
        day=format_date(day) if day else "",
    )


def say_dated(scene: Scene) -> str:
    """Write what a scene shows, and the year if its title does not say it."""
    return scene.indicator.dated(scene.view.year)


def name_outline(level_key: str) -> str:
    """Name the units whose borders are drawn over a map, with their number.

    >>> name_outline("territoire_phase2")
    'Territoires d’industrie, phase 2 (183)'
    """
    count = len(screen_geometry(level_key).codes)
    return _("{title} ({count})").format(
        title=_(LEVELS[level_key].title), count=format_number(count)
    )


def say_outline(outline: str) -> str:
    """Name one of ``OUTLINES``, with the number of the units that it outlines.

    >>> say_outline("phase1"), say_outline("aucun")
    ('Phase 1 (149 territoires)', 'Aucun')
    """
    if outline not in OUTLINE_LEVELS:
        return _("Aucun")
    level_key = OUTLINE_LEVELS[outline]
    return _("Phase {phase} ({count} territoires)").format(
        phase=LEVELS[level_key].phase, count=format_number(len(screen_geometry(level_key).codes))
    )


def cite_map(level_key: str, figures: Record) -> str:
    """Cite the table that a map of a level shows, and its boundaries."""
    source = _("Source : {figures}.").format(figures=_(figures.attribution))
    return f"{source} {cite_ground(level_key)}"


def cite_ground(level_key: str) -> str:
    """Cite the boundaries of a level, and what is drawn around them."""
    ground = read_record(boundary_path(level_key))
    line = _(
        "Contours : {ground} ; code officiel géographique au "
        "1er janvier {year}. {licence}. Alentours : Natural Earth."
    )
    return line.format(
        ground=_(ground.attribution), year=COG_YEAR, licence=ground.licence_redistributed_as
    )


def _class_note(classes: Classification) -> str:
    if classes.measure is Measure.CATEGORY or not classes.class_count:
        return ""
    text = _("Classes : {method}.")
    if classes.pivot in classes.inner_breaks:
        text = _("Classes : {method}, de part et d’autre de {pivot}.")
    method = text.format(method=_(METHODS[classes.method]), pivot=format_number(classes.pivot or 0))
    return " ".join(part for part in (method, say_bounds_note(classes)) if part)


def say_bounds_note(classes: Classification) -> str:
    """Write what a reader must know of the bounds: of which years they are, why so few."""
    common = _("Bornes communes à toutes les années.") if classes.is_common else ""
    return " ".join(part for part in (common, say_fewer_classes(classes)) if part)


def say_fewer_classes(classes: Classification) -> str:
    """Write why there are fewer classes than were asked for; empty if there are not."""
    # Chosen bounds make as many classes as they say.
    if classes.measure is Measure.CATEGORY or classes.method == "manuel":
        return ""
    if classes.class_count >= classes.asked_count:
        return ""
    said = ngettext(
        "{count} classe au lieu de {asked}",
        "{count} classes au lieu de {asked}",
        classes.class_count,
        asked=classes.asked_count,
    )
    distinct, why = classes.shown.nunique(), _("des valeurs égales n’en font pas plus")
    if distinct < classes.asked_count and not classes.is_common:
        why = ngettext(
            "il n’y a que {count} valeur différente",
            "il n’y a que {count} valeurs différentes",
            distinct,
        )
    return say_pair(said, f"{why}.")


def _national_note(scene: Scene) -> str:
    if scene.national is None:
        return ""
    return _("France : {value}").format(value=say_national(scene.indicator, scene.national))
