"""Real longitudes and latitudes on the screen map, where overseas ground has moved."""

from functools import cache

import geopandas as gpd
import numpy as np
from numpy.typing import ArrayLike
from pyproj import Transformer

from territoires_industrie.boundaries import read_boundaries
from territoires_industrie.box import Box
from territoires_industrie.crs import MEASURING_CRS, STORAGE_CRS, measuring_crs
from territoires_industrie.picture.screen_paths import screen_frames
from territoires_industrie.picture.shapes import Shape
from territoires_industrie.picture.world import EARTH_M, WORLD, Floats, to_world

REFERENCE_LATITUDE = 46.5
"""Latitude at which the scales of the insets are given relative to the mainland's."""

AROUND_DEGREES = 0.5
"""A point that far from an overseas coast is still shown in its inset (an islet, a port)."""


def to_screen(lon: ArrayLike, lat: ArrayLike) -> Floats:
    """Place points of real ground on the screen map.

    Parameters
    ----------
    lon, lat
        WGS 84 degrees, shape (points,).

    Returns
    -------
    array
        Shape (points, 2): world units of ``screen_paths``; NaN for a point that is neither
        near an overseas département nor where the mainland can be shown.

    >>> to_screen([2.35], [48.85]).tolist() == to_world([2.35], [48.85]).tolist()
    True
    """
    lon, lat = np.atleast_1d(np.asarray(lon, float)), np.atleast_1d(np.asarray(lat, float))
    placed = np.full((len(lon), 2), np.nan)
    # Wider than France: a port or a site just beyond the border is still a point of the map.
    is_mainland = (lon > -12) & (lon < 15) & (lat > 35) & (lat < 60)
    placed[is_mainland] = to_world(lon[is_mainland], lat[is_mainland])
    for frame in screen_frames():
        ground = _ground_box(frame.code)
        inside = (lon >= ground.west) & (lon <= ground.east)
        inside &= (lat >= ground.south) & (lat <= ground.north)
        if inside.any():
            placed[inside] = _moved(lon[inside], lat[inside], frame)
    return placed


def _moved(lon: Floats, lat: Floats, frame: Shape) -> Floats:
    """Do to points what the build did to the ground: metres, enlarged about the middle."""
    x, y = Transformer.from_crs(STORAGE_CRS, MEASURING_CRS[frame.code], always_xy=True).transform(
        lon, lat
    )
    factor = units_per_metre(frame.scale)
    screen_x, screen_y = frame.label
    middle_x, middle_y = _ground_middle(frame.code)
    return np.column_stack([screen_x + (x - middle_x) * factor, screen_y - (y - middle_y) * factor])


def units_per_metre(scale: float) -> float:
    """Return the world units of a metre of ground in an inset of that scale.

    >>> round(1 / units_per_metre(1), 1)
    26.3
    """
    return float(scale * WORLD / EARTH_M / np.cos(np.radians(REFERENCE_LATITUDE)))


@cache
def _ground(departement_code: str) -> gpd.GeoSeries:
    return read_boundaries("departement").geometry.loc[[departement_code]]


@cache
def _ground_box(departement_code: str) -> Box:
    west, south, east, north = _ground(departement_code).total_bounds
    around = AROUND_DEGREES
    return Box(west - around, south - around, east + around, north + around)


@cache
def _ground_middle(departement_code: str) -> tuple[float, float]:
    metres = _ground(departement_code).to_crs(measuring_crs(departement_code))
    west, south, east, north = metres.total_bounds
    return (west + east) / 2, (south + north) / 2
