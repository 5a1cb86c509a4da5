"""The addresses of the pages, their icon, and what search engines are told of them."""

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
from territoires_industrie.server.shared_views import answer_frame, is_for_frame, preview_tags
from territoires_industrie.server.shell import ICON_FILE, write_shell
from territoires_industrie.ui.frame import ICON
from territoires_industrie.ui.navigation import PAGES

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
        Route(f"/{front.name}", _lead_to_front),
        *(Route(path, _answer) for path in paths),
    ]


async def _answer_robots(_request: Request) -> Response:
    return PlainTextResponse(ROBOTS, headers=A_DAY)


async def _answer_icon(_request: Request) -> Response:
    return FileResponse(ICON, headers=A_DAY)


async def _lead_to_front(request: Request) -> RedirectResponse:
    """Lead to the page that a bare address opens: Streamlit knows it by no other name."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"./{query}", status_code=308)


async def _answer(request: Request) -> Response:
    if is_for_frame(request):
        return await answer_frame(request)
    shell = write_shell(language_of(request))
    if tags := await preview_tags(request):
        shell = shell.replace("</title>", f"</title>\n    {tags}", 1)
    headers = {"cache-control": "no-cache", "vary": "Accept-Language, Sec-Fetch-Mode"}
    return HTMLResponse(shell, headers=headers)
