"""The programme over time: how many territories, what was said, and by whom."""

from html import escape

import pandas as pd
import streamlit as st

from territoires_industrie.charts.programme import ORIGINS, count_steps
from territoires_industrie.html_table import Html
from territoires_industrie.indicators.cache import reader_cache
from territoires_industrie.programme.timeline import (
    COMPUTED,
    NATIONAL,
    SAME_FIGURE,
    THEMES,
    list_disagreements,
    read_timeline,
    territoire_counts,
)
from territoires_industrie.programme.words import say_day, say_figure
from territoires_industrie.scene.view import View
from territoires_industrie.ui.controls import bound
from territoires_industrie.ui.numbers import NumberColumn, show_csv, show_numbers
from territoires_industrie.ui.programme.blocks import (
    Row,
    change_themes,
    show_chart,
    source_html,
    story_table_html,
    write_chart,
)
from territoires_industrie.ui.programme.options import LOCAL, ProgrammeOptions
from territoires_industrie.wording import N_, _, format_number


def show_timeline(view: View) -> None:
    """Show the count of territories, the disagreements, then every dated figure."""
    _show_counts()
    _show_disagreements()
    _show_figures(view)


def _show_counts() -> None:
    counts = territoire_counts()
    first, last = counts.iloc[0], counts[counts["origin"] != COMPUTED].iloc[-1]
    st.markdown(
        _(
            "De **{first}** territoires annoncés ({first_day}) à **{last}** en phase 2 "
            "({last_day}) : huit nombres publiés, un à chaque vague de labellisations. Les "
            "losanges sont comptés par l’atlas dans les listes de membres."
        ).format(
            first=format_number(first["value"]),
            first_day=say_day(first["event_date"]),
            last=format_number(last["value"]),
            last_day=say_day(last["event_date"]),
        )
    )
    show_chart(_steps(), _("Nombre de territoires au fil du temps"))
    table = counts.assign(origin=[_(ORIGINS[key]) for key in counts["origin"]])
    columns = [
        NumberColumn("event_date", _("Date")),
        NumberColumn("value", _("Territoires"), 0),
        NumberColumn("origin", _("Origine")),
        NumberColumn("source", _("Source")),
    ]
    show_numbers(table, columns, "territoires", _("Voir les chiffres et leurs sources"))


@reader_cache(maxsize=2)
def _steps() -> str:
    return write_chart(count_steps(territoire_counts()))


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
