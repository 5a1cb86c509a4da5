"""What is answered where a route has raised what it does not foresee."""

import json
from contextlib import suppress

from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from territoires_industrie.server.failure import answer_failure
from tests.server.asking import ask


def test_an_error_that_no_route_foresees_is_told_in_words() -> None:
    """A program is told as it asks to be, and sees no traceback."""

    async def stumble(_request: object) -> Response:
        raise KeyError("a word of a library")

    app = Starlette(routes=[Route("/x", stumble)], exception_handlers={Exception: answer_failure})

    async def logged(scope: Scope, receive: Receive, send: Send) -> None:
        with suppress(KeyError):  # which the server writes to its log
            await app(scope, receive, send)

    answer = ask(logged, "/x", {"accept": "application/json"})
    assert answer.status == 500
    (told,) = json.loads(answer.body)["errors"]
    assert "Recommencez" in told
    assert "library" not in told
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    # It may be of any address: a page, a file of one reader.
    assert "access-control-allow-origin" not in answer.headers
