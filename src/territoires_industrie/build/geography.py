"""Packages and composition table → ``geo/`` and ``static/geo/``."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from territoires_industrie import sources
from territoires_industrie.analysis.industrial_sites import located_sites
from territoires_industrie.boundaries import boundary_path, check_coverage, read_surroundings
from territoires_industrie.build.commune_ground import (
    bring_ground_to_today,
    code_today,
    read_ground_table,
)
from territoires_industrie.build.coverage import Geometries, clean_communes, dissolve_level
from territoires_industrie.build.geography_origin import boundary_origin, screen_origin
from territoires_industrie.build.insets import frames
from territoires_industrie.build.packages import CURRENT_VERSION, read_administrative
from territoires_industrie.build.records import Report, write_record
from territoires_industrie.build.screen import (
    build_atoms,
    encode_level,
    gzip_size_kb,
    make_grid,
    write_hashed,
)
from territoires_industrie.build.screen_around import (
    encode_sites,
    encode_surroundings,
    encode_towns,
    inset_bounds,
)
from territoires_industrie.build.screen_communes import encode_communes
from territoires_industrie.crs import STORAGE_CRS
from territoires_industrie.errors import DataFileError, list_codes
from territoires_industrie.levels import BOUNDARY_LEVELS, LEVELS, Level
from territoires_industrie.membership import CURRENT_STATES, read_composition
from territoires_industrie.wording import _

Names = Mapping[str, Mapping[str, str]]

AREA_DECIMALS = 4
COMPRESSION_LEVEL = 19


def build_geography(report: Report) -> None:
    """Build every boundary file from the packages and from ``data/``.

    Needs ``data/commune_2026.parquet``, ``data/commune_zone_2025.parquet`` and
    ``data/membership_2024.csv``.

    Parameters
    ----------
    report
        Told one line at each step.
    """
    composition = sources.load_table(sources.table_path("commune_2026"))
    composition = composition.set_index("commune_code").sort_index()
    report(_("Contours des communes : lecture et réparation"))
    communes = build_communes(composition)
    write_geography(communes, composition, read_names(), report)


def build_communes(composition: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return the ground of every commune of the composition table, clean and measured.

    Raises
    ------
    DataFileError
        If a commune has no ground, or ground belongs to no commune.
    """
    today = code_today(read_administrative(CURRENT_VERSION, "communes"))
    ground = bring_ground_to_today(read_ground_table(), today)
    communes = clean_communes(ground)
    # A commune too many or too few would move a border without a word.
    differing = set(communes["code"]) ^ set(composition.index)
    if differing:
        text = _("Communes avec contour et communes de la table diffèrent : {codes}.")
        raise DataFileError(text, codes=list_codes(sorted(differing)))
    return communes


def read_names() -> Names:
    """Read the name of every unit of every level, by level key."""
    return {key: _unit_names(level) for key, level in BOUNDARY_LEVELS.items()}


def _unit_names(level: Level) -> dict[str, str]:
    # Not from the cache of tables: a build has just written some of them.
    table = sources.load_table(sources.table_path(level.names.table))
    if level.phase:
        table = table[table["state_date"] == CURRENT_STATES[level.phase]]
    named = table.drop_duplicates(level.names.code)
    return dict(zip(named[level.names.code], named[level.names.name], strict=True))


def write_geography(
    communes: gpd.GeoDataFrame, composition: pd.DataFrame, names: Names, report: Report
) -> None:
    """Write the detailed and the screen form of every level.

    Parameters
    ----------
    communes
        As ``build_communes`` returns it.
    composition
        Composition table indexed by commune code.
    names
        Name of each unit, by level key and code.
    """
    write_screen(communes, composition, names, report)
    for level_key in BOUNDARY_LEVELS:
        layer = build_level(communes, composition, level_key, names[level_key])
        path = write_layer(layer, level_key)
        text = _("{file} : {count} unités, {size} Mo")
        size = f"{path.stat().st_size / 1e6:.1f}"
        report(text.format(file=f"geo/{path.name}", count=len(layer), size=size))


