"""A map in one HTML file: for a notebook, a mail or a shared folder, without server or network."""

import json
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from typing import cast

import folium
from branca.element import Element, Figure
from folium.template import Template

from territoires_industrie.boundaries import (
    SCREEN_FOLDER,
    insets_file,
    screen_bounds,
    screen_geometry,
)
from territoires_industrie.classes.classify import DEFAULT_CLASS_COUNT, DEFAULT_METHOD
from territoires_industrie.classes.legend import (
    circle_radii,
    circle_sizes,
    legend_html,
    legend_rows,
)
from territoires_industrie.draw.base import atlas_script, base_map, leaflet_file
from territoires_industrie.draw.lines import lines_file
from territoires_industrie.draw.payload import Focus, MapPayload, encode_classes, map_texts
from territoires_industrie.draw.values import ValuesLayer
from territoires_industrie.indicators import Indicator
from territoires_industrie.look import PRINT
from territoires_industrie.picture.export import EXTENTS, draw_extract, picture_words
from territoires_industrie.picture.map_svg import MapDrawing
from territoires_industrie.picture.poster import Words
from territoires_industrie.scene.description import say_quantity
from territoires_industrie.scene.extract import Extract
from territoires_industrie.sources import STATIC, require_known
from territoires_industrie.wording import _

NARROW_PX = 700
"""Narrower screens open with the legend folded over the map, others have it beside the map."""

STYLE = f"""
.atlas-panel {{
  position: fixed; z-index: 1000; top: 8px; right: 8px; max-width: 70vw; max-height: 90vh;
  box-sizing: border-box; overflow: auto; padding: 8px 12px; border-radius: 4px;
  background: {PRINT.paper}; color: {PRINT.ink}; box-shadow: 0 1px 6px {PRINT.rule};
  color-scheme: light;
  font: 14px/1.35 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}}
.atlas-panel summary {{ cursor: pointer; font-size: 1.1em; font-weight: 600; }}
.atlas-panel p {{ margin: .5em 0 0; font-size: .85em; }}
@media (min-width: {NARROW_PX}px) {{
  .atlas-panel {{ left: 0; top: 0; width: 20rem; max-height: 100vh; box-shadow: none; }}
  .folium-map {{ left: 20rem !important; width: calc(100% - 20rem) !important; }}
}}
"""


class Verbatim(Element):
    """A piece of the page that is written as it is: folium reads templates in any other text."""

    _template = Template("{{ this.text }}")

    def __init__(self, text: str) -> None:
        super().__init__()
        self._name = "Verbatim"
        self.text = text


def draw_map(
    extract: Extract,
    *,
    method: str = DEFAULT_METHOD,
    class_count: int = DEFAULT_CLASS_COUNT,
    breaks: Sequence[float] | None = None,
    selected: Sequence[str] = (),
    outline: str = "aucun",
    extent: str = "france",
) -> folium.Map:
    """Draw a view as an interactive map: same classes, counts and looks as on the page.

    In a notebook it shows itself; ``map.save("map.html")`` writes one file that holds
    everything it needs (1.3 MB at the level of the EPCI) and asks nothing of the network.

    Parameters
    ----------
    extract
        Level, one indicator, year, filter and territory. Units that it leaves out are
        dimmed, not dropped.
    method, class_count, breaks
        As for ``classify``.
    selected
        Codes of the units with a strong outline.
    outline
        ``aucun``, ``phase1`` or ``phase2``: outlines of the programme's territories.
    extent
        What the map opens on: ``france``, ``filtre`` or ``selection``.

    Returns
    -------
    folium.Map
        Web Mercator on screen; overseas départements in insets, out of scale.

    Raises
    ------
    UnknownCodeError
        If a word, code, year or level is not known; the message names the nearest.
    RequestError
        If the extract has another number of indicators than one.
    """
    require_known(extent, tuple(EXTENTS), _("Cadrage"))
    drawing, shown = draw_extract(
        extract,
        method=method,
        class_count=class_count,
        breaks=breaks,
        selected=selected,
        outline=outline,
    )
    drawing = replace(drawing, kept_circles_only=extent == "filtre")
    words = picture_words(extract, shown, drawing)
    kept = drawing.classification.in_filter
    focus = {"filtre": list(kept.index[kept]) if drawing.dimmed else [], "selection": selected}
    return draw_own_map(drawing, shown.indicator, words, focus=focus.get(extent, ()))


