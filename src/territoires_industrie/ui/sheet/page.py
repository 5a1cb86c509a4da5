"""The page of one territory: its sheet on screen, and the same sheet as PDF."""

from dataclasses import replace
from functools import partial
from html import escape
from urllib.parse import urlencode

import streamlit as st

from territoires_industrie.scene.address import write_view
from territoires_industrie.scene.view import View, settle
from territoires_industrie.sheet.compose import read_sheet
from territoires_industrie.sheet.header import PAGE, SHEET_LEVELS
from territoires_industrie.sheet.model import Sheet
from territoires_industrie.sheet.pdf import sheet_file_name
from territoires_industrie.sheet.sources import cite_sources
from territoires_industrie.ui.by_address import top_address
from territoires_industrie.ui.comparison.options import ComparisonOptions
from territoires_industrie.ui.downloads import show_offer
from territoires_industrie.ui.frame import page, show_so_far
from territoires_industrie.ui.links import show_link
from territoires_industrie.ui.markdown import escape_markdown
from territoires_industrie.ui.offers import sheet_offer
from territoires_industrie.ui.sheet.blocks import show_section
from territoires_industrie.ui.sheet.choice import (
    show_choice,
    show_criteria,
    show_nothing,
    show_others,
    shown_code,
)
from territoires_industrie.ui.sheet.files import show_pdf_button
from territoires_industrie.ui.sheet.options import SheetOptions
from territoires_industrie.ui.sheet.paper import absences_html, list_html, parts_html
from territoires_industrie.wording import _, say_pair

SIMILAR = "semblables"
SHOWN = "fiche_montree"
COMPARED = 4
"""Units of the similar group that the comparison opens with: more colours are hard to follow."""


@page("territoire")
def show_sheet_page(view: View) -> None:
    """Draw the page of a territory."""
    show_choice(view)
    code = shown_code(view)
    if code is None or view.level not in SHEET_LEVELS:
        show_nothing(view)
        return
    options = view.options_of(SheetOptions)
    sheet = read_sheet(view.level, code, options.weight_of, int(options.count))
    place = st.empty()
    if st.session_state.get(SHOWN) not in (None, code):
        # Without its sheet the page is short: the browser goes to its top by itself.
        place.empty()
        show_so_far()
    st.session_state[SHOWN] = code
    with place.container():
        _show_sheet(sheet, view)


def _show_sheet(sheet: Sheet, view: View) -> None:
    _show_title(sheet, view)
    parts = st.empty()
    # Empty, to keep its place until the sections come.
    parts.html(parts_html([]))
    show_so_far()
    stem = sheet_file_name(sheet.level_key, sheet.code).removesuffix(".pdf")
    shown: list[tuple[str, str]] = []
    for section in sheet.parts():
        shown.append((section.key, section.title))
        parts.html(parts_html(shown))
        before = partial(show_criteria, view) if section.key == SIMILAR else None
        show_section(section, view, stem, before=before)
    parts.html(parts_html([*shown, ("sources", _("Sources"))]))
    show_offer(sheet_offer(view, sheet.code))
    _show_end(sheet, view)


def _show_title(sheet: Sheet, view: View) -> None:
    st.header(escape_markdown(sheet.name), anchor=False)
    st.caption(escape_markdown(sheet.kind))
    with st.container(horizontal=True, vertical_alignment="center", key="fiche_actions"):
        shown = replace(view, selection=(sheet.code,))
        show_pdf_button(_("Note de deux pages"), shown, is_note=True)
        show_pdf_button(_("Fiche en PDF"), shown, is_note=False)
        show_link("carte", _("Voir sur la carte"), view, icon=":material/map:")
        if sheet.similar:
            show_link(
                "comparaison",
                _("Comparer aux plus semblables"),
                _compared(sheet, view),
                icon=":material/compare_arrows:",
            )
    show_others(view)


def _compared(sheet: Sheet, view: View) -> View:
    """Return the view that compares the unit with those of its group, the nearest first."""
    codes = (sheet.code, *sheet.similar[:COMPARED])
    return settle(
        replace(view, selection=codes).with_options(
            # Without the units of other levels that stood beside the last comparison.
            replace(view.options_of(ComparisonOptions), beside=())
        )
    )


def _show_end(sheet: Sheet, view: View) -> None:
    st.subheader(_("Sources"), anchor="sources", divider="gray")
    address = escape(_("Adresse de cette vue"))
    sources = list_html(cite_sources(sheet))
    absences = absences_html([say_pair(title, text) for title, text in sheet.absences()])
    st.html(f"{sources}{absences}<p class='fiche note'>{address}</p>")
    st.code(
        f"{top_address()}{PAGE}?{urlencode(write_view(view, PAGE, is_pinned=True))}",
        language=None,
        wrap_lines=True,
    )
