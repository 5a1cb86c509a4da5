"""Data by address: files for programs, made by the workers, and what describes them.

``GET /donnees/epci.geojson?region=28`` answers what the page's download writes. Errors are told
in words, as plain text, or as JSON to who accepts JSON alone.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import quote

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from territoires_industrie.errors import AtlasError
from territoires_industrie.export.by_address import (
    AddressError,
    DataFile,
    NoSuchFileError,
    export_data_file,
    read_data_file,
)
from territoires_industrie.export.data_catalogue import write_catalogue
from territoires_industrie.export.data_package import write_data_package
from territoires_industrie.export.dcat import write_dcat
from territoires_industrie.export.feed import write_feed
from territoires_industrie.export.names import file_name
from territoires_industrie.jobs.job import Job
from territoires_industrie.jobs.work import Work
from territoires_industrie.jobs.workers import BusyError, ask
from territoires_industrie.scene.address import read_language
from territoires_industrie.server.kept_answer import answer_kept, answer_known, stamp_of
from territoires_industrie.sources import DATA, GEO
from territoires_industrie.ui.by_address import FOLDER
from territoires_industrie.wording import _, speaking

MOST_AT_ONCE = 8
"""Files for programs that may wait at once: the rest of the queue is for readers."""

COME_BACK_S = 10
LOOK_S = 1.0
"""How often one looks whether who asked is still there."""

OPEN_TO_ALL = {"access-control-allow-origin": "*"}
"""The data are public and depend on no cookie: a script of any site may read them."""

NOT_KEPT = {"cache-control": "no-store", **OPEN_TO_ALL}

DESCRIPTIONS: dict[str, tuple[Callable[[], bytes], str]] = {
    "catalogue.json": (write_catalogue, "application/json"),
    "datapackage.json": (write_data_package, "application/json"),
    "dcat.jsonld": (write_dcat, "application/ld+json"),
    "changements.atom": (write_feed, "application/atom+xml"),
}
"""What describes the data: name, what writes it, media type."""


def data_file_routes() -> list[BaseRoute]:
    """List the addresses of data."""
    return [
        *(
            Mount(f"/{FOLDER}/{path.name}", StaticFiles(directory=path, check_dir=False))
            for path in (DATA, GEO)
        ),
        *(Route(f"/{FOLDER}/{name}", _answer_description) for name in DESCRIPTIONS),
        Route(f"/{FOLDER}/{{name:path}}", DataAnswers()),
    ]


async def _answer_description(request: Request) -> Response:
    language = read_language(request.query_params)
    name = request.url.path.rpartition("/")[2]
    write, media_type = DESCRIPTIONS[name]
    stamp = await to_thread.run_sync(stamp_of, (name, language))
    if stamp.is_known(request.headers):
        return answer_known(stamp, OPEN_TO_ALL)
    with speaking(language):
        content = await to_thread.run_sync(write)
    return answer_kept(request, content, stamp, media_type, OPEN_TO_ALL)


class DataAnswers:
    """Answers with the files that addresses name, a few at once."""

    def __init__(self) -> None:
        self._waiting = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; only reading is possible."""
        request = Request(scope, receive)
        if request.method not in {"GET", "HEAD"}:
            await PlainTextResponse("Method not allowed", 405)(scope, receive, send)
            return
        with speaking(read_language(request.query_params)):
            answer = await self._answer(request)
        await answer(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        name = str(request.path_params["name"])
        try:
            file = await to_thread.run_sync(read_data_file, name, dict(request.query_params))
            saved = await to_thread.run_sync(file_name, file.table, file.suffix)
            stamp = await to_thread.run_sync(stamp_of, file)
            if stamp.is_known(request.headers):
                return answer_known(stamp, OPEN_TO_ALL)
            content = await self._make(request, file)
        except NoSuchFileError as error:
            return tell(request, 404, str(error))
        except AddressError as error:
            return tell(request, 400, str(error))
        except BusyError as error:
            return tell(request, 503, str(error), again_s=COME_BACK_S)
        except AtlasError as error:
            return tell(request, 500, str(error))
        more = {"content-disposition": f"attachment; filename*=UTF-8''{quote(saved)}"}
        return answer_kept(request, content, stamp, file.media_type, {**more, **OPEN_TO_ALL})

    async def _make(self, request: Request, file: DataFile) -> bytes:
        """Have a file made, as long as who asked for it waits.

        Raises
        ------
        BusyError
            If too many are waiting.
        """
        if self._waiting >= MOST_AT_ONCE:
            text = _("Trop de fichiers sont demandés à la fois. Recommencez dans {seconds} s.")
            raise BusyError(text.format(seconds=COME_BACK_S))
        kind = f"{file.written_as} {file.table.view.level} {len(file.table.indicators)}"
        self._waiting += 1
        try:
            with ask(Job(export_data_file, (file,), kind=kind)) as work:
                await _until_done(work, request)
                return bytes(work.end.result()) if work.end.done() else b""
        finally:
            self._waiting -= 1


async def _until_done(work: Work, request: Request) -> None:
    """Wait for the end of a piece of work, or until who asked has left."""
    ended, loop = asyncio.Event(), asyncio.get_running_loop()
    # The end is shared by all who ask for the same file: this one waits beside it, not for it.
    work.end.add_done_callback(lambda _end: loop.call_soon_threadsafe(ended.set))
    while not work.end.done() and not await request.is_disconnected():
        with suppress(TimeoutError):
            await asyncio.wait_for(ended.wait(), LOOK_S)


def tell(request: Request, status: int, text: str, again_s: int = 0) -> Response:
    """Tell an error in words."""
    headers = NOT_KEPT | ({"retry-after": str(again_s)} if again_s else {})
    accepted = request.headers.get("accept", "")
    if "json" in accepted and "text/" not in accepted:
        told = {"status": status, "errors": text.split("\n")}
        return JSONResponse(told, status, headers=headers)
    return PlainTextResponse(f"{text}\n", status, headers=headers)
