"""The addresses of the pages, their icon, and what search engines are told of them."""

import gzip

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from starlette.routing import Route

from territoires_industrie.server.language import language_of
from territoires_industrie.server.opening import write_opening
from territoires_industrie.server.shared_views import answer_frame, is_for_frame, preview_tags
from territoires_industrie.server.shell import FORMER_ICON, ICON_FILE, write_shell
from territoires_industrie.ui.frame import ICON
from territoires_industrie.ui.navigation import PAGES, page_of

ROOT_OF_A_PAGE = '<div id="root">'
LEVEL = 6
"""Of compression: an answer is written for one reader, who waits."""

A_DAY = {"cache-control": "public, max-age=86400"}
ROBOTS = """User-agent: *
Disallow: /*?*embed=
Disallow: /fichiers/
Disallow: /donnees/
"""
"""Pages may be found; files for programs need not be."""


def page_routes() -> list[Route]:
    """List the addresses of the pages, each with the same first answer."""
    front, *others = PAGES
    paths = ["/", *(f"/{entry.name}" for entry in others)]
    return [
        Route("/robots.txt", _answer_robots),
        Route(f"/{ICON_FILE}", _answer_icon),
        Route(f"/{FORMER_ICON}", _lead_to_icon),
        Route(f"/{front.name}", _lead_to_front),
        *(Route(path, _answer) for path in paths),
    ]


async def _answer_robots(_request: Request) -> Response:
    return PlainTextResponse(ROBOTS, headers=A_DAY)


async def _answer_icon(_request: Request) -> Response:
    return FileResponse(ICON, headers=A_DAY)


async def _lead_to_icon(_request: Request) -> Response:
    return RedirectResponse(f"./{ICON_FILE}", 308, headers=A_DAY)


async def _lead_to_front(request: Request) -> RedirectResponse:
    """Lead to the page that a bare address opens: Streamlit knows it by no other name."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"./{query}", status_code=308)


async def _answer(request: Request) -> Response:
    if is_for_frame(request):
        return await answer_frame(request)
    language = language_of(request)
    shell = write_shell(language, page_of(request.url.path))
    if tags := await preview_tags(request):
        shell = shell.replace("</title>", f"</title>\n    {tags}", 1)
    shell = shell.replace(ROOT_OF_A_PAGE, await write_opening(request, language) + ROOT_OF_A_PAGE)
    return await _compress(request, shell.encode())


async def _compress(request: Request, shell: bytes) -> Response:
    headers = {"cache-control": "no-cache", "vary": "Accept-Language, Sec-Fetch-Mode"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        shell = await to_thread.run_sync(gzip.compress, shell, LEVEL)
        headers["content-encoding"] = "gzip"
    headers["vary"] += ", Accept-Encoding"
    return HTMLResponse(shell, headers=headers)