def draw_own_map(
    drawing: MapDrawing, indicator: Indicator, words: Words, *, focus: Sequence[str] = ()
) -> folium.Map:
    """Draw any classification as an interactive map, a reader's own indicator included.

    Parameters
    ----------
    drawing
        Level, classification, outlines and selection.
    indicator
        What the figures are: its unit, decimals and measure are used.
    words
        Title, subtitle, notes and source.
    focus
        Codes of the units that the map opens on; all of France when empty.

    Raises
    ------
    DataFileError
        If a screen file is missing or altered.
    """
    payload = _payload(drawing, indicator, words, focus)
    files = (payload.geometry, payload.outline, payload.regions, payload.insets)
    own = base_map(is_linked=False)
    figure = cast(Figure, own.get_root())
    figure.title = escape(words.title)
    names = dict.fromkeys(name.partition("#")[0] for name in files if name)
    figure.header.add_child(Verbatim(_header(list(names))))
    figure.html.add_child(Verbatim(_panel(drawing, indicator, words)))
    ValuesLayer(payload).add_to(own)
    return own


def _payload(
    drawing: MapDrawing, indicator: Indicator, words: Words, focus: Sequence[str]
) -> MapPayload:
    """Write the whole state of the map: it will not be told anything else."""
    classes, codes = drawing.classification, list(screen_geometry(drawing.level_key).codes)
    kept = classes.in_filter.reindex(codes).eq(True)
    return MapPayload(
        geometry=screen_geometry(drawing.level_key).file,
        classes=encode_classes(classes.class_of.loc[codes], classes.status_of.loc[codes]),
        colours=classes.colours,
        labels=tuple(say_quantity(indicator, classes, code) for code in codes),
        dimmed="" if kept.all() else "".join("01"[not one] for one in kept),
        radii=tuple(circle_radii(_circled(drawing))) if drawing.is_count else None,
        outline=lines_file(drawing.level_key, drawing.outline) if drawing.outline else None,
        regions=lines_file(drawing.level_key, "region") if drawing.regions else None,
        insets=insets_file(),
        bounds=screen_bounds(),
        selected=tuple(drawing.selected),
        focus=Focus(tuple(focus), 1) if focus else None,
        theme="light",
        texts=map_texts(attribution=words.source),
    )


def _circled(drawing: MapDrawing) -> list[float]:
    """List the figures that have a circle, in the order of the units."""
    classes, codes = drawing.classification, list(screen_geometry(drawing.level_key).codes)
    figures = classes.shown.loc[codes].astype(float)
    if drawing.kept_circles_only:
        figures = figures.where(classes.in_filter.reindex(codes).eq(True))
    return figures.tolist()


def _header(files: Sequence[str]) -> str:
    """Put Leaflet, the script and the geometry into the page."""
    folder = STATIC / SCREEN_FOLDER
    held = ",".join(f"{json.dumps(name)}:{(folder / name).read_text('utf-8')}" for name in files)
    scripts = (
        leaflet_file("leaflet.js").read_text("utf-8"),
        atlas_script()[1].decode("utf-8"),
        f"Atlas.held={{{held}}};",
    )
    written = [f"<script>{_closed(script)}</script>" for script in scripts]
    return "\n".join([f"<style>{STYLE}</style>", *written])


def _closed(script: str) -> str:
    """Keep a script from ending its own element, whatever names it holds.

    >>> _closed('"</script>"')
    '"<\\\\/script>"'
    """
    return script.replace("</", "<\\/")


def _panel(drawing: MapDrawing, indicator: Indicator, words: Words) -> str:
    """Write the legend with its notes."""
    legend = legend_html(
        legend_rows(drawing.classification, indicator),
        words.subtitle,
        indicator.unit,
        sizes=circle_sizes(_circled(drawing), indicator) if drawing.is_count else (),
        dimmed_count=len(drawing.dimmed),
        outline_label=words.outline_label,
    )
    said = (*words.notes, words.day)
    notes = "".join(f"<p>{escape(note)}</p>" for note in said if note)
    return (
        f'<details class="atlas-panel" open><summary>{escape(words.title)}</summary>'
        f"{legend}{notes}</details>"
        f"<script>if(innerWidth<{NARROW_PX})"
        'document.querySelector(".atlas-panel").removeAttribute("open")</script>'
    )
