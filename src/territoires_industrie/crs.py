"""Coordinate reference systems: one to store, one to measure in each part of France."""

from typing import TYPE_CHECKING

from territoires_industrie.errors import CrsError
from territoires_industrie.wording import _

if TYPE_CHECKING:
    import geopandas as gpd

STORAGE_CRS = "EPSG:4326"
"""WGS 84 longitude and latitude: every file of ``geo/`` and every export."""

METROPOLITAN_CRS = "EPSG:2154"
"""RGF93 / Lambert-93: metropolitan France."""

MEASURING_CRS = {
    # One UTM zone holds both islands of the Antilles.
    "971": "EPSG:5490",
    "972": "EPSG:5490",
    "973": "EPSG:2972",
    "974": "EPSG:2975",
    "976": "EPSG:4471",
}
"""Projected system in metres of each overseas département, by INSEE code."""


WRITTEN_CRS = (STORAGE_CRS, METROPOLITAN_CRS, *dict.fromkeys(MEASURING_CRS.values()))
"""Systems that a file can be written in."""


def part_of_france(departement_code: str) -> str:
    """Name the part of France that a département is measured in.

    >>> part_of_france("76"), part_of_france("974")
    ('metropole', '974')
    """
    return departement_code if departement_code in MEASURING_CRS else "metropole"


def measuring_crs(departement_code: str) -> str:
    """Return the projected system, in metres, of a département.

    >>> measuring_crs("2A"), measuring_crs("976")
    ('EPSG:2154', 'EPSG:4471')
    """
    return MEASURING_CRS.get(departement_code, METROPOLITAN_CRS)


def require_crs(layer: "gpd.GeoDataFrame | gpd.GeoSeries", *systems: str) -> None:
    """Refuse a layer that is in none of these systems.

    Raises
    ------
    CrsError
        If the layer has another system, or none.
    """
    if layer.crs is None or layer.crs not in systems:
        found = _("aucun") if layer.crs is None else layer.crs.to_string()
        raise CrsError(
            _("Système de coordonnées attendu : {crs} ; trouvé : {found}."),
            crs=", ".join(systems),
            found=found,
        )
