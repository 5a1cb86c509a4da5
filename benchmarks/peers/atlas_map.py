"""The atlas' own map in a page as bare as its peers': a control, the map, the facts of a polygon.

The polygons are an address that the browser fetches once; a rerun sends a class and a label a unit.
"""

import pandas as pd
import streamlit as st

from benchmarks.peers.figures import (
    HEIGHT,
    choose_indicator,
    names_of,
    show_facts,
    shown_level,
)
from benchmarks.polygons import CLASSES
from territoires_industrie.boundaries import screen_bounds, screen_file, screen_geometry
from territoires_industrie.classes.classification import encode_classes
from territoires_industrie.classes.palettes import sequential
from territoires_industrie.draw.payload import MapPayload
from territoires_industrie.statistics.status import Status
from territoires_industrie.ui.map_component import MapClick, show_map

CHOSEN = "chosen"


@st.cache_resource
def write_values(level: str, indicator: str) -> tuple[str, tuple[str, ...]]:
    """Write the class and the label of every unit once."""
    frame = names_of(level).loc[list(screen_geometry(level).codes)]
    absent = frame[indicator].isna()
    statuses = absent.map({True: Status.NOT_PUBLISHED, False: Status.VALUE})
    classes = encode_classes(frame[f"{indicator}_class"].astype(int), statuses)
    return classes, tuple("" if pd.isna(value) else f"{value:g}" for value in frame[indicator])


def hear(click: MapClick) -> None:
    """Keep the click for the run that it causes."""
    st.session_state[CHOSEN] = click


def show_page() -> None:
    """Show the control, the map and the facts of the clicked polygon."""
    level = shown_level()
    indicator = choose_indicator(level)
    click = st.session_state.get(CHOSEN, MapClick((), 0))
    classes, labels = write_values(level, indicator)
    show_map(
        MapPayload(
            geometry=screen_geometry(level).file,
            classes=classes,
            colours=sequential(CLASSES),
            labels=labels,
            insets=screen_file("insets"),
            bounds=screen_bounds(),
            selected=click.selection,
            selection_n=click.n,
        ),
        key="map",
        height=HEIGHT,
        on_change=hear,
    )
    chosen = names_of(level).loc[click.selection[0]].to_dict() if click.selection else None
    show_facts(indicator, chosen)


if __name__ == "__main__":
    show_page()
