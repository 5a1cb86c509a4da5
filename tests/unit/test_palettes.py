"""Palettes: neighbouring colours can be told apart, with every kind of sight."""

from itertools import combinations, pairwise
from typing import Any

import numpy as np
import pytest

from territoires_industrie.charts.indicator import REFERENCE_COLOUR
from territoires_industrie.classes.palettes import (
    COMPARISON,
    MISSING_STYLES,
    comparison,
    diverging,
    pattern_definitions,
    qualitative,
    sequential,
)
from territoires_industrie.errors import AtlasError
from territoires_industrie.statistics.status import Status

XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.072175],
     [0.0193339, 0.119192, 0.9503041]]
)  # fmt: skip
WHITE = np.array([0.95047, 1, 1.08883])
# Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB.
SIGHTS = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
         [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
         [-0.01182, 0.04294, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
         [0.004733, 0.691367, 0.3039]]
    ),
}  # fmt: skip
sights = pytest.mark.parametrize("sight", SIGHTS)


def lab(colour: Any, sight: Any = "normal") -> Any:
    """CIELAB of a colour as seen with one kind of sight."""
    rgb = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    t = XYZ @ np.clip(SIGHTS[sight] @ linear, 0, 1) / WHITE
    f = np.where(t > 0.008856, np.cbrt(t), 7.787 * t + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def distance(one: Any, other: Any, sight: Any = "normal") -> Any:
    """CIE 1976 colour difference."""
    return float(np.linalg.norm(lab(one, sight) - lab(other, sight)))


def nearest_neighbours(colours: Any, sight: Any) -> Any:
    return min((distance(a, b, sight) for a, b in pairwise(colours)), default=np.inf)


@sights
@pytest.mark.parametrize("count", range(2, 10))
def test_sequential_neighbours_differ(count: Any, sight: Any) -> None:
    assert nearest_neighbours(sequential(count), sight) > 8


@pytest.mark.parametrize("count", range(2, 10))
def test_sequential_colours_darken(count: Any) -> None:
    lightness = [lab(colour)[0] for colour in sequential(count)]
    assert all(a - b > 7 for a, b in pairwise(lightness))


@sights
@pytest.mark.parametrize("count", range(2, 10))
def test_diverging_neighbours_differ(count: Any, sight: Any) -> None:
    for pivot_class in range(count + 1):
        assert nearest_neighbours(diverging(count, pivot_class), sight) > 8


@sights
def test_the_two_sides_of_a_pivot_differ_at_every_strength(sight: Any) -> None:
    for count in (2, 4, 6, 8):
        colours = diverging(count, count // 2)
        for below, above in zip(colours, reversed(colours), strict=True):
            assert distance(below, above, sight) > 14


@sights
def test_qualitative_colours_differ(sight: Any) -> None:
    for one, other in combinations(qualitative(6), 2):
        assert distance(one, other, sight) > 10


@sights
def test_ten_compared_units_are_told_apart_two_by_two(sight: Any) -> None:
    for one, other in combinations(COMPARISON, 2):
        assert distance(one, other, sight) > 25


@sights
def test_compared_units_stand_away_from_the_references(sight: Any) -> None:
    assert all(distance(colour, REFERENCE_COLOUR, sight) > 14 for colour in COMPARISON)


def test_a_compared_unit_keeps_its_colour_when_another_is_added() -> None:
    assert comparison(10)[:4] == comparison(4)
    with pytest.raises(AtlasError, match="11"):
        comparison(11)


@sights
def test_missing_grounds_are_no_class_colour(sight: Any) -> None:
    classes = {*sequential(9), *diverging(8, 4), *diverging(9, 1), *qualitative(8)}
    for style in MISSING_STYLES.values():
        assert all(distance(style.fill, colour, sight) > 5 for colour in classes)


def test_missing_grounds_are_grey() -> None:
    for style in MISSING_STYLES.values():
        _, a, b = lab(style.fill)
        assert np.hypot(a, b) < 5


def test_each_missing_status_has_a_look_of_its_own() -> None:
    assert set(MISSING_STYLES) == set(Status) - {Status.VALUE, Status.ZERO}
    for field in ("letter", "fill", "pattern", "label"):
        assert len({getattr(style, field) for style in MISSING_STYLES.values()}) == 4


def test_patterns_have_the_ids_of_their_letters() -> None:
    markup = pattern_definitions()
    assert all(f'id="motif-{letter}"' in markup for letter in "wnog")


@pytest.mark.parametrize(
    "make", [lambda: sequential(10), lambda: qualitative(-1), lambda: diverging(5, 6)]
)
def test_more_colours_than_there_are_is_refused(make: Any) -> None:
    with pytest.raises(AtlasError, match="trouvé"):
        make()


def test_no_class_needs_no_colour() -> None:
    assert sequential(0) == diverging(0, 0) == qualitative(0) == ()
