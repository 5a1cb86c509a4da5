import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from territoires_industrie.indicators import find_indicator, indicators_of, own
from territoires_industrie.indicators.cache import reader_cache
from territoires_industrie.wording import format_number, speaking

SOURCE = Path(own.__file__).parents[1]
PLAIN_CACHES = {"cache", "lru_cache", "functools.cache", "functools.lru_cache"}
SPEAKING = {"_", "ngettext", "format_number", "format_quantity", "format_date", "list_texts"}


def shelf_with(title: str) -> own.Shelf:
    brought = replace(find_indicator("population_count"), key=f"own_{title}", name=title)
    return own.Shelf(brought)


def test_a_result_is_found_again_in_its_own_language_alone() -> None:
    calls: list[float] = []

    @reader_cache(maxsize=4)
    def write(value: float) -> str:
        calls.append(value)
        return format_number(value, 1)

    texts = []
    for language in ("fr", "en", "fr", "en"):
        with speaking(language):
            texts.append(write(1.5))
    assert texts == ["1,5", "1.5", "1,5", "1.5"]
    assert calls == [1.5, 1.5]


def test_two_sessions_share_nothing_that_one_of_them_brought() -> None:
    calls: list[str] = []

    @reader_cache(maxsize=4)
    def titles(level: str) -> list[str]:
        calls.append(level)
        return [one.title for one in indicators_of(level)]

    first, second = shelf_with("secret de A"), shelf_with("secret de B")
    for _round in range(2):
        with own.using_shelf(first):
            assert "secret de A" in titles("epci")
            assert "secret de B" not in titles("epci")
        with own.using_shelf(second):
            assert "secret de B" in titles("epci")
            assert "secret de A" not in titles("epci")
        assert not {"secret de A", "secret de B"} & set(titles("epci"))
    assert calls == ["epci"] * 3


def test_what_was_worked_out_goes_with_its_shelf() -> None:
    calls: list[str] = []

    @reader_cache(maxsize=4)
    def count(level: str) -> int:
        calls.append(level)
        return len(indicators_of(level))

    shelf = shelf_with("un titre")
    for one in (shelf, own.Shelf(*shelf.indicators.values())):
        with own.using_shelf(one):
            count("epci")
            count("epci")
    assert len(calls) == 2


@pytest.mark.parametrize("shelf", [own.EMPTY, shelf_with("un titre")], ids=["shared", "own"])
def test_the_oldest_result_goes_when_there_are_too_many(shelf: own.Shelf) -> None:
    calls: list[int] = []

    @reader_cache(maxsize=2)
    def same(value: int) -> int:
        calls.append(value)
        return value

    with own.using_shelf(shelf):
        for value in (1, 2, 3, 3, 2, 1):
            same(value)
    assert calls == [1, 2, 3, 1]


def plainly_cached() -> Iterator[tuple[str, ast.FunctionDef]]:
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                names = {ast.unparse(one).partition("(")[0] for one in node.decorator_list}
                if names & PLAIN_CACHES:
                    yield f"{path.relative_to(SOURCE)}:{node.name}", node


def words_of(node: ast.AST) -> Iterator[str]:
    """List the calls that write words in the language of the run.

    Branches that end in an exception are left out, as an exception is never kept.
    """
    body = getattr(node, "body", None)
    if isinstance(body, list) and isinstance(body[-1], ast.Raise):
        return
    if isinstance(node, ast.With) and ast.unparse(node.items[0]).startswith("speaking("):
        return
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        yield from {node.func.id} & SPEAKING
    for child in ast.iter_child_nodes(node):
        yield from words_of(child)


def test_no_plain_cache_keeps_words() -> None:
    cached = dict(plainly_cached())
    assert len(cached) > 50
    assert not {name for name, node in cached.items() if list(words_of(node))}
