"""Indicators of a session to one file and back, nothing lost and nothing trusted."""

from dataclasses import replace
from pathlib import Path

import pytest

from territoires_industrie.upload import bring_indicator, propose_roles, read_upload
from territoires_industrie.upload.archive import repack, unpack
from territoires_industrie.upload.limits import UploadError
from territoires_industrie.upload.saving import (
    CELLS,
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


def test_a_file_of_too_many_years_is_refused_before_they_are_made() -> None:
    parts = unpack(saved())
    years = ", ".join(f'"{year}"' for year in range(10_000)).encode()
    changed = parts[WORDS].replace(b'["2015", "2020"]', b"[" + years + b"]")
    assert changed != parts[WORDS]
    with pytest.raises(UploadError, match="Trop de chiffres"):
        restore_indicators(repack({**parts, WORDS: changed}))


@pytest.mark.parametrize(
    ("part", "before", "after"),
    [(WORDS, b"own_", b"epc_"), (WORDS, b'"epci"', b'"planet"'), (CELLS, b"PAR1", b"RAP1")],
)
def test_a_file_that_was_changed_is_refused(part: str, before: bytes, after: bytes) -> None:
    parts = unpack(saved())
    parts[part] = parts[part].replace(before, after)
    with pytest.raises(UploadError, match="illisible"):
        restore_indicators(repack(parts))
