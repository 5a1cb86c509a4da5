"""The selection that travels through a page which does not draw it: named, with its links."""

import streamlit as st

from territoires_industrie.levels import GROUP_LEVELS, LEVELS
from territoires_industrie.membership import read_units
from territoires_industrie.scene.view import View
from territoires_industrie.sheet.header import SHEET_LEVELS
from territoires_industrie.ui.links import show_link
from territoires_industrie.wording import _, list_texts

COMPARED_MIN = 2


def show_carried(view: View) -> None:
    """Name the selection and offer the pages that show it; nothing when there is none."""
    if not view.selection:
        return
    names = read_units(view.level)["name"]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            _("Sélection ({level}) : {names}").format(
                level=_(LEVELS[view.level].title),
                names=list_texts(str(names[code]) for code in view.selection),
            )
        )
        show_link("carte", _("Carte"), view, icon=":material/map:")
        if view.level in SHEET_LEVELS:
            show_link("territoire", _("Fiche"), view, icon=":material/description:")
        if len(view.selection) >= COMPARED_MIN and view.level in GROUP_LEVELS:
            show_link("comparaison", _("Comparaison"), view, icon=":material/compare_arrows:")
