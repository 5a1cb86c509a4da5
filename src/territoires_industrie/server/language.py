"""The language of an answer: that of its address, else the first of the browser's."""

from starlette.requests import Request

from territoires_industrie.scene.address import read_language


def language_of(request: Request) -> str:
    """Return the language to answer in; French where neither names one of the atlas."""
    accepted = request.headers.get("accept-language", "").partition(",")[0].partition(";")[0]
    return read_language({"lang": accepted} | dict(request.query_params))
