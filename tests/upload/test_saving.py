"""Indicators of a session to one file and back, nothing lost and nothing trusted."""

import json
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from territoires_industrie.levels import LEVELS
from territoires_industrie.upload import bring_indicator, propose_roles, read_upload
from territoires_industrie.upload.archive import repack, unpack
from territoires_industrie.upload.limits import MAX_HELD, MAX_MAGNITUDE, UploadError
from territoires_industrie.upload.saving import (
    CELLS,
    MAX_LISTED,
    MAX_WORDS,
    WORDS,
    is_saved,
    restore_indicators,
    save_indicators,
)

TABLES = Path(__file__).parent / "tables"


def saved() -> bytes:
    name = "merged_titles_and_total.xlsx"
    table = read_upload(name, (TABLES / name).read_bytes())
    brought = bring_indicator(table, replace(propose_roles(table), kind="count"))
    return save_indicators([brought.own])


def test_a_series_comes_back_as_it_was() -> None:
    content = saved()
    assert is_saved(content)
    assert len(content) < 100_000
    (back,) = restore_indicators(content)
    assert (back.name, back.years, back.levels[0]) == ("Population", ("2015", "2020"), "epci")
    assert back.formula.cells("epci", "2015")["value"]["200069193"] == 1000
    assert back.formula.nation("2020") == sum(range(1100, 1110))
    assert save_indicators([back]) == content


def changed(change: Callable[[dict[str, Any]], object]) -> bytes:
    """Save an indicator and change its words."""
    parts = unpack(saved())
    told = json.loads(parts[WORDS])
    change(told[0])
    return repack({**parts, WORDS: json.dumps(told).encode()})


def with_figure(value: float, status: str = "value") -> bytes:
    """Save an indicator and change one of its figures."""
    parts, table = unpack(saved()), BytesIO()
    cells = pd.read_parquet(BytesIO(parts[CELLS]))
    cells.loc[cells["value"].first_valid_index(), ["value", "status"]] = value, status
    cells.to_parquet(table, index=False)
    return repack({**parts, CELLS: table.getvalue()})


def assert_refused(content: bytes) -> None:
    with pytest.raises(UploadError, match="illisible"):
        restore_indicators(content)


def test_a_file_of_too_many_years_is_refused_before_they_are_made() -> None:
    years = [str(year) for year in range(1000, 1000 + MAX_LISTED)]
    with pytest.raises(UploadError, match="Trop de chiffres"):
        restore_indicators(changed(lambda words: words.update(years=years, levels=[*LEVELS])))


@pytest.mark.parametrize(
    ("part", "before", "after"),
    [(WORDS, b"own_", b"epc_"), (WORDS, b'"epci"', b'"planet"'), (CELLS, b"PAR1", b"RAP1")],
)
def test_a_file_that_was_changed_is_refused(part: str, before: bytes, after: bytes) -> None:
    parts = unpack(saved())
    parts[part] = parts[part].replace(before, after)
    assert_refused(repack(parts))


HOSTILE = ":material/home: **x** https://evil.test"


@pytest.mark.parametrize(
    "words",
    [
        {"years": [HOSTILE]},
        {"years": ["2020", "9" * 100_000]},
        {"years": ["2020", "2020"]},
        {"years": ["\u0662\u0660\u0662\u0660"]},
        {"years": []},
        {"levels": ["epci", "epci"]},
        {"key": "own_" + "k" * 1_000_000},
        {"key": f"own_{HOSTILE}"},
        {"key": 12},
        {"measure": "category"},
        {"name": ["a"]},
        {"name": " "},
        {"unit": None},
        {"decimals": 10**30},
        {"decimals": "2"},
        {"lines": "import os"},
        {"lines": [""] * (MAX_LISTED + 1)},
        {"lines": ["use_file()\nuse_file()"]},
        {"lines": ["import os"]},
        {"lines": ["from os import use_file"]},
        {"lines": ["from territoires_industrie.upload import bring as use_file"]},
        {"lines": ["from territoires_industrie.upload import Roles as eval"]},
        {"lines": ["eval('1')"]},
        {"lines": ["use_file('a', Reading().sheet)"]},
        {"lines": ["use_file(*[1])"]},
        {"lines": ["use_file("]},
        {"lines": ["-" * 100_000 + "1"]},
        {"lines": ["(" * 100_000]},
        {"lines": ["\ud800"]},
        {"whole": {"2020": float("nan")}},
        {"whole": {"2020": 10**400}},
        {"whole": {"2020": -1}},
        {"whole": {HOSTILE: 1}},
        {"limits": "x" * MAX_WORDS},
    ],
)
def test_words_that_the_atlas_does_not_write_are_refused(words: dict[str, Any]) -> None:
    assert_refused(changed(lambda told: told.update(words)))


@pytest.mark.parametrize(
    "record",
    [
        {"url_landing": "https://evil.test"},
        {"cog_year": "2026"},
        {"rows": {"a": 1}},
        {"attribution": None},
        {"key": "siren"},
        {"steps": [["a"]]},
        {"key": ["a"] * (MAX_LISTED + 1)},
    ],
)
def test_a_record_that_the_atlas_does_not_write_is_refused(record: dict[str, Any]) -> None:
    assert_refused(changed(lambda told: told["record"].update(record)))


@pytest.mark.parametrize(
    "words", [b"[" * 100_000, b"{}", b"[]", b"null", b'["a"]', b'"' + b"\xff" * 9 + b'"']
)
def test_words_that_are_no_list_of_indicators_are_refused(words: bytes) -> None:
    assert_refused(repack({**unpack(saved()), WORDS: words}))


def test_more_indicators_than_a_session_holds_are_refused() -> None:
    parts = unpack(saved())
    told = json.loads(parts[WORDS]) * (MAX_HELD + 1)
    assert_refused(repack({**parts, WORDS: json.dumps(told).encode()}))


@pytest.mark.parametrize(
    ("value", "status"),
    [
        (float("inf"), "value"),
        (1e308, "value"),
        (1.01 * MAX_MAGNITUDE, "value"),
        (-5, "value"),
        (float("nan"), "value"),
        (5, "withheld"),
        (5, "unknown"),
    ],
)
def test_a_figure_that_no_file_gives_is_refused(value: float, status: str) -> None:
    restore_indicators(with_figure(5))
    assert_refused(with_figure(value, status))


def test_a_title_of_html_is_refused() -> None:
    with pytest.raises(UploadError, match="HTML"):
        restore_indicators(changed(lambda words: words.update(name="<b>Emplois</b>")))
