"""Which units are compared: those of the selection, and those of other levels (``avec``)."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from territoires_industrie.analysis.compared_unit import ComparedUnit, read_unit, unit_labels
from territoires_industrie.analysis.comparison import MOST
from territoires_industrie.analysis.similarity import similar_codes
from territoires_industrie.boundaries import screen_geometry
from territoires_industrie.classes.classification import CLASS_LETTERS, NO_CLASS
from territoires_industrie.classes.legend import Legend, LegendRow
from territoires_industrie.classes.palettes import comparison
from territoires_industrie.draw.payload import Focus, Members
from territoires_industrie.draw.plate import Plate
from territoires_industrie.draw.units_map import DrawnUnits, units_map
from territoires_industrie.levels import GROUP_LEVELS, LEVELS
from territoires_industrie.membership import read_units
from territoires_industrie.scene.sentence import sentence_of
from territoires_industrie.scene.view import View
from territoires_industrie.scene.words import Words, cite_ground
from territoires_industrie.search import Hit
from territoires_industrie.ui.comparison.options import ComparisonOptions
from territoires_industrie.ui.controls import bound
from territoires_industrie.ui.map_component import show_page_map
from territoires_industrie.ui.markdown import escape_markdown
from territoires_industrie.ui.search_box import show_search, unit_of
from territoires_industrie.ui.sites import show_sites
from territoires_industrie.ui.state import FOCUS, VIEW, change_options, change_view, focus_on
from territoires_industrie.wording import _

MAP_HEIGHT = 420
SIMILAR = 3


def compared_units(view: View) -> tuple[ComparedUnit, ...]:
    """List what is compared: the selection first, then the units of other levels, ten at most."""
    chosen = [ComparedUnit(view.level, code) for code in view.selection]
    for slug in view.options_of(ComparisonOptions).beside:
        unit = read_unit(slug)
        if unit is not None and unit not in chosen:
            chosen.append(unit)
    return tuple(chosen[:MOST])


def compare_groups(view: View) -> None:
    """Turn a view of communes into one of the EPCI that hold those selected."""
    sirens = read_units("commune")["epci_siren"].reindex(list(view.selection)).dropna()
    change_view(level="epci", selection=tuple(dict.fromkeys(map(str, sirens))))


def _write(units: Sequence[ComparedUnit], level_key: str) -> None:
    """Put the units of a level in the selection and the others beside it."""
    change_view(
        level=level_key, selection=tuple(unit.code for unit in units if unit.level_key == level_key)
    )
    others = tuple(unit.slug for unit in units if unit.level_key != level_key)
    change_options(ComparisonOptions, beside=others)
    _frame_compared()


def _frame_compared() -> None:
    """Have the map show what is compared; it stays where a reader chooses on it."""
    view: View = st.session_state[VIEW]
    focus_on(view.selection)


def show_choice(view: View, units: Sequence[ComparedUnit]) -> None:
    """Let the reader add units by search, on the map or by level, and take some away."""
    level, search = st.columns([3, 5], vertical_alignment="top")
    with level:
        st.selectbox(
            _("Niveau de la carte"),
            GROUP_LEVELS,
            format_func=lambda key: _(LEVELS[key].title),
            filter_mode=None,
            help=_("Les territoires déjà choisis restent, même d’un autre niveau."),
            **bound("comparaison_niveau", view.level, lambda key: _write(units, key)),
        )
    with search:
        show_search(view, _add_hit, stays=True)
    _show_units(view, units)
    map_side, said_side = st.columns(2, gap="medium")
    with map_side:
        show_choice_map(view, units)
    with said_side:
        _show_advice(view, units)
        sentences = (sentence_of(unit.level_key, unit.code, view.indicator) for unit in units)
        st.markdown("\n".join(f"- {escape_markdown(said)}" for said in sentences))


def _add_hit(view: View, hit: Hit) -> None:
    found, units = unit_of(view, hit), compared_units(view)
    # Communes are not compared; the four islands without an EPCI are each in a zone d'emploi.
    in_zone = ("zone_emploi", hit.units.get("zone_emploi", ""))
    unit = ComparedUnit(*(in_zone if found[0] == "commune" else found))
    level_key = view.level if units else unit.level_key
    if unit not in units and len(units) < MOST:
        _write([*units, unit], level_key)


def _show_units(view: View, units: Sequence[ComparedUnit]) -> None:
    """Show each unit in its colour, as a button that takes it away."""
    rules = "".join(
        f".st-key-comparer_{rank} button{{border-left:0.7rem solid {colour}}}"
        for rank, colour in enumerate(comparison(len(units)))
    )
    st.html(f"<style>{rules}</style>")
    with st.container(horizontal=True, key="unites_comparees"):
        for rank, (unit, label) in enumerate(zip(units, unit_labels(units), strict=True)):
            st.button(
                escape_markdown(label),
                icon=":material/close:",
                help=_("Retirer de la comparaison"),
                key=f"comparer_{rank}",
                on_click=_write,
                args=([one for one in units if one != unit], view.level),
            )


def _show_advice(view: View, units: Sequence[ComparedUnit]) -> None:
    if not units:
        st.info(
            _(
                "Choisissez de deux à dix territoires : par la recherche, ou d’un clic sur la "
                "carte. Tous les niveaux se comparent, même mêlés."
            ),
            icon=":material/compare_arrows:",
        )
    elif len(units) == 1:
        st.caption(_("Ajoutez au moins un territoire pour comparer."))
        if LEVELS[view.level].offers_similar and view.selection:
            st.button(
                _("Ajouter les trois plus semblables"),
                icon=":material/group_add:",
                key="comparaison_semblables",
                on_click=_add_similar,
                args=(view,),
            )
    elif len(units) == MOST:
        st.caption(_("Dix au plus : retirez-en un pour en ajouter un autre."))


def _add_similar(view: View) -> None:
    codes = similar_codes(view.level, view.selection[0], SIMILAR)
    change_view(selection=(view.selection[0], *codes))
    _frame_compared()


def show_choice_map(view: View, units: Sequence[ComparedUnit]) -> None:
    """Show the level's units, the compared ones in their colours; a click adds or takes away."""
    drawn = _drawn(view, units)
    beside = _beside(view, units)
    # Units of other levels are framed unasked: on the map of France they would not be seen.
    focus = st.session_state.get(FOCUS) or (Focus((), 0) if beside else None)
    framed = tuple(code for members in beside for code in members.codes)
    payload = replace(
        units_map(drawn, replace(view, outline="aucun")),
        members=beside,
        focus=replace(focus, codes=(*focus.codes, *framed)) if focus else None,
        multi=True,
        is_fine=True,
    )
    show_page_map(payload, key="carte_comparaison", height=MAP_HEIGHT, take=_take)
    show_sites(view, drawn)


