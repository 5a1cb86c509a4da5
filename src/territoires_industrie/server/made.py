"""What the workers make for those who have no session: programs, frames, previews of links."""

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from territoires_industrie.errors import AtlasError
from territoires_industrie.jobs.job import Job
from territoires_industrie.jobs.work import Work
from territoires_industrie.jobs.workers import BusyError, ask, find
from territoires_industrie.server.kept_answer import answer_kept, answer_known, stamp_of
from territoires_industrie.server.message import write_message
from territoires_industrie.wording import _

MOST_AT_ONCE = 8
"""Different files that may wait at once: the rest of the queue is for readers."""

MOST_ASIDE = 2
"""Files that nobody waits for and that are made nevertheless, for who asks next."""

TAKEN_BYTES = 200_000_000
"""Of files that are being taken, a file once: a program that reads slowly holds its own for hours.
All communes as GeoJSON are 156 MB; one of any size is given while no other is taken."""

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


@dataclass(eq=False)
class Taken:
    """A file that is being taken, and by how many."""

    content: bytes
    takers: int = 0


class MadeFiles:
    """Has files made, a few at once, and hands them over."""

    def __init__(self) -> None:
        self._waiting: Counter[Job] = Counter()
        self._taken: dict[Job, Taken] = {}
        self._aside: set[Job] = set()

    async def make(self, request: Asking, job: Job) -> bytes:
        """Have a file made, as long as who asked for it waits.

        Raises
        ------
        BusyError
            If too many are waiting, or too much is being taken.
        AtlasError
            If it cannot be made.
        """
        # One that somebody is taking is not made, nor held, a second time.
        if job in self._taken:
            return self._taken[job].content
        # What is there, or under way, is for all: who reads a page asks for its frame.
        found = find(job)
        if found is None and job not in self._waiting and len(self._waiting) >= MOST_AT_ONCE:
            text = _("Trop de fichiers sont demandés à la fois. Recommencez dans {seconds} s.")
            raise BusyError(text, seconds=COME_BACK_S)
        self._waiting[job] += 1
        try:
            with found or ask(job) as work:
                await _until_done(work, request)
                content = bytes(work.end.result()) if work.end.done() else b""
        finally:
            self._waiting -= Counter([job])  # which forgets what nobody waits for
        # Its size is known only now; those that were asked for together come one after another.
        held = sum(len(one.content) for key, one in self._taken.items() if key != job)
        if held and held + len(content) > TAKEN_BYTES:
            text = _(
                "Trop de fichiers sont en train d’être téléchargés. Recommencez dans une minute."
            )
            raise BusyError(text)
        return content

    @contextmanager
    def being_taken(self, job: Job, content: bytes) -> Iterator[None]:
        """Count a file as long as somebody takes it; who has left takes nothing."""
        if not content:
            yield
            return
        taken = self._taken.setdefault(job, Taken(content))
        taken.takers += 1
        try:
            yield
        finally:
            taken.takers -= 1
            if not taken.takers:
                self._taken.pop(job, None)

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


class Giving(Response):
    """An answer whose file counts among those that are being taken, as long as it is sent."""

    def __init__(self, answer: Response, files: MadeFiles, job: Job, content: bytes) -> None:
        self.answer, self.files, self.job, self.content = answer, files, job, content

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        with self.files.being_taken(self.job, self.content):
            await self.answer(scope, receive, send)


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
        As the job; `BusyError` where too many files are asked for, or taken, at once.
    """
    stamp = await to_thread.run_sync(stamp_of, what)
    if stamp.is_known(request.headers):
        return answer_known(stamp, more)
    content = await files.make(request, job)
    return Giving(answer_kept(request, content, stamp, media_type, more), files, job, content)


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
