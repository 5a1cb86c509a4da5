"""Data by address: files for programs, made by the workers, and what describes them.

``GET /donnees/epci.geojson?region=28`` answers what the page's download writes. Errors are told
in words, as plain text, or as JSON to who accepts JSON alone.
"""

from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import quote

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from territoires_industrie.errors import AtlasError
from territoires_industrie.export.by_address import (
    AddressError,
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
from territoires_industrie.scene.address import read_language
from territoires_industrie.server.made import OPEN_TO_ALL, answer_made, tell, tell_error
from territoires_industrie.sources import DATA, GEO
from territoires_industrie.ui.by_address import FOLDER
from territoires_industrie.wording import language, speaking

DESCRIPTIONS: dict[str, tuple[Callable[[], bytes], str]] = {
    "catalogue.json": (write_catalogue, "application/json"),
    "datapackage.json": (write_data_package, "application/json"),
    "dcat.jsonld": (write_dcat, "application/ld+json"),
    "changements.atom": (write_feed, "application/atom+xml"),
}
"""What describes the data: name, what writes it, media type."""


class OpenFiles(StaticFiles):
    """The source tables, which a script of any site may read too."""

    def file_response(self, *args: Any, **options: Any) -> Response:
        """Answer with a file, or that it has not changed."""
        answer = super().file_response(*args, **options)
        answer.headers.update(OPEN_TO_ALL)
        return answer


def data_file_routes() -> list[BaseRoute]:
    """List the addresses of data."""
    return [
        *(
            # A folder that is gone does not keep the server from starting: its page says so.
            Mount(f"/{FOLDER}/{path.name}", OpenFiles(directory=path, check_dir=False))
            for path in (DATA, GEO)
        ),
        *(Route(f"/{FOLDER}/{name}", _answer_description) for name in DESCRIPTIONS),
        # Last: it takes whatever is asked for under the folder.
        Route(f"/{FOLDER}/{{name:path}}", _answer_file),
    ]


async def _answer_description(request: Request) -> Response:
    return await _in_words(request, _describe)


async def _answer_file(request: Request) -> Response:
    return await _in_words(request, _make)


async def _in_words(
    request: Request, answer: Callable[[Request], Coroutine[None, None, Response]]
) -> Response:
    """Answer in the language of the address; what cannot be made is told in words."""
    with speaking(read_language(request.query_params)):
        try:
            return await answer(request)
        except NoSuchFileError as error:
            return tell(request, 404, str(error), OPEN_TO_ALL)
        except AddressError as error:
            return tell(request, 400, str(error), OPEN_TO_ALL)
        except AtlasError as error:
            return tell_error(request, error, more=OPEN_TO_ALL)


async def _describe(request: Request) -> Response:
    name = request.url.path.rpartition("/")[2]
    write, media_type = DESCRIPTIONS[name]
    job = Job(write, kind=name)
    return await answer_made(request, (name, language()), job, media_type, OPEN_TO_ALL)


async def _make(request: Request) -> Response:
    name = str(request.path_params["name"])
    file = await to_thread.run_sync(read_data_file, name, dict(request.query_params))
    saved = await to_thread.run_sync(file_name, file.table, file.suffix)
    kind = f"{file.written_as} {file.table.view.level} {len(file.table.indicators)}"
    job = Job(export_data_file, (file,), kind=kind)
    more = {"content-disposition": f"attachment; filename*=UTF-8''{quote(saved)}"}
    return await answer_made(request, file, job, file.media_type, {**more, **OPEN_TO_ALL})
