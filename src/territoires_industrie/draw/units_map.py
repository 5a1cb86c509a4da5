"""The state of a map, made in one place: what is drawn on the units, and what stands around."""

from dataclasses import dataclass

from territoires_industrie.boundaries import insets_file, screen_bounds, screen_geometry
from territoires_industrie.classes.legend import circle_radii
from territoires_industrie.draw.lines import lines_file
from territoires_industrie.draw.payload import MapPayload, map_texts
from territoires_industrie.scene.scene import Scene
from territoires_industrie.scene.view import View


@dataclass(frozen=True)
class DrawnUnits:
    """What is drawn on the units of a level, one entry each in the order of its geometry.

    Attributes
    ----------
    level
        Key of the level.
    classes, colours, labels, dimmed, radii
        As in ``MapPayload``.
    """

    level: str
    classes: str
    colours: tuple[str, ...]
    labels: tuple[str, ...]
    dimmed: str = ""
    radii: tuple[float, ...] | None = None


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
    codes = screen_geometry(scene.view.level).codes
    sizes = scene.circled if circled is None and scene.has_circles else circled
    return DrawnUnits(
        scene.view.level,
        scene.classification.letters(codes),
        scene.classification.colours,
        labels,
        write_dimmed([bool(kept) for kept in scene.in_filter.loc[list(codes)]]),
        None if sizes is None else tuple(circle_radii(sizes)),
    )


def write_dimmed(kept: list[bool]) -> str:
    """Write which units are dimmed, from those that are kept; empty when all are.

    >>> write_dimmed([True, False]), write_dimmed([True, True])
    ('01', '')
    """
    return "" if all(kept) else "".join("01"[not one] for one in kept)


def units_map(drawn: DrawnUnits, view: View) -> MapPayload:
    """Put drawn units on the ground, with the outline, selection and background of a view."""
    outline = view.outlined_level
    return MapPayload(
        geometry=screen_geometry(drawn.level).file,
        classes=drawn.classes,
        colours=drawn.colours,
        labels=drawn.labels,
        dimmed=drawn.dimmed,
        radii=drawn.radii,
        outline=lines_file(drawn.level, outline) if outline else None,
        regions=lines_file(drawn.level, "region"),
        insets=insets_file(),
        bounds=screen_bounds(),
        selected=view.selection,
        background="ign" if view.background == "ign" else None,
        texts=map_texts(),
    )
