"""Which other sites may show the atlas in a frame: none, unless whoever serves it names them."""

import os
import re
from collections.abc import Iterable

from territoires_industrie.scene.errors import RequestError
from territoires_industrie.wording import _

VARIABLE = "ATLAS_EMBED_FROM"
"""Environment variable: origins separated by spaces."""

PARAMETER = "embed"
"""Parameter of an address that asks for the view made for a frame; Streamlit's own name for it."""

NAME = r"[a-z0-9]([a-z0-9-]*[a-z0-9])?"
ORIGIN = re.compile(
    rf"https://(\*\.)?{NAME}(\.{NAME})+(:\d{{1,5}})?|http://(localhost|127\.0\.0\.1)(:\d{{1,5}})?"
)
_origins: tuple[str, ...] = ()


def embedding_sites() -> tuple[str, ...]:
    """Return the origins in force."""
    return _origins


def allow_embedding(asked: Iterable[str] = ()) -> None:
    """Put origins in force: those asked for, else those of the environment.

    Raises
    ------
    RequestError
        If one is no origin. Where pages are not encrypted, anybody on the way could be a site:
        plain HTTP is for this machine only.

    >>> allow_embedding(["https://portail.example.org"])
    >>> embedding_sites()
    ('https://portail.example.org',)
    >>> allow_embedding()
    """
    global _origins  # noqa: PLW0603 -- one server, one list
    named = tuple(dict.fromkeys(asked)) or tuple(os.environ.get(VARIABLE, "").split())
    for origin in named:
        if not ORIGIN.fullmatch(origin):
            text = _(
                "« {origin} » n’est pas l’origine d’un site : « https://portail.example.org » "
                "était attendu, sans chemin."
            )
            raise RequestError(text, origin=origin)
    _origins = named
