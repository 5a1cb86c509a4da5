"""Boundaries of every level in ``geo/``, and the simplified form that the browser draws."""

import json
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from territoires_industrie import sources
from territoires_industrie.box import Box
from territoires_industrie.crs import STORAGE_CRS, require_crs
from territoires_industrie.errors import CrsError, DataFileError, list_codes
from territoires_industrie.levels import BOUNDARY_LEVELS, EPT, LEVELS
from territoires_industrie.packing import unpack_places
from territoires_industrie.wording import _

FIELDS = ("code", "name", "area_km2", "geometry")
SCREEN_FOLDER = "geo"
MANIFEST = "screen.json"
EXTRAS = ("insets", "bounds", "surroundings", "sites", "towns")
"""Entries of the manifest that are not levels."""

SURROUNDINGS = "surroundings.parquet"
"""Land, lakes and borders around France, coarser than the levels, and drawn under them."""


@dataclass(frozen=True)
class ScreenGeometry:
    """The simplified form of a level, served to the browser.

    Attributes
    ----------
    file
        Name under ``static/geo/``, which contains the hash of the content.
    codes
        Codes of the polygons in the order of the file, which is the order of the codes.
    """

    file: str
    codes: tuple[str, ...]

    @cached_property
    def index(self) -> pd.Index:
        """The same codes, for tables in their order: made once, it is searched without a copy."""
        return pd.Index(self.codes, name="code")

    @cached_property
    def known(self) -> frozenset[str]:
        """The same codes, to ask whether one is among them."""
        return frozenset(self.codes)


def boundary_path(level_key: str, folder: Path | None = None) -> Path:
    """Locate the boundaries of a level (``ept`` included) in ``geo/``, or in another folder."""
    home = sources.GEO if folder is None else folder
    return home / f"{BOUNDARY_LEVELS[level_key].file}.parquet"


def read_boundaries(level_key: str) -> gpd.GeoDataFrame:
    """Read the detailed boundaries of a level, once a process; never change the result.

    Parameters
    ----------
    level_key
        A key of ``LEVELS``.

    Returns
    -------
    GeoDataFrame
        Indexed by ``code``, sorted; columns ``name``, ``area_km2`` (measured on the polygons of
        the communes in the projection of each part of France) and ``geometry`` (EPSG:4326,
        longitude then latitude, a valid coverage). Source: IGN ADMIN EXPRESS.

    Raises
    ------
    UnknownCodeError
        If there is no such level.
    DataFileError
        If its file is missing, altered, truncated or of another shape.
    """
    sources.require_known(level_key, tuple(LEVELS), _("Niveau"))
    return read_layer(boundary_path(level_key))


def read_ept() -> gpd.GeoDataFrame:
    """Read the boundaries of the 11 établissements publics territoriaux of Grand Paris.

    Returns
    -------
    GeoDataFrame
        As ``read_boundaries``. They lie inside the EPCI 200054781: never count both.

    Raises
    ------
    DataFileError
        If its file is missing, altered, truncated or of another shape.
    """
    return read_layer(boundary_path(EPT.key))


@cache
def read_surroundings() -> gpd.GeoDataFrame:
    """Read the land, the lakes and the land borders around France and its overseas départements.

    Returns
    -------
    GeoDataFrame
        Indexed by ``code``; ``kind`` (``land``, ``lake``: polygons; ``border``: lines),
        ``window`` (the part of the world) and ``geometry`` (EPSG:4326). Source: Natural
        Earth 1:10m, public domain.

    Raises
    ------
    DataFileError
        If the file is missing, altered or truncated.
    """
    path = sources.GEO / SURROUNDINGS
    sources.check_file(path)
    return gpd.read_parquet(path).set_index("code")


@cache
def read_layer(path: Path) -> gpd.GeoDataFrame:
    """Read and check one boundary file; the same object each time.

    Raises
    ------
    DataFileError
        If the file is missing, altered, truncated or of another shape.
    VintageError
        If its record has another COG year than the map.
    """
    record = sources.check_file(path)
    sources.require_year(path, record)
    try:
        layer = gpd.read_parquet(path)
        require_crs(layer, STORAGE_CRS)
    except (OSError, ValueError, TypeError, CrsError) as error:
        reason = _("la lecture des contours échoue ({error})").format(error=error)
        raise sources.unusable(path, reason) from error
    _check_shape(layer, path, record.rows)
    return layer.set_index("code")


def _check_shape(layer: gpd.GeoDataFrame, path: Path, rows: int | None) -> None:
    absent = [name for name in FIELDS if name not in layer.columns]
    if absent:
        reason = _("colonnes attendues et absentes : {columns}")
        raise sources.unusable(path, reason.format(columns=", ".join(absent)))
    if rows is not None and len(layer) != rows:
        reason = _("{expected} unités attendues, {found} trouvées")
        raise sources.unusable(path, reason.format(expected=rows, found=len(layer)))
    repeated = layer.loc[layer["code"].duplicated(), "code"]
    if len(repeated):
        reason = _("codes répétés : {codes}")
        raise sources.unusable(path, reason.format(codes=list_codes(repeated)))


