"""The plain way: one page that gives folium its polygons at every run, as most maps do.

Same polygons, same figures and same classes as the atlas; Leaflet is local in both. With
``?cached=1`` the GeoJSON is made once and kept, which is as far as the plain way goes.
"""

import folium
import geopandas as gpd
import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from territoires_industrie.boundaries import screen_geometry
from territoires_industrie.classes.palettes import sequential
from territoires_industrie.sources import STATIC
from territoires_industrie.statistics import read_values

LEVEL = "epci"
INDICATORS = (
    "industrial_jobs_share_pct",
    "industrial_establishments_share_pct",
    "manual_workers_share_pct",
    "population_change_pct",
    "population_density_per_km2",
    "private_jobs_change_pct",
    "median_income_eur",
    "poverty_rate_pct",
)
CLASSES = 5
NO_COLOUR = "#e6e6e6"

folium.Map.default_js = [("leaflet", "../../app/static/leaflet.js")]
folium.Map.default_css = [("leaflet_css", "../../app/static/leaflet.css")]


@st.cache_resource
def read_polygons() -> gpd.GeoDataFrame:
    """Read the polygons that the atlas shows, insets included."""
    layer = gpd.read_file(STATIC / "geo" / screen_geometry(LEVEL).file)
    return layer.set_crs("EPSG:4326", allow_override=True)[["code", "name", "geometry"]]


def colour_polygons(indicator: str) -> gpd.GeoDataFrame:
    """Add value and colour, by quantiles, to each polygon."""
    layer = read_polygons()
    values = read_values(LEVEL, indicator)["value"].astype(float).reindex(layer["code"])
    rank = pd.qcut(values, CLASSES, labels=False, duplicates="drop")
    palette = sequential(CLASSES)
    colours = [NO_COLOUR if pd.isna(number) else palette[int(number)] for number in rank]
    return layer.assign(value=values.to_numpy(), colour=colours)


@st.cache_data
def write_polygons(indicator: str) -> str:
    """Write the coloured polygons once."""
    return str(colour_polygons(indicator).to_json())


def show_page() -> None:
    """Show the control, the map and the facts of the clicked polygon."""
    indicator = st.selectbox("Indicateur", INDICATORS)
    cached = st.query_params.get("cached") == "1"
    plain_map = folium.Map([46.6, 2.5], zoom_start=5, tiles=None)
    folium.GeoJson(
        write_polygons(indicator) if cached else colour_polygons(indicator),
        style_function=lambda feature: {
            "fillColor": feature["properties"]["colour"],
            "fillOpacity": 0.85,
            "color": "#666666",
            "weight": 0.4,
        },
        tooltip=folium.GeoJsonTooltip(["name", "value"]),
    ).add_to(plain_map)
    answer = st_folium(plain_map, use_container_width=True, height=600)
    with st.container(key="selection"):
        chosen = (answer or {}).get("last_active_drawing")
        if chosen:
            st.subheader(chosen["properties"]["name"])
            st.metric(indicator, chosen["properties"]["value"])


if __name__ == "__main__":
    show_page()
