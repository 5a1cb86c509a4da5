"""The pages of the atlas and the links between them: a link is the whole view on another page.

Streamlit's own menu goes to a page without its address: the browser's back button then finds
a bare page on its way, and a link opened in another tab has lost the view.
"""

from dataclasses import dataclass

import streamlit as st
from streamlit.errors import StreamlitAPIException

from territoires_industrie.scene.address import write_view
from territoires_industrie.scene.view import View
from territoires_industrie.wording import N_, _


@dataclass(frozen=True)
class PageEntry:
    """One page: the name of its script and address, its French title, its icon."""

    name: str
    title: str
    icon: str

    @property
    def script(self) -> str:
        """Its script, from the top of the repository."""
        return f"pages/{self.name}.py"


PAGES = (
    PageEntry("carte", N_("Carte"), ":material/map:"),
    PageEntry("territoire", N_("Territoire"), ":material/description:"),
    PageEntry("comparaison", N_("Comparaison"), ":material/compare_arrows:"),
    PageEntry("filieres", N_("Filières"), ":material/factory:"),
    PageEntry("indicateur", N_("Votre indicateur"), ":material/upload_file:"),
    PageEntry("programme", N_("Programme"), ":material/timeline:"),
    PageEntry("methode", N_("Méthode"), ":material/menu_book:"),
    PageEntry("donnees", N_("Données"), ":material/database:"),
)
"""Every page, in the order of the menu; the first is the one that a bare address opens."""


def run_page() -> None:
    """Run the page that the address names."""
    declare_pages().run()


def declare_pages() -> st.Page:
    """Declare every page to Streamlit, and return the one that the address names.

    Once a process before any request, too: until then Streamlit would take the scripts of
    ``pages/`` for pages of their own, without the header and the style of ``app.py``.
    """
    pages = [
        st.Page(entry.script, title=_(entry.title), icon=entry.icon, default=entry is PAGES[0])
        for entry in PAGES
    ]
    return st.navigation(pages, position="hidden")


def show_menu(view: View) -> None:
    """Link to every page, the view with it; nothing when a page runs alone."""
    parameters = write_view(view)
    with st.container(horizontal=True, gap="small", key="menu"):
        for entry in PAGES:
            try:
                st.page_link(
                    entry.script,
                    label=_(entry.title),
                    icon=entry.icon,
                    query_params=parameters,
                    width="content",
                )
            except StreamlitAPIException:
                return
