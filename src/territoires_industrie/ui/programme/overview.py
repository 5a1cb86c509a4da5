"""What the programme is: axes, steering, measures and budgets, pages to go further."""

import json
from collections.abc import Hashable, Iterator
from dataclasses import replace
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from territoires_industrie.charts.programme import ORIGINS, amount_bars, count_steps
from territoires_industrie.html_table import Html, Row, number_column, text_column
from territoires_industrie.indicators import find_indicator
from territoires_industrie.indicators.cache import reader_cache
from territoires_industrie.programme.actions import AXES, read_actions
from territoires_industrie.programme.outside import (
    PHASE_2_TITLE,
    say_outside,
    say_programme,
)
from territoires_industrie.programme.presentation import (
    AXES_FACTS,
    RESOURCES,
    STEERING,
    Fact,
)
from territoires_industrie.programme.timeline import (
    COMPUTED,
    NATIONAL,
    read_timeline,
    territoire_counts,
)
from territoires_industrie.programme.words import say_day, say_figure
from territoires_industrie.scene.view import View
from territoires_industrie.sources import table_record
from territoires_industrie.ui.folded import show_folded_numbers
from territoires_industrie.ui.links import show_link
from territoires_industrie.ui.markdown import escape_markdown
from territoires_industrie.ui.numbers import NumberColumn, show_csv, show_numbers
from territoires_industrie.ui.programme.blocks import (
    day_column,
    show_chart,
    show_source,
    source_column,
    source_html,
    story_table_html,
    title_html,
)
from territoires_industrie.ui.programme.options import PARTS, ProgrammeOptions
from territoires_industrie.wording import _, format_number, ngettext, say_pair

ICONS = {"membres": ":material/swap_horiz:", "comparaison": ":material/balance:"}
"""Parts that the overview leads to first, each with its icon."""

SMALLEST_BUDGET = 1_000_000
"""Euros under which an amount is an aid per post, not a budget."""


def show_overview(view: View) -> None:
    """Show what the programme is: in words, in one drawing, then in figures and facts."""
    st.markdown("\n\n".join(say_programme()))
    show_source(*_programme_sources())
    _show_counts()
    with st.container(horizontal=True):
        for part, icon in ICONS.items():
            shown = view.with_options(replace(view.options_of(ProgrammeOptions), part=part))
            show_link("programme", _(PARTS[part]), shown, icon, is_same_page=True)
    st.markdown(f"### {_('L’industrie des territoires, et celle du reste de la France')}")
    st.markdown("\n\n".join(say_outside(phase) for phase in (2, 1)))
    axes, steering = st.columns(2, gap="large")
    with axes:
        _show_axes()
    with steering:
        st.markdown(f"### {_('Le pilotage')}")
        _show_facts(STEERING)
        st.caption(_("Aucun nom de personne : l’atlas ne garde que les fonctions."))
    _show_budgets()
    _show_measures()
    _show_resources()


def _programme_sources() -> Iterator[str]:
    """Yield where the sentences on the programme come from."""
    yield STEERING[0].source
    counts = territoire_counts()
    yield from counts.loc[counts["title"] == PHASE_2_TITLE, "source"]
    yield _(table_record("membership_2024").attribution)
    yield _(find_indicator("industrial_jobs_share_pct").record.attribution)


def _show_counts() -> None:
    counts = territoire_counts()
    # What the atlas counts in the lists is drawn apart: the sentence is on published numbers.
    first, last = counts.iloc[0], counts[counts["origin"] != COMPUTED].iloc[-1]
    st.markdown(
        _(
            "De **{first}** territoires annoncés ({first_day}) à **{last}** en phase 2 "
            "({last_day}) : {count} nombres publiés, chacun à sa date. Les losanges sont comptés "
            "par l’atlas dans les listes de membres."
        ).format(
            count=format_number(counts.loc[counts["origin"] != COMPUTED, "value"].nunique()),
            first=format_number(first["value"]),
            first_day=say_day(first["event_date"]),
            last=format_number(last["value"]),
            last_day=say_day(last["event_date"]),
        )
    )
    show_chart(_steps(), _("Nombre de territoires au fil du temps"), counts["source"])
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
    return json.dumps(count_steps(territoire_counts()))


