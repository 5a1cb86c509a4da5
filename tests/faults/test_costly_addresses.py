"""An address costs little, however long it is: anybody can write one."""

from time import process_time

import pytest

from territoires_industrie.scene import address
from territoires_industrie.scene.address import read_view
from territoires_industrie.scene.problems import Problem
from territoires_industrie.scene.reader import LONGEST, REPORTED
from territoires_industrie.search import search
from territoires_industrie.ui.markdown import escape_markdown
from territoires_industrie.ui.navigation import PAGES, read_address
from tests.faults.wrong_addresses import OPTION_NAMES, VIEW_NAMES

CODES = ",".join(f"{number:09}" for number in range(50_000))
BUDGET_S = 2.0
"""Of the processor, on a slow machine; one such address took minutes."""


@pytest.mark.fault(
    "Address with thousands of codes, or a parameter of half a million characters",
    "the page at once; the beginning is read, and the limit told",
)
@pytest.mark.parametrize("name", VIEW_NAMES)
@pytest.mark.parametrize("text", [CODES, "x" * len(CODES), "9" * len(CODES)])
def test_a_long_parameter_costs_little(name: str, text: str) -> None:
    read_view({"niveau": "territoire"})  # what is read once a process is no part of it
    start = process_time()
    _view, problems = read_view({"niveau": "territoire", name: text})
    assert process_time() - start < BUDGET_S
    assert all(len(problem.text) < LONGEST for problem in problems)


@pytest.mark.parametrize("page", [entry.name for entry in PAGES])
def test_a_long_choice_of_a_page_costs_little(page: str) -> None:
    read_address(dict.fromkeys(OPTION_NAMES, "1"), page)
    start = process_time()
    _view, problems = read_address(dict.fromkeys(OPTION_NAMES, CODES), page)
    assert process_time() - start < BUDGET_S
    assert all(len(problem.text) < LONGEST for problem in problems)


def test_the_limit_is_told() -> None:
    _view, problems = read_view({"region": CODES})
    assert f"{LONGEST // 1000}\N{NARROW NO-BREAK SPACE}000" in problems[0].text


def test_only_the_codes_that_are_told_are_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    explained: list[str] = []

    def explain(_level: str, code: str) -> Problem:
        explained.append(code)
        return Problem(code)

    monkeypatch.setattr(address, "explain_selection", explain)
    read_view({"selection": CODES})
    assert len(explained) == REPORTED


def test_a_long_search_costs_little() -> None:
    start = process_time()
    assert search("le havre zzz " * 1_000_000) == []
    assert search(f"Le Havre{' ' * 1_000_000}")
    assert process_time() - start < BUDGET_S


@pytest.mark.parametrize(
    "text",
    [
        "[click](https://other.test)",
        "![picture](https://other.test/a.png)",
        "https://other.test",
        "www.other.test",
        "someone@other.test",
        ":material/home:",
        ":red[text]",
        "# title\n- list",
        "$x$",
        "<b>bold</b>",
        "&lt;b&gt;",
    ],
)
def test_a_foreign_text_keeps_no_sign_that_markdown_reads(text: str) -> None:
    escaped = escape_markdown(text)
    bare = escaped.replace("\\", "").replace("\N{WORD JOINER}", "")
    assert bare == " ".join(text.split())
    for sign in "[]()!*_#$<>&:`":
        assert escaped.count(sign) == escaped.count(f"\\{sign}")
    for recognised in ("://", "www.", "@o", ":material", ":red"):
        assert recognised not in escaped.replace("\\", "")
