"""The programme's page, from the view: one part at a time, each with its own address."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from territoires_industrie.scene.view import View
from territoires_industrie.ui.controls import bound
from territoires_industrie.ui.downloads import show_offer
from territoires_industrie.ui.frame import page
from territoires_industrie.ui.offers import programme_offer
from territoires_industrie.ui.programme.announcement import show_announcement
from territoires_industrie.ui.programme.contracts import show_contracts
from territoires_industrie.ui.programme.grants import show_grants
from territoires_industrie.ui.programme.matched import show_matched
from territoires_industrie.ui.programme.members import show_members
from territoires_industrie.ui.programme.overview import show_overview
from territoires_industrie.ui.programme.timeline import show_timeline
from territoires_industrie.ui.search_box import show_search
from territoires_industrie.ui.state import change_option
from territoires_industrie.wording import N_, _

STYLE = Path(__file__).with_name("style.css")
PARTS: dict[str, tuple[str, Callable[[View], None]]] = {
    "frise": (N_("Chronologie"), show_timeline),
    "membres": (N_("Membres d’un état à l’autre"), show_members),
    "annonce": (N_("Annonce de 2018 en Normandie"), show_announcement),
    "contrats": (N_("Contrats et actions"), show_contracts),
    "subventions": (N_("Subventions"), show_grants),
    "presentation": (N_("Ce qu’est le programme"), show_overview),
    "comparaison": (N_("Membres et non-membres"), show_matched),
}
"""Address of each part → its title and what shows it."""

FIRST = "frise"


@page
def show_programme_page(view: View) -> None:
    """Draw the programme's page."""
    st.html(STYLE)
    title, search = st.columns([6, 4], vertical_alignment="bottom")
    title.markdown(f"## {_('Le programme Territoires d’industrie')}")
    with search:
        show_search(view)
    chosen = view.option("vue", PARTS, FIRST)
    st.segmented_control(
        _("Partie"),
        list(PARTS),
        format_func=lambda key: _(PARTS[key][0]),
        required=True,
        label_visibility="collapsed",
        **bound("programme_vue", chosen, lambda key: change_option("vue", _unless_first(key))),
    )
    PARTS[chosen][1](view)
    show_offer(programme_offer(view))


def _unless_first(key: str | None) -> str:
    return "" if key in (None, FIRST) else str(key)
