"""From files to a map, from top to bottom: the scene of a view, computed once.

``scene_of`` takes a view and goes the whole way:

1. ``dated_indicators`` decides what is measured, and when;
2. ``read_values`` reads the indicator's tables of ``data/`` and sums them over the units of
   the level: a figure and a status a unit;
3. ``national_value`` does the same for France;
4. ``select_units`` applies the filter;
5. ``classify`` puts each unit in one class, counts the classes and ranks the units.

From the scene, ``draw.standalone.draw_map`` makes a map, ``picture.export.export_picture`` a
picture, ``scene.description.describe_scene`` a text. A table (``export.table.joined_table``)
needs no classes: it does steps 1, 2 and 4 and adds the polygons.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from territoires_industrie.boundaries import screen_geometry
from territoires_industrie.classes.classification import Classification
from territoires_industrie.classes.classify import classify
from territoires_industrie.indicators import Indicator, Measure, national_value, read_values
from territoires_industrie.indicators.cache import reader_cache
from territoires_industrie.indicators.dated import dated_indicators
from territoires_industrie.membership import read_units, regional_codes, require_level
from territoires_industrie.scene.filters import select_units
from territoires_industrie.scene.view import EXTENTS, OUTLINES, SITES, View
from territoires_industrie.sources import require_known
from territoires_industrie.wording import _

SCENES_KEPT = 128


# By identity: the tables that it holds have no single answer to ==.
@dataclass(frozen=True, eq=False)
class Scene:
    """One classified map.

    Attributes
    ----------
    view
        What was asked for, its year filled in.
    indicator
        What the figures are.
    units
        Names and links of every unit of the level, by code; shape (units, …).
    cells
        Columns ``value`` and ``status`` of every unit, by code; shape (units, 2).
    classification
        Classes of the level, counted inside the filter.
    national
        The figure for France, or None where it cannot be computed.
    shared_largest
        The figure of the largest circle, where two maps share one scale; None on its own.
    """

    view: View
    indicator: Indicator
    units: pd.DataFrame
    cells: pd.DataFrame
    classification: Classification
    national: float | None = None
    shared_largest: float | None = None

    @property
    def has_circles(self) -> bool:
        """Whether the figure is a count, drawn as proportional circles."""
        return self.indicator.measure is Measure.COUNT

    @property
    def in_filter(self) -> "pd.Series[bool]":
        """Whether the filter keeps each unit; shape (units,)."""
        return self.classification.in_filter

    @property
    def ranks(self) -> "pd.Series[float]":
        """Rank of each unit among those kept; see ``Classification.ranks``."""
        return self.classification.ranks

    @property
    def ranked_count(self) -> int:
        """Number of units that have a rank."""
        return self.classification.ranked_count

    @property
    def dimmed_count(self) -> int:
        """Number of units outside the filter."""
        return self.classification.dimmed_count

    @property
    def framed(self) -> tuple[str, ...]:
        """Codes of the units that the view's extent asks to see; empty for all of France."""
        if self.view.extent == "selection":
            return self.view.selection
        if self.view.extent == "filtre" and self.dimmed_count:
            return tuple(self.in_filter.index[self.in_filter])
        return ()

    @property
    def circled(self) -> list[float]:
        """Figures of the circles in the order of the units, NaN where there is none.

        A map cropped to the filter has circles inside it only, the largest of them setting
        the size of all.
        """
        figures = self.classification.shown.astype(float)
        if self.view.extent == "filtre":
            figures = figures.where(self.in_filter)
        return figures.reindex(screen_geometry(self.view.level).codes).tolist()

    def regional_rank(self, code: str) -> tuple[int, int]:
        """Return the rank of a unit in its région, and how many there have one.

        Its région is that of most of its inhabitants; the unit has a rank.
        """
        level = self.view.level
        region = str(self.units.at[code, "region_code"])
        near = self.ranks.reindex(regional_codes(level)[region])
        return int((near < self.ranks[code]).sum()) + 1, int(near.count())

    def cell(self, code: str) -> tuple[object, str]:
        """Return the value of a unit and its status."""
        return self.cells.at[code, "value"], str(self.cells.at[code, "status"])

    def name(self, code: str) -> str:
        """Return the name of a unit."""
        return str(self.units.at[code, "name"])


def scene_of(shown: View | Scene) -> Scene:
    """Compute the scene of a view, or return it if it was computed before; a scene is itself.

    Raises
    ------
    UnknownCodeError
        If a key, a year, a code of the filter or the outline is not known.
    AtlasError
        If the classes are not possible.
    """
    if isinstance(shown, Scene):
        return shown
    require_known(shown.outline, OUTLINES, _("Contours du programme"))
    require_known(shown.sites, tuple(SITES), _("Sites industriels"))
    require_known(shown.extent, tuple(EXTENTS), _("Cadrage"))
    level = require_level(shown.level)
    # Filled in before the cache: "the latest year" and that year by name are one scene.
    year = dated_indicators(level.key, (shown.indicator,), shown.year)[0].year
    view = replace(shown, year=year)
    return replace(_scene(scene_key(view)), view=view)


def scene_key(view: View) -> View:
    """Return the part of a view that its scene depends on."""
    # A change of selection, outline or background draws the same classes again.
    return View(view.level, view.indicator, view.year, view.filter, view.classing)


@reader_cache(maxsize=SCENES_KEPT)
def _scene(view: View) -> Scene:
    indicator = view.indicator_spec
    is_category = indicator.measure is Measure.CATEGORY
    return make_scene(
        view,
        indicator,
        read_values(view.level, view.indicator, view.year),
        national=None if is_category else national_value(view.indicator, view.year),
        other_years=_read_other_years(view) if view.classing.is_common and not is_category else (),
    )


def _read_other_years(view: View) -> tuple[pd.DataFrame, ...]:
    years = view.indicator_spec.years
    return tuple(
        read_values(view.level, view.indicator, year) for year in years if year != view.year
    )


def make_scene(
    view: View,
    indicator: Indicator,
    cells: pd.DataFrame,
    *,
    national: float | None = None,
    other_years: Sequence[pd.DataFrame] = (),
) -> Scene:
    """Make a scene of any figures, even of no registered indicator.

    Parameters
    ----------
    view
        Its level, filter and classing are used; the rest is for drawing.
    indicator
        What the figures are: measure, decimals, unit, palette and categories.
    cells
        Columns ``value`` and ``status``, index ``code``: every unit of the level.
    national
        The figure for France, if there is one.
    other_years
        Cells of the years that have the same classes as these.

    Raises
    ------
    AtlasError
        If a value contradicts its status, or the classes are not possible.
    """
    classing = view.classing
    classification = classify(
        cells,
        indicator,
        classing.method,
        classing.class_count,
        breaks=classing.breaks or None,
        in_filter=select_units(view.level, view.filter),
        among=other_years,
    )
    return Scene(view, indicator, read_units(view.level), cells, classification, national)
