"""The map of a view: the scene put into a payload, and the reader's clicks put into the view."""

from dataclasses import replace

import streamlit as st

from territoires_industrie.boundaries import screen_geometry
from territoires_industrie.draw.units_map import DrawnUnits, draw_units, units_map
from territoires_industrie.indicators.cache import reader_cache
from territoires_industrie.scene.scene import scene_key, scene_of
from territoires_industrie.scene.view import View
from territoires_industrie.scene.words import add_ranks, say_values
from territoires_industrie.ui.map_component import show_page_map
from territoires_industrie.ui.state import FOCUS, select

HEIGHT = 570
MULTIPLE = "selection_multiple"


def show_view_map(view: View, key: str = "carte_principale", height: int = HEIGHT) -> None:
    """Show the map; a click on it becomes the selection before the rerun that it causes."""
    show_drawn_map(drawn_units(scene_key(view)), view, key, height)


def show_drawn_map(
    drawn: DrawnUnits,
    view: View,
    key: str,
    height: int,
    *,
    place: str = "carte",
    is_linked: bool = False,
) -> None:
    """Show units that are drawn already; see ``show_view_map``.

    Parameters
    ----------
    place
        As for ``show_page_map``.
    is_linked
        As in ``MapPayload``.
    """
    payload = replace(
        units_map(drawn, view),
        focus=st.session_state.get(FOCUS),
        multi=bool(st.session_state.get(MULTIPLE, False)),
        is_linked=is_linked,
    )
    show_page_map(payload, key, height, select, place)


@reader_cache(maxsize=64)
def unit_labels(view: View) -> tuple[str, ...]:
    """Write the figure of every unit of a scene, in the order of its geometry.

    ``view`` is a scene's key; the order is that of the sorted codes.
    """
    scene = scene_of(view)
    values = scene.cells.loc[list(screen_geometry(view.level).codes)]
    return say_values(scene.indicator, values)


@reader_cache(maxsize=64)
def drawn_units(view: View) -> DrawnUnits:
    """Draw the units of a scene's key."""
    scene = scene_of(view)
    return draw_units(scene, add_ranks(scene, unit_labels(view)))
