"""Leaflet, the atlas' own script and the lists of maps, from memory: nothing is on disk."""

import gzip
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from territoires_industrie.draw import value_files
from territoires_industrie.draw.addresses import LEAFLET_FOLDER
from territoires_industrie.server.headers import A_YEAR
from territoires_industrie.ui.assets import asset_contents

FOLDER = f"/app/static/{LEAFLET_FOLDER}"


def map_file_routes() -> list[Route]:
    """List the addresses of the files that the map's document loads.

    Their folder or their name changes with their content, so that a browser may keep them.
    """
    return [
        *(
            Route(f"{FOLDER}/{name}", _answering(gzip.compress(content, 9, mtime=0)))
            for name, content in asset_contents().items()
        ),
        Route(f"/{value_files.FOLDER}/{{digest}}.json", _answer_values),
    ]


async def _answer_values(request: Request) -> Response:
    """Answer with the lists of a digest; a map asks its session for those that are gone."""
    compressed = value_files.VALUE_FILES.compressed(request.path_params["digest"])
    if compressed is None:
        # The session makes them again at the same address: their absence must not be kept.
        return PlainTextResponse("Not found", 404, headers={"cache-control": "no-store"})
    return _answer(request, compressed, "application/json")


def _answering(compressed: bytes) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        return _answer(request, compressed, "text/javascript")

    return answer


def _answer(request: Request, compressed: bytes, media_type: str) -> Response:
    takes_gzip = "gzip" in request.headers.get("accept-encoding", "")
    headers = {"cache-control": A_YEAR, "vary": "Accept-Encoding"}
    if takes_gzip:
        headers["content-encoding"] = "gzip"
    body = compressed if takes_gzip else gzip.decompress(compressed)
    return Response(body, headers=headers, media_type=media_type)
