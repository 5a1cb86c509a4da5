"""The method page: every rule of the atlas, found by section or by words."""

import streamlit as st

from territoires_industrie.indicators.own import is_own
from territoires_industrie.method.cards import SECTION, coverage_table, family_of
from territoires_industrie.method.contents import (
    SECTIONS,
    read_method,
    read_section,
    write_markdown,
)
from territoires_industrie.method.model import Section, filter_sections
from territoires_industrie.method.prose import read_title
from territoires_industrie.scene.view import View
from territoires_industrie.ui.controls import bound
from territoires_industrie.ui.file_button import FileToTake, show_file_button
from territoires_industrie.ui.frame import page
from territoires_industrie.ui.links import show_link
from territoires_industrie.ui.method_options import MethodOptions
from territoires_industrie.ui.notes_html import note_table_html, section_html
from territoires_industrie.ui.state import change_options
from territoires_industrie.ui.words import show_head
from territoires_industrie.wording import _, ngettext


@page("methode")
def show_method_page(view: View) -> None:
    """Draw the method page."""
    options = view.options_of(MethodOptions)
    show_head(view, _("Méthode"), options, _("Chercher dans la méthode"))
    if options.search:
        _show_found(options.search)
    else:
        _show_section(view)
    _show_download()


def _show_found(words: str) -> None:
    found = filter_sections(read_method(), words)
    count = sum(len(section.entries) for section in found)
    text = ngettext("{count} note répond à vos mots.", "{count} notes répondent à vos mots.", count)
    st.caption(text)
    for section in found:
        st.markdown(f"### {section.title}")
        st.html(section_html(section, level=4))


def _show_section(view: View) -> None:
    options = view.options_of(MethodOptions)
    st.segmented_control(
        _("Section"),
        list(SECTIONS),
        format_func=read_title,
        required=True,
        label_visibility="collapsed",
        **bound("methode_vue", options.section, _choose),
    )
    section = read_section(options.section)
    opened = _opened(view, section)
    st.markdown(section.introduction)
    if options.section == SECTION:
        _show_indicator(view, section, opened)
    st.html(section_html(section, opened))


def _choose(slug: str) -> None:
    change_options(MethodOptions, section=slug, note="")


def _opened(view: View, section: Section) -> str:
    """Return which entry the address opens: a note, else the indicator of the view.

    The page that took a user's own indicator explains it; here it has no entry.
    """
    asked = view.options_of(MethodOptions).note
    # A figure that a reader brought has no entry here: its own page says what it is.
    if asked or section.slug != SECTION or is_own(view.indicator):
        return asked
    first = family_of(view.indicator_spec)[0]
    return first.family or first.key


def _show_indicator(view: View, section: Section, opened: str) -> None:
    """Write where the view's indicator has figures, and link to its map."""
    spec = view.indicator_spec
    if opened != (spec.family or spec.key):
        return
    title = next(entry.title for entry in section.entries if entry.slug == opened)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(_("Indicateur de la carte : **{title}**").format(title=title))
        show_link("carte", _("Voir la carte"), view, icon=":material/map:")
    table = coverage_table(spec, view.year)
    with st.expander(table.title):
        st.html(f"<div class='notes'>{note_table_html(table)}</div>")


def _show_download() -> None:
    show_file_button(
        _("Télécharger toute la méthode (Markdown)"),
        FileToTake(_("methode.md"), "text/markdown", _written),
        "telecharger_methode",
    )


def _written() -> bytes:
    return write_markdown(read_method()).encode("utf-8")
