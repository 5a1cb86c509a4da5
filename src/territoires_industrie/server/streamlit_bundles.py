"""Streamlit's scripts of a first view as two files in place of a hundred.

A browser hears of what a script imports once it has it, and takes four milliseconds to ask for a
file, receive it and hand it over, though most hold a few lines: a third of a first view. So the
scripts that a page needs down to its map, and those of the controls that it begins with, are
written one after the other into a file each: each keeps a function of its own, with its imports
before and its exports after. Scripts that come later take from there what they import.

Where Streamlit's scripts are of another form, they are sent one by one as it would.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import chain
from pathlib import PurePosixPath

from anyio import to_thread
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from territoires_industrie.server.around import Around
from territoires_industrie.server.page_parts import script
from territoires_industrie.server.streamlit_private import STATIC, scripts
from territoires_industrie.server.streamlit_scripts import FIRST, THEN, draw_at_once, main_script
from territoires_industrie.server.streamlit_words import speak

BUNDLES = {"atlas-first": FIRST, "atlas-then": THEN}
"""Beginnings of the names of the files, and whose scripts each holds."""

FOLDER = "/static/js"
A_YEAR = {"cache-control": "public, max-age=31536000, immutable"}

_HEAD = re.compile(
    r"(?P<deps>const __vite__mapDeps=[^\n]*\n)?"
    r"""(?P<imports>(?:import(?:\{[^{}]*\}from)?"\./[^"]+";)*)"""
)
"""What a script begins with: the files of those that it may load, and what it imports."""

_IMPORT = re.compile(r"""import(?:\{([^{}]*)\}from)?"\./([^"]+)";""")
_EXPORT = re.compile(r"export\{([^{}]*)\};?\s*(?://# sourceMappingURL=\S+\s*)?$")
_STRAY = re.compile(r"import[\s*\w\"'{]")
"""What a script imports in a form that is not known."""

_NO_EDITION = "atlas_edition"
"""Stands for the hash of all bundles until they are written."""

_RUNTIME = "rolldown-runtime"
_LATER = "n"
"""Name under which the runtime exports what puts the run of a module off until it is asked for."""


def late_scripts() -> str:
    """Have the browser fetch and run Streamlit's scripts as soon as the opening is painted.

    Those of the first controls with them. A control without its script is a grey band of another
    height: what is below would move. Once one is asked for, all that comes late waits for 300 ms.

    They learn where their server is, too: one step above a page, whatever the path that a proxy
    gives both. Only the atlas itself may command the page, and figures have no full-screen button,
    whose label is in English.
    """
    bundled = [bundle.file for bundle in bundles()]
    return script("streamlit_private.js", atlasScripts=bundled or [main_script()])


class _UnknownFormError(ValueError):
    """Streamlit's scripts are not of the form that is known."""


@dataclass(frozen=True)
class _Module:
    """A script: what it imports, what it does, what it exports."""

    name: str
    deps: str
    imports: tuple[tuple[str, str], ...]
    body: str
    exports: str

    @classmethod
    def read(cls, name: str) -> "_Module":
        """Read a script, in the reader's words.

        Raises
        ------
        _UnknownFormError
            If it imports in another way, or does not end with its exports.
        """
        path = f"{FOLDER}/{name}"
        text = draw_at_once(path, speak(path, (STATIC / path[1:]).read_bytes())).decode()
        head = _HEAD.match(text)
        end = _EXPORT.search(text)
        if head is None or end is None or head.end() > end.start():
            raise _UnknownFormError(name)
        imports = tuple((file, taken) for taken, file in _IMPORT.findall(head["imports"]))
        body = text[head.end() : end.start()]
        if _STRAY.match(body):
            raise _UnknownFormError(name)
        return cls(name, head["deps"] or "", imports, body, end[1])

    def write(self, places: Mapping[str, str]) -> str:
        """Write it as a function that gives its exports, taking those of others by their names."""
        taken = "".join(_take(names, places[file]) for file, names in self.imports)
        given = ",".join(f"{name}:{local}" for local, name in _pairs(self.exports))
        body = f"{self.deps}{taken}{self.body}{self._run_at_once()}return{{{given}}}"
        return f"const {places[self.name]}=(()=>{{{body}}})();\n"

    def _run_at_once(self) -> str:
        """Run what it puts off: what that sets is exported, and taken once."""
        runtime = [taken for file, taken in self.imports if file.startswith(_RUNTIME)]
        later = [name for taken in runtime for put, name in _pairs(taken) if put == _LATER]
        exported = {local for local, _name in _pairs(self.exports)}
        put_off = [
            name
            for put in later
            for name in re.findall(rf"(?<![\w$.])([\w$]+)={re.escape(put)}\(\(", self.body)
        ]
        return "".join(f"{name}();" for name in put_off if name in exported)


