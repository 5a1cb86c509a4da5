"""The view: all that a reader has chosen, in one value."""

from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from territoires_industrie.boundaries import screen_geometry
from territoires_industrie.classes.classing import Classing
from territoires_industrie.indicators import Indicator, find_indicator, indicators_of
from territoires_industrie.levels import LEVELS, Level
from territoires_industrie.membership import read_composition
from territoires_industrie.scene.filters import Filter, filter_figures
from territoires_industrie.scene.options import PageOptions
from territoires_industrie.wording import DEFAULT_LANGUAGE, N_

DEFAULT_LEVEL = "epci"
MAX_SELECTION = 10
SPECIALISATION_BOUNDS = (0.5, 10.0)
"""Least and greatest threshold of the sector filter, on the page and in addresses."""

OUTLINES = ("phase2", "phase1", "aucun")
OUTLINE_LEVELS = {"phase1": "territoire_phase1", "phase2": "territoire_phase2"}
"""The level whose units each choice outlines; ``aucun`` has none."""

EXTENTS = {
    "france": N_("Toute la France"),
    "filtre": N_("Les unités du filtre"),
    "selection": N_("La sélection"),
}
"""What a map is cropped to, or opens on: address name → French label."""

SITES = {"aucun": N_("Aucun"), "secteur": N_("Par secteur"), "co2": N_("Par CO2")}
"""Declared industrial sites over the map, and what their look tells."""

BACKGROUNDS = {"aucun": N_("Aucun"), "ign": N_("Plan IGN (réseau)")}
Options = TypeVar("Options", bound=PageOptions)


@dataclass(frozen=True)
class View:
    """All that a reader has chosen: what the map shows, and the options of the other pages.

    Attributes
    ----------
    level, indicator, year
        Keys of the registries; ``year`` is one of the indicator's, the latest when empty.
    filter
        Which units are kept: the others are dimmed on a map, and left out of a file.
    classing
        How the figures are classed; its breaks are for the manual method only.
    selection
        Codes of the selected units, at most ten, in the order of selection.
    commune
        Code of the commune that led to the selected unit, which holds it; it is marked on the map.
    outline, sites, extent, background, language
        Keys of ``OUTLINES``, ``SITES``, ``EXTENTS`` and ``BACKGROUNDS``: lines of the programme
        and points over the map, what it is cropped to, raster under it; language of the page.
    options
        Choices that belong to one page, in the order of the pages' names; none for a page whose
        choices are the default.
    """

    level: str = DEFAULT_LEVEL
    indicator: str = LEVELS[DEFAULT_LEVEL].default_indicator
    year: str = ""
    filter: Filter = field(default_factory=Filter)
    classing: Classing = field(default_factory=Classing)
    selection: tuple[str, ...] = ()
    commune: str = ""
    outline: str = "phase2"
    sites: str = "aucun"
    extent: str = "france"
    background: str = "aucun"
    language: str = DEFAULT_LANGUAGE
    options: tuple[PageOptions, ...] = field(default=(), repr=False)

    @property
    def level_spec(self) -> Level:
        """The level's entry in the registry."""
        return LEVELS[self.level]

    @property
    def indicator_spec(self) -> Indicator:
        """The indicator's entry in the registry."""
        return find_indicator(self.indicator)

    @property
    def outlined_level(self) -> str:
        """Key of the level whose units are outlined; empty for none."""
        return OUTLINE_LEVELS.get(self.outline, "")

    @property
    def shows_sites(self) -> bool:
        """Whether declared industrial sites are drawn."""
        return self.sites != "aucun"

    def options_of(self, page: type[Options]) -> Options:
        """Return the choices of one page."""
        return next((options for options in self.options if isinstance(options, page)), page())

    def with_options(self, options: PageOptions) -> "View":
        """Return the view with the choices of one page in place of those that it had."""
        by_page = {page.page: page for page in (*self.options, options)}
        # Defaults are left out, so that two views of the same choices are equal.
        chosen = (page for _name, page in sorted(by_page.items()) if page != type(page)())
        return replace(self, options=tuple(chosen))


def default_indicator(level_key: str) -> str:
    """Return the key of the indicator that a level shows first."""
    offered = {indicator.key for indicator in indicators_of(level_key)}
    wanted = LEVELS[level_key].default_indicator
    return wanted if wanted in offered else min(offered)


def settle(view: View) -> View:
    """Make level, indicator, year and selection of a changed view consistent.

    An indicator that the level does not have is replaced by the level's first one, a year
    that the indicator does not have by its latest; codes of another level are dropped, and so is
    what a page or the filter does not offer at the level. Only at the level of communes may the
    filter be one unit.
    """
    offered = {indicator.key for indicator in indicators_of(view.level)}
    key = view.indicator if view.indicator in offered else default_indicator(view.level)
    years = find_indicator(key).years
    year = view.year if view.year in years else years[-1]
    known = screen_geometry(view.level).known
    selection = tuple(dict.fromkeys(code for code in view.selection if code in known))
    kept = view.filter
    if kept.figure not in filter_figures(view.level):
        kept = replace(kept, figure="", figure_min=None, figure_max=None)
    within = kept.within if view.level == "commune" else None
    settled = replace(
        view,
        options=(),
        indicator=key,
        year=year,
        selection=selection[-MAX_SELECTION:],
        commune=view.commune if _holds(view.level, selection, view.commune) else "",
        filter=replace(kept, within=within),
    )
    for options in view.options:
        settled = settled.with_options(options.settled(view.level))
    return settled


def _holds(level_key: str, selection: tuple[str, ...], commune: str) -> bool:
    """Whether the only selected unit is a wider one that holds a commune."""
    communes = read_composition()
    if level_key == "commune" or len(selection) != 1 or commune not in communes.index:
        return False
    return bool(communes.at[commune, LEVELS[level_key].column] == selection[0])


def changed(view: View, **changes: Any) -> View:
    """Return a view with some of its choices changed, and those that depend on them settled.

    A view of the latest year stays one: only a year that was chosen is kept for another figure.
    """
    # A figure that its reader has just taken away has no years any more.
    offered = {indicator.key: indicator.years for indicator in indicators_of(view.level)}
    if "year" not in changes and view.year == offered.get(view.indicator, ("",))[-1]:
        changes["year"] = ""
    return settle(replace(view, **changes))


def view_of_unit(view: View, level_key: str, code: str) -> View:
    """Return the view that shows one unit and keeps every other choice of the reader."""
    return changed(view, level=level_key, selection=(code,))
