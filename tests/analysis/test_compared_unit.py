"""A unit to compare: its address name and its label."""

import pytest

from territoires_industrie.analysis.compared_unit import ComparedUnit, read_unit, unit_labels
from territoires_industrie.levels import GROUP_LEVELS
from territoires_industrie.membership import read_units
from territoires_industrie.wording import speaking

NORMANDIE = ComparedUnit("region", "28")
AXE_SEINE = ComparedUnit("territoire_phase1", "ti-2801")


@pytest.mark.parametrize("level_key", GROUP_LEVELS)
def test_a_unit_is_read_back_from_its_address(level_key: str) -> None:
    for code in read_units(level_key).index[:3]:
        unit = ComparedUnit(level_key, code)
        assert read_unit(unit.slug) == unit


@pytest.mark.parametrize(
    "slug", ["", "epci", "epci:", "epci:1", "pays:33", "territoire-3:ti-2801", ":"]
)
def test_an_address_of_no_unit_is_none(slug: str) -> None:
    assert read_unit(slug) is None


def test_the_phase_tells_two_territories_of_one_code_apart() -> None:
    one, two = read_unit("territoire-1:ti-2801"), read_unit("territoire-2:ti-2801")
    assert one is not None
    assert two is not None
    assert (one.name, two.name) == ("Axe Seine", "Alençon")


def test_units_of_several_levels_say_their_level() -> None:
    assert unit_labels([NORMANDIE, AXE_SEINE]) == [
        "Normandie (région)",
        "Axe Seine (territoire, phase 1)",
    ]
    assert unit_labels([NORMANDIE]) == ["Normandie"]
    with speaking("en"):
        assert unit_labels([NORMANDIE, AXE_SEINE])[0].startswith("Normandie (")


def test_labels_are_unique() -> None:
    names = read_units("epci")["name"]
    twice = names[names.duplicated(keep=False)].sort_values()
    units = [ComparedUnit("epci", code) for code in twice.index[:2]]
    assert len(units) == 0 or len(set(unit_labels(units))) == 2
