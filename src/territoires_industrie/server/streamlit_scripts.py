"""Streamlit's page and the scripts that it names, as the atlas begins with them."""

import re
from functools import cache
from pathlib import PurePosixPath

from territoires_industrie.server.streamlit_private import STATIC

FIRST = ("Html", "ButtonGroup", "BidiComponent", "ComponentInstance")
"""Scripts of what a page holds down to its map."""

THEN = ("Button", "Checkbox", "PageLink", "Selectbox", "Slider", "TextInput")
"""Scripts of the controls that a page begins with."""

_NO_SCRIPT = re.compile(r"<noscript>.*?</noscript>\s*", re.DOTALL)
_SCRIPT = re.compile(
    r"""<(?:script type="module"|link rel="modulepreload") crossorigin """
    r"""(?:src|href)="\./static/js/([^"]+)">(?:</script>)?\s*"""
)
"""One of the scripts that Streamlit's page names; the first is the one that starts it."""


_LAZY = re.compile(
    rf"(?<=\.lazy\)\(\(\)=>)(?=\w+\(\(\)=>import\(`\./({'|'.join((*FIRST, *THEN))})\.)"
)


@cache
def _read_page() -> str:
    return (STATIC / "index.html").read_text(encoding="utf-8")


def first_answer() -> str:
    """Return the page that Streamlit answers to any address of a page.

    Without what it says, in English, to a browser that runs no script, and without its scripts
    (``late_scripts``).
    """
    return _SCRIPT.sub("", _NO_SCRIPT.sub("", _read_page()))


def main_script() -> str:
    """Return the name of the script that starts Streamlit's page."""
    return str(_SCRIPT.findall(_read_page())[0])


def draw_at_once(path: str, script: bytes) -> bytes:
    """Return Streamlit's main script, asking for no control that has run; any other file as it is.

    >>> draw_at_once("/static/js/index.x.js", b"a=(0,U.lazy)(()=>H(()=>import(`./Html.y.js`)))")
    b'a=(0,U.lazy)(()=>globalThis.atlasLoaded?.Html??H(()=>import(`./Html.y.js`)))'
    """
    if not (path.endswith(".js") and PurePosixPath(path).name.startswith("index.")):
        return script
    return _LAZY.sub(r"globalThis.atlasLoaded?.\1??", script.decode()).encode()
