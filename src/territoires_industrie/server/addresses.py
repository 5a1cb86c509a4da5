"""An address that is no page of the atlas says so, and shows the way to those that are.

Streamlit answers its own page to whatever it does not know, in place of a script too: a browser
or a proxy may then keep that page under the script's name for a year.
"""

from html import escape

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import Message, Receive, Scope, Send

from territoires_industrie.draw import value_files
from territoires_industrie.server import ogc
from territoires_industrie.server.around import Around
from territoires_industrie.server.frame import DOCUMENT
from territoires_industrie.server.language import language_of
from territoires_industrie.server.message import write_message
from territoires_industrie.server.shell import FORMER_ICON, ICON_FILE
from territoires_industrie.server.streamlit_private import CLOSED_SERVICES, SERVICES
from territoires_industrie.ui import by_address, file_button
from territoires_industrie.ui.navigation import PAGES
from territoires_industrie.ui.years import PICTURE
from territoires_industrie.wording import DEFAULT_LANGUAGE, _, fold, speaking

FILES = (SERVICES, "app", "component", "media", "static", value_files.FOLDER)
"""First words of the addresses of files and services; all else is for people."""

ANSWERED = (file_button.FOLDER, by_address.FOLDER, ogc.FOLDER)
"""Folders whose routes answer for whatever is asked for under them."""

ROOT_FILES = (
    FORMER_ICON,
    "favicon.png",
    "manifest.json",
    "robots.txt",
    ICON_FILE,
    PICTURE,
    ogc.FOLDER,
    f"{ogc.FOLDER}/",
)

FILE_ENDINGS = (
    *(".css", ".ico", ".js", ".json", ".map", ".pdf", ".txt", ".webmanifest", ".xml"),
    *(".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"),
)
"""What programs ask any site for by its name: nobody would read a page there."""

ALIAS = frozenset({"", ".", ".."})
"""Parts of an address that file servers pass over: a file would have any number of addresses."""

LONGEST_NAME = 255
"""Bytes of a part of an address: no file system has a longer name, and to look for one fails."""

NAMES = {fold(entry.name): entry.name for entry in PAGES}


class KnownAddresses(Around):
    """ASGI middleware that answers 404 where Streamlit would answer its page to anything."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is known; answer the rest."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self.app(scope, receive, send)
            return
        path = str(scope["path"])
        is_file = path.strip("/").partition("/")[0] in FILES
        if path in CLOSED_SERVICES or (is_file and not _may_be_file(path[1:].split("/"))):
            await _no_file()(scope, receive, send)
        elif is_file:
            await self._answer_file(scope, receive, send)
        elif _is_known(path):
            await self.app(scope, receive, send)
        elif path.lower().endswith(FILE_ENDINGS):
            await _no_file()(scope, receive, send)
        else:
            await answer_unknown(Request(scope))(scope, receive, send)

    async def _answer_file(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for a file; a page in its place means that there is none."""
        is_page = False

        async def send_file(message: Message) -> None:
            nonlocal is_page
            if message["type"] == "http.response.start":
                is_page = _is_page(message) and scope["path"] != DOCUMENT
                if is_page:
                    await _no_file()(scope, receive, send)
            if not is_page:
                await send(message)

        await self.app(_whole(scope), receive, send_file)


def _may_be_file(parts: list[str]) -> bool:
    is_named = all(len(part.encode(errors="replace")) <= LONGEST_NAME for part in parts)
    return is_named and ALIAS.isdisjoint(parts)


def _whole(scope: Scope) -> Scope:
    """Ask for a whole file: a part of a page in its place would pass for a part of it."""
    return {**scope, "headers": [one for one in scope["headers"] if one[0] != b"range"]}


def _no_file() -> Response:
    return PlainTextResponse("Not found", 404, headers={"cache-control": "no-store"})


def _is_page(start: Message) -> bool:
    headers = Headers(raw=[(bytes(name), bytes(value)) for name, value in start["headers"]])
    return start["status"] == 200 and headers.get("content-type", "").startswith("text/html")


def _is_known(path: str) -> bool:
    name = path.removeprefix("/")
    is_page = not name or name in NAMES.values()
    folder, _slash, file = name.partition("/")
    return is_page or name in ROOT_FILES or bool(file and folder in ANSWERED)


def answer_unknown(request: Request) -> Response:
    """Lead to the page whose name was nearly written, else list the pages in words."""
    *before, name = [part for part in request.url.path.split("/") if part] or [""]
    # Upwards from here, whatever folder a proxy gives the atlas. Each slash is a step: one too few
    # would lead back to the address itself, without end.
    top = "../" * (request.url.path.count("/") - 1) or "./"
    page = NAMES.get(fold(name)) if not before else None
    if page is not None:
        # The view is in the query: who is led on keeps it.
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{top}{page}{query}", 308)
    return HTMLResponse(write_not_found(language_of(request), top), 404)


def write_not_found(language: str, top: str) -> str:
    """Write the page that says that there is none, with links to those that are.

    Parameters
    ----------
    language
        One of ``LANGUAGES``.
    top
        Way from the address that was asked for to the top of the atlas, such as ``../``.
    """
    query = "" if language == DEFAULT_LANGUAGE else f"?lang={language}"
    with speaking(language):
        links = "".join(
            f'<li><a href="{top}{"" if entry is PAGES[0] else entry.name}{query}">'
            f"{escape(_(entry.title))}</a></li>"
            for entry in PAGES
        )
        return write_message(
            _("Cette page n’existe pas"),
            _("L’adresse est peut-être incomplète ou ancienne. Les pages de l’atlas :"),
            f"<ul>{links}</ul>",
        )
