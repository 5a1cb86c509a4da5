"""The base map: always the same script, and nothing from outside."""

import re

import folium
from streamlit_folium import _get_feature_group_string, _get_header, generate_leaflet_string

from territoires_industrie.draw.addresses import STATIC_URL
from territoires_industrie.draw.base import base_map, page_map
from territoires_industrie.draw.payload import MapPayload
from territoires_industrie.draw.script import atlas_script
from territoires_industrie.draw.values import SentValues, ValuesLayer


def script(fig: folium.Map) -> str:
    fig.get_root().render()
    return str(generate_leaflet_string(fig))


def test_the_script_never_changes() -> None:
    assert script(base_map()) == script(base_map())


def test_the_map_of_the_pages_is_the_base_map_however_often_it_is_asked_for() -> None:
    base, payload = base_map(), MapPayload("epci-0123456789.json", "01")
    base.get_root().render()
    header, written = _get_header(base), str(generate_leaflet_string(base))
    for _run in range(3):
        page_map().get_root().render()
        assert _get_header(page_map()) == header
        assert str(generate_leaflet_string(page_map())) == written
        sent = _get_feature_group_string(SentValues(payload), page_map())
        assert 'Atlas.update({"geometry":"epci-0123456789.json"' in sent
        assert "map_div.addLayer(feature_group_feature_group_0);" in sent


def test_no_asset_comes_from_outside() -> None:
    base = base_map()
    page = base.get_root().render()
    links = re.findall(r"""(?:src|href)=["']([^"']+)""", page)
    assert links
    assert all(link.startswith(STATIC_URL) for link in links)
    assert "//" not in _get_header(base)


def test_other_folium_maps_keep_their_assets() -> None:
    base_map()
    assert any("leaflet" in url for _, url in folium.Map.default_js)
    assert len(folium.Map.default_js) > 1


def test_the_name_of_the_script_follows_its_content() -> None:
    name, content = atlas_script()
    assert re.fullmatch(r"atlas-[0-9a-f]{10}\.js", name)
    for part in (b"Atlas.Layer", b"class View", b".leaflet-pane", b".atlas-unit"):
        assert part in content


def test_values_are_a_feature_group_that_streamlit_folium_finds() -> None:
    layer = ValuesLayer(MapPayload("epci-0123456789.json", "01"))
    text = _get_feature_group_string(layer, base_map())
    assert "var feature_group_feature_group_0 = L.layerGroup();" in text
    assert 'Atlas.update({"geometry":"epci-0123456789.json"' in text
