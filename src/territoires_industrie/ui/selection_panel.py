"""Beside the map: what is selected, and what is known of it."""

from collections.abc import Iterable
from html import escape

import pandas as pd
import streamlit as st

from territoires_industrie.indicators import read_values
from territoires_industrie.indicators.cache import reader_cache
from territoires_industrie.levels import GROUP_LEVELS, LEVELS
from territoires_industrie.membership import programme_status, read_units, split_codes
from territoires_industrie.scene.description import count_units
from territoires_industrie.scene.scene import Scene, scene_key, scene_of
from territoires_industrie.scene.sentence import commune_sentence, unit_sentence
from territoires_industrie.scene.view import MAX_SELECTION, View, view_of_unit
from territoires_industrie.scene.words import say_bounds, say_value
from territoires_industrie.sheet.header import (
    SHEET_LEVELS,
    epci_kind,
    member_kinds,
    member_links,
)
from territoires_industrie.ui.facts import facts_html
from territoires_industrie.ui.folded import show_folded
from territoires_industrie.ui.links import show_link
from territoires_industrie.ui.markdown import escape_markdown
from territoires_industrie.ui.named_views import show_named_views
from territoires_industrie.ui.sheet.files import show_pdf_button
from territoires_industrie.ui.state import (
    change_filter,
    change_view,
    focus_on,
    open_communes,
    open_unit,
)
from territoires_industrie.wording import _, format_quantity, say_pair

SHOWN = 4
"""Territories named for a unit that touches many; the others are counted."""


def show_selection(view: View, scene: Scene) -> None:
    """Show whose communes are looked at, and the selected units: the mapped figure, what to do."""
    if view.filter.within:
        _show_holder(*view.filter.within)
    if not view.selection:
        return
    with st.container(key="selection", border=True, gap="xsmall"):
        if len(view.selection) == 1:
            _show_one(view, view.selection[0])
        else:
            _show_several(view, scene)
        _show_actions(view)


def show_invitation(view: View) -> None:
    """Write what to do where nothing is selected, and link to views worth seeing."""
    with st.container(key="invitation"):
        st.caption(_("Touchez un territoire de la carte, ou cherchez le vôtre."))
        show_named_views(view)


def show_facts(view: View, scene: Scene) -> None:
    """Show the figures of the selected units: those of the first theme, the others once unfolded.

    The first of them is named again at the foot of a phone's screen, where the card is lower.
    """
    names = scene.units["name"]
    first = view.selection[0]
    said = say_value(scene.indicator, *scene.cell(first))
    with st.container(key="faits"):
        # Screen readers skip the reminder: they have read the card itself.
        st.html(
            f"<p class='rappel' aria-hidden='true'><strong>{escape(scene.name(first))}</strong> "
            f"<span>{escape(said)} ↓</span></p>"
            f"{facts_html(view.level, view.selection, names, themes=1)}"
        )
        show_folded(
            _("Tous les chiffres"), "tous_les_chiffres", lambda: _show_all_facts(view, names)
        )


def _show_all_facts(view: View, names: "pd.Series[str]") -> None:
    st.html(facts_html(view.level, view.selection, names))


def _show_one(view: View, code: str) -> None:
    if view.commune:
        st.markdown(escape_markdown(commune_sentence(view.commune)))
    st.html(_card_html(scene_key(view), code))
    if view.level_spec.phase is None:
        _show_programme(view, code)
    else:
        _show_members(view, code)


@reader_cache(maxsize=4096)
def _card_html(view: View, code: str) -> str:
    """Write who a unit is and what is said of it, in one element: a click waits for each."""
    scene = scene_of(view)
    who = escape(" · ".join(_identity(view, scene.units, code)))
    said = escape(unit_sentence(scene, code).predicate)
    sure = escape(say_bounds(scene.indicator, view.level, code))
    return (
        f"<h2>{escape(scene.name(code))}</h2><p class='fiche note'>{who}</p>"
        f"<p><strong>{said}</strong></p>" + (f"<p class='fiche note'>{sure}</p>" if sure else "")
    )


def _identity(view: View, units: pd.DataFrame, code: str) -> Iterable[str]:
    singular = _(LEVELS[view.level].singular)
    yield f"{singular[0].upper()}{singular[1:]}"
    yield code
    if "epci_kind" in units:
        yield epci_kind(code)
    if view.level != "region":
        names = read_units("region")["name"]
        yield ", ".join(names[region] for region in units["region_codes"][code])
    if "epci_siren" in units:
        siren = _epci_of(code)
        yield str(read_units("epci")["name"][siren]) if siren else _("sans EPCI")
    yield format_quantity(float(read_values(view.level, "population_count")["value"][code]), "hab.")


