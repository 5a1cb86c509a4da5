"""``folium.GeoJson`` through ``st_folium``, as most maps in Streamlit are written.

``?cached=1`` is its best form: the GeoJSON is made once and kept, only the click comes back,
and a key keeps the component in place.
"""

import folium
import geopandas as gpd
import streamlit as st
from streamlit_folium import st_folium

from benchmarks.peers.figures import (
    CENTRE,
    HEIGHT,
    LINE,
    LINE_WIDTH,
    OPACITY,
    ZOOM,
    choose_indicator,
    read_polygons,
    show_facts,
    shown_level,
)

folium.Map.default_js = [("leaflet", "../../app/static/leaflet.js")]
folium.Map.default_css = [("leaflet_css", "../../app/static/leaflet.css")]


def colour_polygons(level: str, indicator: str) -> gpd.GeoDataFrame:
    """Keep what the map shows."""
    layer = read_polygons(level)[["code", "name", indicator, f"{indicator}_colour", "geometry"]]
    return layer.rename(columns={f"{indicator}_colour": "colour"})


@st.cache_data
def write_polygons(level: str, indicator: str) -> str:
    """Write the coloured polygons once."""
    return str(colour_polygons(level, indicator).to_json())


def show_page() -> None:
    """Show the control, the map and the facts of the clicked polygon."""
    level = shown_level()
    indicator = choose_indicator(level)
    is_cached = st.query_params.get("cached") == "1"
    source = write_polygons if is_cached else colour_polygons
    plain_map = folium.Map(CENTRE, zoom_start=ZOOM, tiles=None)
    folium.GeoJson(
        source(level, indicator),
        style_function=lambda feature: {
            "fillColor": feature["properties"]["colour"],
            "fillOpacity": OPACITY,
            "color": LINE,
            "weight": LINE_WIDTH,
        },
        tooltip=folium.GeoJsonTooltip(["name", indicator]),
    ).add_to(plain_map)
    kept = {"key": "map", "returned_objects": ["last_active_drawing"]} if is_cached else {}
    answer = st_folium(plain_map, use_container_width=True, height=HEIGHT, **kept)
    chosen = (answer or {}).get("last_active_drawing")
    show_facts(indicator, chosen["properties"] if chosen else None)


if __name__ == "__main__":
    show_page()
