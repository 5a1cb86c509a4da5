"""Links from a page to another that show a view there: true links, addresses included."""

from html import escape
from urllib.parse import urlencode

import streamlit as st

from territoires_industrie.html_table import Html
from territoires_industrie.levels import LEVELS
from territoires_industrie.scene.address import write_view
from territoires_industrie.scene.view import View
from territoires_industrie.sheet.header import PAGE
from territoires_industrie.ui.navigation import ENTRIES

FOLLOWED = "lien"
"""Parameter of a link to the page that it stands on, gone once the link is followed.

Streamlit leaves the browser's address as it was for such a link: only an address that
the page has to write again, without that parameter, reaches the browser.
"""


def show_link(
    page: str, label: str, view: View, icon: str | None = None, *, is_same_page: bool = False
) -> None:
    """Draw a link to a view on a page of the atlas.

    Parameters
    ----------
    page
        Name of the page in addresses (``territoire``), which is that of its script.
    label
        Markdown: escape the names that come from data.
    is_same_page
        Whether the link stands on that very page.
    """
    parameters = write_view(view, page) | ({FOLLOWED: "1"} if is_same_page else {})
    st.page_link(ENTRIES[page].target, label=label, icon=icon, query_params=parameters)


def link_html(view: View, level_key: str, code: str, text: str) -> Html:
    """Link to the sheet of a unit, with the language of the page."""
    address = unit_address(view, level_key, code)
    return Html(f'<a href="{address}" target="_self">{escape(text)}</a>')


def unit_address(view: View, level_key: str, code: str) -> str:
    """Write the address of the sheet of a unit, in the language of a view."""
    level = LEVELS[level_key]
    parameters = {
        "niveau": level.slug,
        "phase": str(level.phase) if level.phase else "",
        "selection": code,
        "lang": write_view(view).get("lang", ""),
    }
    kept = urlencode({name: value for name, value in parameters.items() if value})
    return f"{PAGE}?{kept}"
