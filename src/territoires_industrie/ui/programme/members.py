"""Members between two states: controls, figures, map, flows, tables."""

import json
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from territoires_industrie.charts.programme import (
    flow_ribbons,
    region_bars,
)
from territoires_industrie.html_table import number_column, text_column
from territoires_industrie.indicators.cache import reader_cache
from territoires_industrie.membership import read_units
from territoires_industrie.programme.flows import (
    LINK_RULE,
    MOVEMENTS,
    Flows,
    count_flows,
    read_flows,
)
from territoires_industrie.programme.states import STATES
from territoires_industrie.programme.words import say_day
from territoires_industrie.scene.filters import REGION_RULES, Filter
from territoires_industrie.scene.view import View
from territoires_industrie.scene.words import name_outline
from territoires_industrie.sources import table_record
from territoires_industrie.ui.controls import bound, tied
from territoires_industrie.ui.folded import show_folded
from territoires_industrie.ui.numbers import show_csv
from territoires_industrie.ui.programme.blocks import (
    legend_html,
    show_chart,
    show_source,
    story_table_html,
)
from territoires_industrie.ui.programme.member_history import show_history
from territoires_industrie.ui.programme.member_map import (
    kept_epci,
    movement_rows,
    outline_of,
    show_member_map,
    state_table,
)
from territoires_industrie.ui.programme.member_tables import show_member_tables
from territoires_industrie.ui.programme.options import (
    STATE_KEYS,
    ProgrammeOptions,
    states_after,
)
from territoires_industrie.ui.state import change_filter
from territoires_industrie.wording import N_, _, format_number

SHORT_MOVEMENTS = {
    "reste": N_("Restés"),
    "change": N_("Changés de territoire"),
    "sort": N_("Sortis"),
    "entre": N_("Entrés"),
}


def show_members(view: View) -> None:
    """Show who stayed, left, entered or changed territory between two states."""
    flows = read_flows(*_choose_states(view))
    movement = _choose_movement(view, flows)
    kept = kept_epci(view.filter)
    _show_summary(flows, kept)
    map_side, facts_side = st.columns([2, 1], gap="medium")
    with map_side:
        show_member_map(view, flows, movement, kept)
    with facts_side:
        _show_legend(flows)
        show_history(view)
    _show_flows(flows)
    show_member_tables(view, flows, movement, kept)


def _choose_states(view: View) -> tuple[str, str]:
    """Let the reader choose two states in the order of time, and régions."""
    options = view.options_of(ProgrammeOptions)
    first, last, regions = st.columns([3, 3, 4])
    with first:
        # The last state has none after it to be compared with.
        _choose_state(_("De l’état"), options, "before", STATE_KEYS[:-1])
    with last:
        _choose_state(_("à l’état"), options, "after", states_after(options.before))
    with regions:
        _choose_regions(view.filter)
    return options.before, options.after


def _choose_state(label: str, options: ProgrammeOptions, name: str, keys: Sequence[str]) -> None:
    st.selectbox(
        label,
        keys,
        format_func=lambda key: _(STATES[key].title),
        filter_mode=None,
        **tied(options, name),
    )


def _choose_regions(kept: Filter) -> None:
    names = read_units("region")["name"]
    st.multiselect(
        _("Régions"),
        list(names.sort_values().index),
        format_func=names.__getitem__,
        placeholder=_("Toute la France"),
        help=_(REGION_RULES[kept.region_rule]),
        filter_mode="contains",
        select_all=False,
        **bound(
            "programme_regions",
            list(kept.regions),
            lambda codes: change_filter(regions=tuple(codes)),
        ),
    )


def _choose_movement(view: View, flows: Flows) -> str:
    counts = flows.members["movement"].value_counts()
    options = view.options_of(ProgrammeOptions)
    st.pills(
        _("Ne montrer que"),
        list(MOVEMENTS),
        format_func=lambda key: f"{_(SHORT_MOVEMENTS[key])} ({format_number(counts.get(key, 0))})",
        label_visibility="collapsed",
        **tied(options, "movement"),
    )
    return options.movement


