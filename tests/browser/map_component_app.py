"""A page with the map alone: six squares, and a control for all that Python may ask."""

import streamlit as st

from territoires_industrie.draw.payload import Focus, MapPayload, map_texts
from territoires_industrie.ui.map_component import MapClick, show_map

COLOURS = ("#bae0c6", "#3d91bc", "#1d3180")
CODES = ("c00", "c01", "c02", "c10", "c11", "c12")
VIEWS = ("012w12", "210021")


def hear(click: MapClick) -> None:
    state.selected, state.n = click.selection, click.n
    state.heard = state.get("heard", 0) + 1


def select(code: str) -> None:
    state.selected = (code,)


state = st.session_state
state.setdefault("selected", ())
state.setdefault("n", 0)
with st.sidebar:
    file = st.radio("file", ["squares.json", "rows.json", "missing.json"])
    view = int(st.radio("view", ["0", "1"]))
    circles, dimmed = st.checkbox("circles"), st.checkbox("dimmed")
    multi, background = st.checkbox("multi"), st.checkbox("background")
    hidden, focused = st.checkbox("hidden"), st.checkbox("focused")
    st.button("select c12", on_click=select, args=("c12",))
count = 2 if file == "rows.json" else 6
if not hidden:
    click = show_map(
        MapPayload(
            geometry=file,
            classes=VIEWS[view][:count],
            colours=COLOURS,
            labels=tuple(f"{rank + 10 * view} %" for rank in range(count)),
            dimmed="010000"[:count] if dimmed else "",
            radii=(30.0, 4.0, 12.0, 0.0, 8.0, 20.0)[:count] if circles else None,
            insets="frames.json",
            selected=state.selected,
            selection_n=state.n,
            focus=Focus(("c12",), 1) if focused else None,
            multi=multi,
            background="ign" if background else None,
            texts=map_texts(),
        ),
        key="map",
        height=500,
        on_change=hear,
        files=None,
    )
    st.text(f"answer {click.n if click else 0}")
st.text(f"heard {state.get('heard', 0)}")
st.text(f"selected {'+'.join(state.selected) or 'none'}")
