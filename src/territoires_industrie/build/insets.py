"""Overseas départements beside the mainland: one frame each in the Bay of Biscay.

Shapes are moved in the plane of the screen (Web Mercator), from metres in their own
projection, so that the map shows them undistorted and north up. Only the screen form moves;
``geo/`` keeps real coordinates.
"""

from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer

from territoires_industrie.build.coverage import Geometries
from territoires_industrie.crs import STORAGE_CRS, part_of_france

SCREEN_CRS = "EPSG:3857"
"""Plane in which Leaflet draws."""

NAME_ROOM_M = 44_000
"""What a frame leaves above its ground for its name, in metres of that plane: thirteen pixels of
a map that shows the whole of France on a desk."""

REFERENCE_LATITUDE = 46.5
"""Latitude of the mainland's middle: scales of insets are given relative to it."""

TO_PLANE = Transformer.from_crs(STORAGE_CRS, SCREEN_CRS, always_xy=True)

_STRETCH = 1 / np.cos(np.radians(REFERENCE_LATITUDE))


@dataclass(frozen=True)
class Inset:
    """Place of one overseas département on the screen.

    Attributes
    ----------
    scale
        Size on the screen relative to the mainland's (2: drawn twice as large).
    west, south, east, north
        Frame, in degrees of the screen map.
    """

    code: str
    name: str
    scale: float
    west: float
    south: float
    east: float
    north: float

    def frame(self) -> shapely.Polygon:
        """Draw the frame as a polygon in degrees of the screen map."""
        return shapely.box(self.west, self.south, self.east, self.north)

    def middle(self) -> NDArray[np.float64]:
        """Return the middle of what the name leaves of the frame, in metres of the screen."""
        lon, lat = [self.west, self.east], [self.south, self.north]
        x, y = np.mean(TO_PLANE.transform(lon, lat), axis=1)
        return np.array([x, y - NAME_ROOM_M / 2])


# The Antilles and La Réunion at 1.25 rather than 1.4: their names need room above the ground.
INSETS = (
    Inset("973", "Guyane", 0.48, -7.6, 44.95, -5.15, 47.05),
    Inset("976", "Mayotte", 2.2, -7.6, 43.7, -5.15, 44.89),
    Inset("971", "Guadeloupe", 1.25, -5.05, 45.84, -2.6, 47.05),
    Inset("972", "Martinique", 1.25, -5.05, 44.8, -2.6, 45.78),
    Inset("974", "La Réunion", 1.25, -5.05, 43.7, -2.6, 44.74),
)


def inset_of(departement_code: str) -> Inset | None:
    """Find the inset of a département, or None on the mainland and in Corsica."""
    part = part_of_france(departement_code)
    return next((inset for inset in INSETS if inset.code == part), None)


def place(
    geometries: Geometries, inset: Inset, bounds: tuple[float, float, float, float]
) -> Geometries:
    """Move ground in metres of its own projection into its frame.

    Parameters
    ----------
    geometries
        Ground of the inset's département, in metres of its measuring projection.
    inset
        Where it goes.
    bounds
        West, south, east, north of the whole département in the same projection: the same
        for each level, so that levels still coincide.

    Returns
    -------
    array of geometries
        In degrees of the screen map (EPSG:4326).
    """
    middle = np.array([(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2])
    target, factor = inset.middle(), inset.scale * _STRETCH

    def move(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        moved = (xy - middle) * factor + target
        lon, lat = TO_PLANE.transform(moved[:, 0], moved[:, 1], direction="INVERSE")
        return np.column_stack([lon, lat])

    return np.asarray(shapely.transform(geometries, move), dtype=object)


def frames() -> gpd.GeoDataFrame:
    """Return the frames: columns ``code``, ``name``, ``scale`` and ``geometry``, EPSG:4326.

    Columns ``x`` and ``y`` are where the middle of the ground goes, in degrees of the screen map.
    """
    middles = np.array([inset.middle() for inset in INSETS])
    x, y = TO_PLANE.transform(middles[:, 0], middles[:, 1], direction="INVERSE")
    rows: dict[str, list[Any]] = {
        "code": [inset.code for inset in INSETS],
        "name": [inset.name for inset in INSETS],
        "scale": [inset.scale for inset in INSETS],
        "x": x.round(6).tolist(),
        "y": y.round(6).tolist(),
    }
    polygons = [inset.frame() for inset in INSETS]
    return gpd.GeoDataFrame(rows, geometry=polygons, crs=STORAGE_CRS)