def _show_programme(view: View, code: str) -> None:
    """Write, for each phase, which territories a unit is in and whether wholly; link to them."""
    status = programme_status(view.level).loc[code]
    for phase in (2, 1):
        level_key, extent = f"territoire_phase{phase}", status[f"phase{phase}"]
        if extent == "non":
            st.caption(_("Phase {phase} : hors du programme").format(phase=phase))
            continue
        template = _("Phase {phase} : {territoires}")
        if extent == "partiel":
            template = _("Phase {phase}, en partie : {territoires}")
        ids = split_codes(status[f"territoire_id_phase{phase}"])
        names = read_units(level_key)["name"]
        for one in ids[:SHOWN]:
            said = template.format(phase=phase, territoires=f"**{escape_markdown(names[one])}**")
            _link_on_map(view, level_key, one, said)
        if len(ids) > SHOWN:
            st.caption(f"+ {len(ids) - SHOWN}")


def _show_members(view: View, code: str) -> None:
    kinds = member_kinds(read_units(view.level), code)

    def show() -> None:
        for member in member_links(view.level, code):
            if member.code:
                _link_on_map(view, member.level_key, member.code, escape_markdown(member.label))
            else:
                st.caption(escape_markdown(f"{member.label} ({member.note})"))

    show_folded(_("Membres : {kinds}").format(kinds=kinds), f"membres_{code}", show)


def _link_on_map(view: View, level_key: str, code: str, label: str) -> None:
    show_link("carte", label, view_of_unit(view, level_key, code), is_same_page=True)


def _show_several(view: View, scene: Scene) -> None:
    count = len(view.selection)
    st.markdown(say_pair(f"**{_('Sélection')}**", count_units(view.level, count)))
    if count == MAX_SELECTION:
        st.caption(_("Dix au plus : un onzième remplace le premier."))
    lines = [
        "- "
        + say_pair(
            f"**{escape_markdown(scene.name(code))}**",
            escape_markdown(say_value(scene.indicator, *scene.cell(code))),
        )
        for code in view.selection
    ]
    st.markdown("\n".join(lines))


def _show_actions(view: View) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="selection_actions"):
        if len(view.selection) == 1 and view.level in SHEET_LEVELS:
            show_link("territoire", _("Fiche"), view, icon=":material/description:")
            # One click from the card: who hands a note over took three by way of the sheet.
            show_pdf_button(_("Note"), view, is_note=True)
        if len(view.selection) > 1 and view.level in GROUP_LEVELS:
            show_link("comparaison", _("Comparer"), view, icon=":material/compare_arrows:")
        if len(view.selection) == 1:
            _show_ways(view, view.selection[0])
        show_zoom_and_clear(view)


def show_zoom_and_clear(view: View, prefix: str = "") -> None:
    """Offer to frame the selection, and to empty it."""
    st.button(
        _("Zoomer"),
        icon=":material/zoom_in_map:",
        on_click=lambda: focus_on(view.selection),
        key=f"{prefix}zoomer",
    )
    st.button(
        _("Effacer"),
        icon=":material/close:",
        on_click=lambda: change_view(selection=()),
        key=f"{prefix}effacer_selection",
    )


def _show_ways(view: View, code: str) -> None:
    """Offer to go down to the communes of a unit, or up to the EPCI of a commune."""
    if view.level in GROUP_LEVELS:
        st.button(
            _("Voir ses communes"),
            icon=":material/grid_view:",
            on_click=open_communes,
            args=(view.level, code),
            key="voir_communes",
        )
        return
    if siren := _epci_of(code):
        st.button(
            _("Voir son EPCI"),
            icon=":material/arrow_upward:",
            on_click=open_unit,
            args=("epci", siren),
            key="voir_epci",
        )


def _epci_of(commune: str) -> str:
    """Return the EPCI of a commune, empty for the islands that have none."""
    return str(read_units("commune")["epci_siren"].fillna("")[commune])


def _show_holder(level_key: str, code: str) -> None:
    """Write whose communes are looked at, and offer the way back."""
    name = escape_markdown(read_units(level_key)["name"][code])
    st.markdown(_("Communes de : **{name}**").format(name=name))
    with st.container(horizontal=True):
        st.button(
            _("Revenir à ce territoire"),
            icon=":material/arrow_upward:",
            on_click=open_unit,
            args=(level_key, code),
            key="revenir",
        )
        st.button(
            _("Toutes les communes"),
            icon=":material/public:",
            on_click=lambda: change_filter(within=None),
            key="toutes_communes",
        )
