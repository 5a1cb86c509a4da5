"""The programme over time: how many territories, what was said, and by whom."""

from html import escape

import pandas as pd
import streamlit as st

from territoires_industrie.html_table import Html
from territoires_industrie.programme.timeline import (
    COMPUTED,
    NATIONAL,
    SAME_FIGURE,
    THEMES,
    list_disagreements,
    read_timeline,
)
from territoires_industrie.programme.words import say_day, say_figure
from territoires_industrie.scene.view import View
from territoires_industrie.ui.controls import bound
from territoires_industrie.ui.long_story import show_long_story
from territoires_industrie.ui.numbers import show_csv
from territoires_industrie.ui.programme.blocks import (
    Row,
    change_themes,
    source_html,
    story_table_html,
)
from territoires_industrie.ui.programme.options import LOCAL, ProgrammeOptions
from territoires_industrie.wording import N_, _


def show_timeline(view: View) -> None:
    """Show the jobs of industry since 1998, the disagreements, then every dated figure."""
    show_long_story("programme")
    _show_disagreements()
    _show_figures(view)


def _show_disagreements() -> None:
    st.markdown(f"### {_('Des sources qui ne disent pas la même chose')}")
    st.caption(_("L’atlas garde chaque chiffre avec sa source, et n’en choisit pas un."))
    rows: list[tuple[str, ...]] = []
    for key, table in list_disagreements().items():
        rows.append((_(SAME_FIGURE[key]),))
        rows += [
            (
                say_figure(row),
                say_day(str(row["event_date"])),
                _about(row),
                _source(row),
            )
            for row in table.to_dict("records")
        ]
    headers = [_("Chiffre"), _("Date"), _("Ce qui est compté"), _("Source")]
    st.html(story_table_html(headers, rows, sources=[3], days=[1]))


def _about(row: Row) -> Html:
    note = f"<br><small>{escape(_(str(row['note'])))}</small>" if row["note"] else ""
    return Html(f"{escape(_(str(row['title'])))}{note}")


def _source(row: Row) -> Html:
    told = source_html(str(row["source"]))
    counted = f" · {_('compté par l’atlas')}" if row["origin"] == COMPUTED else ""
    return Html(f"{told}{counted}")


def _show_figures(view: View) -> None:
    st.markdown(f"### {_('Chaque chiffre daté')}")
    chosen = _choose(view)
    table = _chosen_rows(chosen)
    st.html(
        story_table_html(_figure_headers(), _figure_rows(table), numbers=[2], sources=[3], days=[0])
    )
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


FIGURE_HEADERS = (N_("Date"), N_("Ce qui est dit"), N_("Chiffre"), N_("Source"))


def _figure_headers() -> list[str]:
    return [_(text) for text in FIGURE_HEADERS]


def _figure_rows(table: pd.DataFrame) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    year = None
    for row in table.to_dict("records"):
        if (this := str(row["event_date"])[:4]) != year:
            year = this
            rows.append((year or _("sans date"),))
        rows.append((say_day(str(row["event_date"])), _said(row), say_figure(row), _source(row)))
    return rows or [(_("Aucun chiffre de ce thème."),)]


def _said(row: Row) -> Html:
    about = _about(row)
    scope = str(row["scope"])
    return about if scope == NATIONAL else Html(f"{about} <small>· {escape(scope)}</small>")
