"""Classes of the map, carried by a table: what a stored style draws, indicator by indicator."""

from dataclasses import dataclass, replace
from functools import cached_property

import geopandas as gpd
import pandas as pd

from territoires_industrie.classes.classification import Classification
from territoires_industrie.classes.classing import METHODS, Classing
from territoires_industrie.classes.legend import class_label
from territoires_industrie.classes.palettes import MISSING_STYLES, MissingStyle
from territoires_industrie.export.table import STATUS, Table, table_of
from territoires_industrie.indicators import Indicator, Measure
from territoires_industrie.scene.scene import Scene, scene_of
from territoires_industrie.scene.view import View
from territoires_industrie.wording import _, list_texts, say_pair

CLASS = "_class"
"""Ending of the column that holds a unit's class, 1 for the lowest."""


@dataclass(frozen=True)
class StyleRule:
    """One class or missing status of a style: which rows, and how they look.

    Attributes
    ----------
    column, value
        The rows whose cell of that column is that value.
    label
        As in the legend, without its count.
    colour
        ``#rrggbb`` of the class; ground colour of a missing status.
    missing
        Look of a missing status, None for a class.
    """

    column: str
    value: int | str
    label: str
    colour: str
    missing: MissingStyle | None = None


@dataclass(frozen=True)
class LayerStyle:
    """How a layer shows a scene of a whole level, in any GIS."""

    scene: Scene

    @cached_property
    def rules(self) -> tuple[StyleRule, ...]:
        """Classes, highest first as in the legend, then the missing statuses of the level."""
        classes, indicator = self.scene.classification, self.scene.indicator
        return (*_class_rules(classes, indicator), *_missing_rules(classes, indicator))

    @property
    def largest(self) -> float:
        """Size of the figure that has the largest circle; 0 unless figures are counts."""
        if not self.scene.has_circles:
            return 0.0
        largest = float(self.scene.classification.shown.astype(float).abs().max())
        return largest if largest > 0 else 0.0

    @property
    def name(self) -> str:
        """Title of the style."""
        return self.scene.indicator.dated(self.scene.view.year)

    @property
    def heading(self) -> str:
        """Title of the legend, with the unit."""
        unit = _(self.scene.indicator.unit)
        return f"{self.name} ({unit})" if unit else self.name

    @property
    def class_column(self) -> str:
        """Column that the classes are read from."""
        return class_column(self.scene.indicator)


def class_column(indicator: Indicator) -> str:
    """Name the column of the classes: a category is its own class."""
    is_category = indicator.measure is Measure.CATEGORY
    return indicator.key if is_category else indicator.key + CLASS


def layer_styles(taken: Table | View) -> tuple[LayerStyle, ...]:
    """Work out a style for each indicator of a table, the one to open with first.

    Those that were asked for by name; otherwise all of the level but the families of one
    indicator a sector, which would be a hundred styles. Classes are those of the whole level,
    whatever the filter.

    Raises
    ------
    AtlasError
        If the classing is not possible.
    """
    table = table_of(taken)
    kept = [one for one in table.dated if table.indicators or not one.indicator.family]
    classing = table.view.classing
    # Chosen breaks are in the unit of one indicator.
    used = classing if len(kept) == 1 or not classing.is_manual else Classing()
    level = View(table.view.level, classing=used)
    views = (replace(level, indicator=one.indicator.key, year=one.year) for one in kept)
    return tuple(LayerStyle(scene_of(view)) for view in views)


def _class_rules(classes: Classification, indicator: Indicator) -> list[StyleRule]:
    order = range(classes.class_count)
    return [
        StyleRule(
            class_column(indicator),
            classes.categories[index][0] if classes.categories else index + 1,
            class_label(classes, index, indicator),
            classes.colours[index],
        )
        for index in (order if classes.categories else reversed(order))
    ]


def _missing_rules(classes: Classification, indicator: Indicator) -> list[StyleRule]:
    return [
        StyleRule(indicator.key + STATUS, str(status), _(look.label), look.fill, look)
        for status, look in MISSING_STYLES.items()
        if status in classes.missing_counts
    ]


def add_classes(
    rows: gpd.GeoDataFrame, code_field: str, styles: tuple[LayerStyle, ...]
) -> gpd.GeoDataFrame:
    """Put the class of each unit beside its figure, for the styles to read.

    A class is what the map shows, so it is worked out on the unrounded figures and written
    down: a GIS that classed the rounded ones would now and then put a unit next door.
    """
    codes, result = rows[code_field], rows.copy(deep=False)
    for style in styles:
        if style.scene.indicator.measure is Measure.CATEGORY:
            continue
        found = style.scene.classification.class_of.reindex(codes).to_numpy() + 1
        column = pd.Series(found, index=result.index, dtype="Int64").where(found > 0)
        place = list(result.columns).index(style.scene.indicator.key + STATUS)
        result.insert(place, style.class_column, column)
    return result


def say_classes(style: LayerStyle) -> str:
    """Explain the values of a class column: method, then each class and its bounds."""
    bounds = list_texts(
        say_pair(str(rule.value), rule.label) for rule in reversed(style.rules) if not rule.missing
    )
    text = _("Classe de la carte ({method}), sur toutes les unités du niveau : {bounds}")
    return text.format(method=_(METHODS[style.scene.classification.method]), bounds=bounds)
