"""The direction of the imports: no circle, and the order that the documentation draws."""

import re
import tomllib
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

PACKAGE = "territoires_industrie"


def sorted_modules(imports: dict[str, set[str]]) -> list[str]:
    """Order modules, each after those that it imports; CycleError if there is no such order."""
    return list(TopologicalSorter(imports).static_order())


def test_a_circle_has_no_order() -> None:
    with pytest.raises(CycleError):
        sorted_modules({"a": {"b"}, "b": {"c"}, "c": {"a"}})


def test_no_file_imports_itself_by_way_of_others() -> None:
    """Imports for types only count: who reads one file then has to read the other."""
    graph = grimp.build_graph(PACKAGE, exclude_type_checking_imports=False, cache_dir=None)
    imports = {
        module: set(graph.find_modules_directly_imported_by(module)) for module in graph.modules
    }
    assert len(imports) > 300
    assert len(sorted_modules(imports)) == len(imports)


def test_the_documentation_draws_the_order_that_is_checked() -> None:
    settings = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    page = Path("docs/architecture.md").read_text("utf-8")
    floors = re.search(r"```text\n(errors.*?)```", page, re.DOTALL)
    assert floors
    assert re.findall(r"\w+", floors[1]) == list(reversed(layers))
