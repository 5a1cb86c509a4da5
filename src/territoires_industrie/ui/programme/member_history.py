"""What became of the selected EPCI, state after state, by their code."""

from html import escape

import pandas as pd
import streamlit as st

from territoires_industrie.html_table import Html, Row, text_column
from territoires_industrie.membership import read_units
from territoires_industrie.programme.states import STATES
from territoires_industrie.programme.succession import follow_epci, read_mergers
from territoires_industrie.programme.words import say_day
from territoires_industrie.scene.view import View
from territoires_industrie.ui.links import link_html
from territoires_industrie.ui.markdown import escape_markdown
from territoires_industrie.ui.programme.blocks import story_table_html
from territoires_industrie.ui.programme.member_map import selected_epci
from territoires_industrie.ui.selection_panel import show_zoom_and_clear
from territoires_industrie.wording import N_, _, list_texts, ngettext

SHOWN = 3
"""EPCI told in full; the others are in the table."""

STATUSES = {
    "hors": N_("hors du programme"),
    "inconnu": N_("pas dans les données de cette date"),
}


def show_history(view: View) -> None:
    """Describe the selected EPCI at each known date."""
    codes = selected_epci(view)
    with st.container(key="selection", border=True):
        if not codes:
            st.markdown(f"**{_('Parcours d’un EPCI')}**")
            st.caption(
                _(
                    "Cliquez un EPCI sur la carte ou cochez-le dans le tableau : "
                    "son parcours paraît ici."
                )
            )
            return
        names = read_units("epci")["name"]
        for code in codes[:SHOWN]:
            st.markdown(f"**{escape_markdown(names[code])}** · {code}")
            st.html(_history_table(view, code))
            if merged := _say_mergers(code):
                st.caption(merged)
        if len(codes) > SHOWN:
            text = ngettext(
                "et {count} autre, dans le tableau plus bas.",
                "et {count} autres, dans le tableau plus bas.",
                len(codes) - SHOWN,
            )
            st.caption(text)
        with st.container(horizontal=True):
            show_zoom_and_clear(view, "programme_")


def _history_table(view: View, code: str) -> str:
    columns = (
        text_column(_("Date"), lambda row: say_day(str(row["state"]))),
        text_column(_("Territoire"), lambda row: _territoire_html(view, row)),
    )
    return story_table_html(columns, follow_epci(code).to_dict("records"))


def _territoire_html(view: View, row: Row) -> str:
    status = str(row["status"])
    if status in STATUSES:
        return _(STATUSES[status])
    level = f"territoire_phase{STATES[str(row['state'])].phase}"
    name, territoire = str(row["territoire_name"]), str(row["territoire_id"])
    # A territory of an early state may be gone from the last of its phase: it has no sheet.
    known = territoire in read_units(level).index
    told = link_html(view, level, territoire, name) if known else name
    return _with_member(told, row, status)


def _with_member(told: str, row: Row, status: str) -> Html:
    name = escape(str(row["member_name"]))
    extent = f", {_('en partie')}" if row["coverage"] == "partiel" or status == "partie" else ""
    link = told if isinstance(told, Html) else escape(told)
    return Html(f"{link}<br><small>{name}{extent}</small>")


def _say_mergers(code: str) -> str:
    table = read_mergers()
    mine = table[table["code_after"] == code]
    return list_texts(
        ngettext(
            "{name} ({code}) jusqu’en {year} : {count} commune",
            "{name} ({code}) jusqu’en {year} : {count} communes",
            int(row["commune_count"]),
            name=row["name_before"],
            code=row["code_before"],
            year=row["last_seen"],
        )
        for row in mine.to_dict("records")
        if not pd.isna(row["name_before"])
    )
