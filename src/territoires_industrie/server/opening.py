"""What a page opens on, in its first answer: title, menu, a sentence, and a picture of its map.

Streamlit's scripts take a second to start, in which a reader would look at a blank page; a reader
without scripts, or a program that follows links, would see nothing else. It stands over the page
until the page is there (``opening.css``, ``opening.js``), which is hidden until then: a screen
reader finds one of the two, never both.
"""

from dataclasses import replace
from functools import cache
from html import escape
from urllib.parse import urlencode

from anyio import to_thread
from starlette.requests import Request

from territoires_industrie.boundaries import screen_file
from territoires_industrie.draw.addresses import GEOMETRY_URL, asset_url
from territoires_industrie.draw.units_map import view_files
from territoires_industrie.errors import AtlasError
from territoires_industrie.jobs.job import Job
from territoires_industrie.jobs.workers import ask
from territoires_industrie.levels import LEVELS
from territoires_industrie.picture.opening import export_opening
from territoires_industrie.scene.address import write_view
from territoires_industrie.scene.pair import MapOptions
from territoires_industrie.scene.scene import scene_key
from territoires_industrie.scene.view import View, default_indicator, settle
from territoires_industrie.server.frame import frame_scripts
from territoires_industrie.server.made import MADE
from territoires_industrie.server.page_parts import script, style
from territoires_industrie.server.readiness import READY
from territoires_industrie.ui.assets import asset_contents
from territoires_industrie.ui.introduction import introduction_html
from territoires_industrie.ui.navigation import PAGES, page_of, read_address
from territoires_industrie.wording import LANGUAGES, _, speaking

MAP_PLACE = "carte"
"""Parameter of an address whose map opens on another place than France."""

PATIENCE_S = 0.15
"""A picture that is later than this comes later than the map of most readers."""


@cache
def opening_head() -> str:
    """Write the style and the script of the opening, the same for every page and language."""
    return f"{style('opening.css')}\n    {script('opening.js')}"


async def write_opening(request: Request, language: str) -> str:
    """Write the opening of a page; nothing for data that is not read yet, or cannot be.

    The page tells why it cannot be.
    """
    if not READY.is_set():
        return ""
    page = page_of(request.url.path)
    address = dict(request.query_params)
    try:
        with speaking(language):
            view = (await to_thread.run_sync(read_address, address, page))[0]
            frame = await to_thread.run_sync(_write_frame, view, page, language)
    except AtlasError:
        return ""
    if page != PAGES[0].name:
        return f"{frame}</div>"
    frame = f"{await to_thread.run_sync(_write_preloads, view)}{frame}"
    picture = b""
    if MAP_PLACE not in address and not view.options_of(MapOptions).paired:
        picture = await MADE.make_in_time(_opening_job(view, language), PATIENCE_S)
    return f'{frame}<div class="carte">{picture.decode()}</div></div>'


def _write_preloads(view: View) -> str:
    """Have the browser fetch what the map is drawn from while Streamlit's scripts start.

    Streamlit names its frame last of all; what is in it is then asked for one after the other.
    """
    # The frame stands two steps under the page.
    assets = (asset_url(name).removeprefix("../../") for name in asset_contents())
    links = [f'href="./{one}" as="script"' for one in (*frame_scripts(), *assets)]
    geometry = GEOMETRY_URL.removeprefix("../../")
    files = (*view_files(view), screen_file("towns"))
    links += [f'href="./{geometry}{one}" as="fetch" crossorigin' for one in files]
    # After the scripts of the page, without which no frame is asked for.
    return "".join(f'<link rel="preload" fetchpriority="low" {one}>' for one in links)


def _opening_job(view: View, language: str) -> Job:
    """Have the picture of a view made, one for all views that look alike."""
    shown = replace(scene_key(view), selection=view.selection, outline=view.outline)
    return Job(export_opening, (shown,), kind=view.level, language=language)


def warm_openings() -> None:
    """Have the pictures of the first views made, one by one, so that readers' files go between."""
    for level in LEVELS:
        for language in LANGUAGES:
            first = settle(View(level=level, indicator=default_indicator(level)))
            ask(_opening_job(first, language)).end.exception()


def _write_frame(view: View, page: str, language: str) -> str:
    links = "".join(_write_link(view, entry.name, _(entry.title), page) for entry in PAGES)
    title = _("Atlas des Territoires d’industrie")
    said = _("La carte et ses commandes ont besoin de JavaScript.")
    return (
        f'<div id="ouverture" data-page="{page}"><h1>{escape(title)}</h1><nav>{links}</nav>'
        f"{introduction_html(language)}<noscript><p>{escape(said)}</p></noscript>"
    )


def _write_link(view: View, name: str, title: str, page: str) -> str:
    query = urlencode(write_view(view, name))
    path = "./" if name == PAGES[0].name else f"./{name}"
    current = ' aria-current="page"' if name == page else ""
    return f'<a href="{path}{"?" if query else ""}{escape(query)}"{current}>{escape(title)}</a>'
