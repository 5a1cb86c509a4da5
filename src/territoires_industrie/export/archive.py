"""An extract as the bytes of a file: what the page hands over and the command line writes."""

from dataclasses import dataclass

import geopandas as gpd

from territoires_industrie.export.bundle import write_archive
from territoires_industrie.export.citation import NO_VISIT, Visit
from territoires_industrie.export.csv import export_csv
from territoires_industrie.export.dictionary import (
    class_notes,
    column_notes,
    dictionary_table,
    export_dictionary,
)
from territoires_industrie.export.formats import ARCHIVE, FORMATS
from territoires_industrie.export.geojson import export_geojson
from territoires_industrie.export.names import file_stem
from territoires_industrie.export.notes import (
    export_notes,
    geojson_members,
    note_table,
    source_table,
)
from territoires_industrie.export.origin import all_shown, export_title
from territoires_industrie.export.styled import Classing, add_classes, layer_styles
from territoires_industrie.export.table import joined_extract
from territoires_industrie.levels import LEVELS
from territoires_industrie.scene.extract import Extract
from territoires_industrie.sources import require_known
from territoires_industrie.wording import _

DEFAULT_DECIMAL = "comma"


@dataclass(frozen=True)
class Manner:
    """How an extract is written, whatever it holds.

    Attributes
    ----------
    decimal
        ``comma`` or ``point``, in the CSV.
    classing
        Classes of the stored style, in the GeoPackage; the usual ones when None.
    visit
        Address and day that the notes cite, if any.
    """

    decimal: str = DEFAULT_DECIMAL
    classing: Classing | None = None
    visit: Visit = NO_VISIT


PLAIN = Manner()


def export_extract(
    extract: Extract,
    written_as: str,
    manner: Manner = PLAIN,
    table: gpd.GeoDataFrame | None = None,
) -> bytes:
    """Write an extract in a format.

    Parameters
    ----------
    extract
        Which units, with which indicators.
    written_as
        Key of ``formats.FORMATS``, or ``zip`` for the CSV with what explains it.
    manner
        How it is written.
    table
        Its table where it has been joined already.

    Raises
    ------
    UnknownCodeError
        If the format, or anything in the extract, does not exist.
    """
    require_known(written_as, (*FORMATS, ARCHIVE.key), _("Format"))
    joined = joined_extract(extract) if table is None else table
    if written_as == "csv":
        return export_csv(joined, manner.decimal)
    if written_as == ARCHIVE.key:
        return export_extract_archive(extract, manner.decimal, joined, manner.visit)
    if written_as == "gpkg":
        return _geopackage(extract, manner, joined)
    if written_as == "geoparquet":
        return _geoparquet(extract, manner, joined)
    if written_as == "xlsx":
        return _workbook(extract, manner, joined)
    return export_extract_geojson(extract, joined, manner.visit)


def export_extract_geojson(
    extract: Extract, table: gpd.GeoDataFrame | None = None, visit: Visit = NO_VISIT
) -> bytes:
    """Write an extract as GeoJSON, with sources, licence, vintages and filters at its head."""
    joined = joined_extract(extract) if table is None else table
    members = geojson_members(extract, visit)
    return export_geojson(joined, LEVELS[extract.level_key].code_field, members)


def export_extract_archive(
    extract: Extract,
    decimal: str = DEFAULT_DECIMAL,
    table: gpd.GeoDataFrame | None = None,
    visit: Visit = NO_VISIT,
) -> bytes:
    """Write an extract as a ZIP: the CSV, its dictionary, its sources.

    ``decimal`` is ``comma`` or ``point``, in the CSV.
    """
    joined = joined_extract(extract) if table is None else table
    contents = {
        f"{file_stem(extract)}.csv": export_csv(joined, decimal),
        _("dictionnaire.csv"): export_dictionary(extract),
        _("sources.txt"): export_notes(extract, visit),
    }
    return write_archive(contents)


def layer_name(extract: Extract) -> str:
    """Name the layer of an extract: its level, with the phase where there are two."""
    level = LEVELS[extract.level_key]
    return level.slug.replace("-", "_") + (f"_phase{level.phase}" if level.phase else "")


def _geopackage(extract: Extract, manner: Manner, table: gpd.GeoDataFrame) -> bytes:
    from territoires_industrie.export.gpkg import export_gpkg

    styles = layer_styles(extract, manner.classing)
    classed = add_classes(table, extract.level_key, styles)
    notes = [*column_notes(extract), *class_notes(styles)]
    return export_gpkg(
        classed,
        layer_name(extract),
        export_title(extract),
        styles=styles,
        titles={note.column: note.label for note in notes},
        tables=(
            dictionary_table(notes, list(classed.columns)),
            source_table(extract),
            note_table(extract, manner.visit),
        ),
    )


def _geoparquet(extract: Extract, manner: Manner, table: gpd.GeoDataFrame) -> bytes:
    from territoires_industrie.export.geoparquet import export_geoparquet

    columns = [note.__dict__ for note in column_notes(extract)]
    return export_geoparquet(table, {**geojson_members(extract, manner.visit), "columns": columns})


def _workbook(extract: Extract, manner: Manner, table: gpd.GeoDataFrame) -> bytes:
    from territoires_industrie.export.xlsx import export_xlsx

    decimals = {one.indicator.key: one.indicator.decimals for one in all_shown(extract)}
    return export_xlsx(
        table,
        _("données"),
        export_title(extract),
        decimals=decimals,
        tables=(
            dictionary_table(column_notes(extract)),
            source_table(extract),
            note_table(extract, manner.visit),
        ),
    )
