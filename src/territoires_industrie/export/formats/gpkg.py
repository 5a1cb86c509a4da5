"""GeoPackage with its styles, its dictionary, its sources and its notes."""

from typing import TYPE_CHECKING

from territoires_industrie.export.format import Format
from territoires_industrie.export.manner import Manner
from territoires_industrie.wording import N_, _

if TYPE_CHECKING:
    import geopandas as gpd

    from territoires_industrie.export.table import Table


def _write(table: "Table", manner: Manner, rows: "gpd.GeoDataFrame") -> bytes:
    from territoires_industrie.analysis.industrial_sites import sites_record
    from territoires_industrie.export.dictionary import class_notes, column_notes, dictionary_table
    from territoires_industrie.export.gpkg import PointLayer, export_gpkg
    from territoires_industrie.export.names import layer_name
    from territoires_industrie.export.notes import note_table, source_table
    from territoires_industrie.export.origin import export_title
    from territoires_industrie.export.sites import LAYER, site_rows
    from territoires_industrie.export.styled import add_classes, layer_styles

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
        points=PointLayer(LAYER, _(sites_record().title), site_rows(table.view))
        if table.view.shows_sites
        else None,
    )


FORMAT = Format(
    key="gpkg",
    suffixes=("gpkg",),
    label=N_("GeoPackage : pour QGIS, déjà mis en couleurs"),
    media_type="application/geopackage+sqlite3",
    rank=3,
    write=_write,
    has_style=True,
)
