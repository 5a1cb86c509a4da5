"""The atlas takes back what it exports: every format, its figures and why others are absent."""

from dataclasses import replace

import pytest

from territoires_industrie.export.archive import export_table
from territoires_industrie.export.formats import FORMATS
from territoires_industrie.export.table import Table
from territoires_industrie.indicators import find_indicator, read_values
from territoires_industrie.levels import LEVELS
from territoires_industrie.scene.view import View
from territoires_industrie.upload import Brought, bring_indicator, propose_roles, read_upload

SMALL = "region"
"""The level of fewest units comes back in every format, the others in the lightest one."""

INDICATORS = ("industrial_jobs_share_pct", "private_jobs_count", "population_count")


def bring_back(level: str, indicators: tuple[str, ...], form: str) -> Brought:
    table = read_upload("x", export_table(Table(View(level), indicators), form))
    return bring_indicator(table, replace(propose_roles(table), kind="rate"))


def assert_same(brought: Brought, level: str, key: str) -> None:
    (year,) = brought.own.years
    assert (brought.own.levels[0], brought.own.name) == (level, key)
    found = brought.own.formula.cells(level, year)
    expected = read_values(level, key, year)
    digit = 10.0 ** -(find_indicator(key).decimals + 2)
    assert found["status"].tolist() == expected["status"].tolist()
    gap = (found["value"] - expected["value"]).abs()
    assert gap.isna().tolist() == expected["value"].isna().tolist()
    assert gap.max() <= digit
    assert not len(brought.rows.unmatched)


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_comes_back(form: str) -> None:
    key = INDICATORS[0]
    assert_same(bring_back(SMALL, (key,), form), SMALL, key)


@pytest.mark.parametrize("level", [key for key in LEVELS if key != SMALL])
def test_every_level_comes_back_with_what_is_estimated_and_what_is_not(level: str) -> None:
    key = LEVELS[level].default_indicator
    assert_same(bring_back(level, (key,), "csv"), level, key)


def test_any_of_several_indicators_comes_back() -> None:
    table = read_upload("x", export_table(Table(View("departement"), INDICATORS), "zip"))
    for key in INDICATORS:
        roles = replace(propose_roles(table, value=key), kind="rate")
        assert_same(bring_indicator(table, roles), "departement", key)
