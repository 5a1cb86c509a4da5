"""GIS files and Parquet to tables: attributes as texts, and the commune under each feature."""

import json
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import shapely
from pyproj.exceptions import ProjError

from territoires_industrie.boundaries import read_boundaries
from territoires_industrie.crs import STORAGE_CRS
from territoires_industrie.upload.gis_files import damaged
from territoires_industrie.upload.limits import (
    MAX_UNPACKED_MEGABYTES,
    UploadError,
    require_shape,
)
from territoires_industrie.upload.workbook import spell
from territoires_industrie.wording import _

BROKEN = (
    ValueError,
    OSError,
    RuntimeError,
    # pyogrio, of a file whose head names a format and that holds no layer
    LookupError,
    ProjError,
    pa.ArrowException,
    shapely.GEOSException,
)
"""What pyogrio, pyarrow, shapely and pyproj raise on a damaged file."""

RECORD_LISTS = ("data", "records", "results", "features", "rows")
"""Names under which services put the rows of a JSON answer."""


@contextmanager
def _without_warnings() -> Iterator[None]:
    """Silence GDAL: bytes have no file extension, which it remarks upon."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def read_layers(content: bytes) -> tuple[str, ...]:
    """List the layers of a GIS file.

    Raises
    ------
    UploadError
        If it is damaged.
    """
    try:
        with _without_warnings():
            return tuple(str(name) for name, _kind in pyogrio.list_layers(content))
    except BROKEN as error:
        raise damaged() from error


def read_layer(content: bytes, layer: str = "") -> gpd.GeoDataFrame | pd.DataFrame:
    """Read a layer of a GeoPackage, a zipped Shapefile or a GeoJSON file, in its own CRS.

    Raises
    ------
    UploadError
        If it is damaged, or too large.
    """
    try:
        given: dict[str, Any] = {"layer": layer} if layer else {}
        with _without_warnings():
            # The head says how much there is: a layer too large is refused before it is in memory.
            told = pyogrio.read_info(content, **given)
            require_shape(max(int(told["features"]), 0), len(told["fields"]))
            return pyogrio.read_dataframe(content, **given)
    except BROKEN as error:
        raise damaged() from error


def read_parquet(content: bytes) -> gpd.GeoDataFrame | pd.DataFrame:
    """Read a Parquet or GeoParquet file.

    Raises
    ------
    UploadError
        If it is damaged, or too large.
    """
    try:
        file = pq.ParquetFile(BytesIO(content))
        told = file.metadata
        require_shape(told.num_rows, told.num_columns)
        size = sum(told.row_group(n).total_byte_size for n in range(told.num_row_groups))
        # Dictionaries and runs unpack to a thousand times their bytes, in a table of few rows.
        if size > MAX_UNPACKED_MEGABYTES * 1024 * 1024:
            require_shape(told.num_rows, 1 + size)
        if b"geo" in (file.schema_arrow.metadata or {}):
            return gpd.read_parquet(BytesIO(content))
        return file.read().to_pandas()
    except BROKEN as error:
        raise damaged() from error


def read_json(content: bytes) -> pd.DataFrame:
    """Read a JSON list of flat objects, alone or under one of the usual names.

    Raises
    ------
    UploadError
        If it is none.
    """
    try:
        told = json.loads(content)
        # Half of a character, which JSON lets pass, is in no text that can be kept.
        json.dumps(told, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise damaged() from error
    if isinstance(told, dict):
        told = next((told[name] for name in RECORD_LISTS if isinstance(told.get(name), list)), None)
    if not isinstance(told, list) or not told or not all(isinstance(one, dict) for one in told):
        raise UploadError(
            _(
                "Fichier JSON : une liste d’objets (un par unité) ou un GeoJSON est attendu, "
                "une autre forme a été trouvée. Enregistrez le tableau en CSV UTF-8."
            )
        )
    # Objects that share no name make a table of all their names.
    require_shape(len(told), len(set().union(*told)))
    return pd.DataFrame.from_records(told)


def write_texts(frame: pd.DataFrame) -> pd.DataFrame:
    """Write the attributes of a table as texts, geometry aside; index the rank of the feature.

    Raises
    ------
    UploadError
        If a text is none: what is damaged inside a Parquet is only seen once it is written.
    """
    geometry = frame.geometry.name if isinstance(frame, gpd.GeoDataFrame) else None
    kept = [name for name in frame.columns if name != geometry]
    lines = pd.RangeIndex(1, len(frame) + 1, name="line")
    try:
        texts = {str(name): _spelled(frame[name]) for name in kept}
        return pd.DataFrame(texts, dtype="str").set_axis(lines)
    except BROKEN as error:
        raise damaged() from error


def _spelled(column: pd.Series) -> list[str]:
    values = column.astype(object).where(column.notna(), None)
    return ["" if value is None else spell(value) for value in values]


def place_features(frame: gpd.GeoDataFrame) -> pd.Series:
    """Find the commune that holds a point of each feature; empty where none does.

    A feature over several communes is that of the point on its surface: a list of sites is
    placed right, contours should bring their code.

    Returns
    -------
    pandas.Series
        Codes of communes of 2026, in the order of the features.

    Raises
    ------
    UploadError
        If their CRS is tied to no place on Earth.
    """
    shapes = frame.geometry.reset_index(drop=True)
    if shapes.crs is None:
        # GeoJSON has no CRS but this one; other files without any are nearly always in it too.
        shapes = shapes.set_crs(STORAGE_CRS)
    try:
        points = shapes.to_crs(STORAGE_CRS).representative_point()
    except BROKEN as error:
        raise damaged() from error
    communes = read_boundaries("commune").reset_index()[["code", "geometry"]]
    places = gpd.GeoDataFrame(geometry=points).sjoin(communes, how="left", predicate="within")
    code = places["code"]
    placed: pd.Series = (
        code[~code.index.duplicated()].reindex(shapes.index).fillna("").astype("str")
    )
    return placed
