"""A view for who is not in the atlas: in a frame of another site, or as the preview of a link."""

from contextlib import suppress
from html import escape
from urllib.parse import urlencode

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from territoires_industrie.errors import AtlasError
from territoires_industrie.jobs.job import Job
from territoires_industrie.jobs.workers import BusyError
from territoires_industrie.picture.preview import HEIGHT, WIDTH, export_preview, export_thumbnail
from territoires_industrie.scene.address import read_language, write_view
from territoires_industrie.scene.description import describe_scene
from territoires_industrie.scene.scene import scene_of
from territoires_industrie.scene.sentence import unit_sentence
from territoires_industrie.scene.view import View
from territoires_industrie.scene.words import scene_words
from territoires_industrie.server.base_path import PATH, base_path
from territoires_industrie.server.made import COME_BACK_S, SHOWN, answer_made, tell_error
from territoires_industrie.server.message import write_message
from territoires_industrie.server.policy import sealed_policy
from territoires_industrie.ui.embedding import PARAMETER
from territoires_industrie.ui.navigation import PAGES, read_address
from territoires_industrie.ui.years import PICTURE, SIZE, THUMBNAIL
from territoires_industrie.wording import _, speaking

PREVIEWS = CapacityLimiter(1)
MOST_WAITING = 8
"""Words of previews worked out at once in the process of the readers, and those that may wait: a
view has none beyond. They take 3 to 40 ms once a level is read, and would wait for a worker behind
files of minutes; their pictures are made by the workers."""

SENTENCES = 2
"""Units that a preview says something of, at most."""


def shared_view_routes() -> list[Route]:
    """List the addresses of the pictures of views."""
    return [Route(f"/{PICTURE}", _answer_picture)]


def is_for_frame(request: Request) -> bool:
    """Whether the map that is made for a frame is asked for: the first page has one."""
    asked = request.query_params.get(PARAMETER, "").lower() in {"true", "1"}
    return asked and request.url.path == "/"


async def _answer_picture(request: Request) -> Response:
    draw = export_thumbnail if request.query_params.get(SIZE) == THUMBNAIL else export_preview
    with speaking(read_language(request.query_params)):
        try:
            view = await _read(request)
            what = (PICTURE, draw.__name__, view)
            job = Job(draw, (view,), kind=f"{draw.__name__} {view.level}")
            return await answer_made(request, what, job, "image/png", {}, SHOWN)
        except AtlasError as error:
            return tell_error(request, error, 422)


async def answer_frame(request: Request) -> Response:
    """Answer with the map alone: one document that asks for nothing and can do nothing.

    No session is opened for it, so that a page read by thousands costs the atlas one map.
    """
    policy = {"content-security-policy": sealed_policy()}
    with speaking(read_language(request.query_params)):
        from territoires_industrie.draw.standalone import export_html

        try:
            view = await _read(request)
            what = (PARAMETER, view, policy)
            job = Job(export_html, (view, f"./{_query(view)}"), kind=view.level)
            media_type = "text/html; charset=utf-8"
            return await answer_made(request, what, job, media_type, policy, SHOWN)
        except AtlasError as error:
            again_s = COME_BACK_S if isinstance(error, BusyError) else 0
            title = _("Atlas des Territoires d’industrie")
            said = write_message(title, str(error), again_s=again_s)
            again = {"retry-after": str(again_s)} if again_s else {}
            headers = {"cache-control": "no-store", **again}
            return HTMLResponse(said, 503 if again_s else 422, headers=headers)


async def _read(request: Request) -> View:
    """Read the nearest valid view, as the page does."""
    read = await to_thread.run_sync(read_address, dict(request.query_params), PAGES[0].name)
    return read[0]


def _query(view: View) -> str:
    return f"?{urlencode(write_view(view, PAGES[0].name))}"


async def preview_tags(request: Request) -> str:
    """Write what a preview of a link shows: title, sentence, picture of the view.

    A browser that opens the page says so, and needs none: it is for those who fetch the address
    to show it to others.
    """
    # A browser says that it opens a page, and shows no preview: it waits for none.
    if "sec-fetch-mode" in request.headers:
        return ""
    page = request.url.path.strip("/") or PAGES[0].name
    address = dict(request.query_params)
    if PREVIEWS.statistics().tasks_waiting >= MOST_WAITING:
        return ""
    with speaking(read_language(address)):
        return await to_thread.run_sync(
            _write_tags, address, page, top_of(request), limiter=PREVIEWS
        )


def _write_tags(address: dict[str, str], page: str, top: str) -> str:
    title, said, query = _("Atlas des Territoires d’industrie"), "", ""
    with suppress(AtlasError):  # told by the page itself
        view, _problems = read_address(address, page)
        title, said = _say(view)
        query = _query(view)
    own = "" if page == PAGES[0].name else page
    tags = {
        "og:type": "website",
        "og:site_name": _("Atlas des Territoires d’industrie"),
        "og:title": title,
        "og:description": said,
        "og:url": f"{top}{own}{query}",
        "og:image": f"{top}{PICTURE}{query}",
        "og:image:width": str(WIDTH),
        "og:image:height": str(HEIGHT),
        "og:image:alt": title,
    }
    lines = [f'<meta name="description" content="{escape(said)}">']
    lines += [f'<meta property="{name}" content="{escape(text)}">' for name, text in tags.items()]
    lines.append('<meta name="twitter:card" content="summary_large_image">')
    return "\n    ".join(lines)


def _say(view: View) -> tuple[str, str]:
    scene = scene_of(view)
    words = scene_words(scene)
    title = f"{words.title} – {words.subtitle}"
    if not view.selection:
        return title, describe_scene(scene).partition("\n")[0]
    said = (str(unit_sentence(scene, code)) for code in view.selection[:SENTENCES])
    return title, " ".join(said)


def top_of(request: Request) -> str:
    """Return the whole address of the front page, as a proxy shows it."""
    named = request.headers.get("x-forwarded-prefix", "").strip("/")
    told = f"/{named}" if PATH.fullmatch(named) else base_path()
    return f"{request.url.scheme}://{request.url.netloc}{told}/"
