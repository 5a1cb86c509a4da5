"""GeoPackage with its styles, its dictionary, its sources and its notes."""

from typing import TYPE_CHECKING

from territoires_industrie.export.format import Format
from territoires_industrie.export.manner import Manner
from territoires_industrie.wording import N_

if TYPE_CHECKING:
    from territoires_industrie.export.document import Document


def _write(document: "Document", _manner: Manner) -> bytes:
    from territoires_industrie.export.dictionary import class_notes
    from territoires_industrie.export.gpkg import export_gpkg
    from territoires_industrie.export.notes import explained_tables
    from territoires_industrie.export.styled import add_classes

    styles = document.styles()
    classed = add_classes(document.rows, document.code_field, styles)
    # A class stands beside its figure in the layer, and so in the dictionary.
    place = {column: rank for rank, column in enumerate(classed.columns)}
    notes = sorted((*document.columns, *class_notes(styles)), key=lambda note: place[note.column])
    beside = document.beside
    return export_gpkg(
        classed,
        document.layer,
        document.title,
        styles=styles,
        titles={note.column: note.label for note in notes},
        tables=explained_tables(document, [*notes, *(beside.columns if beside else ())]),
        points=beside,
    )


FORMAT = Format(
    key="gpkg",
    suffixes=("gpkg",),
    label=N_("GeoPackage : pour QGIS, déjà mis en couleurs"),
    media_type="application/geopackage+sqlite3",
    rank=3,
    write=_write,
    holds_more=True,
    needs_ground=True,
    has_systems=True,
    has_style=True,
)
