"""CSV without its boundaries, as a French spreadsheet opens it."""

from typing import TYPE_CHECKING

from territoires_industrie.export.format import Format
from territoires_industrie.export.manner import Manner
from territoires_industrie.wording import N_

if TYPE_CHECKING:
    from territoires_industrie.export.document import Document


def _write(document: "Document", manner: Manner) -> bytes:
    from territoires_industrie.export.csv import export_csv, without_ground

    return export_csv(without_ground(document.rows), manner.decimal)


FORMAT = Format(
    key="csv",
    suffixes=("csv",),
    label=N_("CSV : données seules"),
    media_type="text/csv",
    rank=2,
    write=_write,
    is_text=True,
    has_decimal_mark=True,
    # The pages give it with what explains it.
    on_page=False,
)
