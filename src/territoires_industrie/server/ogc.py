"""OGC API Features beside the atlas, where its extra ``api`` is installed: ``/ogc``.

pygeoapi works in a worker, as all that takes time: it is no part of the process that answers
readers, and one who asks it for much only waits longer.
"""

from functools import cache
from importlib.util import find_spec

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from territoires_industrie.errors import AtlasError
from territoires_industrie.export.ogc_filter import FilterError, require_modest_filters
from territoires_industrie.jobs.job import Job
from territoires_industrie.scene.address import read_language
from territoires_industrie.server.kept_answer import answer_kept, answer_known, stamp_of
from territoires_industrie.server.made import MADE, OPEN_TO_ALL, Giving, tell, tell_error
from territoires_industrie.server.shared_views import top_of
from territoires_industrie.wording import _, speaking

FOLDER = "ogc"
LONGEST_QUERY = 2_000
HEADERS = {**OPEN_TO_ALL, "vary": "X-Forwarded-Prefix"}
"""The links of an answer hold the path that the request names: a proxy keeps one for each."""


@cache
def has_pygeoapi() -> bool:
    """Whether the extra ``api`` is installed."""
    return find_spec("pygeoapi") is not None


def ogc_routes() -> list[BaseRoute]:
    """List the addresses of the standard's resources."""
    return [Route(f"/{FOLDER}{{path:path}}", _answer)]


async def _answer(request: Request) -> Response:
    with speaking(read_language(request.query_params)):
        if not has_pygeoapi():
            return tell(
                request,
                501,
                _(
                    "Cet atlas répond aux adresses de /donnees, non à l’OGC API : "
                    "« pip install 'territoires-industrie[api]' » l’ajoute."
                ),
                OPEN_TO_ALL,
            )
        path = str(request.path_params["path"])
        if len(request.url.query) > LONGEST_QUERY or len(path) > LONGEST_QUERY:
            return tell(request, 414, _("Adresse trop longue."), OPEN_TO_ALL)
        wanted = (path.strip("/"), request.url.query, f"{top_of(request)}{FOLDER}")
        stamp = await to_thread.run_sync(stamp_of, wanted)
        # The tag is known before the answer is made: who has it already costs no work.
        if stamp.is_known(request.headers):
            return answer_known(stamp, HEADERS)
        try:
            # Counted before it runs: a few hundred brackets burnt a worker for its two minutes.
            require_modest_filters(request.url.query)
            job = Job(answer_job, wanted, kind="ogc")
            made = await MADE.make(request, job)
        except FilterError as error:
            return tell(request, 400, str(error), OPEN_TO_ALL)
        except AtlasError as error:
            return tell_error(request, error, more=OPEN_TO_ALL)
    head, _line, body = made.partition(b"\n")
    status, _space, media_type = head.decode().partition(" ")
    if status != "200":
        headers = {"cache-control": "no-store", **OPEN_TO_ALL}
        return Response(body, int(status or 500), headers, media_type)
    return Giving(answer_kept(request, body, stamp, media_type, HEADERS), MADE, job, made)


def answer_job(path: str, query: str, top: str) -> bytes:
    """Answer in a worker, which alone imports pygeoapi."""
    from territoires_industrie.export.ogc import answer

    return answer(path, query, top)
