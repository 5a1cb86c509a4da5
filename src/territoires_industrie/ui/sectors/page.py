"""The sectors page, from the view: choices, map, then what the map does not say."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from territoires_industrie.scene.scene import Scene
from territoires_industrie.scene.view import View, settle
from territoires_industrie.statistics.sectors import industrial_sectors, sector_label
from territoires_industrie.ui.downloads import show_offer
from territoires_industrie.ui.filter_controls import show_filter_summary, show_filters
from territoires_industrie.ui.folded import show_folded
from territoires_industrie.ui.frame import page, show_so_far
from territoires_industrie.ui.links import show_link
from territoires_industrie.ui.long_story import show_long_story
from territoires_industrie.ui.offers import sector_offer
from territoires_industrie.ui.search_box import show_search
from territoires_industrie.ui.sectors.addresses import NAMED_ADDRESSES
from territoires_industrie.ui.sectors.blocks import (
    show_concentration,
    show_key_figures,
    show_years,
)
from territoires_industrie.ui.sectors.change_blocks import (
    show_change_by_sector,
    show_change_figures,
)
from territoires_industrie.ui.sectors.choice import (
    SectorChoice,
    read_choice,
    show_cutoff,
    show_dataset,
    show_frame,
    show_grain,
    show_mode,
    show_sectors,
    show_threshold,
)
from territoires_industrie.ui.sectors.options import SectorOptions
from territoires_industrie.ui.sectors.rankings import show_rankings
from territoires_industrie.ui.sectors.sector_map import show_sector_legend, show_sector_map
from territoires_industrie.ui.sectors.sector_scene import sector_scene
from territoires_industrie.wording import _

FEW_LINKS = 4
"""So many links to the main map stand open; more of them are folded."""


@page("filieres")
def show_sectors_page(view: View) -> None:
    """Draw the sectors page."""
    choice = read_choice(view)
    _show_toolbar(choice)
    scene = sector_scene(choice)
    st.markdown(f"## {scene.indicator.title}")
    map_side, facts_side = st.columns([2, 1], gap="medium")
    with map_side:
        show_sector_map(choice)
    with facts_side:
        show_sector_legend(choice, scene)
        if not choice.is_change:
            show_threshold(choice)
        _show_links(choice)
    show_so_far()
    if choice.is_change:
        _show_change(choice, scene)
    else:
        _show_jobs(choice, scene)
    show_long_story("filieres")
    show_offer(sector_offer(choice))


def _show_toolbar(choice: SectorChoice) -> None:
    # The filter keeps and counts units of the map, whose level need not be the view's.
    drawn = settle(replace(choice.view, level=choice.level))
    with st.container(horizontal=True, vertical_alignment="center", key="reglages"):
        show_mode(choice)
        show_filters(drawn)
        show_filter_summary(drawn)
    sectors, dataset, frame, search = st.columns([4, 2.6, 2.6, 3], vertical_alignment="top")
    with sectors:
        show_sectors(choice)
    with dataset:
        show_dataset(choice)
        show_grain(choice)
    with frame:
        show_frame(choice)
    with search:
        show_search(choice.view)
    show_cutoff(choice)


def _show_jobs(choice: SectorChoice, scene: Scene) -> None:
    show_key_figures(choice)
    show_rankings(choice, scene)
    show_years(choice)
    show_concentration(choice)


def _show_change(choice: SectorChoice, scene: Scene) -> None:
    show_change_figures(choice)
    show_rankings(choice, scene)
    show_change_by_sector(choice)


def _show_links(choice: SectorChoice) -> None:
    """Offer the chosen sectors as a filter of the main map, and the named addresses."""
    industry = [code for code in choice.sectors if code in industrial_sectors()]
    is_whole = len(industry) == len(industrial_sectors())
    if is_whole or not industry:
        st.caption(_("Choisissez un secteur industriel pour filtrer la carte principale avec lui."))
    elif len(industry) <= FEW_LINKS:
        _show_filter_links(choice, industry)
    else:
        show_folded(
            _("Filtrer la carte avec l’un de ces secteurs"),
            "liens_des_secteurs",
            partial(_show_filter_links, choice, industry),
        )
    if choice.mode == "evolution":
        with st.container(key="vues_nommees", gap="xsmall"):
            _show_named(choice.view)


def _show_named(view: View) -> None:
    for named in NAMED_ADDRESSES.values():
        shown = named.view(view.language)
        label, icon = _(named.title), ":material/bookmark:"
        show_link(SectorOptions.page, label, shown, icon, is_same_page=True)


def _show_filter_links(choice: SectorChoice, sectors: Sequence[str]) -> None:
    """Link to the main map once a sector: its filter takes one at a time."""
    for code in sectors:
        kept = replace(choice.view.filter, sector=code, specialisation_min=choice.threshold)
        label = _("Filtrer la carte : {sector}").format(sector=sector_label(code))
        show_link("carte", label, replace(choice.view, filter=kept), ":material/filter_alt:")
