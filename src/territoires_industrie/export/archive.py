"""A table as the bytes of a file: what the page hands over and the command line writes."""

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
from territoires_industrie.export.styled import add_classes, layer_styles
from territoires_industrie.export.table import Table, joined_table, table_of
from territoires_industrie.levels import LEVELS
from territoires_industrie.scene.view import View
from territoires_industrie.sources import require_known
from territoires_industrie.wording import _

DEFAULT_DECIMAL = "comma"


@dataclass(frozen=True)
class Manner:
    """How a table is written, whatever it holds.

    Attributes
    ----------
    decimal
        ``comma`` or ``point``, in the CSV.
    visit
        Address and day that the notes cite, if any.
    """

    decimal: str = DEFAULT_DECIMAL
    visit: Visit = NO_VISIT


PLAIN = Manner()


def export_table(
    taken: Table | View,
    written_as: str,
    manner: Manner = PLAIN,
    rows: gpd.GeoDataFrame | None = None,
) -> bytes:
    """Write a table in a format.

    Parameters
    ----------
    taken
        Which units, with which indicators; a view stands for the indicator that it shows.
    written_as
        Key of ``formats.FORMATS``, or ``zip`` for the CSV with what explains it.
    manner
        How it is written.
    rows
        From ``joined_table``, where it has been joined already.

    Raises
    ------
    UnknownCodeError
        If the format, or anything in the table, does not exist.
    """
    require_known(written_as, (*FORMATS, ARCHIVE.key), _("Format"))
    table = table_of(taken)
    joined = joined_table(table) if rows is None else rows
    if written_as == "csv":
        return export_csv(joined, manner.decimal)
    write = {
        ARCHIVE.key: _archive,
        "geojson": _geojson,
        "gpkg": _geopackage,
        "geoparquet": _geoparquet,
        "xlsx": _workbook,
    }[written_as]
    return write(table, manner, joined)


def _geojson(table: Table, manner: Manner, rows: gpd.GeoDataFrame) -> bytes:
    """Put sources, licence, vintages and filters at the head of the features."""
    members = geojson_members(table, manner.visit)
    return export_geojson(rows, LEVELS[table.view.level].code_field, members)


def _archive(table: Table, manner: Manner, rows: gpd.GeoDataFrame) -> bytes:
    """Put the CSV with its dictionary and its sources."""
    contents = {
        f"{file_stem(table)}.csv": export_csv(rows, manner.decimal),
        _("dictionnaire.csv"): export_dictionary(table),
        _("sources.txt"): export_notes(table, manner.visit),
    }
    return write_archive(contents)


def layer_name(table: Table) -> str:
    """Name the layer of a table: its level, with the phase where there are two."""
    level = LEVELS[table.view.level]
    return level.slug.replace("-", "_") + (f"_phase{level.phase}" if level.phase else "")


def _geopackage(table: Table, manner: Manner, rows: gpd.GeoDataFrame) -> bytes:
    from territoires_industrie.export.gpkg import export_gpkg

    styles = layer_styles(table)
    classed = add_classes(rows, table.view.level, styles)
    notes = [*column_notes(table), *class_notes(styles)]
    return export_gpkg(
        classed,
        layer_name(table),
        export_title(table),
        styles=styles,
        titles={note.column: note.label for note in notes},
        tables=(
            dictionary_table(notes, list(classed.columns)),
            source_table(table),
            note_table(table, manner.visit),
        ),
    )


def _geoparquet(table: Table, manner: Manner, rows: gpd.GeoDataFrame) -> bytes:
    from territoires_industrie.export.geoparquet import export_geoparquet

    columns = [note.__dict__ for note in column_notes(table)]
    return export_geoparquet(rows, {**geojson_members(table, manner.visit), "columns": columns})


def _workbook(table: Table, manner: Manner, rows: gpd.GeoDataFrame) -> bytes:
    from territoires_industrie.export.xlsx import export_xlsx

    decimals = {one.indicator.key: one.indicator.decimals for one in all_shown(table)}
    return export_xlsx(
        rows,
        _("données"),
        export_title(table),
        decimals=decimals,
        tables=(
            dictionary_table(column_notes(table)),
            source_table(table),
            note_table(table, manner.visit),
        ),
    )
