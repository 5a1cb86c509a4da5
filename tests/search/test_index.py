"""The index: what a text finds among any names and codes."""

import pytest

from territoires_industrie.search.index import NameIndex

NAMES = ("Saint-Denis", "La Roche sur Foron", "Lons", "CA Grand Large", "Villers-St-Paul")
CODES = ("97411", "74224", "64348", "200000172", "60684")
INDEX = NameIndex.of(NAMES, CODES, {"97400": (0,), "64140": (2,)})


def found(text: str) -> list[str]:
    return [NAMES[position] for position in dict.fromkeys(INDEX.find(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("st denis", ["Saint-Denis"]),
        ("villers saint", ["Villers-St-Paul"]),
        ("foron roche", ["La Roche sur Foron"]),
        ("la roche foron", ["La Roche sur Foron"]),
        ("rocche foron", ["La Roche sur Foron"]),
        ("saint dneis", ["Saint-Denis"]),
        ("agglo large", ["CA Grand Large"]),
        ("64140", ["Lons"]),
        ("200 000 172", ["CA Grand Large"]),
        ("lans", ["Lons"]),
        ("lan", []),
        ("saint paul denis", []),
        ("de la", []),
    ],
)
def test_names_are_found_as_people_write_them(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_errors_are_only_allowed_for_where_nothing_else_is_found() -> None:
    index = NameIndex.of(["Lans", "Lons"], ["1", "2"])
    assert set(index.find("lans")) == {0}
    assert set(index.find("luns")) == {0, 1}
