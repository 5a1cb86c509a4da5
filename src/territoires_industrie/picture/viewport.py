"""Where the map is on the page, and how large: box of the world to rectangle of the picture."""

from dataclasses import dataclass

from territoires_industrie.picture.places import units_per_metre
from territoires_industrie.picture.screen_paths import (
    Box,
    latitude_of,
    metres_per_unit,
    overlaps,
    screen_frames,
    screen_layer,
    union_box,
)

ROUND_LENGTHS_KM = tuple(base * 10**power for power in range(-1, 4) for base in (1, 2, 5))


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
    def box(self) -> Box:
        """What is seen, in world units."""
        return (
            self.west,
            self.north,
            self.west + self.width / self.scale,
            self.north + self.height / self.scale,
        )

    @property
    def transform(self) -> str:
        """SVG transform from world units to pixels."""
        x, y = self.left - self.west * self.scale, self.top - self.north * self.scale
        return f"translate({x:.3f} {y:.3f}) scale({self.scale:.7g})"

    def pixels(self, x: float, y: float) -> tuple[float, float]:
        """Give the place, in pixels, of a world point."""
        return (
            self.left + (x - self.west) * self.scale,
            self.top + (y - self.north) * self.scale,
        )

    def units(self, pixels: float) -> float:
        """Write a length in pixels as world units, for strokes."""
        return pixels / self.scale


def fit(box: Box, left: float, top: float, width: float, height: float) -> Viewport:
    """Show a whole box of the world, as large as the rectangle allows, in its middle.

    >>> view = fit((0, 0, 100, 100), 10, 10, 400, 200)
    >>> view.scale, view.pixels(50, 50)
    (2.0, (210.0, 110.0))
    """
    west, north, east, south = box
    scale = min(width / max(east - west, 1), height / max(south - north, 1))
    return Viewport(
        west=(west + east) / 2 - width / scale / 2,
        north=(north + south) / 2 - height / scale / 2,
        scale=scale,
        left=left,
        top=top,
        width=width,
        height=height,
    )


def aspect(box: Box) -> float:
    """Give width over height of a box."""
    return (box[2] - box[0]) / max(box[3] - box[1], 1)


def grow(box: Box, share: float, least: float = 0.0) -> Box:
    """Leave room around a box: a share of its size, and at least ``least`` world units wide.

    >>> grow((0, 0, 100, 50), 0.1)
    (-10.0, -5.0, 110.0, 55.0)
    """
    west, north, east, south = box
    aside = max((east - west) * share, (least - (east - west)) / 2)
    above = max((south - north) * share, (least - (south - north)) / 2)
    return west - aside, north - above, east + aside, south + above


def france_box() -> Box:
    """Give what the whole of France covers on the screen map, frames included."""
    shapes = (*screen_layer("region").shapes, *screen_frames())
    return grow(union_box(shape.box for shape in shapes), 0.008)


def inset_scale(view: Viewport) -> float:
    """Give the enlargement of the inset that a view is wholly about, 1 for the mainland."""
    x, y = (view.box[0] + view.box[2]) / 2, (view.box[1] + view.box[3]) / 2
    middle = (x, y, x, y)
    return next((f.scale for f in screen_frames() if overlaps(f.box, middle)), 1.0)


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


def scale_bar(view: Viewport, most: float) -> ScaleBar:
    """Choose a round length no longer than ``most`` pixels, right at the view's mid latitude.

    Web Mercator stretches the ground by 1 / cos(latitude): 10 % between Dunkerque and
    Perpignan. The bar is thus right in the middle only, and a caption has to say so.
    In the frame of an inset it follows the inset's own scale.
    """
    enlarged = inset_scale(view)
    latitude = latitude_of((view.box[1] + view.box[3]) / 2)
    metres = metres_per_unit(latitude) if enlarged == 1 else 1 / units_per_metre(enlarged)
    kilometres_a_pixel = metres / view.scale / 1000
    fitting = [km for km in ROUND_LENGTHS_KM if km / kilometres_a_pixel <= most]
    length = fitting[-1] if fitting else ROUND_LENGTHS_KM[0]
    return ScaleBar(length, length / kilometres_a_pixel)
