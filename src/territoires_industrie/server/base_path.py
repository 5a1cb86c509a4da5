"""The path under which a proxy shows the atlas: ``/atlas/`` of a site that has other things.

A proxy may pass the path on or take it away. It is taken away here before anything else sees a
request, so that all of the atlas stands at the top in either case: pages know their server by
their own address in the browser, and link to each other by relative ones.
"""

import os
import re

from starlette.responses import RedirectResponse
from starlette.types import Receive, Scope, Send

from territoires_industrie.scene.errors import RequestError
from territoires_industrie.server.around import Around
from territoires_industrie.server.streamlit_private import config
from territoires_industrie.wording import _

SETTING = "server.baseUrlPath"
VARIABLE = "STREAMLIT_SERVER_BASE_URL_PATH"
PATH = re.compile(r"[\w.~-]+(/[\w.~-]+)*", re.ASCII)
_path = ""


def base_path() -> str:
    """Return the path in force: ``/atlas``, or empty for the top of a site."""
    return _path


def take_base_path(asked: str = "") -> str:
    """Put a path in force: the one asked for, else Streamlit's by environment or file.

    Streamlit is told of none: it would answer at the path alone, which a proxy may take away.

    Raises
    ------
    RequestError
        If it cannot be a path.
    """
    global _path  # noqa: PLW0603 -- one server, one path
    said = asked or os.environ.get(VARIABLE, "") or str(config.get_option(SETTING) or "")
    named = said.strip("/")
    if named and not PATH.fullmatch(named):
        text = _("« {path} » n’est pas un chemin : « atlas » ou « outils/atlas » était attendu.")
        raise RequestError(text, path=said)
    config.set_option(SETTING, "")
    _path = f"/{named}" if named else ""
    return _path


class BasePath(Around):
    """ASGI middleware that takes the path in force away from requests that have it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on as one at the top."""
        path = str(scope.get("path", ""))
        if not _path or not f"{path}/".startswith(f"{_path}/"):
            await self.app(scope, receive, send)
        elif path == _path and scope["type"] == "http":
            # The links of the pages are from the folder that they stand in.
            query = scope.get("query_string", b"").decode("latin-1")
            top = f"{_path.rpartition('/')[2]}/{'?' if query else ''}{query}"
            await RedirectResponse(top, 308)(scope, receive, send)
        else:
            raw = scope.get("raw_path") or path.encode()
            inner = {"path": path[len(_path) :], "raw_path": raw[len(_path) :]}
            await self.app({**scope, **inner}, receive, send)
