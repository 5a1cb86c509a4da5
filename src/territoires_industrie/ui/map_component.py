"""The map on a page: shows a payload, gives back the reader's selection.

One iframe for the whole life of the page: a rerun sends values to it, never a new map.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st
import streamlit_folium

from territoires_industrie.draw.base import base_digest, page_map
from territoires_industrie.draw.payload import MapPayload
from territoires_industrie.draw.value_files import VALUE_FILES, ValueFiles
from territoires_industrie.draw.values import SentValues
from territoires_industrie.indicators.own import current_shelf
from territoires_industrie.ui.bridge import find_widget_key


@dataclass(frozen=True)
class MapClick:
    """What the reader chose on the map.

    Attributes
    ----------
    selection
        Codes of the selected units, in the order they were chosen.
    n
        Number of the choice, growing; hand it back as ``MapPayload.selection_n``.
    """

    selection: tuple[str, ...]
    n: int


def show_page_map(
    payload: MapPayload,
    key: str,
    height: int,
    take: Callable[[tuple[str, ...]], None],
    place: str = "carte",
) -> None:
    """Show the map of a page; what the reader chooses on it is taken before the next run.

    Parameters
    ----------
    payload, key, height
        As for ``show_map``; the number of the last choice is filled in here.
    take
        Puts the codes chosen on the map into the view.
    place
        Key of its container, which starts with ``carte``.
    """
    last = f"{key}_last_click"

    def hear(click: MapClick) -> None:
        st.session_state[last] = click.n
        take(click.selection)

    # Its place is kept before the map is there; a phone has a smaller one.
    st.html(f"<style>.st-key-{place} {{ --map-height: {height}px }}</style>")
    with st.container(key=place):
        shown = replace(payload, selection_n=st.session_state.get(last, 0))
        show_map(shown, key=key, height=height, on_change=hear)


def show_map(
    payload: MapPayload,
    key: str,
    height: int,
    on_change: Callable[[MapClick], None] | None = None,
    files: ValueFiles | None = VALUE_FILES,
) -> MapClick | None:
    """Draw a payload on the page.

    Parameters
    ----------
    payload
        State of the map; what it says of the selection is the truth.
    key
        Name of the map on its page, the same at each rerun.
    height
        Height in pixels.
    on_change
        Called before the rerun that a choice of the reader causes.
    files
        Where this server has what the map fetches by itself; None sends it along.

    Returns
    -------
    MapClick or None
        The last choice made on this map, None before any and while the map asks for lists that
        it has lost. It stays after the selection was changed elsewhere: compare its ``n``, or
        use ``on_change``.
    """
    # The digest: a new version of the script is a new map for the sessions that saw the old one.
    own_key = f"{key}-{base_digest()}"
    widget_key = find_widget_key(own_key)

    def pass_on() -> None:
        click = _read_click(st.session_state.get(widget_key))
        if on_change is not None and click is not None:
            on_change(click)

    said = st.session_state.get(widget_key)
    # Figures of one's own are no file that others could fetch; nor are lists that a map has asked
    # for, which another process than this one may have been asked for in vain.
    if current_shelf().indicators or _asks(said):
        files = None
    answer = streamlit_folium.st_folium(
        page_map(),
        key=own_key,
        height=height,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=SentValues(payload, _read_held(said), files),
        render=False,  # what it would render apart, to be shown elsewhere, is not sent
        on_change=pass_on,
    )
    return _read_click(answer)


def _read_click(answer: Any) -> MapClick | None:
    """Read a choice; a map that asks for lists it has lost has made none."""
    if not isinstance(answer, Mapping) or "n" not in answer or _asks(answer):
        return None
    return MapClick(tuple(str(code) for code in answer["selection"]), int(answer["n"]))


def _asks(answer: Any) -> bool:
    """Whether the map asks for lists that it has lost."""
    return isinstance(answer, Mapping) and bool(answer.get("asks"))


def _read_held(answer: Any) -> frozenset[str]:
    """Read the digests of the lists that the map had kept when it last spoke."""
    held = answer.get("held", []) if isinstance(answer, Mapping) else []
    return frozenset(str(digest) for digest in held)
