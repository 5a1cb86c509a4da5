"""``GeoJsonLayer`` of pydeck through ``st.pydeck_chart(on_select="rerun")``.

Its best form: the polygons are an address that the browser fetches once, with the colours of
every indicator, and a rerun only says which of them to show; a key keeps the map in place. No
basemap. It needs WebGL, which headless Chromium draws in software: looking up what lies under a
pressed button holds the page for half a second there, at any size of the map, after which deck.gl
takes the click for a long press (over 250 ms). So nothing is heard of a click.
"""

import pydeck as pdk
import streamlit as st

from benchmarks.peers.figures import (
    CENTRE,
    HEIGHT,
    LINE_WIDTH,
    OPACITY,
    ZOOM,
    choose_indicator,
    names_of,
    show_facts,
    shown_level,
)

LAYER = "polygons"


def draw_deck(level: str, indicator: str) -> pdk.Deck:
    """Write the deck: a few hundred characters."""
    layer = pdk.Layer(
        "GeoJsonLayer",
        id=LAYER,
        data=f"/app/static/{level}_coloured.geojson",
        get_fill_color=f"properties.{indicator}_colour",
        update_triggers={"getFillColor": [indicator]},
        get_line_color=[102, 102, 102],
        line_width_units="'pixels'",
        get_line_width=LINE_WIDTH,
        opacity=OPACITY,
        pickable=True,
        auto_highlight=True,
    )
    view = pdk.ViewState(latitude=CENTRE[0], longitude=CENTRE[1], zoom=ZOOM - 1)
    return pdk.Deck(
        layers=[layer],
        initial_view_state=view,
        map_provider="carto",
        map_style="/app/static/blank.json",  # without a style, Streamlit fetches one from Carto
        tooltip={"text": "{name}\n{" + indicator + "}"},
    )


def show_page() -> None:
    """Show the control, the map and the facts of the clicked polygon."""
    level = shown_level()
    indicator = choose_indicator(level)
    answer = st.pydeck_chart(
        draw_deck(level, indicator), height=HEIGHT, key="map", on_select="rerun"
    )
    objects = answer["selection"]["objects"].get(LAYER, [])
    chosen = objects[0]["properties"]["code"] if objects else None
    show_facts(indicator, names_of(level).loc[chosen].to_dict() if chosen else None)


if __name__ == "__main__":
    show_page()
