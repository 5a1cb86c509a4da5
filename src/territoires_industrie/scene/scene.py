"""What a view amounts to: its units, values, filter and classes, worked out once."""

from dataclasses import dataclass, replace

import pandas as pd

from territoires_industrie.classes.classify import Classification, classify
from territoires_industrie.indicators import Indicator, Measure, national_value, read_values
from territoires_industrie.indicators.own import session_cache
from territoires_industrie.membership import read_units
from territoires_industrie.scene.filters import select_units
from territoires_industrie.scene.view import View

SCENES_KEPT = 128


@dataclass(frozen=True)
class Scene:
    """One classified map, whatever is selected on it.

    Attributes
    ----------
    indicator
        Entry of the registry.
    units
        Names and links of every unit of the level, by code; shape (units, …).
    values
        Columns ``value`` and ``status`` of every unit, by code; shape (units, 2).
    in_filter
        Whether the filter keeps each unit; shape (units,).
    classification
        Classes of the level, counted inside the filter.
    rank
        Rank of each unit among those kept, 1 for the highest; NaN without value.
    national
        The figure for France, or None where it cannot be computed.
    """

    indicator: Indicator
    units: pd.DataFrame
    values: pd.DataFrame
    in_filter: pd.Series
    classification: Classification
    rank: pd.Series
    national: float | None

    @property
    def has_circles(self) -> bool:
        """Whether the figure is a count, drawn as proportional circles."""
        return self.indicator.measure is Measure.COUNT

    @property
    def figures(self) -> list[float]:
        """Figures of a count or a ratio, NaN where there is none; shape (units,)."""
        return self.values["value"].astype(float).tolist()

    def cell(self, code: str) -> tuple[object, str]:
        """Give the value of a unit and its status."""
        return self.values.at[code, "value"], str(self.values.at[code, "status"])

    def name(self, code: str) -> str:
        """Give the name of a unit."""
        return str(self.units.at[code, "name"])


def scene_of(view: View) -> Scene:
    """Work out the scene of a view; scenes already worked out are kept."""
    return _scene(scene_key(view))


def scene_key(view: View) -> View:
    """Keep of a view only what its scene depends on."""
    return replace(view, selection=(), outline="", background="", language="", options=())


@session_cache(maxsize=SCENES_KEPT)
def _scene(view: View) -> Scene:
    indicator = view.indicator_spec
    values = read_values(view.level, view.indicator, view.year)
    in_filter = select_units(view.level, view.filter)
    numeric = indicator.measure is not Measure.CATEGORY
    return Scene(
        indicator=indicator,
        units=read_units(view.level),
        values=values,
        in_filter=in_filter,
        classification=classify(
            values,
            indicator,
            view.method,
            view.class_count,
            breaks=view.breaks,
            in_filter=in_filter,
        ),
        rank=(
            values["value"].where(in_filter).astype(float).rank(ascending=False, method="min")
            if numeric
            else pd.Series(index=values.index, dtype=float)
        ),
        national=national_value(view.indicator, view.year) if numeric else None,
    )
