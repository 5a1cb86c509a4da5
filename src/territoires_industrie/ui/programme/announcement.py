"""The announcement of 22 November 2018 in Normandy: names as printed, EPCI of today."""

from html import escape
from itertools import groupby

import pandas as pd
import streamlit as st

from territoires_industrie.classes.palettes import comparison
from territoires_industrie.html_table import Html, Row, number_column, text_column
from territoires_industrie.picture.locator import zoom_svg
from territoires_industrie.programme.announcement import (
    MATCH_KINDS,
    announced_territoires,
    read_announcement,
)
from territoires_industrie.programme.words import say_day
from territoires_industrie.scene.view import View
from territoires_industrie.ui.links import link_html
from territoires_industrie.ui.numbers import show_csv
from territoires_industrie.ui.programme.blocks import (
    show_fixed_map,
    show_source,
    story_table_html,
)
from territoires_industrie.wording import N_, _, format_number

NOT_A_MEMBER = "–"
MAP_TITLE = N_("Les dix territoires annoncés en Normandie, EPCI d’aujourd’hui")
PLAIN = ("Même nom.",)
"""Explanations that say no more than the kind of match."""


def show_announcement(view: View) -> None:
    """Show the ten announced territories and each of their printed members."""
    table, summary = read_announcement(), announced_territoires()
    _show_introduction(table, summary)
    colours = dict(zip(summary.index, comparison(len(summary)), strict=True))
    picture, facts = st.columns([1, 1], gap="medium")
    with picture:
        show_fixed_map(_map(table, colours), _(MAP_TITLE), "epci", table["source"], colours)
    with facts:
        st.html(_summary_table(view, summary, colours))
        show_source(*table["source"].unique())
    st.markdown(f"### {_('Chaque nom imprimé et l’EPCI qu’il désigne aujourd’hui')}")
    st.html(_names_table(view, table))
    show_source(*(part for text in table["evidence"].unique() for part in text.split(" ; ")))
    show_csv(lambda: table, "programme_annonce_2018_normandie")


def _show_introduction(table: pd.DataFrame, summary: pd.DataFrame) -> None:
    printed, epci = len(table), table["epci_siren"].nunique()
    st.markdown(
        _(
            "Le **{day}**, la préfecture annonce **{count} territoires** en Normandie, avec "
            "**{printed} noms** de membres, dont **{outside}** d’autres régions. Suivis par leur "
            "code, ce sont **{epci} EPCI** d’aujourd’hui ; **{kept}** sont encore dans le "
            "programme en phase 2."
        ).format(
            day=say_day(str(table["announced_on"].iloc[0])),
            count=format_number(len(summary)),
            printed=format_number(printed),
            outside=format_number(int(summary["outside_count"].sum())),
            epci=format_number(epci),
            kept=format_number(int(summary["kept_phase2_count"].sum())),
        )
    )


def _map(table: pd.DataFrame, colours: dict[str, str]) -> str:
    # Several printed names are one EPCI since they merged.
    once = table.drop_duplicates("epci_siren").set_index("epci_siren")
    return zoom_svg(
        View("epci", selection=tuple(once.index)),
        colours={str(code): colours[str(name)] for code, name in once["territoire_name"].items()},
        labels=False,
        title=_(MAP_TITLE),
    )


def _summary_table(view: View, summary: pd.DataFrame, colours: dict[str, str]) -> str:
    columns = (
        text_column(
            _("Annoncé en 2018"),
            lambda row: Html(
                f"<span style='color:{colours[row['name']]}'>■</span> {escape(row['name'])}"
            ),
        ),
        number_column(_("Noms"), "printed_count"),
        number_column(_("EPCI"), "epci_count"),
        text_column(_("Fin de la phase 1"), lambda row: _territoire(view, row, 1)),
        text_column(
            _("Phase 2"),
            lambda row: ", ".join(row["territoire_names_phase2"]) or _("sorti du programme"),
        ),
    )
    rows = summary.rename_axis("name").reset_index().to_dict("records")
    return story_table_html(columns, rows, is_named=True)


def _names_table(view: View, table: pd.DataFrame) -> str:
    columns = (
        text_column(_("Nom imprimé"), _printed),
        text_column(_("EPCI d’aujourd’hui"), lambda row: _epci(view, row)),
        text_column(_("Comment il est retrouvé"), _how),
        text_column(_("Phase 1"), lambda row: _territoire(view, row, 1)),
        text_column(_("Phase 2"), lambda row: _territoire(view, row, 2)),
    )
    rows: list[Row | str] = []
    for name, group in groupby(table.to_dict("records"), lambda row: str(row["territoire_name"])):
        rows += [name, *group]
    return story_table_html(columns, rows, is_named=True)


def _printed(row: Row) -> str:
    region = "" if row["region_name"] == "Normandie" else f" ({row['region_name']})"
    return f"{row['epci_name_as_announced']}{region}"


def _epci(view: View, row: Row) -> Html:
    code = str(row["epci_siren"])
    return Html(f"{link_html(view, 'epci', code, str(row['epci_name']))} <small>{code}</small>")


def _how(row: Row) -> Html:
    kind = escape(_(MATCH_KINDS[str(row["match_kind"])]))
    if row["explanation"] in PLAIN:
        return Html(kind)
    return Html(f"{kind}<br><small>{escape(_(str(row['explanation'])))}</small>")


def _territoire(view: View, row: Row, phase: int) -> str:
    code, name = row[f"territoire_id_phase{phase}"], row[f"territoire_name_phase{phase}"]
    if not isinstance(code, str):
        return NOT_A_MEMBER
    return link_html(view, f"territoire_phase{phase}", code, str(name))
