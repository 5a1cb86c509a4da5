"""The section on similar units: how it names what they are compared by."""

from dataclasses import replace

from territoires_industrie.analysis.similarity import find_similar
from territoires_industrie.indicators import find_indicator
from territoires_industrie.indicators.own import Shelf, using_shelf
from territoires_industrie.sheet.model import Note
from territoires_industrie.sheet.similar import similar_section


def test_an_indicator_of_the_readers_own_keeps_its_title() -> None:
    mine = replace(find_indicator("jobs_count"), key="own_0123456789ab", name="Emplois ETP")
    with using_shelf(Shelf(mine)):
        similar = find_similar("epci", "200084952", {"population": 1, mine.key: 1})
        method = similar_section(similar).blocks[0]
    assert isinstance(method, Note)
    weights = method.text.partition("Poids : ")[2].replace("\N{NO-BREAK SPACE}", " ")
    assert weights.startswith("population 50 %, Emplois ETP 50 %.")
