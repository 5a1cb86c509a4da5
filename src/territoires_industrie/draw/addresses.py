"""Where the map's own page finds its files: known without folium, which takes half a second."""

STATIC_URL = "../../app/static/"
"""From the page of the component, ``component/streamlit_folium.st_folium/``, to ``static/``."""

GEOMETRY_URL = f"{STATIC_URL}geo/"

LEAFLET_FOLDER = "leaflet-1.9.3"
"""Folder under ``static/``: the version of Leaflet that folium is written for."""


def asset_url(name: str) -> str:
    """Return the address of a file beside Leaflet, as the component's page sees it.

    >>> asset_url("leaflet.js")
    '../../app/static/leaflet-1.9.3/leaflet.js'
    """
    return f"{STATIC_URL}{LEAFLET_FOLDER}/{name}"
