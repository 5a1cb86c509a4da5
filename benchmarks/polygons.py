"""The polygons of every way, written once: what the atlas draws, as files for its peers."""

import io
import json
import shutil
from importlib.resources import files
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from territoires_industrie.boundaries import screen_geometry
from territoires_industrie.classes.palettes import sequential
from territoires_industrie.crs import STORAGE_CRS
from territoires_industrie.indicators import find_indicator, read_values
from territoires_industrie.packing import unpack_topology
from territoires_industrie.sources import STATIC
from territoires_industrie.ui.assets import install_assets

INDICATORS = (
    "industrial_jobs_share_pct",
    "industrial_establishments_share_pct",
    "manual_workers_share_pct",
    "population_change_pct",
    "population_density_per_km2",
    "private_jobs_change_pct",
    "median_income_eur",
    "poverty_rate_pct",
)
"""The first that a level has is what the atlas and its peers show first."""

CLASSES = 5
NO_COLOUR = "#e6e6e6"
DECIMALS = 5
LEAFLET = ("leaflet.js", "leaflet.css")
BLANK_STYLE = {"version": 8, "sources": {}, "layers": []}


def indicators_at(level: str) -> tuple[str, ...]:
    """List the indicators that are measured at a level."""
    return tuple(key for key in INDICATORS if level in find_indicator(key).levels)


def read_shapes(level: str) -> gpd.GeoDataFrame:
    """Read what the atlas draws, insets included: ``code``, ``name``, ``geometry``."""
    file = STATIC / "geo" / screen_geometry(level).file
    topology = unpack_topology(json.loads(file.read_text("utf-8")))
    layer = gpd.read_file(io.BytesIO(json.dumps(topology).encode()))
    return layer.set_crs(STORAGE_CRS, allow_override=True)[["code", "name", "geometry"]]


def _add_figures(layer: gpd.GeoDataFrame, level: str) -> gpd.GeoDataFrame:
    palette = sequential(CLASSES)
    for key in indicators_at(level):
        values = read_values(level, key)["value"].astype(float).reindex(layer["code"])
        rank = pd.qcut(values, CLASSES, labels=False, duplicates="drop").fillna(-1).astype(int)
        layer[key] = values.to_numpy()
        layer[f"{key}_class"] = rank.to_numpy()
        layer[f"{key}_colour"] = [palette[n] if n >= 0 else NO_COLOUR for n in rank]
    return layer


def write_polygons(folder: Path, levels: tuple[str, ...]) -> dict[str, int]:
    """Write what the peers read, in Python or in the browser; count the polygons of each level.

    ``<level>.parquet`` holds shapes and figures; ``static/<level>.geojson`` shapes alone;
    ``static/<level>_coloured.geojson`` shapes, values and colours as [red, green, blue].
    """
    static = folder / "static"
    install_assets(static)
    shutil.copytree(STATIC / "geo", static / "geo")
    for name in LEAFLET:
        content = (files("xstatic.pkg.leaflet") / "data" / name).read_bytes()
        (static / name).write_bytes(content)
    (static / "blank.json").write_text(json.dumps(BLANK_STYLE), encoding="utf-8")
    for page in Path(__file__).with_name("peers").glob("*_map.py"):
        shutil.copy(page, folder)
    counts = {}
    for level in levels:
        shapes = read_shapes(level)
        shapes["geometry"] = shapely.set_precision(
            shapes.geometry.to_numpy(), 10**-DECIMALS, mode="pointwise"
        )
        layer = _add_figures(shapes, level)
        counts[level] = len(layer)
        layer.to_parquet(folder / f"{level}.parquet")
        _write_geojson(layer[["code", "name", "geometry"]], static / f"{level}.geojson")
        _write_geojson(_for_deck(layer, level), static / f"{level}_coloured.geojson")
    return counts


def _for_deck(layer: gpd.GeoDataFrame, level: str) -> gpd.GeoDataFrame:
    keys = indicators_at(level)
    deck = layer.drop(columns=[f"{key}_class" for key in keys])
    for key in keys:
        deck[f"{key}_colour"] = [
            [int(colour[start : start + 2], 16) for start in (1, 3, 5)]
            for colour in layer[f"{key}_colour"]
        ]
    return deck


def _write_geojson(layer: gpd.GeoDataFrame, path: Path) -> None:
    content = json.loads(layer.to_json(drop_id=True))
    path.write_text(json.dumps(content, separators=(",", ":")), encoding="utf-8")
