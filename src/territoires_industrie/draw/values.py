"""The layer that changes: hands a payload to the map that is already in the browser."""

from collections.abc import Container
from typing import Any

from branca.element import Element
from folium.map import FeatureGroup
from folium.template import Template

from territoires_industrie.draw.folium_private import name_element, set_parent
from territoires_industrie.draw.payload import MapPayload
from territoires_industrie.draw.value_files import ValueFiles


class ValuesLayer(FeatureGroup):
    """Nothing to see by itself: an empty group whose script updates the drawing.

    Parameters
    ----------
    payload
        State of the map to show.
    known
        Digests of the lists that the map has kept.
    files
        Where it finds the others; None sends them along.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = L.layerGroup();
        Atlas.update({{ this.payload }});
        {% endmacro %}
        """
    )

    def __init__(
        self, payload: MapPayload, known: Container[str] = (), files: ValueFiles | None = None
    ) -> None:
        super().__init__(control=False)
        # streamlit-folium looks for a variable of this name.
        name_element(self, "FeatureGroup")
        self.payload = payload.to_json(known, files)


class SentValues(ValuesLayer):
    """The same, sent to a map that is on a page already: no part of it, nor rendered with it."""

    def add_to(self, parent: Element, *_args: Any, **_options: Any) -> "SentValues":
        """Know the map, which stays as it is."""
        set_parent(self, parent)
        return self

    def render(self, **_options: Any) -> str:
        """Write nothing into the map: streamlit-folium takes the script from the template."""
        return ""
