"""The state of a map, made in one place: what is drawn on the units, and what stands around."""

from dataclasses import dataclass

from territoires_industrie.boundaries import (
    commune_place,
    screen_bounds,
    screen_file,
    screen_geometry,
)
from territoires_industrie.classes.legend import circle_radii
from territoires_industrie.draw.lines import lines_file
from territoires_industrie.draw.payload import MapPayload, Members, Pin, SitesLook, map_texts
from territoires_industrie.indicators.cache import reader_cache
from territoires_industrie.levels import LEVELS
from territoires_industrie.look import PAGE
from territoires_industrie.membership import read_composition, read_units
from territoires_industrie.scene.scene import Scene
from territoires_industrie.scene.sites import (
    BY_CO2,
    SHAPED,
    ShownSites,
    largest_co2,
    shown_sites,
    site_look,
)
from territoires_industrie.scene.view import View
from territoires_industrie.scene.words import add_ranks, say_values
from territoires_industrie.statistics.sectors import industrial_sectors, sector_label

NAMED_LEVELS = ("territoire_phase1", "territoire_phase2", "zone_emploi", "departement", "region")
"""Levels whose units are named where there is room: those that a reader knows by name."""

SMALL_LEVELS = ("commune", "departement")
"""Levels that show no borders of départements: their own are, or EPCI stand out of them."""


@dataclass(frozen=True)
class DrawnUnits:
    """What is drawn on the units of a level, one entry each in the order of its geometry.

    Attributes
    ----------
    level
        Key of the level.
    classes, colours, labels, dimmed, radii, marks
        As in ``MapPayload``.
    """

    level: str
    classes: str
    colours: tuple[str, ...]
    labels: tuple[str, ...]
    dimmed: str = ""
    radii: tuple[float, ...] | None = None
    marks: str = ""


def draw_scene(scene: Scene) -> DrawnUnits:
    """Draw the units of a scene, each said to have its figure and its rank."""
    cells = scene.cells.reindex(screen_geometry(scene.view.level).index)
    return draw_units(scene, add_ranks(scene, say_values(scene.indicator, cells)))


def draw_units(
    scene: Scene, labels: tuple[str, ...], circled: list[float] | None = None
) -> DrawnUnits:
    """Draw the units of a scene in their classes, with circles where the figure is a count.

    Parameters
    ----------
    labels
        What each unit is said to have, in the order of the geometry.
    circled
        Other figures to draw as circles, in the same order.
    """
    codes = screen_geometry(scene.view.level).index
    sizes = scene.circled if circled is None and scene.has_circles else circled
    return DrawnUnits(
        scene.view.level,
        scene.classification.letters(codes),
        scene.classification.colours,
        labels,
        write_dimmed(scene.in_filter.reindex(codes).tolist()),
        None if sizes is None else tuple(circle_radii(sizes, largest=scene.shared_largest)),
        scene.classification.marks(codes),
    )


def write_dimmed(kept: list[bool]) -> str:
    """Write which units are dimmed, from those that are kept; empty when all are.

    >>> write_dimmed([True, False]), write_dimmed([True, True])
    ('01', '')
    """
    return "" if all(kept) else "".join("01"[not one] for one in kept)


def kept_codes(level: str, dimmed: str) -> tuple[str, ...]:
    """List the units of a level that are not dimmed, from what ``write_dimmed`` wrote."""
    codes = screen_geometry(level).codes
    return tuple(code for code, mark in zip(codes, dimmed, strict=True) if mark == "0")


def view_files(view: View) -> tuple[str, ...]:
    """Return the names under ``static/geo/`` of what the map of a view is drawn from at first."""
    return units_map(DrawnUnits(view.level, "", (), ()), view).files


def units_map(drawn: DrawnUnits, view: View) -> MapPayload:
    """Put drawn units on the ground, with the outline, selection and background of a view."""
    outline = view.outlined_level
    return MapPayload(
        geometry=screen_geometry(drawn.level).file,
        classes=drawn.classes,
        colours=drawn.colours,
        labels=drawn.labels,
        dimmed=drawn.dimmed,
        marks=drawn.marks,
        radii=drawn.radii,
        outline=lines_file(drawn.level, outline) if outline else None,
        regions=lines_file(drawn.level, "region"),
        insets=screen_file("insets"),
        surroundings=screen_file("surroundings"),
        sites=sites_look(view.sites) if view.shows_sites else None,
        kept_sites=_write_kept(view.sites, drawn.level, drawn.dimmed) if view.shows_sites else "",
        # A commune that a search led from vanished behind its EPCI.
        pin=_pin(view.commune) if view.commune else None,
        towns=screen_file("towns"),
        has_names=drawn.level in NAMED_LEVELS,
        departements=None
        if drawn.level in SMALL_LEVELS
        else lines_file(drawn.level, "departement"),
        members=_members(drawn.level, view.selection),
        bounds=screen_bounds(),
        selected=view.selection,
        background="ign" if view.background == "ign" else None,
        texts=map_texts(),
    )


def _pin(commune: str) -> Pin:
    return Pin(str(read_units("commune").at[commune, "name"]), *commune_place(commune))


@reader_cache(maxsize=256)
def _members(level: str, selected: tuple[str, ...]) -> tuple[Members, ...]:
    """Find the EPCI that selected territories are made of; none at other levels."""
    if not selected or LEVELS[level].phase is None:
        return ()
    communes = read_composition()
    inside = communes.loc[communes[LEVELS[level].column].isin(selected), "epci_siren"]
    return (Members(screen_geometry("epci").file, tuple(sorted(inside.dropna().unique()))),)


def sites_look(by: str) -> SitesLook:
    """Write how sites are drawn: by their sector or by their CO2."""
    sectors = industrial_sectors()
    labels = tuple(sector_label(code) for code in sectors)
    if by == BY_CO2:
        colours, squares, largest = (PAGE.point,) * len(sectors), len(sectors), largest_co2()
        return SitesLook(
            screen_file("sites"),
            colours,
            labels,
            squares,
            largest,
            PAGE.circle_radius,
            PAGE.circle_least_radius,
        )
    colours = tuple(PAGE.of(site_look(code)[0]) for code in sectors)
    return SitesLook(
        screen_file("sites"), colours, labels, SHAPED, 0, PAGE.site_radius, PAGE.circle_least_radius
    )


def drawn_sites(by: str, level: str, dimmed: str) -> ShownSites:
    """Find the sites of the units of a level that are not dimmed (``DrawnUnits.dimmed``)."""
    return shown_sites(by, level, kept_codes(level, dimmed)) if dimmed else shown_sites(by)


@reader_cache(maxsize=64)
def _write_kept(by: str, level: str, dimmed: str) -> str:
    """Write which sites are drawn; empty where all the units are."""
    if not dimmed:
        return ""
    return "".join("01"[kept] for kept in drawn_sites(by, level, dimmed).is_kept)