def build_level(
    communes: gpd.GeoDataFrame,
    composition: pd.DataFrame,
    level_key: str,
    names: Mapping[str, str],
) -> gpd.GeoDataFrame:
    """Dissolve the communes into one level, checked, with names.

    Returns
    -------
    GeoDataFrame
        Columns ``code``, ``name``, ``area_km2``, ``geometry``; EPSG:4326, sorted by code.
    """
    column = BOUNDARY_LEVELS[level_key].column
    if level_key == "commune":
        level = communes[["code", "area_km2", "geometry"]].copy()
    else:
        level = dissolve_level(communes, composition[column])
    level.insert(1, "name", level["code"].map(dict(names)))
    nameless = level.loc[level["name"].isna(), "code"]
    if len(nameless):
        text = _("Unités sans nom au niveau {level} : {codes}.")
        raise DataFileError(text, level=level_key, codes=list_codes(nameless))
    level["area_km2"] = level["area_km2"].round(AREA_DECIMALS)
    # So that two builds write the same bytes, in whatever order pieces were merged.
    level["geometry"] = canonical(level.geometry.to_numpy())
    check_coverage(level, level_key)
    return level


def canonical(geometries: Any) -> Any:
    """Write polygons in one form: same starts, same order of pieces, outer rings anticlockwise."""
    return shapely.orient_polygons(shapely.normalize(geometries), exterior_cw=False)


def write_layer(layer: gpd.GeoDataFrame, level_key: str) -> Path:
    """Write a level as GeoParquet, byte for byte repeatable, and its provenance record."""
    path = boundary_path(level_key)
    path.parent.mkdir(parents=True, exist_ok=True)
    layer.to_parquet(
        path,
        index=False,
        compression="zstd",
        compression_level=COMPRESSION_LEVEL,
        use_dictionary=False,
        row_group_size=len(layer),
    )
    write_record(path, boundary_origin(level_key), rows=len(layer), key=("code",), crs=STORAGE_CRS)
    return path


def write_screen(
    communes: gpd.GeoDataFrame, composition: pd.DataFrame, names: Names, report: Report
) -> None:
    """Write the light form of every mapped level, the frames and their manifest."""
    folder = sources.STATIC / "geo"
    atoms = build_atoms(communes, composition)
    grid = make_grid(atoms)
    atoms["geometry"] = grid.snap(atoms.geometry.to_numpy())
    manifest: dict[str, Any] = {}
    for level_key, level in LEVELS.items():
        # Too many for one SVG path each: they have a packed form of their own.
        if level_key == "commune":
            topology, codes = encode_communes(communes, composition, names[level_key], grid)
        else:
            drawn = atoms
            if level.is_simplified_apart:
                drawn = build_atoms(communes, composition, [level.column])
                drawn["geometry"] = grid.snap(drawn.geometry.to_numpy())
            topology, codes = encode_level(drawn, level.column, names[level_key], grid)
        file = write_hashed(folder, level_key, topology)
        manifest[level_key] = {"file": file, "codes": codes}
        size = f"{gzip_size_kb(folder / file):.0f}"
        text = _("{file} : {count} unités, {size} ko une fois compressé")
        report(text.format(file=f"static/geo/{file}", count=len(codes), size=size))
    around = frames()
    manifest["insets"] = {"file": write_hashed(folder, "insets", json.loads(around.to_json()))}
    drawn_ground = grid.degrees(atoms.geometry.to_numpy())
    manifest["bounds"] = _bounds(drawn_ground, around)
    manifest |= write_around(communes, drawn_ground, folder)
    write_manifest(manifest, sources.GEO)


def write_around(
    communes: gpd.GeoDataFrame, drawn_ground: Geometries, folder: Path
) -> dict[str, dict[str, str]]:
    """Write the land and sea around France, the declared sites and the towns; return their entries.

    Parameters
    ----------
    communes
        Commune ground: ``code``, ``geometry`` (EPSG:4326).
    drawn_ground
        A coverage of France in degrees of the screen map.
    """
    bounds, france = inset_bounds(communes), shapely.union_all(drawn_ground)
    contents = {
        "surroundings": encode_surroundings(read_surroundings(), france, bounds),
        "sites": encode_sites(located_sites(), bounds),
        "towns": encode_towns(communes, read_composition(), bounds),
    }
    return {
        stem: {"file": write_hashed(folder, stem, content)} for stem, content in contents.items()
    }


def _bounds(drawn: Any, around: gpd.GeoDataFrame) -> list[list[float]]:
    everything = np.concatenate([drawn, around.geometry.to_numpy()])
    west, south, east, north = shapely.total_bounds(everything).round(4).tolist()
    return [[south, west], [north, east]]


def write_manifest(manifest: dict[str, Any], folder: Path) -> None:
    """Write which static file shows each level, and its codes in the order of the file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "screen.json"
    text = json.dumps(manifest, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text + "\n", "utf-8")
    write_record(path, screen_origin())
