"""Contracts signed and projects named, by territory and axis."""

import json
from html import escape

import pandas as pd
import streamlit as st

from territoires_industrie.charts.programme import count_bars
from territoires_industrie.html_table import Html, Row, number_column, text_column
from territoires_industrie.indicators.cache import reader_cache
from territoires_industrie.look import PAGE
from territoires_industrie.picture.locator import zoom_svg
from territoires_industrie.programme.actions import (
    AXES,
    CONTRACT_STATUSES,
    CONTRACTS_ON,
    contract_status,
    count_contracts,
    read_actions,
    read_contracts,
)
from territoires_industrie.programme.timeline import NATIONAL, read_timeline
from territoires_industrie.programme.words import say_day, say_figure
from territoires_industrie.scene.view import View
from territoires_industrie.sources import table_record
from territoires_industrie.ui.controls import bound
from territoires_industrie.ui.links import link_html
from territoires_industrie.ui.numbers import show_csv
from territoires_industrie.ui.programme.blocks import (
    change_themes,
    day_column,
    legend_html,
    show_chart,
    show_fixed_map,
    show_source,
    source_column,
    story_table_html,
)
from territoires_industrie.ui.programme.options import ProgrammeOptions
from territoires_industrie.wording import N_, _, format_number

STATUS_COLOURS = {"signe": PAGE.good, "non-signe": PAGE.counted}
NO_DAY = "–"
MAP_TITLE = N_("Contrats des quinze territoires du Grand Est au 19 novembre 2019")


def show_contracts(view: View) -> None:
    """Show the contracts, then the actions."""
    _show_signed(view)
    _show_counted()
    _show_actions(view)


def _show_signed(view: View) -> None:
    signed, count = count_contracts()
    contracts = read_contracts()
    that_day = int((contracts["signed_on"] == CONTRACTS_ON).sum())
    st.markdown(f"### {_('Contrats signés dans le Grand Est')}")
    st.markdown(
        _(
            "Au **{day}**, **{signed} des {count}** territoires du Grand Est ont un plan d’actions "
            "signé, dont **{that_day}** ce jour-là. C’est la seule région dont l’état des contrats "
            "est dans les données recueillies."
        ).format(
            day=say_day(CONTRACTS_ON),
            signed=format_number(signed),
            count=format_number(count),
            that_day=format_number(that_day),
        )
    )
    # The list is of phase 1: in phase 2 the same ids are other territories.
    statuses = {code: contract_status(1, str(code)) for code in contracts.index}
    picture, facts = st.columns(2, gap="medium")
    with picture:
        sources, colours = contracts["source"], _named_colours()
        show_fixed_map(_map(statuses), _(MAP_TITLE), "territoire_phase1", sources, colours)
        st.html(legend_html((colour, name, "") for name, colour in colours.items()))
    with facts:
        st.html(_contract_table(view, contracts, statuses))
        show_source(*contracts["source"].unique())
        show_csv(contracts.reset_index, "programme_contrats_grand_est_2019")


def _map(statuses: dict[str, str]) -> str:
    return zoom_svg(
        View("territoire_phase1", selection=tuple(statuses)),
        colours={code: STATUS_COLOURS[status] for code, status in statuses.items()},
        labels=False,
        title=_(MAP_TITLE),
    )


def _named_colours() -> dict[str, str]:
    return {_(CONTRACT_STATUSES[key]): colour for key, colour in STATUS_COLOURS.items()}


def _contract_table(view: View, contracts: pd.DataFrame, statuses: dict[str, str]) -> str:
    columns = (
        text_column(
            _("Territoire (phase 1)"),
            lambda row: link_html(view, "territoire_phase1", row["code"], row["territoire_name"]),
        ),
        text_column(_("Contrat"), lambda row: _(CONTRACT_STATUSES[statuses[row["code"]]])),
        text_column(_("Signé"), _signed_on, kind="jour"),
    )
    rows = contracts.rename_axis("code").reset_index().to_dict("records")
    return story_table_html(columns, rows)


def _signed_on(row: Row) -> str:
    if row["signed_on"]:
        return say_day(str(row["signed_on"]))
    return _("avant cette date") if row["signed_before"] else NO_DAY


def _show_counted() -> None:
    """List the published counts of contracts, of action plans and of projects."""
    table = read_timeline()
    kept = table[table["theme"].isin(["contrats", "actions"])]
    st.markdown(f"### {_('Contrats et projets comptés')}")
    columns = (
        day_column(),
        text_column(_("Ce qui est compté"), lambda row: _(str(row["title"]))),
        text_column(_("Où"), lambda row: "" if row["scope"] == NATIONAL else str(row["scope"])),
        number_column(_("Chiffre"), say_figure),
        source_column(),
    )
    st.html(story_table_html(columns, kept.to_dict("records")))


def _show_actions(view: View) -> None:
    st.markdown(f"### {_('Projets nommés, par territoire et par axe')}")
    table = read_actions()
    options = view.options_of(ProgrammeOptions)
    chosen = [axis for axis in options.themes if axis in AXES]
    st.pills(
        _("Axes"),
        list(AXES),
        selection_mode="multi",
        format_func=lambda key: f"{_(AXES[key])} ({format_number((table['axis'] == key).sum())})",
        **bound("programme_axes", chosen, lambda kept: change_themes(options, AXES, kept)),
    )
    kept = table[table["axis"].isin(chosen or list(AXES))]
    chart, rest = st.columns([1, 2], gap="large")
    with chart:
        source = _(table_record("action_2025").attribution)
        show_chart(_axis_bars(), _("Projets nommés par axe"), [source])
        st.caption(
            _(
                "Ce sont les projets que nomment les pages publiques citées, pas tous ceux du "
                "programme. L’axe est attribué par l’atlas d’après l’intitulé. « Recruter » et "
                "« simplifier » en ont peu ou pas : ce n’est pas dire que rien ne s’y fait."
            )
        )
    with rest:
        st.html(_action_table(view, kept))
        show_csv(lambda: kept, "programme_actions")


@reader_cache(maxsize=2)
def _axis_bars() -> str:
    counts = read_actions()["axis"].value_counts()
    shown = {_(label): int(counts.get(axis, 0)) for axis, label in AXES.items()}
    return json.dumps(count_bars(shown))


def _action_table(view: View, table: pd.DataFrame) -> str:
    columns = (
        text_column(_("Axe"), lambda row: _(AXES[str(row["axis"])])),
        text_column(_("Projet"), "action_title", is_french=True),
        day_column("date"),
        source_column(),
    )
    rows: list[Row | str] = []
    groups = table.sort_values(["phase", "territoire_name", "axis"], kind="stable")
    for (phase, code, name), group in groups.groupby(
        ["phase", "territoire_id", "territoire_name"], sort=False
    ):
        title = link_html(view, f"territoire_phase{phase}", str(code), str(name))
        rows.append(Html(f"{title} · {escape(_('phase {phase}').format(phase=phase))}"))
        rows += group.to_dict("records")
    return story_table_html(columns, rows or [_("Aucun projet nommé sur cet axe.")])
