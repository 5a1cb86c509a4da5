"""The plane that maps are drawn on: Web Mercator, in units of 38 m at the equator."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

REFERENCE_ZOOM = 12

WORLD = 256 * 2**REFERENCE_ZOOM
"""Width of the Web Mercator world, in units of 38 m at the equator, as in the browser."""

EARTH_M = 40_075_016.686
"""Circumference that Web Mercator supposes, in metres at the equator."""

Floats = NDArray[np.float64]


def to_world(lon: ArrayLike, lat: ArrayLike) -> Floats:
    """Project longitudes and latitudes of the screen map, in degrees, to world units.

    Returns
    -------
    array
        Shape (points, 2): x eastwards, y southwards.

    >>> to_world([0.0], [0.0]).tolist()
    [[524288.0, 524288.0]]
    """
    sine = np.sin(np.radians(np.asarray(lat, dtype="float64")))
    x = (np.asarray(lon, dtype="float64") / 360 + 0.5) * WORLD
    y = (0.5 - np.log((1 + sine) / (1 - sine)) / (4 * np.pi)) * WORLD
    return np.column_stack([np.atleast_1d(x), np.atleast_1d(y)])


def latitude_of(y: float) -> float:
    """Return the latitude, in degrees, of a world ordinate.

    >>> round(latitude_of(WORLD / 2), 6)
    0.0
    """
    return float(np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * y / WORLD)))))


def metres_per_unit(latitude: float) -> float:
    """Return the ground length of a world unit at a latitude, in metres.

    >>> round(metres_per_unit(0), 1)
    38.2
    """
    return float(EARTH_M / WORLD * np.cos(np.radians(latitude)))
