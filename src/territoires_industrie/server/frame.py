"""The document of the map's frame: streamlit-folium's own, deaf to any page but the atlas.

streamlit-folium runs what it is sent as a script, and listens to whoever sends it: a page of
another site that opened the atlas could send a script of its own, which would run with the rights
of the atlas. What does not come from the page around the frame is stopped before it is heard.
"""

import re
from functools import cache
from importlib.resources import files

from starlette.responses import HTMLResponse
from starlette.types import Receive, Scope, Send

from territoires_industrie.errors import AtlasError
from territoires_industrie.server.around import Around
from territoires_industrie.server.page_parts import script
from territoires_industrie.wording import _

DOCUMENT = "/component/streamlit_folium.st_folium/index.html"
HEAD = "<head>"
SCRIPT = r'<script [^>]*src="\./([^"]+)"'


class GuardedFrame(Around):
    """ASGI middleware that answers for the document of the map's frame."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the guarded document; pass everything else on."""
        is_document = scope["type"] == "http" and scope["path"] == DOCUMENT
        if is_document and scope["method"] in {"GET", "HEAD"}:
            # Its address stays when the guard or streamlit-folium changes: it is never kept.
            answer = HTMLResponse(guarded_document(), headers={"cache-control": "no-cache"})
            await answer(scope, receive, send)
        else:
            await self.app(scope, receive, send)


@cache
def frame_scripts() -> tuple[str, ...]:
    """Return the addresses of the scripts of the document."""
    folder = DOCUMENT[1:].rpartition("/")[0]
    return tuple(f"{folder}/{name}" for name in re.findall(SCRIPT, guarded_document()))


@cache
def guarded_document() -> str:
    """Write the document with its guard.

    Raises
    ------
    AtlasError
        If streamlit-folium's document has no head: a new version, to be looked at.
    """
    document = files("streamlit_folium") / "frontend" / "build" / "index.html"
    text = document.read_text(encoding="utf-8")
    if text.count(HEAD) != 1:
        raise AtlasError(_("Le cadre de la carte de streamlit-folium n’a plus la forme attendue."))
    # Before any other script, so that its listener is the first.
    return text.replace(HEAD, f"{HEAD}{script('guard.js')}")