def _pairs(names: str) -> Iterator[tuple[str, str]]:
    """Read what a script imports or exports.

    >>> list(_pairs("a,b as c"))
    [('a', 'a'), ('b', 'c')]
    """
    for one in filter(None, names.split(",")):
        own, _as, other = one.partition(" as ")
        yield own, other or own


def _take(names: str, place: str) -> str:
    """Take exports of a module under a script's own names.

    >>> _take("a,b as c", "atlas5")
    'var{a:a,b:c}=atlas5;'
    """
    taken = ",".join(f"{name}:{local}" for name, local in _pairs(names))
    return f"var{{{taken}}}={place};" if taken else ""


@dataclass(frozen=True)
class Bundle:
    """Scripts in one file.

    Parameters
    ----------
    file
        Its name, which holds a hash of the content of all.
    body
        Its content, in UTF-8.
    places
        Name of each of its scripts → name under which it exports what that script does.
    """

    file: str
    body: bytes
    places: Mapping[str, str]

    @property
    def edition(self) -> str:
        """Return the hash of all bundles, which its name holds."""
        return self.file.split(".")[1]

    def of_edition(self, edition: str) -> "Bundle":
        """Return it with the hash wherever another file is named: all of them change together."""
        text = self.body.decode().replace(_NO_EDITION, edition)
        file = self.file.replace(_NO_EDITION, edition)
        return Bundle(file, _renew(text, edition).encode(), self.places)


@cache
def bundles() -> tuple[Bundle, ...]:
    """Write the scripts of a first view into files, in the order in which a page needs them.

    None where Streamlit's scripts are of another form.
    """
    named = {path.name.partition(".")[0]: path.name for path in scripts()}
    known: set[str] = set()
    modules: dict[str, list[_Module]] = {}
    try:
        for name, parts in BUNDLES.items():
            starts = [named[part] for part in parts]
            first = () if modules else (main_script(),)
            modules[name] = [
                one for start in (*first, *starts) for one in _with_imports(start, known, ())
            ]
    except (KeyError, _UnknownFormError):
        return ()
    places = {
        one.name: f"atlas{number}"
        for number, one in enumerate(chain.from_iterable(modules.values()))
    }
    written: list[Bundle] = []
    for name, parts in BUNDLES.items():
        given = {part: places[named[part]] for part in parts}
        written.append(_write_bundle(name, modules[name], given, places, written))
    edition = sha256(b"".join(bundle.body for bundle in written)).hexdigest()[:10]
    return tuple(bundle.of_edition(edition) for bundle in written)


_OTHER = re.compile(r"""(["`])\./([\w.-]+\.js)\1""")


def _renew(text: str, edition: str) -> str:
    """Name other scripts by addresses that no browser has kept from an older atlas.

    One that it has kept for a year, as Streamlit sends it, would import what is in a bundle.
    """
    return _OTHER.sub(
        lambda one: (
            one[0] if one[2].startswith(tuple(BUNDLES)) else f"{one[1]}./{one[2]}?{edition}{one[1]}"
        ),
        text,
    )


