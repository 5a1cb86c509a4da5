"""Links to the named views, each with its picture."""

from base64 import b64encode
from dataclasses import replace
from functools import cache

import streamlit as st

from territoires_industrie.scene.named_views import NAMED_VIEWS, NamedView
from territoires_industrie.scene.view import View
from territoires_industrie.ui.links import show_link
from territoires_industrie.ui.programme.options import ProgrammeOptions
from territoires_industrie.wording import _


def show_named_views(view: View) -> None:
    """Link to views worth seeing, in the language of the page."""
    st.markdown(f"**{_('À voir')}**")
    with st.container(horizontal=True, key="vues"):
        for named in NAMED_VIEWS:
            with st.container(key=f"vue_{named.key}", gap=None):
                st.html(_picture_html(named))
                shown = replace(named.view, language=view.language)
                show_link("carte", _(named.title), shown, is_same_page=True)
    compared = replace(view.options_of(ProgrammeOptions), part="comparaison")
    show_link(
        ProgrammeOptions.page,
        _("Membres et non-membres : les écarts"),
        view.with_options(compared),
        icon=":material/balance:",
    )


@cache
def _picture_html(named: NamedView) -> str:
    # Inside the page: an address would depend on where the atlas is served.
    written = b64encode(named.picture.read_bytes()).decode()
    return f'<img alt="" src="data:image/webp;base64,{written}">'
