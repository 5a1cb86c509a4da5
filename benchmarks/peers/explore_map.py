"""``GeoDataFrame.explore()`` through ``st_folium``.

Not ``components.html``, from which no click reaches Python. Its best form: classes worked out
beforehand, a canvas rather than one element a polygon, only the click sent back, a key that
keeps the component in place. The map itself cannot be kept: ``st_folium`` changes it.
"""

import folium
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


def show_page() -> None:
    """Show the control, the map and the facts of the clicked polygon."""
    level = shown_level()
    indicator = choose_indicator(level)
    columns = ["code", "name", indicator, "geometry"]
    layer = read_polygons(level)
    shown = layer[columns].explore(
        color=layer[f"{indicator}_colour"].tolist(),
        tooltip=["name", indicator],
        tiles=None,
        location=CENTRE,
        zoom_start=ZOOM,
        prefer_canvas=True,
        style_kwds={"color": LINE, "weight": LINE_WIDTH, "fillOpacity": OPACITY},
    )
    answer = st_folium(
        shown,
        use_container_width=True,
        height=HEIGHT,
        key="map",
        returned_objects=["last_active_drawing"],
    )
    chosen = (answer or {}).get("last_active_drawing")
    show_facts(indicator, chosen["properties"] if chosen else None)


if __name__ == "__main__":
    show_page()
