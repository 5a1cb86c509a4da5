"""Every page draws in a turn, and hands it on where it rests or works for long."""

from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest

from territoires_industrie.indicators.kept import forget_results
from territoires_industrie.ui import turns
from territoires_industrie.ui.turns import TURN
from tests.addresses import QUERIES
from tests.pages.opening import open_page, upload

PARTS = {"carte": 2, "territoire": 7, "filieres": 5, "comparaison": 49, "programme": 3}
"""How often a page takes its turn.

Again after what the browser draws first, at each chart, and at each row of the comparison.
"""

T = TypeVar("T")


@pytest.fixture
def passed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Note each time that the turn of the pages is taken (+) and handed on (-)."""
    passed: list[str] = []

    def noted(sign: str, do: Callable[[], T]) -> Callable[[], T]:
        def do_and_note() -> T:
            passed.append(sign)
            return do()

        return do_and_note

    monkeypatch.setattr(turns, "HELD_S", 0)
    monkeypatch.setattr(TURN, "_take", noted("+", TURN._take))
    monkeypatch.setattr(TURN, "_leave", noted("-", TURN._leave))
    yield passed
    assert "".join(passed).replace("+-", "") == "", "a turn that is taken is handed on"


@pytest.mark.parametrize("name", QUERIES)
def test_a_page_draws_in_a_turn(name: str, passed: list[str]) -> None:
    if name == "comparaison":
        forget_results()  # the rows that another test has compared are kept, and take no turn
    open_page(name, **QUERIES[name])
    assert "".join(passed) == "+-" * PARTS.get(name, 1)


def test_others_draw_while_a_file_is_read_and_matched(passed: list[str]) -> None:
    page = upload(b"siren;n\n200084952;1\n200023414;2\n")
    # The page, then once more with its file, which is read and whose columns are known aside.
    assert "".join(passed) == "+-" + "+-+-"
    passed.clear()
    page.radio(key="propre_nature").set_value("count").run()
    passed.clear()
    page.text_input(key="propre_annee").set_value("2024").run()
    assert not page.exception
    assert "".join(passed) == "+-+-"  # with a nature and a year, the figures are worked out


def test_others_draw_while_the_files_are_verified(
    passed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("territoires_industrie.checks.check_all", lambda _tell: [])
    page = open_page("donnees")
    passed.clear()
    page.button(key="verifier").click().run()
    assert not page.exception
    assert "".join(passed) == "+-+-"
