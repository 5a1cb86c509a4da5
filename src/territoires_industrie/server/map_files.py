"""Leaflet and the atlas' own script, answered from memory: nothing is written to disk."""

import gzip
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from territoires_industrie.draw.base import LEAFLET_FOLDER
from territoires_industrie.server.headers import A_YEAR
from territoires_industrie.ui.assets import asset_contents

FOLDER = f"/app/static/{LEAFLET_FOLDER}"


def map_file_routes() -> list[Route]:
    """List the addresses of the files that the map's document loads.

    Their folder or their name changes with their content, so that a browser may keep them.
    """
    return [
        Route(f"{FOLDER}/{name}", _answering(content)) for name, content in asset_contents().items()
    ]


def _answering(content: bytes) -> Callable[[Request], Awaitable[Response]]:
    compressed = gzip.compress(content, 9, mtime=0)

    async def answer(request: Request) -> Response:
        takes_gzip = "gzip" in request.headers.get("accept-encoding", "")
        headers = {"cache-control": A_YEAR, "vary": "Accept-Encoding"}
        if takes_gzip:
            headers["content-encoding"] = "gzip"
        body = compressed if takes_gzip else content
        return Response(body, headers=headers, media_type="text/javascript")

    return answer