def _drawn(view: View, units: Sequence[ComparedUnit]) -> DrawnUnits:
    order = screen_geometry(view.level).codes
    rank_of = {unit.code: rank for rank, unit in enumerate(units) if unit.level_key == view.level}
    letters = (CLASS_LETTERS[rank_of[code]] if code in rank_of else NO_CLASS for code in order)
    return DrawnUnits(view.level, "".join(letters), comparison(len(units)), order)


def comparison_plate(view: View) -> Plate:
    """Make the plate of the map, for its pictures: the compared units of the level it shows."""
    units = compared_units(view)
    labelled = zip(units, unit_labels(units), comparison(len(units)), strict=True)
    rows = tuple(
        LegendRow(label, colour, 1, key=CLASS_LETTERS[rank])
        for rank, (unit, label, colour) in enumerate(labelled)
        if unit.level_key == view.level
    )
    title = _("Territoires comparés")
    words = Words(title, _(LEVELS[view.level].title), source=cite_ground(view.level))
    drawn = replace(_drawn(view, units), labels=())
    return Plate(drawn, replace(view, outline="aucun"), Legend(rows, title), words, view.selection)


def _beside(view: View, units: Sequence[ComparedUnit]) -> tuple[Members, ...]:
    """Find what is compared of other levels than the map's, each unit in its colour."""
    found: dict[str, dict[str, str]] = {}
    for unit, colour in zip(units, comparison(len(units)), strict=True):
        if unit.level_key != view.level:
            found.setdefault(unit.level_key, {})[unit.code] = colour
    return tuple(
        Members(screen_geometry(level).file, tuple(colours), tuple(colours.values()))
        for level, colours in found.items()
    )


def _take(selection: tuple[str, ...]) -> None:
    view: View = st.session_state[VIEW]
    others = [unit for unit in compared_units(view) if unit.level_key != view.level]
    change_view(selection=selection[: MOST - len(others)])
