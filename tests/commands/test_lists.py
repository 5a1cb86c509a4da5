"""``atlas list``: each word that it prints is one that the other commands take."""

import pytest
from typer.testing import CliRunner, Result

from territoires_industrie.cli import app
from territoires_industrie.commands.lists import REGISTRIES
from territoires_industrie.indicators import INDICATORS
from territoires_industrie.levels import LEVEL_SLUGS, LEVELS
from territoires_industrie.membership import read_units


def atlas(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def rows(*arguments: str) -> list[list[str]]:
    result = atlas("list", *arguments)
    assert result.exit_code == 0, result.stderr
    return [line.split("\t") for line in result.stdout.splitlines()]


@pytest.mark.parametrize("what", [*REGISTRIES, *LEVEL_SLUGS])
def test_every_list_has_as_many_columns_as_its_head(what: str) -> None:
    head, *lines = rows(what)
    assert lines
    assert {len(line) for line in lines} == {len(head)}


def test_lists_hold_the_registries_and_the_units() -> None:
    assert [line[0] for line in rows("indicators")[1:]] == list(INDICATORS)
    assert len(rows("levels")[1:]) == len(LEVELS)
    assert [line[0] for line in rows("territoire", "--phase", "1")[1:]] == list(
        read_units("territoire_phase1").index
    )


def test_a_search_looks_at_names_in_any_order_and_without_accents() -> None:
    assert [line[:2] for line in rows("territoire", "--search", "SEINE axe")[1:]] == [
        ["ti-2802", "Axe Seine"]
    ]


def test_names_are_in_the_language_that_is_asked_for() -> None:
    assert ["CE", "Chemicals"] in rows("sectors", "--lang", "en")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("nope",), "indicators"),
        (("epci", "--phase", "1"), "territoire"),
        (("territoire", "--phase", "3"), "--phase"),
        (("epci", "--search", "zzzz"), "zzzz"),
    ],
)
def test_what_is_not_in_a_list_is_told(arguments: tuple[str, ...], told: str) -> None:
    result = atlas("list", *arguments)
    assert result.exit_code != 0
    assert told in result.stderr
