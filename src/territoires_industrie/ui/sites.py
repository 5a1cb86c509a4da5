"""Declared sites of a page's map: the control that shows them, their legend, their table."""

import pandas as pd
import streamlit as st

from territoires_industrie.analysis.industrial_sites import NOTICE, YEAR, sites_of
from territoires_industrie.draw.units_map import DrawnUnits, drawn_sites
from territoires_industrie.scene.sites_html import sites_legend_html
from territoires_industrie.scene.view import SITES, View
from territoires_industrie.statistics.sectors import sector_label
from territoires_industrie.ui.controls import bound
from territoires_industrie.ui.folded import show_folded_numbers
from territoires_industrie.ui.numbers import NumberColumn, show_table
from territoires_industrie.ui.state import change_view
from territoires_industrie.wording import _, format_number

CONTROL = "sites_industriels"


def show_sites(view: View, drawn: DrawnUnits) -> None:
    """Let the reader show the declared sites over the map; then their legend and their table.

    Parameters
    ----------
    drawn
        What the map draws: sites of dimmed units are not shown, and the selection is of its level.
    """
    st.segmented_control(
        _("Sites industriels déclarants ({year})").format(year=YEAR),
        list(SITES),
        format_func=lambda slug: _(SITES[slug]),
        required=True,
        help=_(NOTICE),
        **bound(CONTROL, view.sites, lambda slug: change_view(sites=slug)),
    )
    if not view.shows_sites:
        return
    st.html(sites_legend_html(drawn_sites(view.sites, drawn.level, drawn.dimmed)))
    _show_table(view, drawn.level)


def _show_table(view: View, level: str) -> None:
    """Offer the sites of the selected units as a table, those without a point included."""
    if not view.selection:
        st.caption(_("Sélectionnez un territoire pour la liste de ses sites."))
        return
    found = sites_of(level, view.selection)
    label = _("Sites de la sélection ({count})").format(count=format_number(len(found)))
    show_folded_numbers(
        f"sites_{level}", lambda: show_table(site_table(found), site_columns(), "sites"), label
    )


def site_table(sites: pd.DataFrame) -> pd.DataFrame:
    """Write sites as rows of a table; shape (sites, 7)."""
    return pd.DataFrame(
        {
            "site_name": sites["site_name"],
            "sector": sites["a38_code"].map(sector_label),
            "activity": sites["ape_label"],
            "commune_name": sites["commune_name"],
            "co2_fossil_t": sites["co2_fossil_t"],
            "place": [_("oui") if known else _("commune seule") for known in sites["is_located"]],
            "siret": sites["siret"],
        }
    ).reset_index(drop=True)


def site_columns() -> list[NumberColumn]:
    """Head the columns of the table of sites."""
    return [
        NumberColumn("site_name", _("Site")),
        NumberColumn("sector", _("Secteur (A38)")),
        NumberColumn("activity", _("Activité principale")),
        NumberColumn("commune_name", _("Commune")),
        NumberColumn("co2_fossil_t", _("CO2 fossile {year} (t)").format(year=YEAR), 0),
        NumberColumn("place", _("Sur la carte")),
        NumberColumn("siret", _("SIRET")),
    ]
