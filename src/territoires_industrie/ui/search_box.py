"""Search by name or code, accents ignored: a result selects and zooms."""

from collections.abc import Callable

import streamlit as st

from territoires_industrie.levels import LEVELS
from territoires_industrie.scene.view import View
from territoires_industrie.search import Hit, search
from territoires_industrie.ui.markdown import escape_markdown
from territoires_industrie.ui.state import open_unit
from territoires_industrie.wording import _

TEXT = "recherche"


def show_search(view: View, choose: Callable[[View, Hit], None] | None = None) -> None:
    """Show the search field and, under it, what it finds.

    Parameters
    ----------
    choose
        What a result does; it becomes the selection on its own level unless told.
    """
    text = st.text_input(
        _("Rechercher"),
        key=TEXT,
        type="search",
        live="250ms",
        icon=":material/search:",
        placeholder=_("Commune, EPCI, territoire, région, code…"),
    )
    if not text.strip():
        return
    hits = search(text)
    if not hits:
        st.caption(
            _("Aucun nom ni code ne correspond à « {text} ».").format(
                text=escape_markdown(text.strip()[:60])
            )
        )
    with st.container(key="resultats", gap=None):
        for hit in hits:
            st.button(
                escape_markdown(
                    f"{hit.name} — {_(LEVELS[hit.level].singular)} {hit.code}{_context(hit)}"
                ),
                key=f"resultat_{hit.level}_{hit.code}",
                type="tertiary",
                on_click=_take,
                args=(view, hit, choose or _open),
            )


def _context(hit: Hit) -> str:
    return f" · {hit.context}" if hit.context else ""


def _take(view: View, hit: Hit, choose: Callable[[View, Hit], None]) -> None:
    choose(view, hit)
    st.session_state[TEXT] = ""


def unit_of(view: View, hit: Hit) -> tuple[str, str] | None:
    """Give the level and code that a hit means; a commune means the unit that holds it."""
    level = hit.level
    if level == "commune":
        level = view.level if hit.units.get(view.level) else "epci"
    code = hit.code if level == hit.level else hit.units.get(level)
    return None if code is None else (level, code)


def _open(view: View, hit: Hit) -> None:
    """Select the hit on its own level; a commune selects the unit that holds it."""
    unit = unit_of(view, hit)
    if unit is not None:
        open_unit(*unit)
