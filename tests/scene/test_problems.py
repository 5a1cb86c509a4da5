"""Addresses read with care: another writing of a code is understood, a former one explained."""

import pytest

from territoires_industrie.scene.address import read_view


@pytest.mark.parametrize(
    ("address", "level", "selection"),
    [
        ({"niveau": "departement", "selection": "2a,1"}, "departement", ("2A", "01")),
        ({"niveau": "EPCI", "selection": "200 084 952."}, "epci", ("200084952",)),
        ({"niveau": "commune", "selection": "1004"}, "commune", ("01004",)),
        (
            {"niveau": "territoire", "phase": "2", "selection": "TI-2802"},
            "territoire_phase2",
            ("ti-2802",),
        ),
    ],
)
def test_another_case_spaces_and_a_lost_zero_are_understood(
    address: dict[str, str], level: str, selection: tuple[str, ...]
) -> None:
    view, problems = read_view(address)
    assert (view.level, view.selection, problems) == (level, selection, [])


def test_a_region_without_its_zero_and_a_language_with_its_country_are_understood() -> None:
    view, problems = read_view({"region": "4", "lang": "en-GB", "dans": "departement:2a"})
    assert view.filter.regions == ("04",)
    assert view.language == "en"
    assert problems == []


@pytest.mark.parametrize(
    ("code", "said", "targets"),
    [
        ("74268", "Seynod", [("commune", "74010"), ("epci", "200066793")]),
        ("14472", "L'Oudon", [("commune", "14654"), ("epci", "200069532")]),
        ("75115", "arrondissement", [("commune", "75056"), ("epci", "200054781")]),
        ("200057875", "Est Ensemble", [("epci", "200054781")]),
        ("76575", "Saint-Étienne-du-Rouvray", [("commune", "76575"), ("epci", "200023414")]),
    ],
)
def test_what_is_no_unit_of_the_level_is_explained_with_a_way_on(
    code: str, said: str, targets: list[tuple[str, str]]
) -> None:
    _view, (problem,) = read_view({"selection": code})
    assert said in problem.text
    assert [(target.level_key, target.code) for target in problem.targets] == targets


def test_codes_of_all_kinds_cost_no_search_each() -> None:
    view, problems = read_view({"niveau": "commune", "selection": ",".join(["2a004"] * 5 + ["x"])})
    assert view.selection == ("2A004",)
    assert len(problems) == 1


@pytest.mark.parametrize(
    ("address", "selection", "commune", "said"),
    [
        ({"commune": "76575"}, ("200023414",), "76575", ""),
        ({"commune": "1004", "niveau": "departement"}, ("01",), "01004", ""),
        ({"commune": "76999", "selection": "200084952"}, ("200084952",), "", "76699"),
        ({"commune": "14472"}, (), "", "L'Oudon"),
        ({"commune": "76575", "selection": "200084952"}, ("200084952",), "", "sélectionné"),
    ],
)
def test_a_commune_of_an_address_is_shown_or_explained(
    address: dict[str, str], selection: tuple[str, ...], commune: str, said: str
) -> None:
    view, problems = read_view(address)
    assert (view.selection, view.commune) == (selection, commune)
    assert [said in problem.text for problem in problems] == ([True] if said else [])
