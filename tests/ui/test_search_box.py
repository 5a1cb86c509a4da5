"""The search field: what it lists, by kind, and what a choice means."""

import pytest

from territoires_industrie.scene.view import View
from territoires_industrie.search.places import unit_hit
from territoires_industrie.ui.search_box import describe_found, unit_of
from territoires_industrie.wording import speaking


def listed(text: str, level: str = "epci") -> dict[str, list[str]]:
    groups = describe_found(View(level=level), text)["groups"]
    return {group["title"]: [hit["name"] for hit in group["hits"]] for group in groups}


def test_nothing_typed_lists_nothing() -> None:
    assert listed("") == {}


def test_the_present_level_comes_first_in_plain_words() -> None:
    found = listed("le havre")
    assert next(iter(found)) == "Intercommunalités (EPCI)"
    assert found["Intercommunalités (EPCI)"][0] == "Communauté urbaine Le Havre Seine Métropole"
    assert next(iter(listed("le havre", "zone_emploi"))) == "Zones d’emploi"


@pytest.mark.parametrize(
    ("text", "title", "name"),
    [
        ("chimie", "Secteurs d’activité", "Chimie"),
        ("chomage", "Indicateurs", "Taux de chômage"),
        ("methode", "Pages", "Méthode"),
        (
            "évolution vallée de la seine",
            "Vues nommées",
            "Évolution de l’emploi industriel, vallée",
        ),
        ("seynod", "Anciennes communes et anciens noms", "Seynod"),
    ],
)
def test_places_and_subjects_are_found(text: str, title: str, name: str) -> None:
    assert listed(text)[title][0].startswith(name)


def test_subjects_are_found_in_the_language_of_the_page() -> None:
    with speaking("en"):
        assert "Chemicals" in listed("chemic")["Sectors of activity"]


def test_what_is_nowhere_is_said_with_the_text() -> None:
    found = describe_found(View(), "xqzzx")
    assert found["groups"] == []
    assert "xqzzx" in found["none"]


@pytest.mark.parametrize(
    ("level", "code", "unit"),
    [
        ("epci", "76575", ("epci", "200023414")),
        ("zone_emploi", "76575", ("zone_emploi", "2815")),
        ("epci", "29155", ("commune", "29155")),
        ("zone_emploi", "29155", ("zone_emploi", "5302")),
    ],
)
def test_a_commune_means_the_unit_that_holds_it(
    level: str, code: str, unit: tuple[str, str]
) -> None:
    assert unit_of(View(level=level), unit_hit("commune", code)) == unit
