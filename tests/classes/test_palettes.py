"""Palettes: neighbouring colours can be told apart, with every kind of sight."""

from itertools import combinations, pairwise
from typing import Any

import numpy as np
import pytest

from territoires_industrie.classes.palettes import (
    MISSING_STYLES,
    comparison,
    diverging,
    pattern_definitions,
    qualitative,
    sequential,
)
from territoires_industrie.errors import AtlasError
from territoires_industrie.look import DARK, LIGHT, Look
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
forms = pytest.mark.parametrize("form", [LIGHT, DARK], ids=lambda form: form.name)


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


def seen(form: Look, colours: tuple[str, ...]) -> list[str]:
    """Colours of a classification as one form of the screen shows them."""
    return [form.of(colour) for colour in colours]


def nearest_neighbours(colours: Any, sight: Any) -> Any:
    return min((distance(a, b, sight) for a, b in pairwise(colours)), default=np.inf)


@forms
@sights
@pytest.mark.parametrize("count", range(2, 10))
def test_sequential_neighbours_differ(count: Any, sight: Any, form: Look) -> None:
    assert nearest_neighbours(seen(form, sequential(count)), sight) > 8


@forms
@pytest.mark.parametrize("count", range(2, 10))
def test_a_stronger_class_is_farther_from_the_paper(count: Any, form: Look) -> None:
    paper = lab(form.paper)[0]
    away = [abs(lab(colour)[0] - paper) for colour in seen(form, sequential(count))]
    assert all(b - a > 7 for a, b in pairwise(away))


@forms
@sights
@pytest.mark.parametrize("count", range(2, 10))
def test_diverging_neighbours_differ(count: Any, sight: Any, form: Look) -> None:
    for pivot_class in range(count + 1):
        assert nearest_neighbours(seen(form, diverging(count, pivot_class)), sight) > 8


@forms
@sights
def test_the_two_sides_of_a_pivot_differ_at_every_strength(sight: Any, form: Look) -> None:
    for count in (2, 4, 6, 8):
        colours = seen(form, diverging(count, count // 2))
        for below, above in zip(colours, reversed(colours), strict=True):
            assert distance(below, above, sight) > 14


@forms
@sights
def test_qualitative_colours_differ(sight: Any, form: Look) -> None:
    for one, other in combinations(seen(form, qualitative(6)), 2):
        assert distance(one, other, sight) > 10


@forms
@sights
def test_ten_compared_units_are_told_apart_two_by_two(sight: Any, form: Look) -> None:
    for one, other in combinations(form.comparison, 2):
        assert distance(one, other, sight) > 24


@forms
@sights
def test_compared_units_stand_away_from_the_references(sight: Any, form: Look) -> None:
    assert all(distance(colour, form.reference, sight) > 14 for colour in form.comparison)


def test_a_compared_unit_keeps_its_colour_when_another_is_added() -> None:
    assert comparison(10)[:4] == comparison(4)
    with pytest.raises(AtlasError, match="11"):
        comparison(11)


@forms
@sights
def test_missing_grounds_are_no_class_colour(sight: Any, form: Look) -> None:
    classes = {*form.sequential, *form.below_pivot, *form.above_pivot, *form.qualitative}
    for look in form.missing.values():
        assert all(distance(look.fill, colour, sight) > 5 for colour in classes)


@forms
def test_missing_grounds_are_grey(form: Look) -> None:
    for look in form.missing.values():
        _, a, b = lab(look.fill)
        assert np.hypot(a, b) < 5


def test_each_missing_status_has_a_look_of_its_own() -> None:
    assert set(MISSING_STYLES) == {status for status in Status if not status.has_figure}
    for field in ("letter", "fill", "pattern", "label"):
        distinct = {getattr(style, field) for style in MISSING_STYLES.values()}
        assert len(distinct) == len(MISSING_STYLES)


def test_patterns_have_the_ids_of_their_letters() -> None:
    markup = pattern_definitions()
    assert all(f'id="motif-{letter}"' in markup for letter in "wnfcog")


@pytest.mark.parametrize(
    "make", [lambda: sequential(10), lambda: qualitative(-1), lambda: diverging(5, 6)]
)
def test_more_colours_than_there_are_is_refused(make: Any) -> None:
    with pytest.raises(AtlasError, match="trouvé"):
        make()


def test_no_class_needs_no_colour() -> None:
    assert sequential(0) == diverging(0, 0) == qualitative(0) == ()
