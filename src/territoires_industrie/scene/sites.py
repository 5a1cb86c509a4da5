"""Declared industrial sites over a map: which are drawn, in which colour, shape and size."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from territoires_industrie.analysis.industrial_sites import (
    CO2_NOTICE,
    NOTICE,
    YEAR,
    are_in,
    located_sites,
    read_industrial_sites,
    sites_of,
    sites_record,
)
from territoires_industrie.classes.legend import CircleSize, circle_radii, circle_sizes
from territoires_industrie.indicators import find_indicator
from territoires_industrie.look import LIGHT
from territoires_industrie.scene.scene import Scene
from territoires_industrie.statistics.sectors import industrial_sectors, sector_label
from territoires_industrie.wording import _, ngettext

BY_CO2 = "co2"
CO2_KEY = "co2_fossil_t"
"""Indicator whose figures the circles show, site by site."""

SHAPED = len(LIGHT.qualitative)
"""Sectors that have a colour of their own: those after them have the same ones, as squares."""


@dataclass(frozen=True)
class SiteGroup:
    """One sector of the legend: its look and how many of its sites are drawn."""

    code: str
    label: str
    colour: str
    is_square: bool
    count: int


@dataclass(frozen=True, eq=False)
class ShownSites:
    """The declared sites that a map draws.

    Attributes
    ----------
    by
        What their look tells: ``secteur`` or ``co2``, keys of ``view.SITES``.
    is_kept
        Whether each located site is drawn, in the order of ``located_sites``.
    unplaced_count
        Sites of the same units that have no point.
    """

    by: str
    is_kept: "pd.Series[bool]"
    unplaced_count: int

    @property
    def rows(self) -> pd.DataFrame:
        """The sites that are drawn; as ``located_sites``."""
        return located_sites()[self.is_kept]

    @property
    def is_by_co2(self) -> bool:
        """Whether circles tell the CO2, rather than colours the sector."""
        return self.by == BY_CO2

    @property
    def heading(self) -> str:
        """Title of the legend."""
        told = (
            _("Sites industriels déclarants, {year} : CO2 fossile")
            if self.is_by_co2
            else _("Sites industriels déclarants, {year} : secteur (A38)")
        )
        return told.format(year=YEAR)

    @property
    def notes(self) -> tuple[str, ...]:
        """What has to be said wherever they are shown."""
        unplaced = ngettext(
            "{count} site dont la place n’est pas sûre est au tableau seulement.",
            "{count} sites dont la place n’est pas sûre sont au tableau seulement.",
            self.unplaced_count,
        )
        source = _("Source : {source}.").format(source=_(sites_record().attribution))
        notes = (
            _(NOTICE),
            _(CO2_NOTICE) if self.is_by_co2 else "",
            unplaced if self.unplaced_count else "",
            source,
        )
        return tuple(note for note in notes if note)

    @property
    def groups(self) -> tuple[SiteGroup, ...]:
        """Every industrial sector that has a site on the map, in the order of their codes."""
        counts = self.rows["a38_code"].value_counts()
        return tuple(
            SiteGroup(code, sector_label(code), *site_look(code), int(counts[code]))
            for code in industrial_sectors()
            if code in counts.index
        )

    @property
    def sizes(self) -> tuple[CircleSize, ...]:
        """Reference circles of the CO2, largest first; none where colours tell the sector."""
        if not self.is_by_co2:
            return ()
        return tuple(circle_sizes([largest_co2()], find_indicator(CO2_KEY)))

    def radii(self, pen: float, zoom: float) -> NDArray[np.float64]:
        """Size the circle of each site that is drawn, in pixels; shape (sites,).

        Parameters
        ----------
        pen
            Factor of the sizes of the screen.
        zoom
            Level of Leaflet's zoom at which the screen shows as much.
        """
        if not self.is_by_co2:
            return np.full(len(self.rows), LIGHT.site_radius * point_size(zoom) * pen)
        values = self.rows["co2_fossil_t"].fillna(0)
        # The largest of all France, whatever is kept: circles of two maps can be compared.
        sized = circle_radii(values.tolist(), LIGHT.circle_radius * pen, largest_co2())
        # Nine sites in ten declare no CO2, which has a threshold of 10,000 t: they keep a dot.
        return np.maximum(sized, LIGHT.circle_least_radius * pen)


def point_size(zoom: float) -> float:
    """Return the factor of points: larger where a map shows less of France, as in the browser.

    >>> point_size(4), point_size(8)
    (0.7, 1.96)
    """
    fineness = min(1.4, max(0.5, (zoom - 3.2) / 2.3))
    return round(max(0.7, fineness**2), 4)


def largest_co2() -> float:
    """Return the fossil CO2 of the site that declares most, in tonnes."""
    return float(located_sites()["co2_fossil_t"].max())


def site_look(a38_code: str) -> tuple[str, bool]:
    """Return the colour of a sector's sites, in the light form, and whether they are squares.

    >>> site_look("BZ") == (LIGHT.qualitative[0], False), site_look("EZ")[1]
    (True, True)
    """
    rank = industrial_sectors().index(a38_code)
    return LIGHT.qualitative[rank % SHAPED], rank >= SHAPED


def shown_sites(by: str, level_key: str = "", kept: Iterable[str] | None = None) -> ShownSites:
    """Find the sites of some units of a level; with none named, every site.

    Raises
    ------
    UnknownCodeError
        If there is no such level.
    """
    if kept is None:
        everywhere = read_industrial_sites()
        is_kept = pd.Series(True, located_sites().index)
        return ShownSites(by, is_kept, int((~everywhere["is_located"]).sum()))
    codes = pd.Index(list(kept))
    inside = sites_of(level_key, tuple(codes))
    return ShownSites(by, are_in(level_key, codes), int((~inside["is_located"]).sum()))


def undeclared_text(shown: ShownSites) -> str:
    """Write how many sites are shown that declared no fossil CO2."""
    count = int((shown.rows["co2_fossil_t"].fillna(0) == 0).sum())
    return ngettext(
        "{count} site sans CO2 fossile déclaré", "{count} sites sans CO2 fossile déclaré", count
    )


def scene_sites(scene: Scene) -> ShownSites | None:
    """Find the sites that a scene's map draws: those of the units in its filter, if it has one.

    None unless the view shows sites.
    """
    if not scene.view.shows_sites:
        return None
    view, in_filter = scene.view, scene.in_filter
    kept = None if in_filter.all() else in_filter.index[in_filter]
    return shown_sites(view.sites, view.level, kept)
