"""Detailed borders for close views: ground of ``geo/`` (about 50 m) instead of the screen form."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import numpy as np
import shapely

from territoires_industrie.boundaries import read_boundaries
from territoires_industrie.picture.places import to_screen
from territoires_industrie.picture.screen_paths import screen_layer
from territoires_industrie.picture.shapes import Shape, box_of, ring_path

DETAIL_SCALE = 0.08
"""Pixels a world unit from which the 500 m of the screen form would show as corners."""


def drawn_shapes(level_key: str, codes: Iterable[str], scale: float) -> tuple[Shape, ...]:
    """Return the shapes of some units, detailed when the view is close enough to need it.

    Parameters
    ----------
    scale
        Pixels a world unit of the view.

    Raises
    ------
    UnknownCodeError
        If the level lacks one of the codes.
    """
    light = screen_layer(level_key).find(codes)
    if scale < DETAIL_SCALE:
        return light
    return tuple(detailed_shape(level_key, shape.code) for shape in light)


@cache
def detailed_shape(level_key: str, code: str) -> Shape:
    """Draw the detailed ground of a unit, placed as the screen map places it."""
    ground = read_boundaries(level_key).geometry.at[code]
    rings = []
    for polygon in shapely.get_parts(ground):
        for ring in (polygon.exterior, *polygon.interiors):
            lon, lat = shapely.get_coordinates(ring).T
            rings.append(np.rint(to_screen(lon, lat)).astype("int64"))
    # Name and label stay those of the screen form: only the outline is finer.
    light = screen_layer(level_key).find([code])[0]
    return replace(light, path="".join(map(ring_path, rings)), box=box_of(rings))
