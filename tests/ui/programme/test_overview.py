"""What the programme page says of the whole programme."""

import json

import pytest

from territoires_industrie.ui.programme import overview
from territoires_industrie.wording import LANGUAGES, speaking

MOST_LETTERS = 15
"""What a phone has room for beside the longest bar."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_amount_and_the_year_of_a_budget_fit_beside_its_bar(language: str) -> None:
    with speaking(language):
        (rows,) = json.loads(overview._bars())["datasets"].values()
    texts = [row["text"] for row in rows]
    assert texts
    for text in texts:
        amount, year = text.split("\n")
        assert year.startswith("(") and year.endswith(")")
        assert len(amount) <= MOST_LETTERS