def _show_summary(flows: Flows, kept: frozenset[str] | None) -> None:
    # The row of no région is the total.
    total = count_flows(flows).loc[""].astype(int).to_dict()
    st.markdown(
        _(
            "Du **{first}** au **{last}**, le programme passe de **{before}** à **{after}** EPCI "
            "et EPT : **{kept}** restent (**{same}** dans leur territoire, **{changed}** dans un "
            "autre), **{left}** sortent, **{entered}** entrent."
        ).format(
            first=say_day(flows.before.key),
            last=say_day(flows.after.key),
            before=format_number(total["before_count"]),
            after=format_number(total["after_count"]),
            kept=format_number(total["reste"] + total["change"]),
            same=format_number(total["reste"]),
            changed=format_number(total["change"]),
            left=format_number(total["sort"]),
            entered=format_number(total["entre"]),
        )
    )
    if flows.note:
        st.warning(flows.note, icon=":material/info:")
    if kept is not None:
        st.caption(_("Ces chiffres sont ceux de la France ; carte et tableau suivent le filtre."))


def _show_legend(flows: Flows) -> None:
    rows = [(colour, said, format_number(count)) for colour, said, count in movement_rows(flows)]
    with st.container(border=True):
        st.markdown(f"**{_('EPCI et EPT, par mouvement')}**")
        st.html(legend_html(rows, name_outline(outline_of(flows))))
        ept = int((flows.members["kind"] == "ept").sum())
        if ept:
            text = _("{count} EPT, comptés à part, sont dessinés avec le Grand Paris.")
            st.caption(text.format(count=format_number(ept)))
        show_source(*state_sources(flows))


def state_sources(flows: Flows) -> list[str]:
    """Write where the members of both states come from."""
    keys = (flows.before.key, flows.after.key)
    return [_(table_record(state_table(key)).attribution) for key in keys]


def _show_flows(flows: Flows) -> None:
    counts = count_flows(flows)
    names = region_names()
    ribbons, bars = _charts(flows.before.key, flows.after.key)
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown(f"### {_('Les flux')}")
        show_chart(ribbons, _("Flux des membres entre les deux états"), state_sources(flows))
        st.caption(_(LINK_RULE))
    with right:
        st.markdown(f"### {_('Par région')}")
        show_chart(bars, _("Mouvements par région"), state_sources(flows))
        st.caption(_("Un EPCI compte une fois, dans la région où il a le plus d’habitants."))

    def show() -> None:
        st.html(_region_table(counts, names))
        show_csv(lambda: _region_frame(counts, names), "programme_flux_par_region")

    show_folded(_("Voir les chiffres par région"), "programme_par_region", show)


@reader_cache(maxsize=32)
def _charts(before: str, after: str) -> tuple[str, str]:
    """Draw the flows as ribbons, and by région as bars."""
    counts = count_flows(read_flows(before, after))
    sums = counts.loc[""].astype(int).to_dict()
    total = {key: int(sums[key]) for key in MOVEMENTS}
    ribbons = flow_ribbons(total, say_day(before), say_day(after))
    return json.dumps(ribbons), json.dumps(region_bars(counts, region_names()))


def _region_table(counts: pd.DataFrame, names: dict[str, str]) -> str:
    columns = (
        text_column(_("Région"), lambda row: names.get(row["region_code"], _("Ensemble"))),
        number_column(_("Avant"), "before_count"),
        *(number_column(_(SHORT_MOVEMENTS[key]), key) for key in MOVEMENTS),
        number_column(_("Après"), "after_count"),
    )
    return story_table_html(columns, counts.reset_index().to_dict("records"), has_total=True)


def _region_frame(counts: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    listed = counts.reset_index()
    listed.insert(1, "region_name", [names.get(code, "") for code in listed["region_code"]])
    return listed


def region_names() -> dict[str, str]:
    """Name the régions by code."""
    return {str(code): str(name) for code, name in read_units("region")["name"].items()}
