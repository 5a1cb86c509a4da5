"""What the workers make for those who have no session: programs, frames, previews of links."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import Protocol

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from territoires_industrie.errors import AtlasError
from territoires_industrie.jobs.job import Job
from territoires_industrie.jobs.work import Work
from territoires_industrie.jobs.workers import BusyError, ask, find, say_unforeseen
from territoires_industrie.server.kept_answer import answer_kept, answer_known, stamp_of
from territoires_industrie.server.language import language_of
from territoires_industrie.server.message import write_message
from territoires_industrie.wording import _, speaking

MOST_AT_ONCE = 8
"""Different files that may wait at once: the rest of the queue is for readers."""

MOST_ASIDE = 2
"""Files that nobody waits for and that are made nevertheless, for who asks next."""

COME_BACK_S = 10
LOOK_S = 1.0
"""How often one looks whether who asked is still there."""

OPEN_TO_ALL = {"access-control-allow-origin": "*"}
"""The data are public and depend on no cookie: a script of any site may read them."""

NO_MORE: Mapping[str, str] = MappingProxyType({})


class Asking(Protocol):
    """Who asked for a file."""

    async def is_disconnected(self) -> bool:
        """Whether they have left."""


class MadeFiles:
    """Has files made, a few at once."""

    def __init__(self) -> None:
        self._waiting: Counter[Job] = Counter()
        self._aside: set[Job] = set()

    async def make(self, request: Asking, job: Job) -> bytes:
        """Have a file made, as long as who asked for it waits.

        Raises
        ------
        BusyError
            If too many are waiting.
        AtlasError
            If it cannot be made.
        """
        # What is there, or under way, is for all: who reads a page asks for its frame.
        found = find(job)
        if found is None and job not in self._waiting and len(self._waiting) >= MOST_AT_ONCE:
            text = _("Trop de fichiers sont demandés à la fois. Recommencez dans {seconds} s.")
            raise BusyError(text, seconds=COME_BACK_S)
        self._waiting[job] += 1
        try:
            with found or ask(job) as work:
                await _until_done(work, request)
                return bytes(work.end.result()) if work.end.done() else b""
        finally:
            self._waiting -= Counter([job])  # which forgets what nobody waits for

    async def make_in_time(self, job: Job, patience_s: float) -> bytes:
        """Return a file that is there or is made in this time; else nothing.

        What is late is made nevertheless, and kept for who asks next; the oldest goes first
        where there is no more room.
        """
        with suppress(AtlasError):
            work = ask(job)
            if not work.end.done() and job not in self._aside:
                if len(self._aside) >= MOST_ASIDE:
                    work.leave()
                    return b""
                self._aside.add(job)
                work.end.add_done_callback(lambda _end: self._aside.discard(job))
            # The time that runs out would cancel the work with the waiting.
            ended = asyncio.shield(asyncio.wrap_future(work.end))
            with suppress(TimeoutError):
                return bytes(await asyncio.wait_for(ended, patience_s))
        return b""


MADE = MadeFiles()
"""Data of this process."""

SHOWN = MadeFiles()
"""Its frames and previews: programs that ask for data take none of their places."""


async def _until_done(work: Work, request: Asking) -> None:
    """Wait for the end of a piece of work, or until who asked has left."""
    ended, loop = asyncio.Event(), asyncio.get_running_loop()
    # The end is shared by all who ask for the same file: this one waits beside it, not for it.
    work.end.add_done_callback(lambda _end: loop.call_soon_threadsafe(ended.set))
    while not work.end.done() and not await request.is_disconnected():
        with suppress(TimeoutError):
            await asyncio.wait_for(ended.wait(), LOOK_S)


async def answer_made(
    request: Request,
    what: object,
    job: Job,
    media_type: str,
    more: Mapping[str, str],
    files: MadeFiles = MADE,
) -> Response:
    """Answer with what a job makes, unless who asks has it already.

    Parameters
    ----------
    what
        The value that it is made of, by which the answer is known again.
    more
        Headers beside those of the answer's stamp.
    files
        Among which it has its place.

    Raises
    ------
    AtlasError
        As the job; `BusyError` where too many files are asked for at once.
    """
    stamp = await to_thread.run_sync(stamp_of, what)
    if stamp.is_known(request.headers):
        return answer_known(stamp, more)
    content = await files.make(request, job)
    return answer_kept(request, content, stamp, media_type, more)


def tell_error(
    request: Request, error: AtlasError, usual: int = 500, more: Mapping[str, str] = NO_MORE
) -> Response:
    """Answer with what has failed; a status of its own says that one may come back soon."""
    return tell(request, 503 if isinstance(error, BusyError) else usual, str(error), more)


def tell(request: Request, status: int, text: str, more: Mapping[str, str] = NO_MORE) -> Response:
    """Answer with an error in words: a page for a browser, JSON to who accepts JSON, else text.

    Parameters
    ----------
    more
        Headers of every answer of such addresses.
    """
    headers = {"cache-control": "no-store", **more}
    if status == 503:
        headers["retry-after"] = str(COME_BACK_S)
    accepted = request.headers.get("accept", "")
    if "json" in accepted and "text/" not in accepted:
        told = {"status": status, "errors": text.split("\n")}
        return JSONResponse(told, status, headers=headers)
    if "text/html" in accepted:
        page = write_message(_("L’atlas ne peut pas répondre à cette adresse"), text)
        return HTMLResponse(page, status, headers=headers)
    return PlainTextResponse(f"{text}\n", status, headers=headers)


async def answer_failure(request: Request, _error: Exception) -> Response:
    """Answer in words where a route has raised what it does not foresee; the log has it whole."""
    with speaking(language_of(request)):
        return tell(request, 500, say_unforeseen())
