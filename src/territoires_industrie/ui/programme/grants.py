"""Grants « Territoires d'industrie en transition écologique »: amounts on the map, and a table."""

from html import escape

import pandas as pd
import streamlit as st

from territoires_industrie.html_table import Html, Row, number_column, text_column
from territoires_industrie.membership import read_units
from territoires_industrie.programme.grants import (
    LIMITS,
    PACA,
    read_grants,
    regional_totals,
    say_project,
)
from territoires_industrie.programme.words import say_amount
from territoires_industrie.scene.view import View
from territoires_industrie.scene.words import name_outline
from territoires_industrie.ui.controls import bound
from territoires_industrie.ui.links import link_html
from territoires_industrie.ui.numbers import show_csv
from territoires_industrie.ui.programme.blocks import (
    legend_html,
    source_column,
    source_html,
    story_table_html,
)
from territoires_industrie.ui.programme.grant_map import (
    OUTLINED,
    grant_rows,
    show_grant_map,
    shown_region,
)
from territoires_industrie.ui.programme.support import show_support
from territoires_industrie.ui.state import change_filter
from territoires_industrie.wording import _, format_number

NOT_PUBLISHED = "–"


def show_grants(view: View) -> None:
    """Show the grants of one région, on its map and one by one."""
    totals = regional_totals()
    st.markdown(
        _(
            "La mesure **Territoires d’industrie en transition écologique** (fonds vert) aide des "
            "projets d’entreprises des territoires : **{count}** connus, dans {regions} régions."
        ).format(
            count=format_number(int(totals["project_count"].sum())),
            regions=format_number(len(totals)),
        )
    )
    st.info(_(LIMITS), icon=":material/info:")
    region = _choose_region(view, totals)
    grants = read_grants()
    mine = grants[grants["region_code"] == region]
    picture, facts = st.columns(2, gap="medium")
    with picture:
        show_grant_map(view, region)
        st.html(_legend())
    with facts:
        st.html(_total_table(totals))
        st.html(_territoire_table(view, mine))
    st.markdown(f"### {_('Projets')}")
    st.html(_grant_table(view, mine))
    show_csv(lambda: grants, "programme_subventions")
    show_support()


def _choose_region(view: View, totals: pd.DataFrame) -> str:
    """Let the reader choose one of the régions; the filter of the view leads when it has one."""
    regions = list(totals.index)
    shown = shown_region(view)
    st.segmented_control(
        _("Région"),
        sorted(regions, key=lambda code: code != PACA),  # the one with amounts in the repository
        format_func=lambda code: str(totals.at[code, "region_name"]),
        required=True,
        label_visibility="collapsed",
        **bound("programme_region", shown, lambda code: change_filter(regions=(code,))),
    )
    if view.filter.regions and shown not in view.filter.regions:
        names = read_units("region")["name"]
        text = _("Aucune subvention connue dans votre filtre ({regions}).")
        st.caption(text.format(regions=", ".join(names[code] for code in view.filter.regions)))
    return shown


def _legend() -> str:
    return legend_html([(*row, "") for row in grant_rows()], name_outline(OUTLINED))


def _total_table(totals: pd.DataFrame) -> str:
    columns = (
        text_column(_("Région"), "region_name"),
        number_column(_("Projets"), "project_count"),
        number_column(_("Montant"), lambda row: say_amount(row["grant_eur"])),
        text_column(
            _("Ce qu’est ce montant"),
            lambda row: (
                _("somme des montants publiés") if row["is_detailed"] else _("total annoncé")
            ),
        ),
    )
    return story_table_html(columns, totals.to_dict("records"))


def _territoire_table(view: View, grants: pd.DataFrame) -> str:
    names = read_units("territoire_phase2")["name"]
    grouped = grants.dropna(subset=["territoire_id_phase2"]).groupby("territoire_id_phase2")
    sums = grouped.agg(
        count=("beneficiary_name", "size"), amount=("grant_eur", lambda x: x.sum(min_count=1))
    ).sort_values(["amount", "count"], ascending=False)
    rows = [
        {**row, "name": link_html(view, "territoire_phase2", str(code), str(names[str(code)]))}
        for code, row in sums.to_dict("index").items()
    ]
    outside = int(grants["territoire_id_phase2"].isna().sum())
    if outside:
        rows.append({"name": _("Hors d’un territoire, ou commune inconnue"), "count": outside})
    columns = (
        text_column(_("Territoire (phase 2)"), lambda row: row["name"]),
        number_column(_("Projets"), "count"),
        number_column(
            _("Montant"), lambda row: _say_known(row["amount"]) if "amount" in row else ""
        ),
    )
    return story_table_html(columns, rows)


def _say_known(amount: float) -> str:
    return say_amount(amount) if pd.notna(amount) else _("non publié")


def _grant_table(view: View, grants: pd.DataFrame) -> str:
    columns = (
        text_column(_("Bénéficiaire"), "beneficiary_name"),
        text_column(_("Projet"), say_project, kind="long", is_french=True),
        text_column(_("Commune"), _place),
        text_column(_("Territoire (phase 2)"), lambda row: _territoire_html(view, row)),
        number_column(_("Montant"), lambda row: _say_known(row["grant_eur"])),
        source_column(_source_html),
    )
    return story_table_html(columns, grants.to_dict("records"))


def _territoire_html(view: View, row: Row) -> str:
    code, names = row["territoire_id_phase2"], read_units("territoire_phase2")["name"]
    known = isinstance(code, str)
    return link_html(view, "territoire_phase2", code, names[code]) if known else NOT_PUBLISHED


def _source_html(row: Row) -> Html:
    return Html(f"{source_html(str(row['source']))} ({escape(str(row['published_on']))})")


def _place(row: Row) -> str:
    name = str(row["commune_name"] or "") or _("commune non dite")
    return f"{name} ({row['departement_code']})"
