"""The programme's page, from the view: one part at a time, each with its own address."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from territoires_industrie.scene.view import View
from territoires_industrie.ui.controls import tied
from territoires_industrie.ui.downloads import show_offer
from territoires_industrie.ui.frame import page
from territoires_industrie.ui.navigation import PAGES
from territoires_industrie.ui.offers import programme_offer
from territoires_industrie.ui.programme.announcement import show_announcement
from territoires_industrie.ui.programme.contracts import show_contracts
from territoires_industrie.ui.programme.grants import show_grants
from territoires_industrie.ui.programme.matched import cite_matched, show_matched
from territoires_industrie.ui.programme.members import show_members
from territoires_industrie.ui.programme.options import PARTS, ProgrammeOptions
from territoires_industrie.ui.programme.overview import show_overview
from territoires_industrie.ui.programme.timeline import show_timeline
from territoires_industrie.ui.search_box import show_search
from territoires_industrie.wording import _

STYLE = Path(__file__).with_name("style.css")
SHOWN: dict[str, Callable[[View], None]] = {
    "frise": show_timeline,
    "membres": show_members,
    "annonce": show_announcement,
    "contrats": show_contracts,
    "subventions": show_grants,
    "presentation": show_overview,
    "comparaison": show_matched,
}
"""What shows each of ``PARTS``."""


@page("programme")
def show_programme_page(view: View) -> None:
    """Draw the programme's page."""
    st.html(STYLE)
    title, search = st.columns([6, 4], vertical_alignment="bottom")
    title.markdown(f"## {_('Le programme Territoires d’industrie')}")
    with search:
        show_search(view, page=PAGES[0].name)
    options = view.options_of(ProgrammeOptions)
    st.segmented_control(
        _("Partie"),
        list(PARTS),
        format_func=lambda key: _(PARTS[key]),
        required=True,
        label_visibility="collapsed",
        **tied(options, "part"),
    )
    SHOWN[options.part](view)
    cited = cite_matched(view) if options.part == "comparaison" else None
    show_offer(programme_offer(view, cited))
