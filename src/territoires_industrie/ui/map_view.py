"""The map of a view: the scene put into a payload, and the reader's clicks put into the view."""

import streamlit as st

from territoires_industrie.boundaries import insets_file, screen_bounds, screen_geometry
from territoires_industrie.classes.legend import circle_radii
from territoires_industrie.draw.lines import lines_file
from territoires_industrie.draw.payload import Focus, MapPayload, encode_classes, map_texts
from territoires_industrie.indicators.cache import reader_cache
from territoires_industrie.scene.scene import Scene, scene_key, scene_of
from territoires_industrie.scene.view import View
from territoires_industrie.scene.words import say_values
from territoires_industrie.ui.map_component import MapClick, show_map
from territoires_industrie.ui.state import FOCUS, select

HEIGHT = 700
LAST_CLICK = "last_click"
MULTIPLE = "selection_multiple"


def show_view_map(view: View, scene: Scene) -> None:
    """Show the map; a click on it becomes the selection before the rerun that it causes."""
    focus: Focus | None = st.session_state.get(FOCUS)
    with st.container(key="carte"):
        payload = _payload(view, scene, focus)
        show_map(payload, key="carte_principale", height=HEIGHT, on_change=_take_click)


def _take_click(click: MapClick) -> None:
    st.session_state[LAST_CLICK] = click.n
    select(click.selection)


def _payload(view: View, scene: Scene, focus: Focus | None) -> MapPayload:
    outline = view.outlined_level
    classes, labels, radii, dimmed = _values(scene_key(view))
    return MapPayload(
        geometry=screen_geometry(view.level).file,
        classes=classes,
        colours=scene.classification.colours,
        labels=labels,
        dimmed=dimmed,
        radii=radii,
        outline=lines_file(view.level, outline) if outline else None,
        regions=lines_file(view.level, "region"),
        insets=insets_file(),
        bounds=screen_bounds(),
        selected=view.selection,
        selection_n=st.session_state.get(LAST_CLICK, 0),
        focus=focus,
        multi=bool(st.session_state.get(MULTIPLE, False)),
        background="ign" if view.background == "ign" else None,
        texts=map_texts(),
    )


@reader_cache(maxsize=64)
def unit_labels(view: View) -> tuple[str, ...]:
    """Write the figure of every unit of a scene, in the order of its geometry.

    ``view`` is a scene's key; the order is that of the sorted codes.
    """
    scene = scene_of(view)
    values = scene.cells.loc[list(screen_geometry(view.level).codes)]
    return say_values(scene.indicator, values)


@reader_cache(maxsize=64)
def _values(view: View) -> tuple[str, tuple[str, ...], tuple[float, ...] | None, str]:
    """Write the classes, labels, radii and filter of a scene, in the order of its geometry."""
    scene = scene_of(view)
    order = list(screen_geometry(view.level).codes)
    values, classes = scene.cells.loc[order], scene.classification
    letters = encode_classes(classes.class_of.loc[order], values["status"])
    dimmed = "".join("01"[not kept] for kept in scene.in_filter.loc[order])
    radii = (
        tuple(circle_radii(scene.cells.loc[order, "value"].astype(float).tolist()))
        if scene.has_circles
        else None
    )
    return letters, unit_labels(view), radii, dimmed if "1" in dimmed else ""
