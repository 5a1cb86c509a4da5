"""An extract as the bytes of a file: what the page hands over and the command line writes."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import geopandas as gpd

from territoires_industrie.export.csv import export_csv
from territoires_industrie.export.dictionary import export_dictionary
from territoires_industrie.export.extract import Extract
from territoires_industrie.export.geojson import export_geojson
from territoires_industrie.export.names import file_stem
from territoires_industrie.export.notes import export_notes, geojson_members
from territoires_industrie.export.table import joined_extract
from territoires_industrie.levels import LEVELS
from territoires_industrie.wording import _

EPOCH = (1980, 1, 1, 0, 0, 0)
"""Time written in archives: the same view gives the same bytes, whenever it is asked for."""


def export_extract_geojson(extract: Extract, table: gpd.GeoDataFrame | None = None) -> bytes:
    """Write an extract as GeoJSON, with sources, licence, vintages and filters at its head."""
    joined = joined_extract(extract) if table is None else table
    return export_geojson(joined, LEVELS[extract.level_key].code_field, geojson_members(extract))


def export_extract_archive(
    extract: Extract, decimal: str = "comma", table: gpd.GeoDataFrame | None = None
) -> bytes:
    """Write an extract as a ZIP: the CSV, its dictionary, its sources.

    ``decimal`` is ``comma`` or ``point``, in the CSV.
    """
    joined = joined_extract(extract) if table is None else table
    contents = {
        f"{file_stem(extract)}.csv": export_csv(joined, decimal),
        _("dictionnaire.csv"): export_dictionary(extract),
        _("sources.txt"): export_notes(extract),
    }
    return write_archive(contents)


def write_archive(contents: Mapping[str, bytes]) -> bytes:
    """Write named contents as a ZIP that depends on nothing else: no date, no owner."""
    archive = BytesIO()
    with ZipFile(archive, "w", ZIP_DEFLATED) as file:
        for name, content in contents.items():
            entry = ZipInfo(name, EPOCH)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            file.writestr(entry, content)
    return archive.getvalue()
