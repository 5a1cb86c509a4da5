"""XLSX: the figures, then the dictionary, the sources and the notes, a sheet each."""

from typing import TYPE_CHECKING

from territoires_industrie.export.format import Format
from territoires_industrie.export.manner import Manner
from territoires_industrie.wording import N_, _

if TYPE_CHECKING:
    from territoires_industrie.export.document import Document


def _write(document: "Document", _manner: Manner) -> bytes:
    from territoires_industrie.export.csv import without_ground
    from territoires_industrie.export.notes import explained_tables
    from territoires_industrie.export.xlsx import export_xlsx

    return export_xlsx(
        without_ground(document.rows),
        _("données"),
        document.title,
        decimals=document.decimals,
        labels=document.labels,
        tables=explained_tables(document, document.columns),
    )


FORMAT = Format(
    key="xlsx",
    suffixes=("xlsx",),
    label=N_("XLSX : classeur, dictionnaire et sources"),
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    rank=6,
    write=_write,
)
