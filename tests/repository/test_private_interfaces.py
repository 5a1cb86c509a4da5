"""Interfaces that a library does not promise: used in one module each, and listed."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path("src/territoires_industrie")
GUIDE = Path("CONTRIBUTING.md")
PRIVATE_MODULES = {
    SOURCE / name
    for name in (
        "draw/folium_private.py",
        "server/streamlit_private.py",
        "ui/bridge.py",
        "ui/streamlit_private.py",
    )
}
STYLE_SHEET = SOURCE / "ui/style.css"
PUBLIC_OF_STREAMLIT = {"streamlit", "streamlit.errors", "streamlit.testing.v1", "streamlit.typing"}
UNPROMISED_NAMES = {"config", "net_util", "runtime", "source_util"}
UNPROMISED_OF_FOLIUM = {"generate_js_hash"}
HOOKS = {"_template"}
"""What folium's guide to plugins asks a class to define."""

LIBRARIES = ("branca", "folium", "streamlit", "streamlit_folium")
SERVICE = re.compile(r"_stcore|__streamlit")
PAGE_PART = re.compile(r"data-testid|st-emotion|\.st[A-Z]\w+")
LEAFLET_MEMBER = re.compile(r"\b(?!this\.)(\w+|\))\._([a-z]\w+)|[{,]\s*_([a-z]\w+):")
# Those of Leaflet's layers that its guide to extension names.
LEAFLET_HOOKS = {"_map"}


def python_files() -> list[Path]:
    return [Path("app.py"), *sorted(Path("pages").glob("*.py")), *sorted(SOURCE.rglob("*.py"))]


def imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """List what a module imports, as pairs of module and name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)


def is_private_import(module: str, name: str) -> bool:
    library = module.partition(".")[0]
    if library == "streamlit":
        return module not in PUBLIC_OF_STREAMLIT or name in UNPROMISED_NAMES
    return library in LIBRARIES and (name.startswith("_") or name in UNPROMISED_OF_FOLIUM)


def own_members(tree: ast.Module) -> set[str]:
    """List underscore names that the module's own classes and functions define."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            if isinstance(node.value, ast.Name) and node.value.id == "self":
                names.add(node.attr)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
    return names


def private_uses(source: str) -> set[str]:
    """List what a module uses of the libraries beyond what they promise."""
    tree = ast.parse(source)
    pairs = list(imported(tree))
    libraries = {module.partition(".")[0] for module, _name in pairs} & set(LIBRARIES)
    used = {f"{module}.{name}" for module, name in pairs if is_private_import(module, name)}
    if not libraries:
        return used
    is_drawn = bool(libraries & {"branca", "folium"})
    # A subclass of folium that sets such a name sets folium's own.
    own = set() if is_drawn else own_members(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("_get_self"):
            used.add(node.name)
        elif isinstance(node, ast.Attribute):
            is_private = re.match(r"_[a-z]", node.attr) and node.attr not in own | HOOKS
            if is_private or node.attr in UNPROMISED_OF_FOLIUM:
                used.add(node.attr)
    return used


@pytest.mark.parametrize(
    ("source", "used"),
    [
        ("import streamlit as st\nst.write(1)", set()),
        ("from streamlit.runtime.state import x", {"streamlit.runtime.state.x"}),
        ("from streamlit import runtime", {"streamlit.runtime"}),
        ("import streamlit.web.cli", {"streamlit.web.cli."}),
        ("import streamlit_folium as f\nf._get_map_string(1)", {"_get_map_string"}),
        ("import streamlit_folium\nstreamlit_folium.generate_js_hash(1)", {"generate_js_hash"}),
        ("import folium\nfolium.Map()._name = 'x'", {"_name"}),
        (
            "import folium\nclass A(folium.Map):\n def _get_self_bounds(self): 0",
            {"_get_self_bounds"},
        ),
        ("import streamlit\nclass A:\n def f(self): self._x = 1; return self._x", set()),
        ("import numpy\nnumpy._x", set()),
    ],
)
def test_the_search_finds_what_is_not_promised(source: str, used: set[str]) -> None:
    assert private_uses(source) == used


def test_private_interfaces_of_python_stand_in_one_module_a_library() -> None:
    files = python_files()
    assert set(files) >= PRIVATE_MODULES
    found = {str(file): private_uses(file.read_text("utf-8")) for file in files}
    elsewhere = {
        name: used for name, used in found.items() if used and Path(name) not in PRIVATE_MODULES
    }
    assert elsewhere == {}
    assert all(found[str(file)] for file in PRIVATE_MODULES)


def test_addresses_and_globals_of_streamlit_stand_in_one_module() -> None:
    named = {file for file in python_files() if SERVICE.search(file.read_text("utf-8"))}
    assert named == {SOURCE / "server/streamlit_private.py"}
    scripts = {file for file in SOURCE.rglob("*.js") if SERVICE.search(file.read_text("utf-8"))}
    assert scripts == {SOURCE / "server/streamlit_private.js"}


def test_parts_of_streamlits_page_are_named_in_one_style_sheet() -> None:
    sheets = {file for file in SOURCE.rglob("*.css") if PAGE_PART.search(file.read_text("utf-8"))}
    assert sheets == {STYLE_SHEET}
    named = {file for file in python_files() if "data-testid" in file.read_text("utf-8")}
    assert named == {SOURCE / "ui/streamlit_private.py"}


def test_private_members_of_leaflet_stand_in_one_module() -> None:
    members = {
        file.name: {
            name
            for groups in LEAFLET_MEMBER.findall(file.read_text("utf-8"))
            for name in groups[1:]
            if name and f"_{name}" not in LEAFLET_HOOKS
        }
        for file in (SOURCE / "draw/browser").glob("*.js")
    }
    assert {name for name, found in members.items() if found} == {"leaflet.js"}
    assert members["leaflet.js"] == {"container", "getNewPixelOrigin", "zoomAnimated"}


def test_the_library_of_streamlits_page_is_reached_from_one_module() -> None:
    reached = {
        file.name
        for file in (SOURCE / "draw/browser").glob("*.js")
        if re.search(r"\bStreamlit\b(?=[?.}])|window\.Streamlit", file.read_text("utf-8"))
        and "window" in file.read_text("utf-8")
    }
    assert reached == {"streamlit.js"}


@pytest.mark.parametrize("file", sorted(PRIVATE_MODULES), ids=lambda file: file.stem)
def test_each_is_listed_with_its_reason(file: Path) -> None:
    guide = GUIDE.read_text("utf-8")
    assert f"`{file.relative_to(SOURCE)}`" in guide
    for used in private_uses(file.read_text("utf-8")):
        name = used.rpartition(".")[2]
        assert f"`{name}`" in guide, name
