"""The CSV with what explains it, in a ZIP: its dictionary and its sources."""

from typing import TYPE_CHECKING

from territoires_industrie.export.format import Format
from territoires_industrie.export.manner import Manner
from territoires_industrie.wording import N_, _

if TYPE_CHECKING:
    import geopandas as gpd

    from territoires_industrie.export.table import Table


def _write(table: "Table", manner: Manner, rows: "gpd.GeoDataFrame") -> bytes:
    from territoires_industrie.export.bundle import write_archive
    from territoires_industrie.export.csv import export_csv
    from territoires_industrie.export.dictionary import export_dictionary
    from territoires_industrie.export.names import file_stem
    from territoires_industrie.export.notes import export_notes
    from territoires_industrie.export.sites import LAYER, site_table

    contents = {
        f"{file_stem(table)}.csv": export_csv(rows, manner.decimal),
        _("dictionnaire.csv"): export_dictionary(table),
        _("sources.txt"): export_notes(table, manner.visit),
    }
    if table.view.shows_sites:
        contents[f"{LAYER}.csv"] = export_csv(site_table(table.view), manner.decimal)
    return write_archive(contents)


FORMAT = Format(
    key="zip",
    suffixes=("zip",),
    label=N_("CSV, dictionnaire et sources (ZIP)"),
    media_type="application/zip",
    rank=9,
    write=_write,
    has_decimal_mark=True,
    # The command writes the CSV alone, and the dictionary by its own option.
    in_command=False,
)
