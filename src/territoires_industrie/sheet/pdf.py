"""A sheet as PDF, inside the process: Typst's own compiler, vector text, no network."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from functools import cache
from threading import Lock
from urllib.parse import urlencode

import typst

from territoires_industrie.analysis.similarity import DEFAULT_COUNT
from territoires_industrie.errors import AtlasError
from territoires_industrie.membership import read_units
from territoires_industrie.scene.address import write_view
from territoires_industrie.scene.view import View, view_of_unit
from territoires_industrie.sheet.brief import read_brief
from territoires_industrie.sheet.chart_svg import font_folder
from territoires_industrie.sheet.compose import read_sheet
from territoires_industrie.sheet.document import typst_source
from territoires_industrie.sheet.header import PAGE
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
        Full address of the view; none is printed where it is empty.
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
                # Left alone, Typst keeps the second at which it wrote the file.
                timestamp=datetime.combine(day, time(), tzinfo=UTC),
            )
    except typst.TypstError as error:
        text = _("La fiche n’a pas pu être mise en PDF ({reason}).")
        raise AtlasError(text, reason=error.message) from error
    assert isinstance(written, bytes), "only formats of one file a page (PNG, SVG) give a list"
    return written


def export_unit_pdf(
    view: View,
    *,
    base: str,
    day: date,
    weights: tuple[tuple[str, float], ...] | None = None,
    similar_count: int = DEFAULT_COUNT,
    is_note: bool = False,
) -> bytes:
    """Write the sheet of the unit that a view selects as PDF, or its note of two pages.

    Parameters
    ----------
    view
        Its level and its first selected unit; the address that is printed is its own.
    base
        Address of the page of a territory on its server; without one, no address is printed and
        other units are no links.
    day, weights, similar_count
        As for ``export_sheet_pdf`` and ``read_sheet``.
    is_note
        Whether the two pages of ``read_brief`` are written; they compare with no group.
    """

    def address(shown: View) -> str:
        return f"{base}?{urlencode(write_view(shown, PAGE, is_pinned=True))}" if base else ""

    code = view.selection[0]
    sheet = (
        read_brief(view.level, code)
        if is_note
        else read_sheet(view.level, code, None if weights is None else dict(weights), similar_count)
    )
    return export_sheet_pdf(
        sheet,
        address=address(view),
        day=day,
        link_to=lambda link: address(view_of_unit(view, link.level_key, link.code)),
    )


@cache
def _compiler() -> typst.Compiler:
    # The machine's own fonts would set the same sheet otherwise on another one.
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[font_folder()])
    return typst.Compiler(font_paths=fonts)


def sheet_file_name(level_key: str, code: str, *, is_note: bool = False) -> str:
    """Name the file of a sheet or a note: ``fiche_axe-seine_ti-2802_phase2.pdf``.

    Raises
    ------
    KeyError
        If the level has no such unit.
    """
    phase = level_key.removeprefix("territoire_")
    name = fold(str(read_units(level_key).at[code, "name"])).replace(" ", "-")[:60]
    return f"{'note' if is_note else 'fiche'}_{name}_{code}_{phase}.pdf"
