"""The ways of showing the same map, and how much of each level is measured."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from benchmarks.polygons import indicators_at
from territoires_industrie.indicators import find_indicator
from territoires_industrie.levels import LEVELS
from territoires_industrie.scene.view import default_indicator
from territoires_industrie.ui.controls import indicator_label

ATLAS, MAP = "atlas", "map"
STATIC, EMPTY = "static", "empty"
"""Its map as one static file, and a page of Streamlit with nothing in it: first views alone."""


@dataclass(frozen=True)
class Way:
    """One way of showing the map.

    Attributes
    ----------
    key, name
        Key in the measures, name in the report.
    page
        File of its page under ``peers/``; empty for the atlas.
    query
        What its address says beside the level.
    form
        Why it is written as it is: its best reasonable form.
    needs_plotly
        Whether its page is drawn by Plotly, which Streamlit loads wherever it is installed.
    """

    key: str
    name: str
    page: str = ""
    query: str = ""
    form: str = ""
    needs_plotly: bool = False

    def address(self, url: str, level: str) -> str:
        """Give the address of the first view of a level."""
        if not self.page:
            return f"{url}/?niveau={LEVELS[level].slug}"
        return f"{url}/?level={level}{self.query}"

    def labels(self, level: str) -> tuple[str, ...]:
        """List the indicators to change to, as the control shows them."""
        keys = indicators_at(level)
        if self.page:
            return keys[1:]
        # To choose what is shown already changes nothing: communes open on another indicator.
        others = [key for key in keys if key != default_indicator(level)]
        return tuple(indicator_label([find_indicator(key)]) for key in others)


WAYS = (
    Way(ATLAS, "atlas", form="the whole page of the map: legend, facts, table, downloads"),
    Way(
        MAP,
        "atlas, map alone",
        "atlas_map.py",
        form="the same map in a page as bare as those of its peers: a control, a name, a figure; "
        "a change sends a class and a label a unit, so that any figure, year, filter and "
        "classification may follow, where pydeck has fetched every colour there will be",
    ),
    Way(
        "plain",
        "folium.GeoJson",
        "folium_map.py",
        form="as most maps are written: the layer is given to folium at every run, through "
        "`st_folium`",
    ),
    Way(
        "cached",
        "folium.GeoJson, cached",
        "folium_map.py",
        "&cached=1",
        form="its best form: GeoJSON made once and kept, only the click sent back, a key",
    ),
    Way(
        "explore",
        "explore()",
        "explore_map.py",
        form="through `st_folium`, as no click comes back from `components.html`; colours made "
        "once, a canvas, only the click sent back, a key",
    ),
    Way(
        "plotly",
        "Plotly",
        "plotly_map.py",
        form="`px.choropleth_map` on `white-bg`; geometry fetched once by its address, figure "
        "cached, a key and `uirevision`",
        needs_plotly=True,
    ),
    Way(
        "pydeck",
        "pydeck",
        "pydeck_map.py",
        form="`GeoJsonLayer` without basemap; geometry and every indicator's colours fetched "
        "once by their address, a key",
    ),
)
"""The atlas, its map alone, then its peers."""

OURS = (ATLAS, MAP)
PEERS = tuple(way.key for way in WAYS if way.key not in OURS)


@dataclass(frozen=True)
class Plan:
    """How often each measure of a level is repeated.

    Attributes
    ----------
    level
        Key of the level.
    views, clicks, changes
        Repetitions of each measure, the first click not counted.
    sessions
        Sessions opened at once for the memory.
    is_warmed
        Whether changes are made once before they are timed.
    left_out
        Keys of ways that another stands for.
    """

    level: str
    views: int
    clicks: int
    changes: int
    sessions: int
    is_warmed: bool = True
    left_out: tuple[str, ...] = ()

    @property
    def ways(self) -> tuple[Way, ...]:
        """The ways that are measured, the atlas first."""
        return tuple(way for way in WAYS if way.key not in self.left_out)


PLANS = {
    "epci": Plan("epci", views=3, clicks=13, changes=3, sessions=10),
    "departement": Plan(
        "departement", views=2, clicks=3, changes=2, sessions=10, left_out=("plain",)
    ),
    "commune": Plan(
        "commune",
        views=1,
        clicks=3,
        changes=2,
        sessions=10,
        left_out=("plain",),
    ),
}
"""What is measured of each level, the communes last: their peers hang.

folium's best form stands for it beside the EPCI."""


def ordered(levels: Collection[str]) -> Iterator[tuple[str, Way]]:
    """List what to measure, the most telling first: what comes last may find no time left.

    The atlas at every level, then its peers.
    """
    for keys in (OURS, PEERS):
        for level in levels:
            yield from ((level, way) for way in PLANS[level].ways if way.key in keys)
