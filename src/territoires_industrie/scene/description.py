"""The map in words, for people who cannot see it: extent, classes, extremes, selection."""

from collections.abc import Sequence

import pandas as pd

from territoires_industrie.boundaries import screen_geometry
from territoires_industrie.classes.classify import METHODS, MISSING, Classification, pivot_of
from territoires_industrie.classes.legend import class_label, legend_rows
from territoires_industrie.classes.palettes import MISSING_STYLES
from territoires_industrie.indicators import Indicator, Measure
from territoires_industrie.levels import LEVELS
from territoires_industrie.statistics.status import Status
from territoires_industrie.wording import (
    _,
    format_number,
    format_quantity,
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
    return ngettext(*LEVELS[level_key].counted, count).format(count=format_number(count))


def name_outline(level_key: str) -> str:
    """Name the units whose borders are drawn over a map, with their number.

    >>> name_outline("territoire_phase2")
    'Territoires d’industrie, phase 2 (183)'
    """
    count = len(screen_geometry(level_key).codes)
    return _("{title} ({count})").format(
        title=_(LEVELS[level_key].title), count=format_number(count)
    )


def describe_view(
    level: str,
    indicator: Indicator,
    year: str,
    classification: Classification,
    values: pd.DataFrame,
    names: "pd.Series[str]",
    in_filter: "pd.Series[bool]",
    selection: Sequence[str] = (),
    filter_text: str = "",
    national: float | None = None,
) -> str:
    """Tell what a map shows, in paragraphs parted by an empty line.

    Parameters
    ----------
    level
        Key of the level.
    indicator, year
        What is shown, and when.
    classification
        From ``classify``, with the same values and filter.
    values
        Columns ``value`` and ``status``, index ``code``: every unit of the level.
    names
        Name of each unit, index ``code``.
    in_filter
        Units inside the filter, index ``code``.
    selection
        Codes of the selected units, in their order.
    filter_text
        The filter in words, empty when there is none.
    national
        Figure for France, when there is one.
    """
    paragraphs = [
        _say_extent(level, indicator, year, classification),
        _say_filter(level, in_filter, filter_text),
        _say_classes(level, indicator, classification),
        _say_missing(level, classification),
        _say_extremes(indicator, classification, names, in_filter),
        _say_national(indicator, national),
        _say_selection(
            indicator,
            classification,
            names,
            in_filter,
            [code for code in selection if code in values.index],
        ),
    ]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def say_quantity(indicator: Indicator, classification: Classification, code: str) -> str:
    """Write the figure of a unit with its unit, its category, or why there is none."""
    if classification.class_of[code] == MISSING:
        return _(MISSING_STYLES[Status(classification.status_of[code])].label)
    if classification.categories:
        return class_label(classification, int(classification.class_of[code]), indicator)
    return format_quantity(
        classification.shown[code],
        indicator.unit,
        indicator.decimals,
        sign=pivot_of(indicator) == 0,
    )


def _say_extent(level: str, indicator: Indicator, year: str, classification: Classification) -> str:
    template = {
        Measure.RATIO: _("Carte en couleurs : {title}, {year}, par {level}, outre-mer compris."),
        Measure.COUNT: _(
            "Carte en cercles proportionnels : {title}, {year}, par {level}, outre-mer compris."
        ),
        Measure.CATEGORY: _(
            "Carte de catégories : {title}, {year}, par {level}, outre-mer compris."
        ),
    }[indicator.measure]
    total = len(classification.class_of)
    units = count_units(level, total)
    with_figure = int((classification.class_of != MISSING).sum())
    return " ".join(
        (
            template.format(title=_(indicator.title), year=year, level=_(LEVELS[level].noun)),
            _("{units}, dont {count} avec une valeur.").format(
                units=units, count=format_number(with_figure)
            ),
        )
    )


def _say_filter(level: str, in_filter: "pd.Series[bool]", filter_text: str) -> str:
    kept = int(in_filter.sum())
    dimmed = len(in_filter) - kept
    if not filter_text and not dimmed:
        return ""
    said = _("Filtre : {text}.").format(text=filter_text) + " " if filter_text else ""
    return said + _("Dans le filtre : {kept} ; hors du filtre, estompés : {dimmed}.").format(
        kept=count_units(level, kept), dimmed=format_number(dimmed)
    )


def _say_classes(level: str, indicator: Indicator, classification: Classification) -> str:
    if not classification.class_count:
        return _("Aucune unité n'a de valeur pour cet indicateur.")
    rows = legend_rows(classification, indicator)[: classification.class_count]
    said = list_texts(say_pair(row.label, count_units(level, row.count)) for row in rows)
    if classification.categories:
        return _("Catégories : {classes}.").format(classes=said)
    unit = _("en {unit}").format(unit=_(indicator.unit)) if indicator.unit else _("sans unité")
    count = classification.class_count
    text = ngettext(
        "{count} classe ({method}, {unit}) : {classes}.",
        "{count} classes ({method}, {unit}), de la plus élevée à la plus basse : {classes}.",
        count,
    ).format(count=count, method=_(METHODS[classification.method]), unit=unit, classes=said)
    if classification.method != "manuel" and count < classification.asked_count:
        text += " " + _(
            "{asked} classes étaient demandées : des valeurs égales ou rares en donnent moins."
        ).format(asked=classification.asked_count)
    return text


def _say_missing(level: str, classification: Classification) -> str:
    said = [
        say_pair(_(MISSING_STYLES[status].label), count_units(level, count))
        for status, count in classification.missing_counts.items()
        if count
    ]
    return _("Sans valeur : {statuses}.").format(statuses=list_texts(said)) if said else ""


def _say_extremes(
    indicator: Indicator,
    classification: Classification,
    names: "pd.Series[str]",
    in_filter: "pd.Series[bool]",
) -> str:
    if classification.categories:
        return ""
    inside = classification.shown[in_filter].dropna()
    # Names decide between equal values, so that the text is the same each time.
    ordered = pd.DataFrame({"value": inside, "name": names.reindex(inside.index)})
    ordered = ordered.sort_values(["value", "name"], ascending=[False, True])
    if len(ordered) < 2 * EXTREMES:
        highest, lowest = list(ordered.index), []
    else:
        highest, lowest = list(ordered.index[:EXTREMES]), list(ordered.index[: -EXTREMES - 1 : -1])
    sentences = []
    if highest:
        said = _list_units(indicator, classification, names, highest)
        sentences.append(_("Les plus élevées : {units}.").format(units=said))
    if lowest:
        said = _list_units(indicator, classification, names, lowest)
        sentences.append(_("Les plus basses : {units}.").format(units=said))
    return " ".join(sentences)


def _list_units(
    indicator: Indicator,
    classification: Classification,
    names: "pd.Series[str]",
    codes: Sequence[str],
) -> str:
    return list_texts(
        _("{name} ({value})").format(
            name=names[code], value=say_quantity(indicator, classification, code)
        )
        for code in codes
    )


def _say_national(indicator: Indicator, national: float | None) -> str:
    if national is None or indicator.measure == Measure.CATEGORY:
        return ""
    return _("France : {value}.").format(
        value=format_quantity(
            national, indicator.unit, indicator.decimals, sign=pivot_of(indicator) == 0
        )
    )


def _say_selection(
    indicator: Indicator,
    classification: Classification,
    names: "pd.Series[str]",
    in_filter: "pd.Series[bool]",
    selection: Sequence[str],
) -> str:
    if not selection:
        return ""
    inside = classification.shown[in_filter]
    ranked = None if classification.categories else inside.rank(ascending=False, method="min")
    said = []
    for code in selection:
        text = _("{name} ({value})").format(
            name=names[code], value=say_quantity(indicator, classification, code)
        )
        if ranked is not None and pd.notna(ranked.get(code)):
            text += " " + _("rang {rank} sur {count}").format(
                rank=format_number(ranked[code]), count=format_number(int(ranked.notna().sum()))
            )
        elif not in_filter[code]:
            text += " " + _("hors du filtre")
        said.append(text)
    return _("Sélection : {units}.").format(units=list_texts(said))
