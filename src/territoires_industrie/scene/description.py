"""The map in words, for people who cannot see it: extent, classes, extremes, selection."""

import pandas as pd

from territoires_industrie.classes.classification import MISSING, Classification
from territoires_industrie.classes.classing import METHODS
from territoires_industrie.classes.legend import legend_rows
from territoires_industrie.indicators import Indicator, Measure
from territoires_industrie.levels import LEVELS
from territoires_industrie.scene.filters import describe_filter
from territoires_industrie.scene.scene import Scene
from territoires_industrie.scene.words import (
    say_dated,
    say_fewer_classes,
    say_national,
    say_rank,
    say_value,
)
from territoires_industrie.wording import (
    _,
    format_number,
    list_texts,
    ngettext,
    say_pair,
)

EXTREMES = 3


def count_units(level_key: str, count: int) -> str:
    """Write a number of units of a level.

    >>> count_units("zone_emploi", 306), count_units("departement", 1)
    ('306 zones d’emploi', '1 département')
    """
    return ngettext(*LEVELS[level_key].counted, count)


def describe_scene(scene: Scene) -> str:
    """Describe what a map shows, in paragraphs separated by an empty line."""
    paragraphs = [
        _say_extent(scene),
        _say_filter(scene),
        _say_classes(scene),
        _say_missing(scene.view.level, scene.classification),
        _say_extremes(scene),
        _say_national(scene.indicator, scene.national),
        _say_selection(scene),
    ]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _say_extent(scene: Scene) -> str:
    template = {
        Measure.RATIO: _("Carte en couleurs : {title}, par {level}, outre-mer compris."),
        Measure.COUNT: _(
            "Carte en cercles proportionnels : {title}, par {level}, outre-mer compris."
        ),
        Measure.CATEGORY: _("Carte de catégories : {title}, par {level}, outre-mer compris."),
    }[scene.indicator.measure]
    level, class_of = scene.view.level, scene.classification.class_of
    extent = template.format(title=say_dated(scene), level=_(LEVELS[level].noun))
    counts = _("{units}, dont {count} avec une valeur.").format(
        units=count_units(level, len(class_of)),
        count=format_number(int((class_of != MISSING).sum())),
    )
    return f"{extent} {counts}"


def _say_filter(scene: Scene) -> str:
    choices = " · ".join(describe_filter(scene.view.filter))
    if not choices and not scene.dimmed_count:
        return ""
    text = _("Filtre : {text}.").format(text=choices) + " " if choices else ""
    return text + _("Dans le filtre : {kept} ; hors du filtre, estompés : {dimmed}.").format(
        kept=count_units(scene.view.level, int(scene.in_filter.sum())),
        dimmed=format_number(scene.dimmed_count),
    )


def _say_classes(scene: Scene) -> str:
    level, indicator, classification = scene.view.level, scene.indicator, scene.classification
    if not classification.class_count:
        return _("Aucune unité n'a de valeur pour cet indicateur.")
    rows = legend_rows(classification, indicator)[: classification.class_count]
    classes = list_texts(say_pair(row.label, count_units(level, row.count)) for row in rows)
    if classification.categories:
        return _("Catégories : {classes}.").format(classes=classes)
    unit = _("en {unit}").format(unit=_(indicator.unit)) if indicator.unit else _("sans unité")
    count = classification.class_count
    text = ngettext(
        "{count} classe ({method}, {unit}) : {classes}.",
        "{count} classes ({method}, {unit}), de la plus élevée à la plus basse : {classes}.",
        count,
        method=_(METHODS[classification.method]),
        unit=unit,
        classes=classes,
    )
    return f"{text} {say_fewer_classes(classification)}".rstrip()


def _say_missing(level: str, classification: Classification) -> str:
    statuses = [
        say_pair(_(status.word), count_units(level, count))
        for status, count in classification.missing_counts.items()
        if count
    ]
    return _("Sans valeur : {statuses}.").format(statuses=list_texts(statuses)) if statuses else ""


def _say_extremes(scene: Scene) -> str:
    if scene.classification.categories:
        return ""
    inside = scene.classification.shown[scene.ranks.notna()]
    # Names decide between equal values, so that the text is the same each time.
    ordered = pd.DataFrame({"value": inside, "name": scene.units["name"].reindex(inside.index)})
    ordered = ordered.sort_values(["value", "name"], ascending=[False, True])
    # Of fewer units the highest and the lowest would be partly the same.
    if len(ordered) < 2 * EXTREMES:
        highest, lowest = list(ordered.index), []
    else:
        highest, lowest = list(ordered.index[:EXTREMES]), list(ordered.index[: -EXTREMES - 1 : -1])
    sentences = []
    if highest:
        units = list_texts(_say_unit(scene, code) for code in highest)
        sentences.append(_("Les plus élevées : {units}.").format(units=units))
    if lowest:
        units = list_texts(_say_unit(scene, code) for code in lowest)
        sentences.append(_("Les plus basses : {units}.").format(units=units))
    return " ".join(sentences)


def _say_unit(scene: Scene, code: str) -> str:
    return _("{name} ({value})").format(
        name=scene.name(code), value=say_value(scene.indicator, *scene.cell(code))
    )


def _say_national(indicator: Indicator, national: float | None) -> str:
    if national is None or indicator.measure == Measure.CATEGORY:
        return ""
    return _("France : {value}.").format(value=say_national(indicator, national))


def _say_selection(scene: Scene) -> str:
    selected = [code for code in scene.view.selection if code in scene.cells.index]
    said = ((_say_unit(scene, code), _say_place(scene, code)) for code in selected)
    units = [", ".join(filter(None, parts)) for parts in said]
    return _("Sélection : {units}.").format(units=list_texts(units)) if units else ""


def _say_place(scene: Scene, code: str) -> str:
    if not scene.in_filter[code]:
        return _("hors du filtre")
    return say_rank(scene, code)