def _show_axes() -> None:
    st.markdown(f"### {_('Les axes')}")
    _show_facts(AXES_FACTS)
    table = read_actions()
    lines = []
    for axis, label in AXES.items():
        mine = table[table["axis"] == axis]
        counted = ngettext("{count} projet nommé", "{count} projets nommés", len(mine))
        said = counted if len(mine) else _("aucun projet nommé")
        lines.append("- " + say_pair(f"**{_(label)}**", said))
        if len(mine):
            first = mine.iloc[0]
            example = _("par exemple « {title} » ({territoire})").format(
                title=first["action_title"], territoire=first["territoire_name"]
            )
            lines[-1] += f", {escape_markdown(example)}"
    st.markdown("\n".join(lines))
    st.caption(_("Tous les projets et leurs sources : partie « Contrats et actions »."))


def _show_facts(facts: tuple[Fact, ...]) -> None:
    items = "".join(
        f"<li>{escape(_(fact.text))} <small>({source_html(fact.source)})</small></li>"
        for fact in facts
    )
    st.html(f"<div class='recit'><ul>{items}</ul></div>")


def _show_budgets() -> None:
    st.markdown(f"### {_('Les budgets')}")
    rows = _budgets()
    sources = (str(row["source"]) for row in rows)
    show_chart(_bars(), _("Budgets et montants publiés du programme"), sources)
    st.caption(
        _(
            "Visé, engagé, déployé, accordé : ces montants ne mesurent pas la même chose et ne "
            "s’additionnent pas."
        )
    )
    columns = (
        day_column(),
        number_column(_("Montant"), say_figure),
        text_column(_("Ce qui est dit"), title_html),
        source_column(),
    )

    def show() -> None:
        st.html(story_table_html(columns, rows))
        show_csv(lambda: pd.DataFrame(rows), "programme_budgets")

    show_folded_numbers("programme_budgets", show, _("Voir les chiffres et leurs sources"))


@reader_cache(maxsize=2)
def _bars() -> str:
    rows = _budgets()
    labels = [_(row["title"]) for row in rows]
    years = [str(row["event_date"])[:4] or _("sans date") for row in rows]
    # On two lines: a phone has no room for both beside a bar.
    texts = [f"{say_figure(row)}\n({year})" for row, year in zip(rows, years, strict=True)]
    amounts = [float(row["value"]) for row in rows]
    return json.dumps(amount_bars(labels, amounts, texts))


def _budgets() -> list[dict[Hashable, Any]]:
    table = read_timeline()
    money = (table["unit"] == "€") & (table["scope"] == NATIONAL)
    return table[money & (table["value"] >= SMALLEST_BUDGET)].to_dict("records")


def _show_measures() -> None:
    st.markdown(f"### {_('Les mesures')}")
    table = read_timeline()
    groups = table[table["theme"] == "mesures"].groupby("scope", sort=False)
    rows: list[Row | str] = []
    # The group of France before those of the régions.
    for scope, group in sorted(groups, key=lambda one: one[0] != NATIONAL):
        rows.append(_("France") if scope == NATIONAL else str(scope))
        rows += group.to_dict("records")
    columns = (
        day_column(),
        text_column(_("Mesure"), title_html),
        number_column(_("Chiffre"), say_figure),
        source_column(),
    )
    st.html(story_table_html(columns, rows))


def _show_resources() -> None:
    st.markdown(f"### {_('Pour aller plus loin')}")
    columns = (
        text_column(
            _("Page"),
            lambda one: Html(f'<a href="{escape(one.address)}">{escape(_(one.title))}</a>'),
        ),
        text_column(_("Par"), lambda one: one.producer),
        text_column(_("Ce qu’on y trouve"), lambda one: _(one.use)),
    )
    st.html(story_table_html(columns, RESOURCES))
    st.caption(_("Adresses relevées dans les sources de l’atlas, en français pour la plupart."))
