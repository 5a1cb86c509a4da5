"""The communes as the browser draws them: light enough for the whole country at once."""

from collections.abc import Mapping
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from territoires_industrie.build.coverage import Geometries, parts_of
from territoires_industrie.build.screen import Grid, encode_units, lighten
from territoires_industrie.crs import measuring_crs
from territoires_industrie.errors import DataFileError, list_codes
from territoires_industrie.levels import LEVELS
from territoires_industrie.packing import pack_topology
from territoires_industrie.wording import _

ISLET_M2 = 150_000
"""Smaller pieces of a commune, at the mainland's scale, are not drawn."""

OWNER_LEVELS = ("epci", "region", "territoire_phase1", "territoire_phase2")
"""Divisions whose lines the browser draws along the communes' own."""

MOST_TWISTED = 20
"""Communes that the grid may pinch: a spit narrower than a step closes on itself, unseen."""


def light_communes(communes: gpd.GeoDataFrame) -> Geometries:
    """Simplify the communes of each part of France together.

    Parameters
    ----------
    communes
        Commune ground: ``code``, ``geometry`` (EPSG:4326).

    Returns
    -------
    array of geometries
        In the same order, in degrees of the screen map (EPSG:4326).
    """
    parts = parts_of(communes["code"])
    light = np.empty(len(communes), dtype=object)
    for part in sorted(set(parts)):
        of_part = parts == part
        metres = communes.geometry[of_part].to_crs(measuring_crs(part)).to_numpy()
        light[of_part] = lighten(metres, part, ISLET_M2)
    return light


def encode_communes(
    communes: gpd.GeoDataFrame, composition: pd.DataFrame, names: Mapping[str, str], grid: Grid
) -> tuple[dict[str, Any], list[str]]:
    """Write the communes as a packed topology, with their codes in the order of the file.

    Parameters
    ----------
    communes
        Commune ground: ``code``, ``geometry`` (EPSG:4326).
    composition
        Composition table indexed by commune code.
    names
        Name of each commune.
    grid
        The grid of the other levels.

    Raises
    ------
    DataFileError
        If the grid twists more than ``MOST_TWISTED`` polygons.
    """
    ordered = communes.sort_values("code")
    ground = grid.snap(light_communes(ordered))
    codes = [str(code) for code in ordered["code"]]
    _check_ground(ground, codes)
    topology = encode_units(ground, codes, names, grid)
    return pack_topology(topology, _owners(composition.reindex(codes))), codes


def _check_ground(ground: Geometries, codes: list[str]) -> None:
    twisted = shapely.is_empty(ground) | ~shapely.is_valid(ground)
    if twisted.sum() > MOST_TWISTED or shapely.is_empty(ground).any():
        text = _("Contours simplifiés des communes : {count} polygones vides ou croisés : {codes}.")
        found = [code for code, is_twisted in zip(codes, twisted, strict=True) if is_twisted]
        raise DataFileError(text, count=len(found), codes=list_codes(found))


def _owners(composition: pd.DataFrame) -> dict[str, list[int]]:
    """Rank the unit of each wider level that holds each commune, in the order of its codes."""
    return {
        level: pd.Categorical(composition[LEVELS[level].column].astype("object")).codes.tolist()
        for level in OWNER_LEVELS
    }
