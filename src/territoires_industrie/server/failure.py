"""The answer where a route has raised what it does not foresee: outside all middleware."""

from starlette.requests import Request
from starlette.responses import Response

from territoires_industrie.jobs.workers import say_unforeseen
from territoires_industrie.server.headers import make_safe
from territoires_industrie.server.language import language_of
from territoires_industrie.server.made import tell
from territoires_industrie.wording import speaking


async def answer_failure(request: Request, _error: Exception) -> Response:
    """Answer in words, as safe as any other; the log has the error whole."""
    with speaking(language_of(request)):
        answer = tell(request, 500, say_unforeseen())
    make_safe(answer.headers, request.scope)
    return answer
