"""The layer that changes: hands a payload to the map that is already in the browser."""

from folium.map import FeatureGroup
from folium.template import Template

from territoires_industrie.draw.payload import MapPayload


class ValuesLayer(FeatureGroup):
    """Nothing to see by itself: an empty group whose script updates the drawing.

    Parameters
    ----------
    payload
        State of the map to show.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = L.layerGroup();
        Atlas.update({{ this.payload }});
        {% endmacro %}
        """
    )

    def __init__(self, payload: MapPayload) -> None:
        super().__init__(control=False)
        # streamlit-folium looks for a variable of this name.
        self._name = "FeatureGroup"
        self.payload = payload.to_json()
