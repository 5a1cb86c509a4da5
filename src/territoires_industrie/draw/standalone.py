"""A map in one HTML file: for a notebook, a mail or a shared folder, without server or network."""

import json
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from typing import cast

import folium
from branca.element import Element, Figure
from folium.template import Template

from territoires_industrie.boundaries import SCREEN_FOLDER
from territoires_industrie.classes.legend_html import legend_html
from territoires_industrie.draw.base import base_map
from territoires_industrie.draw.folium_private import name_element
from territoires_industrie.draw.payload import Focus, MapPayload, map_texts
from territoires_industrie.draw.script import atlas_script, leaflet_file
from territoires_industrie.draw.units_map import draw_scene, units_map
from territoires_industrie.draw.values import ValuesLayer
from territoires_industrie.look import PAGE, PRINT
from territoires_industrie.scene.legend import scene_legend
from territoires_industrie.scene.scene import Scene, scene_of
from territoires_industrie.scene.sites import scene_sites
from territoires_industrie.scene.sites_html import sites_legend_html
from territoires_industrie.scene.view import View
from territoires_industrie.scene.words import Words, scene_words
from territoires_industrie.sources import STATIC
from territoires_industrie.wording import _

NARROW_PX = 560
"""Narrower screens open with the legend folded over the map, others have it beside the map."""

LOW_PX = 640
"""Lower screens open with what is written under the legend folded: the legend is then whole."""

STYLE = f"""
:root {{ --panel: clamp(13.5rem, 32vw, 20rem); }}
.atlas-panel {{
  position: fixed; z-index: 1000; top: 8px; right: 8px; max-width: 70vw; max-height: 90vh;
  box-sizing: border-box; overflow: auto; padding: 8px 12px; border-radius: 4px;
  background: {PRINT.paper}; color: {PRINT.ink}; box-shadow: 0 1px 6px {PRINT.rule};
  color-scheme: light;
  font: {PRINT.panel_text:g}px/1.35 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial,
    sans-serif;
}}
.atlas-panel summary {{
  cursor: pointer; font-size: {PRINT.panel_title_text:g}em; font-weight: 600;
}}
.atlas-panel details details {{ margin-top: .5em; }}
.atlas-panel details details summary {{ font-size: inherit; font-weight: 400; }}
.atlas-panel p {{ margin: .5em 0 0; font-size: {PRINT.legend_unit_text:g}em; }}
.atlas-panel > a {{
  display: block; position: sticky; bottom: -8px; padding: .25em 0; color: {PAGE.link};
  background: {PRINT.paper};
}}
@media (min-width: {NARROW_PX}px) {{
  .atlas-panel {{ left: 0; top: 0; width: var(--panel); max-height: 100vh; box-shadow: none; }}
  .folium-map {{ left: var(--panel) !important; width: calc(100% - var(--panel)) !important; }}
}}
"""


class Verbatim(Element):
    """A piece of the page that is written as it is: folium reads templates in any other text."""

    _template = Template("{{ this.text }}")

    def __init__(self, text: str) -> None:
        super().__init__()
        name_element(self, "Verbatim")
        self.text = text


def draw_map(shown: View | Scene, words: Words | None = None, *, address: str = "") -> folium.Map:
    """Draw a view as an interactive map: same classes, counts and looks as on the page.

    In a notebook it shows itself; ``map.save("map.html")`` writes one file that holds
    everything it needs (1.6 MB at the level of the EPCI) and asks nothing of the network.
    Units outside the filter are dimmed, not dropped; ``View.extent`` says what the map opens on.

    Parameters
    ----------
    shown
        What the map shows; ``make_scene`` makes a scene of a reader's own figures.
    words
        Title, notes and source; those of the indicator's records when not given.
    address
        Where the whole view is, which the map then links to.

    Returns
    -------
    folium.Map
        Web Mercator on screen; overseas départements in insets, out of scale.

    Raises
    ------
    UnknownCodeError
        If a word, code, year or level is not known; the message names the nearest.
    DataFileError
        If a screen file is missing or altered.
    """
    scene = scene_of(shown)
    said = words or scene_words(scene)
    payload = _payload(scene, said)
    own = base_map(is_linked=False)
    figure = cast(Figure, own.get_root())
    figure.title = escape(said.title)
    # Fetched by the page once its reader comes closer: a file has to hold them from the start.
    closer = (payload.towns, payload.departements and payload.departements.partition("#")[0])
    names = dict.fromkeys((*payload.files, *filter(None, closer)))
    figure.header.add_child(Verbatim(_header(list(names))))
    figure.html.add_child(Verbatim(_panel(scene, said, _link(address))))
    ValuesLayer(payload).add_to(own)
    return own


def export_html(shown: View | Scene, address: str = "") -> bytes:
    """Write the map of a view as one HTML file; see ``draw_map``."""
    return str(draw_map(shown, address=address).get_root().render()).encode()


def _payload(scene: Scene, words: Words) -> MapPayload:
    """Write the whole state of the map: it will not be told anything else."""
    return replace(
        # IGN's map would be fetched from its server, and the file asks nobody for anything.
        units_map(draw_scene(scene), replace(scene.view, background="aucun")),
        focus=Focus(scene.framed, 1) if scene.framed else None,
        theme="light",
        texts=map_texts(attribution=words.source),
    )


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


def _link(address: str) -> str:
    if not address:
        return ""
    said = escape(_("Ouvrir dans l’atlas"))
    return f'<a href="{escape(address)}" target="_blank">{said}</a>'


def _panel(scene: Scene, words: Words, link: str) -> str:
    """Write the legend with its notes, which may be folded, and the link."""
    legend = legend_html(scene_legend(scene, words.subtitle))
    sites = scene_sites(scene)
    legend += sites_legend_html(sites) if sites else ""
    said = (*words.notes, words.day)
    notes = "".join(f"<p>{escape(note)}</p>" for note in said if note)
    return (
        f'<div class="atlas-panel"><details open><summary>{escape(words.title)}</summary>'
        f"{legend}<details open><summary>{escape(_('Comment lire'))}</summary>{notes}</details>"
        f"</details>{link}</div><script>const [panel, notes] = document.querySelectorAll"
        f"('.atlas-panel details'); panel.open = innerWidth >= {NARROW_PX};"
        f"notes.open = innerHeight >= {LOW_PX}</script>"
    )
