"""The programme over time: how many territories, what was said, and by whom."""

from html import escape
from itertools import groupby

import pandas as pd
import streamlit as st

from territoires_industrie.html_table import Html, Row, number_column, text_column
from territoires_industrie.programme.timeline import (
    COMPUTED,
    NATIONAL,
    SAME_FIGURE,
    THEMES,
    list_disagreements,
    read_timeline,
)
from territoires_industrie.programme.words import say_figure
from territoires_industrie.scene.view import View
from territoires_industrie.ui.controls import bound
from territoires_industrie.ui.long_story import show_long_story
from territoires_industrie.ui.numbers import show_csv
from territoires_industrie.ui.programme.blocks import (
    change_themes,
    day_column,
    source_column,
    source_html,
    story_table_html,
    title_html,
)
from territoires_industrie.ui.programme.options import LOCAL, ProgrammeOptions
from territoires_industrie.wording import _


def show_timeline(view: View) -> None:
    """Show the jobs of industry since 1998, the disagreements, then every dated figure."""
    show_long_story("programme")
    _show_disagreements()
    _show_figures(view)


def _show_disagreements() -> None:
    st.markdown(f"### {_('Des sources qui ne disent pas la même chose')}")
    st.caption(_("L’atlas garde chaque chiffre avec sa source, et n’en choisit pas un."))
    rows: list[Row | str] = []
    for key, table in list_disagreements().items():
        rows += [_(SAME_FIGURE[key]), *table.to_dict("records")]
    columns = (
        text_column(_("Chiffre"), say_figure),
        day_column(),
        text_column(_("Ce qui est compté"), title_html),
        source_column(_source),
    )
    st.html(story_table_html(columns, rows))


def _source(row: Row) -> Html:
    told = source_html(str(row["source"]))
    counted = f" · {_('compté par l’atlas')}" if row["origin"] == COMPUTED else ""
    return Html(f"{told}{counted}")


def _show_figures(view: View) -> None:
    st.markdown(f"### {_('Chaque chiffre daté')}")
    chosen = _choose(view)
    table = _chosen_rows(chosen)
    st.html(_figures_html(table))
    show_csv(lambda: table, "programme_chiffres_dates")


def _choose(view: View) -> tuple[str, ...]:
    """Let the reader keep some themes, and add the figures of smaller places."""
    options = view.options_of(ProgrammeOptions)
    chosen = options.themes
    themes = [one for one in chosen if one in THEMES]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.pills(
            _("Thèmes"),
            list(THEMES),
            selection_mode="multi",
            format_func=lambda key: _(THEMES[key]),
            wrap=True,
            **bound("programme_themes", themes, lambda kept: change_themes(options, THEMES, kept)),
        )
        st.toggle(
            _("Aussi les régions et les territoires"),
            **bound(
                "programme_local",
                LOCAL in chosen,
                lambda local: change_themes(options, (LOCAL,), [LOCAL] if local else []),
            ),
        )
    return chosen


def _chosen_rows(chosen: tuple[str, ...]) -> pd.DataFrame:
    table = read_timeline()
    themes = [one for one in chosen if one in THEMES]
    kept = table["theme"].isin(themes or list(THEMES))
    if LOCAL not in chosen:
        kept &= table["scope"] == NATIONAL
    return table[kept]


def _figures_html(table: pd.DataFrame) -> str:
    columns = (
        day_column(),
        text_column(_("Ce qui est dit"), _said),
        number_column(_("Chiffre"), say_figure),
        source_column(_source),
    )
    rows: list[Row | str] = []
    years = groupby(table.to_dict("records"), lambda row: str(row["event_date"])[:4])
    for year, group in years:
        rows += [year or _("sans date"), *group]
    return story_table_html(columns, rows or [_("Aucun chiffre de ce thème.")])


def _said(row: Row) -> Html:
    about, scope = title_html(row), str(row["scope"])
    return about if scope == NATIONAL else Html(f"{about} <small>· {escape(scope)}</small>")
