"""Where the map is on the page, and how large: box of the world to rectangle of the picture."""

from dataclasses import dataclass, replace
from math import isfinite, log2

from territoires_industrie.box import WORLD, Box, union_box
from territoires_industrie.picture.places import units_per_metre
from territoires_industrie.picture.screen_paths import screen_frames, screen_layer
from territoires_industrie.picture.world import (
    REFERENCE_ZOOM,
    latitude_of,
    metres_per_unit,
    to_world,
)
from territoires_industrie.wording import _, format_number

ROUND_LENGTHS_KM = tuple(base * 10**power for power in range(-1, 4) for base in (1, 2, 5))

USUAL_SIZE = (860.0, 570.0)
"""Pixels of a map whose address does not say them."""


@dataclass(frozen=True)
class Viewport:
    """A rectangle of the picture through which a part of the screen world is seen.

    Attributes
    ----------
    west, north
        World coordinates of the rectangle's top left corner.
    scale
        Picture pixels a world unit.
    left, top, width, height
        The rectangle, in picture pixels.
    """

    west: float
    north: float
    scale: float
    left: float
    top: float
    width: float
    height: float

    @property
    def zoom(self) -> float:
        """Level of Leaflet's zoom that shows the ground as large."""
        return REFERENCE_ZOOM + log2(self.scale)

    @property
    def box(self) -> Box:
        """What is seen, in world units."""
        east, south = self.west + self.units(self.width), self.north + self.units(self.height)
        return Box(self.west, south, east, self.north, WORLD)

    @property
    def transform(self) -> str:
        """SVG transform from world units to pixels."""
        x, y = self.left - self.west * self.scale, self.top - self.north * self.scale
        return f"translate({x:.3f} {y:.3f}) scale({self.scale:.7g})"

    def pixels(self, x: float, y: float) -> tuple[float, float]:
        """Return the place, in pixels, of a world point."""
        return (
            self.left + (x - self.west) * self.scale,
            self.top + (y - self.north) * self.scale,
        )

    def world(self, x: float, y: float) -> tuple[float, float]:
        """Return the world point at a place, in pixels."""
        return self.west + (x - self.left) / self.scale, self.north + (y - self.top) / self.scale

    def inside(self, box: Box) -> "Viewport":
        """Move the view into a box of the world, and cut what is beyond one smaller than it."""
        seen = self.box
        west = min(max(seen.west, box.west), max(box.east - seen.width, box.west))
        north = min(max(seen.north, box.north), max(box.south - seen.height, box.north))
        wide, tall = min(seen.width, box.width), min(seen.height, box.height)
        return replace(
            self, west=west, north=north, width=wide * self.scale, height=tall * self.scale
        )

    def units(self, pixels: float) -> float:
        """Write a length in pixels as world units, for strokes."""
        return pixels / self.scale


def place_box(place: str) -> Box | None:
    """Return what a map shows whose place an address names; None for what is no place.

    Parameters
    ----------
    place
        Latitude, longitude, zoom and, where they are known, width and height in pixels.

    Examples
    --------
    >>> place_box("46.5,2.5,8,800,400").width, place_box("46.5,2.5")
    (12800.0, None)
    """
    try:
        numbers = [float(part) for part in place.split(",")]
    except ValueError:
        return None
    if len(numbers) not in (3, 5) or not all(map(isfinite, numbers)):
        return None
    latitude, longitude, zoom, width, height = (*numbers, *USUAL_SIZE)[:5]
    # Web Mercator ends at 85.05 degrees: beyond, the projection has no place.
    if abs(latitude) > 85 or not 0 < zoom <= 20 or min(width, height) <= 0:
        return None
    x, y = to_world(longitude, latitude)[0].tolist()
    pixel = 2 ** (REFERENCE_ZOOM - zoom)
    half_width, half_height = width * pixel / 2, height * pixel / 2
    return Box(x - half_width, y + half_height, x + half_width, y - half_height, WORLD)


def fit(box: Box, left: float, top: float, width: float, height: float) -> Viewport:
    """Show a whole box of the world, as large as the rectangle allows, in its middle.

    >>> view = fit(Box(0, 100, 100, 0, WORLD), 10, 10, 400, 200)
    >>> view.scale, view.pixels(50, 50)
    (2.0, (210.0, 110.0))
    """
    # A unit that is a single point has a box without width or height.
    scale = min(width / max(box.width, 1), height / max(box.height, 1))
    x, y = box.middle
    return Viewport(
        west=x - width / scale / 2,
        north=y - height / scale / 2,
        scale=scale,
        left=left,
        top=top,
        width=width,
        height=height,
    )


def aspect(box: Box) -> float:
    """Return width over height of a box."""
    return box.width / max(box.height, 1)


def france_box() -> Box:
    """Return what the whole of France covers on the screen map, frames included."""
    shapes = (*screen_layer("region").shapes, *screen_frames())
    return union_box(shape.box for shape in shapes).grow(0.008)


def inset_scale(view: Viewport) -> float:
    """Return the enlargement of the inset that a view is wholly about, 1 for the mainland."""
    middle = view.box.middle
    return next((f.scale for f in screen_frames() if f.box.holds(*middle)), 1.0)


@dataclass(frozen=True)
class ScaleBar:
    """A round ground length and its length in the picture.

    Attributes
    ----------
    kilometres, pixels
        The same length on the ground and in the picture.
    """

    kilometres: float
    pixels: float

    @property
    def label(self) -> str:
        """Its length in words."""
        decimals = 0 if self.kilometres >= 1 else 1
        return _("{length} km").format(length=format_number(self.kilometres, decimals))


def scale_bar(view: Viewport, most: float) -> ScaleBar:
    """Choose a round length no longer than ``most`` pixels, right at the view's mid latitude.

    Web Mercator stretches the ground by 1 / cos(latitude): 10 % between Dunkerque and
    Perpignan. The bar is thus right in the middle only, and a caption has to say so.
    In the frame of an inset it follows the inset's own scale.
    """
    enlarged = inset_scale(view)
    latitude = latitude_of(view.box.middle[1])
    metres = metres_per_unit(latitude) if enlarged == 1 else 1 / units_per_metre(enlarged)
    kilometres_a_pixel = metres / view.scale / 1000
    fitting = [km for km in ROUND_LENGTHS_KM if km / kilometres_a_pixel <= most]
    length = fitting[-1] if fitting else ROUND_LENGTHS_KM[0]
    return ScaleBar(length, length / kilometres_a_pixel)