def _write_bundle(
    name: str,
    modules: Iterable[_Module],
    parts: Mapping[str, str],
    places: Mapping[str, str],
    before: Iterable[Bundle],
) -> Bundle:
    own = {one.name: places[one.name] for one in modules}
    # What any of them may load is one step from here; what is bundled is there already.
    text = _named(places).sub("import.meta.url", "".join(one.write(places) for one in modules))
    taken = "".join(_take_from(one, one.places.values()) for one in before)
    given = ",".join(f"{part}:{place}" for part, place in parts.items())
    text = f"{taken}{text}export const parts={{{given}}};export{{{','.join(own.values())}}};\n"
    return Bundle(f"{name}.{_NO_EDITION}.js", text.encode(), own)


def _named(files: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf'"\./({"|".join(map(re.escape, files))})"')


def _with_imports(name: str, known: set[str], path: tuple[str, ...]) -> Iterator[_Module]:
    """Read a script after all that it imports, in the order in which a browser would run them."""
    if name in known:
        return
    if name in path:  # neither could be there before the other
        raise _UnknownFormError(name)
    module = _Module.read(name)
    for file, _names in module.imports:
        for one in _with_imports(file, known, (*path, name)):
            known.add(one.name)
            yield one
    known.add(name)
    yield module


def _take_from(bundle: Bundle, places: Iterable[str]) -> str:
    return f'import{{{",".join(places)}}}from"./{bundle.file}";'


def link(path: str, script: bytes) -> bytes:
    """Have one of Streamlit's scripts take from the bundles what it imports of them.

    One that is in a bundle gives what the bundle has: no script may run twice.
    """
    name = PurePosixPath(path).name
    if not path.startswith(FOLDER) or not name.endswith(".js"):
        return script
    for bundle in bundles():
        if name == bundle.file:
            return script
        if name in bundle.places:
            return _write_facade(bundle, name).encode()
    text = script.decode()
    for bundle in bundles():
        text = _link_to(bundle, text)
    return (_renew(text, bundles()[0].edition) if bundles() else text).encode()


def _write_facade(bundle: Bundle, name: str) -> str:
    place = bundle.places[name]
    exported = [given for _local, given in _pairs(_Module.read(name).exports)]
    taken = ",".join(f"{given}:a{number}" for number, given in enumerate(exported))
    given = ",".join(f"a{number} as {given}" for number, given in enumerate(exported))
    return f"{_take_from(bundle, [place])}const{{{taken}}}={place};export{{{given}}};\n"


def _link_to(bundle: Bundle, text: str) -> str:
    head = _HEAD.match(text)
    if head is None:
        return text
    found = [(file, names) for names, file in _IMPORT.findall(head["imports"])]
    places = {file: bundle.places[file] for file, _names in found if file in bundle.places}
    others = _IMPORT.sub(lambda one: "" if one[2] in places else one[0], head["imports"])
    taken = "".join(_take(names, places[file]) for file, names in found if file in places)
    if places:
        others += _take_from(bundle, places.values())
    deps = _named(bundle.places).sub(f'"./{bundle.file}"', head["deps"] or "")
    return f"{deps}{others}{taken}{text[head.end() :]}"


class BundledScripts(Around):
    """ASGI middleware that answers for the bundles, under the folder that Streamlit keeps."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a bundle; pass everything else on."""
        name = scope["path"].removeprefix(f"{FOLDER}/") if scope["type"] == "http" else ""
        if name.startswith(tuple(BUNDLES)) and scope["method"] in {"GET", "HEAD"}:
            for bundle in await to_thread.run_sync(bundles):
                if bundle.file == name:
                    answer = Response(bundle.body, media_type="text/javascript", headers=A_YEAR)
                    await answer(scope, receive, send)
                    return
        await self.app(scope, receive, send)
