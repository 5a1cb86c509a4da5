"""The comparison page, from the view: who is compared, then table and charts."""

import streamlit as st

from territoires_industrie.levels import GROUP_LEVELS
from territoires_industrie.scene.view import View
from territoires_industrie.ui.comparison.charts import show_profile, show_scatter, show_trends
from territoires_industrie.ui.comparison.table import show_comparison_table
from territoires_industrie.ui.comparison.units import (
    compare_groups,
    compared_units,
    show_choice,
)
from territoires_industrie.ui.downloads import show_offer
from territoires_industrie.ui.frame import page
from territoires_industrie.ui.markdown import escape_markdown
from territoires_industrie.ui.offers import comparison_offer
from territoires_industrie.ui.turns import TURN
from territoires_industrie.wording import _


@page("comparaison")
def show_comparison_page(view: View) -> None:
    """Draw the comparison page."""
    if view.level not in GROUP_LEVELS:
        compare_groups(view)
        st.rerun()
    units = compared_units(view)
    with st.container(key="comparaison_titre"):
        st.markdown(f"## {_('Comparer des territoires')}")
        # In words first: names are there while the controls are still on their way.
        if units:
            st.caption(escape_markdown(" · ".join(unit.name for unit in units)))
    show_choice(view, units)
    if not units:
        return
    TURN.make_way()
    show_comparison_table(units)
    TURN.make_way()
    show_profile(view, units)
    show_trends(units)
    show_scatter(view, units)
    show_offer(comparison_offer(view, units))
