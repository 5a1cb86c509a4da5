"""Links to the named views, each with its picture."""

from dataclasses import replace

import streamlit as st

from territoires_industrie.scene.named_views import NAMED_VIEWS
from territoires_industrie.scene.view import View
from territoires_industrie.ui.links import show_link
from territoires_industrie.ui.programme.options import ProgrammeOptions
from territoires_industrie.wording import _


def show_named_views(view: View) -> None:
    """Link to views worth seeing, in the language of the page."""
    st.markdown(f"**{_('À voir')}**")
    with st.container(horizontal=True, key="vues"):
        for named in NAMED_VIEWS:
            # In the label: a block and a text of its own would be made at each run of the page.
            label = f"![]({named.address}) {_(named.title)}"
            shown = replace(named.view, language=view.language)
            show_link("carte", label, shown, is_same_page=True)
    compared = replace(view.options_of(ProgrammeOptions), part="comparaison")
    show_link(
        ProgrammeOptions.page,
        _("Membres et non-membres : les écarts"),
        view.with_options(compared),
        icon=":material/balance:",
    )
