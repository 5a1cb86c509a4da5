"""The atlas' own script: the modules of ``browser/`` as one file, with the style sheets inside.

The page of streamlit-folium asks for plain scripts, and a saved map holds its script in the page:
neither can import a module.
"""

import hashlib
import json
import re
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from territoires_industrie.classes.palettes import pattern_definitions
from territoires_industrie.draw.payload import map_texts
from territoires_industrie.look import PAGE, css_variables
from territoires_industrie.wording import LANGUAGES, speaking

BROWSER = Path(__file__).parent / "browser"
LAST_MODULE = "layer.js"
"""The module that needs all others, hence the last of the file."""

HASH_LENGTH = 10

_IMPORT = re.compile(r'^import [^;]*? from "\./([a-z]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export ", re.MULTILINE)
# A comment that has its lines to itself: one inside a text, or at the end of a line, stays.
_COMMENT = re.compile(r"^ *(?:/\*(?:(?!\*/).)*\*/|//[^\n]*)\n", re.MULTILINE | re.DOTALL)
_EMPTY_LINE = re.compile(r"^\n", re.MULTILINE)


def leaflet_file(name: str) -> Traversable:
    """Find a file of Leaflet in the package that holds it."""
    return files("xstatic.pkg.leaflet") / "data" / name


@cache
def atlas_script() -> tuple[str, bytes]:
    """Return the atlas' own script: its name, which holds a hash of its content, and its bytes.

    The style sheets travel inside: linked ones would come after the first drawing. So do patterns
    and words, which would come with every message.
    """
    styles = (leaflet_file("leaflet.css"), BROWSER / "map.css")
    style = f".atlas {{{css_variables(PAGE)}}}"
    style += "".join(_without_comments(part.read_text("utf-8")) for part in styles)
    parts = (_style_script(style), _constant_script(), join_modules())
    content = "\n".join(parts).encode("utf-8")
    digest = hashlib.sha256(content).hexdigest()[:HASH_LENGTH]
    return f"atlas-{digest}.js", content


def join_modules() -> str:
    """Return the modules of ``browser/`` as one script, each after those that it needs.

    Their names share one scope: a test refuses one that two modules declare.
    """
    ordered: dict[str, str] = {}
    _collect(LAST_MODULE, ordered)
    code = "".join(map(_as_script, ordered.values()))
    return f'(function () {{\n"use strict";\n{code}}})();\n'


def _collect(name: str, ordered: dict[str, str]) -> None:
    if name in ordered:
        return
    source = (BROWSER / name).read_text("utf-8")
    for needed in _IMPORT.findall(source):
        _collect(needed, ordered)
    ordered[name] = source


def _as_script(source: str) -> str:
    return _without_comments(_EXPORT.sub("", _IMPORT.sub("", source)))


def _without_comments(source: str) -> str:
    return _EMPTY_LINE.sub("", _COMMENT.sub("", source))


def _style_script(style: str) -> str:
    element = 'Object.assign(document.createElement("style"), {textContent: %s})'
    return f"document.head.appendChild({element % json.dumps(style)});"


def _constant_script() -> str:
    """Write the patterns of the statuses, and the words of the map in every language."""
    texts = {}
    for language in LANGUAGES:
        with speaking(language):
            texts[language] = map_texts()
    constant = json.dumps({"patterns": pattern_definitions(), "texts": texts}, ensure_ascii=False)
    return f"window.Atlas = Object.assign(window.Atlas ?? {{}}, {constant});"
