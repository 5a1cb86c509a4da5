"""The pages of the atlas and the links between them: a link is the whole view on another page.

Streamlit's own menu goes to a page without its address: the browser's back button then finds
a bare page on its way, and a link opened in another tab has lost the view.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from territoires_industrie.scene.address import read_view, write_view
from territoires_industrie.scene.options import PageOptions
from territoires_industrie.scene.pair import MapOptions
from territoires_industrie.scene.problems import Problem
from territoires_industrie.scene.view import View
from territoires_industrie.ui.comparison.options import ComparisonOptions
from territoires_industrie.ui.data_options import DataOptions
from territoires_industrie.ui.method_options import MethodOptions
from territoires_industrie.ui.programme.options import ProgrammeOptions
from territoires_industrie.ui.sectors.options import SectorOptions
from territoires_industrie.ui.sheet.options import SheetOptions
from territoires_industrie.wording import N_, _


@dataclass(frozen=True)
class PageEntry:
    """One page of the atlas.

    Attributes
    ----------
    name
        Of its script, and in addresses.
    title
        French source text.
    icon
        As Streamlit names it.
    options
        What a reader chooses there and nowhere else; None for a page without such choices.
    """

    name: str
    title: str
    icon: str
    options: type[PageOptions] | None = None

    @property
    def script(self) -> str:
        """Its script, from the top of the repository."""
        return f"pages/{self.name}.py"

    @property
    def target(self) -> st.Page:
        """What a link to it names, while a page runs; see ``FirstPage``."""
        if self.name not in _TARGETS:
            is_first = self is PAGES[0]
            _TARGETS[self.name] = (FirstPage if is_first else st.Page)(
                self.script, default=is_first
            )
        return _TARGETS[self.name]


class FirstPage(st.Page):
    """The first page as links name it: their address is right in another tab too.

    Its path is empty, and an address of parameters alone is that of the page it stands on.
    """

    @property
    def url_path(self) -> str:
        """Its path from any page."""
        return "./"


PAGES = (
    PageEntry("carte", N_("Carte"), ":material/map:", MapOptions),
    PageEntry("territoire", N_("Territoire"), ":material/description:", SheetOptions),
    PageEntry("comparaison", N_("Comparaison"), ":material/compare_arrows:", ComparisonOptions),
    PageEntry("filieres", N_("Filières"), ":material/factory:", SectorOptions),
    PageEntry("indicateur", N_("Votre indicateur"), ":material/upload_file:"),
    PageEntry("programme", N_("Programme"), ":material/timeline:", ProgrammeOptions),
    PageEntry("methode", N_("Méthode"), ":material/menu_book:", MethodOptions),
    PageEntry("donnees", N_("Données"), ":material/database:", DataOptions),
)
"""Every page, in the order of the menu; the first is the one that a bare address opens."""


_TARGETS: dict[str, st.Page] = {}
"""What links name, by page: to find it anew takes as long as to draw the link."""

ENTRIES = {entry.name: entry for entry in PAGES}
OPTIONS = tuple(entry.options for entry in PAGES if entry.options is not None)


def read_address(address: Mapping[str, str], page: str) -> tuple[View, list[Problem]]:
    """Read the view of a page's address, with the choices of every page; see ``read_view``."""
    return read_view(address, page, OPTIONS)


def write_short(view: View, page: str) -> dict[str, str]:
    """Write the shortest address of a view: without whatever is the same when left out.

    It holds today's first level and indicator by their absence; the language stays, as
    without it that of another reader's browser would be taken.
    """
    short = write_view(view, page)
    # The language stays: an address that names none means that of its reader's browser.
    for name in [name for name in short if name != "lang"]:
        without = {key: value for key, value in short.items() if key != name}
        if read_address(without, page) == (view, []):
            short = without
    return short


def page_of(path: str) -> str:
    """Return the page that a path opens, whatever stands before the atlas in it.

    >>> page_of("/atlas/filieres"), page_of("/atlas/")
    ('filieres', 'carte')
    """
    last = path.rstrip("/").rpartition("/")[2]
    return last if last in ENTRIES else PAGES[0].name


def window_title(entry: PageEntry) -> str:
    """Write what the tab of a page is called: the page first, by which tabs are told apart."""
    return f"{_(entry.title)} – {_('Atlas des Territoires d’industrie')}"


def run_page() -> None:
    """Run the page that the address names."""
    declare_pages().run()


def declare_pages() -> st.Page:
    """Declare every page to Streamlit, and return the one that the address names.

    Its title is what the browser calls the tab: no menu of Streamlit's shows it.

    Once a process before any request, too: until then Streamlit would take the scripts of
    ``pages/`` for pages of their own, without the header and the style of ``app.py``.
    """
    pages = [
        st.Page(entry.script, title=window_title(entry), icon=entry.icon, default=entry is PAGES[0])
        for entry in PAGES
    ]
    return st.navigation(pages, position="hidden")


def show_menu(view: View) -> None:
    """Link to every page, the view with it."""
    with st.container(horizontal=True, gap="small", key="menu"):
        for entry in PAGES:
            st.page_link(
                entry.target,
                label=_(entry.title),
                icon=entry.icon,
                query_params=write_view(view, entry.name),
                width="content",
            )
