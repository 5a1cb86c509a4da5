"""A sheet as PDF, inside the process: Typst's own compiler, vector text, no network."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from functools import cache
from threading import Lock

import typst

from territoires_industrie.errors import AtlasError
from territoires_industrie.sheet.chart_svg import font_folder
from territoires_industrie.sheet.document import typst_source
from territoires_industrie.sheet.model import Link, Sheet
from territoires_industrie.wording import _, fold, format_date

_ONE_AT_A_TIME = Lock()
"""The compiler keeps what it has set between two documents: one thread at a time."""


def export_sheet_pdf(
    sheet: Sheet, *, address: str, day: date, link_to: Callable[[Link], str] | None = None
) -> bytes:
    """Write a sheet as PDF: every block of the page, sources and address of the view.

    Parameters
    ----------
    address
        Full address of the view.
    day
        Date printed on the sheet and kept in the file.
    link_to
        Address of the sheet of another unit; none leads to the view itself.

    Raises
    ------
    AtlasError
        If the document cannot be written.
    """
    source = typst_source(sheet, address, format_date(day), link_to or (lambda _link: address))
    try:
        with _ONE_AT_A_TIME:
            written = _compiler().compile(
                source.encode(),
                format="pdf",
                timestamp=datetime.combine(day, time(), tzinfo=UTC),
            )
    except typst.TypstError as error:
        text = _("La fiche n’a pas pu être mise en PDF ({reason}).")
        raise AtlasError(text.format(reason=error.message)) from error
    if not isinstance(written, bytes):
        raise AtlasError(_("La fiche n’a pas pu être mise en PDF ({reason}).").format(reason="PDF"))
    return written


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[font_folder()])
    return typst.Compiler(font_paths=fonts)


def sheet_file_name(sheet: Sheet) -> str:
    """Name the file of a sheet: ``fiche_axe-seine_ti-2802_phase2.pdf``."""
    phase = sheet.level_key.removeprefix("territoire_")
    name = fold(sheet.name).replace(" ", "-")[:60]
    return f"fiche_{name}_{sheet.code}_{phase}.pdf"
