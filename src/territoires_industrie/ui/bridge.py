"""All that the atlas uses of streamlit-folium beyond what its reference promises.

CONTRIBUTING.md lists each with what to check at an upgrade; a test finds any other.
"""

from functools import cache

import streamlit_folium

from territoires_industrie.draw.base import page_map
from territoires_industrie.ui.streamlit_private import register_component


@cache
def find_widget_key(own_key: str) -> str:
    """Return the key under which streamlit-folium keeps what the map of every page said.

    It goes with the map when it leaves the page; the map's own key does not.
    """
    script = streamlit_folium._get_map_string(page_map())
    return str(streamlit_folium.generate_js_hash(script, own_key))


def register_map() -> None:
    """Have this process serve the map's component before a page of its own has shown it."""
    register_component(streamlit_folium._component_func)
