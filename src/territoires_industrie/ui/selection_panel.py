"""Beside the map: what is selected, and what is known of it."""

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from territoires_industrie.description import count_units
from territoires_industrie.levels import LEVELS
from territoires_industrie.membership import members_of, programme_links
from territoires_industrie.ui.facts import facts_html, say_rank, say_value
from territoires_industrie.ui.scene import Scene
from territoires_industrie.ui.state import change_view, focus_on
from territoires_industrie.ui.view import MAX_SELECTION, View
from territoires_industrie.wording import _, format_number, ngettext


def show_selection(view: View, scene: Scene) -> None:
    """Show the selected units: the mapped figure first, then every fact."""
    with st.container(key="selection", border=True):
        if not view.selection:
            st.markdown(f"**{_('Sélection')}**")
            st.caption(
                _(
                    "Cliquez un territoire sur la carte ou dans le tableau ; Ctrl + clic en "
                    "ajoute d’autres, dix au plus."
                )
            )
            return
        if len(view.selection) == 1:
            _show_one(view, scene, view.selection[0])
        else:
            _show_several(view, scene)
        _show_actions(view)
        st.html(facts_html(view.level, view.selection, scene.units["name"]))


def _show_one(view: View, scene: Scene, code: str) -> None:
    unit = scene.units.loc[code]
    st.markdown(f"#### {escape_markdown(unit['name'])}")
    st.caption(" · ".join(_identity(view, unit, code)))
    value, status = scene.values.loc[code, ["value", "status"]]
    st.metric(
        f"{_(scene.indicator.title)} ({view.year})",
        say_value(scene.indicator, value, status),
        help=_(scene.indicator.definition),
    )
    if rank := say_rank(scene, code):
        st.caption(rank if scene.in_filter[code] else _("hors du filtre"))
    for line in programme_links(view.level, code):
        st.markdown(f"- {escape_markdown(line)}")
    if members := members_of(view.level, code):
        _show_members(members)


def _identity(view: View, unit: pd.Series, code: str) -> Iterable[str]:
    yield _(LEVELS[view.level].singular)
    yield code
    if kind := unit.get("epci_kind"):
        yield str(kind)
    if regions := unit.get("region_names"):
        yield str(regions)


def _show_members(members: list[str]) -> None:
    title = ngettext("{count} membre", "{count} membres", len(members))
    with st.expander(title.format(count=format_number(len(members)))):
        st.markdown("\n".join(f"- {escape_markdown(name)}" for name in members))


def _show_several(view: View, scene: Scene) -> None:
    count = len(view.selection)
    st.markdown(f"**{_('Sélection')}** : {count_units(view.level, count)}")
    if count == MAX_SELECTION:
        st.caption(_("Dix au plus : un onzième remplace le premier."))
    lines = [
        f"- **{escape_markdown(scene.units.at[code, 'name'])}** : "
        + say_value(scene.indicator, *scene.values.loc[code, ["value", "status"]])
        for code in view.selection
    ]
    st.markdown("\n".join(lines))


def _show_actions(view: View) -> None:
    with st.container(horizontal=True):
        st.button(
            _("Zoomer"),
            icon=":material/zoom_in_map:",
            on_click=lambda: focus_on(view.selection),
            key="zoomer",
        )
        st.button(
            _("Effacer"),
            icon=":material/close:",
            on_click=lambda: change_view(selection=()),
            key="effacer_selection",
        )


def escape_markdown(text: str) -> str:
    """Keep a name from data as plain text inside Markdown."""
    return "".join(f"\\{c}" if c in r"\`*_{}[]()#+-.!|<>~$:" else c for c in str(text))
