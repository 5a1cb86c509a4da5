"""The map page, from the view: controls, map, legend, selection, table, downloads."""

from dataclasses import replace

import streamlit as st

from territoires_industrie.errors import AtlasError
from territoires_industrie.scene.description import describe_scene
from territoires_industrie.scene.filters import Filter
from territoires_industrie.scene.pair import MapOptions
from territoires_industrie.scene.scene import Scene, scene_key, scene_of
from territoires_industrie.scene.view import View
from territoires_industrie.ui.controls import show_indicator, show_level, show_year
from territoires_industrie.ui.display_controls import show_display
from territoires_industrie.ui.downloads import show_downloads
from territoires_industrie.ui.filter_controls import show_filter_summary, show_filters
from territoires_industrie.ui.folded import show_folded
from territoires_industrie.ui.frame import kept_place, page, show_answer, show_so_far
from territoires_industrie.ui.introduction import show_introduction
from territoires_industrie.ui.legend_panel import show_legend
from territoires_industrie.ui.map_view import MULTIPLE, drawn_units, show_view_map
from territoires_industrie.ui.markdown import escape_markdown
from territoires_industrie.ui.member_figures import show_member_figures
from territoires_industrie.ui.near import is_near
from territoires_industrie.ui.pair import show_pair, show_pairing, show_second_choice
from territoires_industrie.ui.search_box import show_search
from territoires_industrie.ui.selection_panel import (
    show_facts,
    show_invitation,
    show_selection,
)
from territoires_industrie.ui.sharing import show_sharing
from territoires_industrie.ui.sites import show_sites
from territoires_industrie.ui.table import show_table
from territoires_industrie.ui.years import show_steps
from territoires_industrie.wording import _

REST = "suite"
REST_PIXELS = 800
"""Height of what stands below the map, kept by the style sheet: the footer is where it will be."""


@page("carte", has_answer=True)
def show_map_page(view: View) -> None:
    """Draw the map page; what answers a click or a choice is written before its controls."""
    _show_opening(view)
    # One container, in which the style sheet of a phone puts the controls after the map.
    with st.container(key="atelier"):
        controls = kept_place("commandes")
        show_answer("carte", view, _show_map)
    with controls:
        _show_controls(view)


def _show_opening(view: View) -> None:
    said, search = st.columns([3, 2], gap="medium", vertical_alignment="center")
    with said, st.container(key="introduction"):
        show_introduction()
    with search:
        show_search(view)


def _show_map(view: View, is_click: bool) -> None:
    """Draw what a click changes."""
    shown, scene = _nearest_scene(view)
    if shown.options_of(MapOptions).paired:
        show_pair(shown, scene)
        show_selection(shown, scene)
        show_sites(shown, drawn_units(scene_key(shown)))
    else:
        _show_one_map(shown, scene, is_click)
    # Far below the map: what a reader who only clicks it neither waits for nor fetches.
    with st.container(key=REST):
        if is_near(REST, REST_PIXELS):
            _show_rest(shown, scene)


def _show_rest(view: View, scene: Scene) -> None:
    """Show what is read below the map: table, downloads, link, words."""
    show_table(view, scene)
    show_member_figures(view, scene)
    show_downloads(view, scene)
    show_sharing(scene)
    show_folded(_("La carte en toutes lettres"), "mots_de_la_carte", lambda: _describe(scene))


def _show_one_map(shown: View, scene: Scene, is_click: bool) -> None:
    map_side, facts_side = st.columns([2, 1], gap="medium")
    with map_side:
        place = kept_place("place_carte")  # first: on a phone the card stands below it
    with place:
        show_view_map(shown)
    with facts_side:
        show_selection(shown, scene)
        legend = kept_place("cle")
        if not shown.selection:
            show_invitation(shown)
    if shown.selection:
        with map_side:
            show_facts(shown, scene)
    if not is_click:
        show_so_far()  # the map fetches its values, and is coloured, before the rest comes
    with legend:
        show_legend(shown, scene)
        show_sites(shown, drawn_units(scene_key(shown)))


def _nearest_scene(view: View) -> tuple[View, Scene]:
    """Work out the scene; where chosen breaks do not suit the figures, say so and drop them."""
    try:
        return view, scene_of(view)
    except AtlasError as error:
        if not view.classing.is_manual:
            raise
        st.warning(escape_markdown(error), icon=":material/rule:")
        plain = replace(view, classing=view.classing.for_other_figures())
        return plain, scene_of(plain)


def _show_controls(view: View) -> None:
    # Wide enough to stay on one line with two maps too: a second one would move the page.
    level, indicator, year, others = st.columns(
        [2.45, 3.47, 0.93, 5.47], vertical_alignment="bottom"
    )
    with level:
        show_level(view)
    with indicator:
        show_indicator(view)
    with year:
        show_year(view)
    with (
        others,
        st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="reglages"),
    ):
        show_filters(view)
        show_display(view)
        show_pairing(view)
        st.toggle(
            _("Sélection multiple"),
            key=MULTIPLE,
            help=_("Pour ajouter des territoires sans clavier ; au clavier : Ctrl + clic."),
        )
    if view.options_of(MapOptions).paired:
        show_second_choice(view)
    show_steps(view)
    if view.filter != Filter():
        show_filter_summary(view)


def _describe(scene: Scene) -> None:
    paragraphs = describe_scene(scene).split("\n\n")
    st.markdown("\n\n".join(map(escape_markdown, paragraphs)))
