"""Files under way: how far they are, in a small frame of the page, then the file itself.

The frame asks again every second by itself, without a script. A reader who leaves asks no more,
and their work is given up.
"""

import asyncio
from collections.abc import Mapping
from html import escape
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from territoires_industrie.errors import AtlasError
from territoires_industrie.jobs.counter import COUNTER, Ticket
from territoires_industrie.jobs.work import say_progress
from territoires_industrie.jobs.workers import say_unforeseen
from territoires_industrie.look import PAGE
from territoires_industrie.server.addresses import answer_unknown
from territoires_industrie.server.kept_answer import Handover
from territoires_industrie.server.message import write_document
from territoires_industrie.ui.file_button import FOLDER
from territoires_industrie.wording import _, speaking

SWEEP_S = 2.0
NOTHING_KEPT = {"cache-control": "no-store"}
STYLE = (
    "body { margin: 0; font: 0.875rem/1.5 sans-serif; color-scheme: light dark; display: flex; "
    f"flex-wrap: wrap; gap: 0.25rem 1rem; align-items: center; min-height: 2.5rem; "
    f"background: {PAGE.paper} }} p {{ margin: 0 }} "
    "b { overflow-wrap: anywhere } "
    f"progress {{ flex: 1; min-width: 8rem; accent-color: {PAGE.link} }} "
    "button { font: inherit; padding: 0.25rem 0.75rem }"
)
BAR = """<progress max="1" value="{share:.2f}" aria-label="{label}"></progress>
<form method="post" action="{number}/annuler"><button>{cancel}</button></form>"""


def takeaway_routes() -> list[Route]:
    """List the addresses of files under way."""
    place = f"/{FOLDER}/{{number}}"
    return [
        Route(place, _answer_state),
        Route(f"{place}/annuler", _give_up, methods=["POST"]),
        Route(f"{place}/{{name}}", _answer_file),
        # Last: it takes whatever else is asked for under the folder.
        Route(f"/{FOLDER}/{{rest:path}}", answer_unknown),
    ]


async def sweep_for_ever() -> None:
    """Give up, every two seconds, what readers who have left were waiting for."""
    while True:
        await asyncio.sleep(SWEEP_S)
        COUNTER.sweep()


async def _answer_state(request: Request) -> Response:
    number = str(request.path_params["number"])
    ticket = COUNTER.find(number)
    if ticket is None:
        return PlainTextResponse("", 404, headers=NOTHING_KEPT)
    return HTMLResponse(write_state(number, ticket), headers=NOTHING_KEPT)


async def _give_up(request: Request) -> Response:
    number = str(request.path_params["number"])
    ticket = COUNTER.find(number)
    if ticket is None:
        return PlainTextResponse("", 404, headers=NOTHING_KEPT)
    COUNTER.drop(number)
    with speaking(ticket.language):
        return HTMLResponse(
            _document(_("Fichier abandonné."), name=ticket.name), headers=NOTHING_KEPT
        )


async def _answer_file(request: Request) -> Response:
    number = str(request.path_params["number"])
    ticket = COUNTER.find(number)
    if ticket is None or not ticket.work.end.done() or ticket.work.end.exception() is not None:
        return PlainTextResponse("", 404, headers=NOTHING_KEPT)
    content: bytes = ticket.work.end.result()
    headers = {
        **NOTHING_KEPT,
        # The plain parameter has no letters with accents (RFC 6266).
        "content-disposition": f"attachment; filename*=UTF-8''{quote(ticket.name)}",
        "content-length": str(len(content)),
    }
    if request.method == "HEAD":
        return Response(headers=headers, media_type=ticket.media_type)
    return Delivery(ticket, content, headers)


class Delivery(Handover):
    """A file under way that is sent to who asked for it."""

    def __init__(self, ticket: Ticket, content: bytes, headers: Mapping[str, str]) -> None:
        self.ticket = ticket
        super().__init__(memoryview(content), headers, ticket.media_type)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it; its ticket stays as long."""
        with self.ticket.being_taken():
            await super().__call__(scope, receive, send)
            self.ticket.is_delivered |= self.is_whole
        # What was broken off is a ring with this answer: with the file too until a collection.
        del self.ticket


def write_state(number: str, ticket: Ticket) -> str:
    """Write how far a file is: its place, a bar and a way to stop it; the file once it is there."""
    with speaking(ticket.language):
        if not ticket.work.end.done():
            said = say_progress(ticket.work)
            bar = BAR.format(
                share=ticket.work.share_done,
                label=escape(said),
                number=number,
                cancel=escape(_("Annuler")),
            )
            return _document(said, bar, refresh="1", name=ticket.name)
        error = ticket.work.end.exception()
        if error is None:
            file = f"0; url={number}/{quote(ticket.name)}"
            return _document(
                _("Le téléchargement de votre fichier a commencé."), refresh=file, name=ticket.name
            )
        told = str(error) if isinstance(error, AtlasError) else say_unforeseen()
        return _document(told, name=ticket.name)


def _document(said: str, more: str = "", refresh: str = "", *, name: str) -> str:
    """Write the document of the frame, which asks again or goes to the file by itself.

    It names the file: a row may hold several, each with its frame.
    """
    body = f'<b>{escape(name)}</b><p role="status">{escape(said)}</p>{more}'
    return write_document(_("État du fichier demandé"), STYLE, body, refresh)
