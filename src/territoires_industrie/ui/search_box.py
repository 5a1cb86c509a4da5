"""Search by name or code, accents ignored: a result selects and zooms."""

import streamlit as st

from territoires_industrie.levels import LEVELS
from territoires_industrie.search import Hit, search
from territoires_industrie.ui.state import change_view, focus_on
from territoires_industrie.ui.view import View
from territoires_industrie.wording import _

TEXT = "recherche"


def show_search(view: View) -> None:
    """Show the search field and, under it, what it finds."""
    text = st.text_input(
        _("Rechercher"),
        key=TEXT,
        type="search",
        live="250ms",
        icon=":material/search:",
        placeholder=_("Commune, EPCI, territoire, département, région ou code"),
    )
    if not text.strip():
        return
    hits = search(text)
    if not hits:
        st.caption(
            _("Aucun nom ni code ne correspond à « {text} ».").format(text=text.strip()[:60])
        )
    with st.container(key="resultats", gap=None):
        for hit in hits:
            st.button(
                f"{hit.name} — {_(LEVELS[hit.level].singular)} {hit.code}{_context(hit)}",
                key=f"resultat_{hit.level}_{hit.code}",
                type="tertiary",
                on_click=_open,
                args=(view, hit),
            )


def _context(hit: Hit) -> str:
    return f" · {hit.context}" if hit.context else ""


def _open(view: View, hit: Hit) -> None:
    """Select the hit on its own level; a commune selects the unit that holds it."""
    level = hit.level
    if level == "commune":
        level = view.level if hit.units.get(view.level) else "epci"
    code = hit.code if level == hit.level else hit.units.get(level)
    if code is None:
        return
    change_view(level=level, selection=(code,))
    focus_on((code,))
    st.session_state[TEXT] = ""
