"""A table as the bytes of a file: what the page hands over and the command line writes."""

from dataclasses import replace
from functools import partial

import geopandas as gpd
import pandas as pd

from territoires_industrie.crs import STORAGE_CRS, WRITTEN_CRS
from territoires_industrie.export.citation import cite
from territoires_industrie.export.dictionary import column_notes
from territoires_industrie.export.document import Document
from territoires_industrie.export.formats import FORMATS
from territoires_industrie.export.ground import project
from territoires_industrie.export.long_table import long_columns, long_rows
from territoires_industrie.export.manner import NO_VISIT, PLAIN, Manner, Visit
from territoires_industrie.export.members import Members, member_document
from territoires_industrie.export.names import file_stem, layer_name
from territoires_industrie.export.origin import all_shown, export_title, used_records
from territoires_industrie.export.sites import site_document
from territoires_industrie.export.styled import layer_styles
from territoires_industrie.export.table import Table, joined_table, table_of
from territoires_industrie.levels import LEVELS
from territoires_industrie.scene.errors import RequestError
from territoires_industrie.scene.filters import describe_filter
from territoires_industrie.scene.view import View
from territoires_industrie.sources import require_known
from territoires_industrie.wording import _


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
        Key of ``formats.FORMATS``.
    manner
        How it is written.
    rows
        From ``joined_table``, where it has been joined already.

    Raises
    ------
    UnknownCodeError
        If the format, or anything in the table, does not exist.
    RequestError
        If the format cannot hold such rows, or not in the system that is asked for.
    """
    require_known(written_as, tuple(FORMATS), _("Format"))
    return write_document(document_of(table_of(taken), manner.visit, rows), written_as, manner)


def document_of(
    table: Table, visit: Visit = NO_VISIT, rows: pd.DataFrame | None = None
) -> Document:
    """Gather the rows of a table and all that is said of them."""
    if rows is None:
        rows = long_rows(table) if table.every_year else joined_table(table)
    return Document(
        rows=rows,
        code_field=LEVELS[table.view.level].code_field,
        title=export_title(table),
        stem=file_stem(table),
        layer=layer_name(table),
        columns=tuple(long_columns(table) if table.every_year else column_notes(table)),
        records=tuple(used_records(table)),
        citation=cite(table, visit),
        kept=tuple(describe_filter(table.view.filter)),
        dated=all_shown(table),
        styles=partial(layer_styles, table),
        beside=site_document(table.view.level, table.view.filter, visit)
        if table.view.shows_sites
        else None,
    )


def write_document(document: Document, written_as: str, manner: Manner = PLAIN) -> bytes:
    """Write a document in a format, in the system that is asked for.

    Raises
    ------
    UnknownCodeError
        If there is no such format or system.
    RequestError
        If the format cannot hold such rows, or not in that system.
    """
    require_known(written_as, tuple(FORMATS), _("Format"))
    require_known(manner.crs, WRITTEN_CRS, _("Système de coordonnées"))
    form = FORMATS[written_as]
    if form.needs_ground and not isinstance(document.rows, gpd.GeoDataFrame):
        plain = ", ".join(key for key, one in FORMATS.items() if not one.needs_ground)
        message = _("Ces lignes n'ont pas de contours : prenez-les en {formats}, non en {format}.")
        raise RequestError(message, formats=plain, format=written_as)
    if manner.crs != STORAGE_CRS and not form.has_systems:
        able = ", ".join(key for key, one in FORMATS.items() if one.has_systems)
        message = _("{format} est toujours en {crs} : les formats {formats} ont d'autres systèmes.")
        raise RequestError(message, format=written_as, crs=STORAGE_CRS, formats=able)
    # A format that leaves out what goes along must not cite its sources either.
    held = document if form.holds_more else replace(document, beside=None)
    return form.write(project(held, manner.crs), manner)


def export_members(wanted: Members, written_as: str, manner: Manner = PLAIN) -> bytes:
    """Write territories, their members and their figures in a format of rows without ground."""
    return write_document(member_document(wanted, manner.visit), written_as, manner)


def export_sites_geojson(view: View) -> bytes:
    """Write the declared sites of a view as GeoJSON, with what they are not and their source."""
    return write_document(site_document(view.level, view.filter), "geojson")
