"""The base map: Leaflet and the atlas' own script, the same for every view of the atlas.

streamlit-folium makes a new map whenever the script changes. This one never does:
which geometry to draw comes with the values, so that zoom and centre are kept.
"""

import hashlib
from functools import cache
from typing import Any

import folium
from folium.elements import JSCSSMixin
from folium.template import Template

from territoires_industrie.draw.addresses import GEOMETRY_URL, asset_url
from territoires_industrie.draw.folium_private import UnboundedLayer, name_element
from territoires_industrie.draw.script import atlas_script
from territoires_industrie.draw.value_files import FOLDER


class AtlasMap(folium.Map):
    """A folium map whose only assets are Leaflet's, served by the atlas itself."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        # Of this map alone: the class attributes of folium belong to everyone.
        self.default_js = [("leaflet", asset_url("leaflet.js"))]
        self.default_css = []


class AtlasLayer(JSCSSMixin, UnboundedLayer):
    """The drawing: fetches geometry files and waits for values."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = new Atlas.Layer({
            folder: {{ this.folder|tojson }}, values: {{ this.values|tojson }}
        });
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        super().__init__(name="atlas", control=False)
        name_element(self, "AtlasLayer")
        self.folder = GEOMETRY_URL
        self.values = f"../../{FOLDER}/"
        self.default_js = [("atlas", asset_url(atlas_script()[0]))]


MAP_OPTIONS: dict[str, Any] = {
    "location": [46.6, 2.5],
    "zoom_start": 5,
    "tiles": None,
    "zoom_control": False,
    # Folium keeps `min_zoom` for its tiles.
    "minZoom": 4,
    "maxZoom": 12,
    "zoom_snap": 0.1,
    "zoom_delta": 0.8,
    "wheel_px_per_zoom_level": 100,
    "attribution_control": False,
    # A double click would select, then clear, then zoom; arrows go from unit to unit.
    "double_click_zoom": False,
    "box_zoom": False,
    "keyboard": False,
}
"""Options of Leaflet's map, under folium's names or Leaflet's own."""


def base_map(*, is_linked: bool = True) -> folium.Map:
    """Make the map that every view of the atlas is drawn on, to be added to.

    Parameters
    ----------
    is_linked
        Whether the page asks the atlas's server for Leaflet and the script, or holds them.
    """
    base, layer = AtlasMap(**MAP_OPTIONS), AtlasLayer()
    layer.add_to(base)
    if not is_linked:
        base.default_js = layer.default_js = []
    return base


class KeptMap(AtlasMap):
    """A map that is rendered once, however often that is asked for."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.is_rendered = False

    def render(self, **kwargs: Any) -> str:
        """Render the map into its figure, the first time."""
        if not self.is_rendered:
            super().render(**kwargs)  # type: ignore[no-untyped-call]
            self.is_rendered = True
        return ""


@cache
def page_map() -> folium.Map:
    """Return the base map of every page: one object for all, to which nothing is added.

    Folium compiles a template for each piece that it renders, which no rerun can afford.
    """
    kept, layer = KeptMap(**MAP_OPTIONS), AtlasLayer()
    # The names that streamlit-folium would give them.
    name_element(kept, "Map", "div")
    name_element(layer, "AtlasLayer", "div_0")
    layer.add_to(kept)
    kept.get_root().render()
    return kept


@cache
def base_digest() -> str:
    """Return what differs between versions of the base map: eight hexadecimal digits."""
    return hashlib.sha256(atlas_script()[0].encode()).hexdigest()[:8]
