"""The CSV with what explains it, in a ZIP: its dictionary and its sources."""

from typing import TYPE_CHECKING

from territoires_industrie.export.format import Format
from territoires_industrie.export.manner import Manner
from territoires_industrie.wording import N_, _

if TYPE_CHECKING:
    from territoires_industrie.export.document import Document


def _write(document: "Document", manner: Manner) -> bytes:
    from territoires_industrie.export.bundle import write_archive
    from territoires_industrie.export.csv import column_types, export_csv, without_ground
    from territoires_industrie.export.dictionary import export_dictionary
    from territoires_industrie.export.notes import export_notes

    held = {document.stem: document.rows}
    if document.beside:
        held[document.beside.layer] = document.beside.rows
    contents = {}
    for name, layer in held.items():
        rows = without_ground(layer)
        contents[f"{name}.csv"] = export_csv(rows, manner.decimal)
        contents[f"{name}.csvt"] = column_types(rows)
    contents[_("dictionnaire.csv")] = export_dictionary(document.all_columns)
    contents[_("sources.txt")] = export_notes(document)
    return write_archive(contents)


FORMAT = Format(
    key="zip",
    suffixes=("zip",),
    label=N_("CSV, dictionnaire et sources (ZIP)"),
    media_type="application/zip",
    rank=9,
    write=_write,
    holds_more=True,
    has_decimal_mark=True,
)
