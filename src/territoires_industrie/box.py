"""Bounding boxes with named sides and a coordinate system.

Three orders of four numbers are in use around maps (shapely's, Leaflet's, a picture's): a box has
no order, and boxes of different systems are not compared.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from territoires_industrie.crs import STORAGE_CRS
from territoires_industrie.errors import CrsError
from territoires_industrie.wording import _

WORLD = "world"
"""Units of the screen map (``picture.screen_paths``), 38 m at the equator; y grows southwards."""

PIXELS = "pixels"
"""Pixels of a picture: y grows downwards."""


@dataclass(frozen=True)
class Box:
    """A rectangle along the axes.

    Attributes
    ----------
    west, south, east, north
        Its sides. Where y grows downwards, south is the larger of the two.
    crs
        What they are measured in: ``WORLD``, ``PIXELS`` or a code such as ``EPSG:4326`` (degrees).
    """

    west: float
    south: float
    east: float
    north: float
    crs: str = STORAGE_CRS

    @property
    def width(self) -> float:
        """From west to east."""
        return self.east - self.west

    @property
    def height(self) -> float:
        """From south to north."""
        return abs(self.north - self.south)

    @property
    def middle(self) -> tuple[float, float]:
        """Its centre: x, y."""
        return (self.west + self.east) / 2, (self.south + self.north) / 2

    @property
    def ends(self) -> tuple[float, float]:
        """The smaller and the larger of its two ordinates."""
        return min(self.south, self.north), max(self.south, self.north)

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is inside, edges included; never true for NaN."""
        low, high = self.ends
        return self.west <= x <= self.east and low <= y <= high

    def overlaps(self, other: "Box") -> bool:
        """Whether two boxes have a point in common.

        Raises
        ------
        CrsError
            If they are not in the same system.

        Examples
        --------
        >>> Box(0, 0, 2, 2).overlaps(Box(1, 1, 3, 3)), Box(0, 0, 1, 1).overlaps(Box(2, 0, 3, 1))
        (True, False)
        """
        if self.crs != other.crs:
            text = _("Système de coordonnées attendu : {crs} ; trouvé : {found}.")
            raise CrsError(text, crs=self.crs, found=other.crs)
        (low, high), (other_low, other_high) = self.ends, other.ends
        is_across = self.west <= other.east and other.west <= self.east
        return is_across and low <= other_high and other_low <= high

    def grow(self, share: float, least: float = 0.0) -> "Box":
        """Return the box with room around it: a share of its size, ``least`` across at least.

        >>> Box(0, 50, 100, 0, WORLD).grow(0.1)
        Box(west=-10.0, south=55.0, east=110.0, north=-5.0, crs='world')
        """
        aside = max(self.width * share, (least - self.width) / 2)
        above = max(self.height * share, (least - self.height) / 2)
        # Where y grows downwards, the north is the smaller of the two.
        above = above if self.north >= self.south else -above
        return replace(
            self,
            west=self.west - aside,
            south=self.south - above,
            east=self.east + aside,
            north=self.north + above,
        )


def union_box(boxes: Iterable[Box]) -> Box:
    """Return the smallest box around others of one system, in which y grows downwards.

    >>> union_box([Box(0, 1, 1, 0, WORLD), Box(3, 2, 4, -1, WORLD)])
    Box(west=0, south=2, east=4, north=-1, crs='world')
    """
    all_boxes = list(boxes)
    return Box(
        west=min(box.west for box in all_boxes),
        south=max(box.south for box in all_boxes),
        east=max(box.east for box in all_boxes),
        north=min(box.north for box in all_boxes),
        crs=all_boxes[0].crs,
    )
