"""XLSX: the figures, then the dictionary, the sources and the notes, a sheet each."""

from typing import TYPE_CHECKING

from territoires_industrie.export.format import Format
from territoires_industrie.export.manner import Manner
from territoires_industrie.wording import N_, _

if TYPE_CHECKING:
    import geopandas as gpd

    from territoires_industrie.export.table import Table


def _write(table: "Table", manner: Manner, rows: "gpd.GeoDataFrame") -> bytes:
    from territoires_industrie.export.dictionary import column_notes, dictionary_table
    from territoires_industrie.export.notes import note_table, source_table
    from territoires_industrie.export.origin import all_shown, export_title
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


FORMAT = Format(
    key="xlsx",
    suffixes=("xlsx",),
    label=N_("XLSX : classeur, dictionnaire et sources"),
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    rank=6,
    write=_write,
)
