"""Read a quantised TopoJSON as a browser does, to compare it with what was written."""

from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

Arc = NDArray[np.float64]


def decode_topology(topology: dict[str, Any], name: str = "data") -> gpd.GeoDataFrame:
    """Give the features of one object, with their properties as columns, EPSG:4326."""
    scale, translate = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + translate for arc in topology["arcs"]]
    features = topology["objects"][name]["geometries"]
    return gpd.GeoDataFrame(
        [feature["properties"] for feature in features],
        geometry=[_geometry(feature, arcs) for feature in features],
        crs="EPSG:4326",
    )


def _geometry(feature: dict[str, Any], arcs: list[Arc]) -> Any:
    single = feature["type"] == "Polygon"
    polygons = [feature["arcs"]] if single else feature["arcs"]
    shapes = [_polygon(rings, arcs) for rings in polygons]
    return shapes[0] if single else shapely.MultiPolygon(shapes)


def _polygon(rings: list[list[int]], arcs: list[Arc]) -> shapely.Polygon:
    outer, *inner = [_ring(ring, arcs) for ring in rings]
    return shapely.Polygon(outer, inner)


def _ring(numbers: list[int], arcs: list[Arc]) -> Arc:
    lines = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in numbers]
    for before, after in zip(lines, (*lines[1:], lines[0]), strict=True):
        assert np.array_equal(before[-1], after[0]), "arcs of a ring do not meet"
    return np.vstack([lines[0], *(line[1:] for line in lines[1:])])