def screen_geometry(level_key: str) -> ScreenGeometry:
    """Return the static file that draws a level, and its codes in the order of the file.

    Raises
    ------
    UnknownCodeError
        If no screen form of that level exists.
    DataFileError
        If the manifest or the static file is missing or altered.
    """
    levels = tuple(key for key in _manifest() if key in LEVELS)
    sources.require_known(level_key, levels, _("Niveau de la carte"))
    return _screen_geometry(sources.GEO / MANIFEST, level_key)


# A click asks for it ten times, and there are 35,000 codes of communes.
@cache
def _screen_geometry(manifest: Path, level_key: str) -> ScreenGeometry:
    entry = read_manifest(manifest)[level_key]
    return ScreenGeometry(_served(entry["file"]), tuple(entry["codes"]))


def screen_file(what: str) -> str:
    """Return the name of a static file that is not a level's.

    Parameters
    ----------
    what
        ``insets``: the frames of the overseas départements (GeoJSON), each with ``code``, ``name``
        and ``scale``, its size relative to the mainland's; ``surroundings``: the land and sea
        around France, in the order of drawing; ``sites``: the declared industrial sites that have
        a point; ``towns``: those that maps name, the most populated first.

    Raises
    ------
    DataFileError
        If the manifest or the static file is missing or altered.
    """
    return _served(_manifest()[what]["file"])


def commune_place(code: str) -> tuple[float, float]:
    """Return where a commune is on the screen map: longitude and latitude of its inset, overseas.

    Raises
    ------
    DataFileError
        If the file of the communes is missing or altered.
    """
    geometry = screen_geometry("commune")
    longitude, latitude = _commune_places(geometry.file)[geometry.codes.index(code)].tolist()
    return longitude, latitude


@cache
def _commune_places(file: str) -> NDArray[np.float64]:
    # Their places alone: all the shapes take a hundred times the memory.
    return unpack_places(json.loads((sources.STATIC / SCREEN_FOLDER / file).read_text("utf-8")))


def screen_bounds() -> Box:
    """Return the extent of the screen map, in degrees.

    Raises
    ------
    DataFileError
        If the manifest is missing or altered.
    """
    (south, west), (north, east) = _manifest()["bounds"]
    return Box(west, south, east, north)


def _manifest() -> dict[str, Any]:
    return read_manifest(sources.GEO / MANIFEST)


@cache
def read_manifest(path: Path) -> dict[str, Any]:
    """Read the list of screen files; never change what it returns.

    Raises
    ------
    DataFileError
        If the manifest is missing, altered or truncated.
    VintageError
        If its record has another COG year than the map.
    """
    sources.require_year(path, sources.check_file(path))
    try:
        manifest: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise sources.unusable(path, _("sa lecture échoue (JSON attendu)")) from error
    absent = [key for key in EXTRAS if key not in manifest]
    if absent:
        reason = _("entrées attendues et absentes : {keys}")
        raise sources.unusable(path, reason.format(keys=", ".join(absent)))
    return manifest


def _served(file: str) -> str:
    check_served(sources.STATIC / SCREEN_FOLDER / file)
    return file


@cache
def check_served(path: Path) -> None:
    """Verify that a static file is whole: its name ends with the start of its SHA-256.

    Raises
    ------
    DataFileError
        If the file is missing or altered.
    """
    if not path.is_file():
        raise sources.unusable(path, _("il est absent"))
    try:
        expected, found = path.stem.rpartition("-")[2], sources.file_sha256(path)
    except OSError as error:
        raise sources.refused(path, error) from error
    # The name holds the first digits of the hash: a browser may cache the file for ever.
    if not found.startswith(expected):
        raise sources.altered(path, expected, found)


def check_coverage(layer: gpd.GeoDataFrame, level_key: str) -> None:
    """Refuse empty or invalid polygons, gaps inside shared borders and overlaps.

    Raises
    ------
    DataFileError
        With the codes concerned.
    """
    polygons = layer.geometry.to_numpy()
    # A union of polygons that do not touch exactly has slivers, and a line where none should be.
    edges = shapely.coverage_invalid_edges(polygons)
    wrong = ~shapely.is_valid(polygons) | shapely.is_empty(polygons) | ~shapely.is_empty(edges)
    if wrong.any():
        text = _("Contours du niveau {level} : polygones vides, invalides ou superposés : {codes}.")
        codes = list_codes(layer.loc[wrong, "code"])
        raise DataFileError(text, level=level_key, codes=codes)
