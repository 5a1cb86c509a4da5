"""The notes that go with a file: the same things said in the language of the run."""

import re

import pytest

from territoires_industrie.export.archive import document_of
from territoires_industrie.export.notes import export_notes
from territoires_industrie.export.table import Table
from territoires_industrie.scene.filters import Filter
from territoires_industrie.scene.view import View
from territoires_industrie.wording import speaking

EXTRACT = Table(
    View("epci", year="2022", filter=Filter(regions=("28", "32"))), ("industrial_jobs_share_pct",)
)


@pytest.mark.parametrize(
    ("spoken", "said", "foreign"),
    [
        ("fr", "Producteur : ", r"\w: | ; *$"),
        ("en", "Producer: ", r"^  [\w ]+ : "),
    ],
)
def test_labels_are_parted_as_the_language_parts_them(spoken: str, said: str, foreign: str) -> None:
    with speaking(spoken):
        lines = export_notes(document_of(EXTRACT)).decode("utf-8-sig").split("\r\n")
    assert any(said in line for line in lines)
    assert not [line for line in lines if re.search(foreign, line)]
