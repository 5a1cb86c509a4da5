"""``plotly.express.choropleth_map`` through ``st.plotly_chart(on_select="rerun")``.

Its best form: the geometry is an address that the browser fetches once, a rerun sends one number
a polygon, a key and ``uirevision`` keep the map in place; no basemap (``white-bg``).
"""

import plotly.express as px
import plotly.graph_objects as go
import streamlit as st

from benchmarks.peers.figures import (
    CENTRE,
    HEIGHT,
    LINE,
    LINE_WIDTH,
    OPACITY,
    ZOOM,
    choose_indicator,
    names_of,
    show_facts,
    shown_level,
)
from benchmarks.polygons import CLASSES, NO_COLOUR
from territoires_industrie.classes.palettes import sequential

KEY = "map"


@st.cache_resource
def draw_figure(level: str, indicator: str) -> go.Figure:
    """Draw the figure once; one colour a class, the first for polygons without value."""
    frame = names_of(level)
    colours = [NO_COLOUR, *sequential(CLASSES)]
    steps = [(part + end) / len(colours) for part in range(len(colours)) for end in (0, 1)]
    figure = px.choropleth_map(
        frame,
        geojson=f"/app/static/{level}.geojson",
        featureidkey="properties.code",
        locations=frame.index,
        color=f"{indicator}_class",
        color_continuous_scale=[(s, colours[i // 2]) for i, s in enumerate(steps)],
        range_color=(-1.5, CLASSES - 0.5),
        hover_name="name",
        hover_data={f"{indicator}_class": False, indicator: True},
        map_style="white-bg",
        center={"lat": CENTRE[0], "lon": CENTRE[1]},
        zoom=ZOOM - 1,  # its tiles are twice the size of Leaflet's
        opacity=OPACITY,
        height=HEIGHT,
    )
    figure.update_traces(marker_line={"color": LINE, "width": LINE_WIDTH})
    return figure.update_layout(
        uirevision=KEY, margin={"l": 0, "r": 0, "t": 0, "b": 0}, coloraxis_showscale=False
    )


def show_page() -> None:
    """Show the control, the map and the facts of the clicked polygon."""
    level = shown_level()
    indicator = choose_indicator(level)
    answer = st.plotly_chart(
        draw_figure(level, indicator),
        key=KEY,
        on_select="rerun",
        selection_mode="points",
        theme=None,
    )
    points = answer["selection"]["points"]
    chosen = points[0]["location"] if points else None
    show_facts(indicator, names_of(level).loc[chosen].to_dict() if chosen else None)


if __name__ == "__main__":
    show_page()
