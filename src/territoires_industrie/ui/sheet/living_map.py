"""The map of a sheet on the page: the EPCI around a unit, to point at and to open."""

from dataclasses import replace

import streamlit as st

from territoires_industrie.boundaries import screen_geometry
from territoires_industrie.classes.legend_html import legend_html
from territoires_industrie.draw.payload import Focus
from territoires_industrie.draw.plate import Plate, plate_of
from territoires_industrie.draw.units_map import DrawnUnits, units_map, write_dimmed
from territoires_industrie.indicators import indicators_of
from territoires_industrie.membership import read_units
from territoires_industrie.scene.legend import scene_legend
from territoires_industrie.scene.scene import scene_key, scene_of
from territoires_industrie.scene.view import View, default_indicator
from territoires_industrie.sheet.header import whole_members
from territoires_industrie.ui.map_component import show_page_map
from territoires_industrie.ui.map_view import drawn_units
from territoires_industrie.ui.sheet.paper import fold_html
from territoires_industrie.ui.state import VIEW, change_view
from territoires_industrie.wording import _, say_pair

LEVEL = "epci"
HEIGHT = 430
FRAMED = "fiche_cadree"
"""The unit that the map was last asked to frame, and how often it was asked."""


def show_unit_map(view: View) -> None:
    """Show the members of the sheet's unit, or the EPCI itself, among the others.

    They have the colour of the indicator of the view, those around are pale; a click on an EPCI
    opens its sheet.
    """
    code, members = view.selection[0], _members(view)
    shown, drawn = _around(view, members), _drawn(view)
    payload = replace(units_map(drawn, shown), focus=_focus(code, members))
    show_page_map(payload, key="carte_fiche", height=HEIGHT, take=_open)
    indicator = shown.indicator_spec
    title = _("{title} ; un clic ouvre la fiche de l’EPCI").format(
        title=indicator.title_in(indicator.years[-1])
    )
    # Pale are those around, which no filter has dimmed: the legend need not count them.
    legend = replace(scene_legend(scene_of(shown)), dimmed_count=0)
    st.html(fold_html(title, legend_html(legend)))


def unit_plate(view: View) -> Plate:
    """Make the plate of the map, for its pictures."""
    members = _members(view)
    plate = plate_of(_around(view, members))
    name = str(read_units(view.level)["name"][view.selection[0]])
    words = replace(plate.words, title=say_pair(name, plate.words.title))
    # Labels are what pointing at a unit shows: a picture has no use for them.
    return replace(plate, drawn=replace(_drawn(view), labels=()), words=words, focus=members)


def _members(view: View) -> tuple[str, ...]:
    """Return the EPCI of the sheet's unit, or the EPCI that it is."""
    code = view.selection[0]
    return whole_members(view.level, code) or ((code,) if view.level == LEVEL else ())


def _drawn(view: View) -> DrawnUnits:
    members = _members(view)
    drawn = drawn_units(scene_key(_around(view, members)))
    around = [one in members for one in screen_geometry(LEVEL).codes]
    return replace(drawn, dimmed=write_dimmed(around) if members else "")


def _around(view: View, members: tuple[str, ...]) -> View:
    """Return the view of all EPCI with the indicator of a view, or the first that they have."""
    offered = {one.key for one in indicators_of(LEVEL)}
    indicator = view.indicator if view.indicator in offered else default_indicator(LEVEL)
    phase = view.level_spec.phase
    outline = f"phase{phase}" if phase else view.outline
    return View(LEVEL, indicator, selection=members, outline=outline, language=view.language)


def _focus(code: str, members: tuple[str, ...]) -> Focus | None:
    """Frame the members when another unit is shown; then the reader's place is kept."""
    last, n = st.session_state.get(FRAMED, ("", 0))
    if last != code:
        n += 1
        st.session_state[FRAMED] = (code, n)
    return Focus(members, n) if members else None


def _open(selection: tuple[str, ...]) -> None:
    """Open the sheet of the EPCI that was clicked; a member that is alone was given up by it."""
    view: View = st.session_state[VIEW]
    opened = selection[-1:] or whole_members(view.level, view.selection[0])[:1]
    if opened and (view.level, *opened) != (LEVEL, view.selection[0]):
        change_view(level=LEVEL, selection=opened)
