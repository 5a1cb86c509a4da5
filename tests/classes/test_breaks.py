"""Breaks: where classes open, how they are rounded, what a reader may type."""

from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from territoires_industrie.classes.breaks import find_breaks, parse_breaks, write_breaks
from territoires_industrie.errors import AtlasError
from territoires_industrie.wording import speaking

SHARES = np.round(np.linspace(1.3, 58.7, 400) ** 1.1, 1)


def held(values: Any, inner: Any) -> Any:
    return np.diff([0, *np.searchsorted(values, inner), len(values)]).tolist()


def test_quantiles_hold_about_as_many_units_each() -> None:
    inner = find_breaks(SHARES, "quantiles", 5, decimals=1)
    assert len(inner) == 4
    assert all(abs(count - 80) <= 8 for count in held(SHARES, inner))


def test_equal_values_stay_together_and_shrink_the_number_of_classes() -> None:
    values = np.array([0.0] * 60 + list(range(1, 41)), dtype=float)
    inner = find_breaks(values, "quantiles", 5)
    assert inner[0] == 1
    assert held(values, inner)[0] == 60
    assert len(inner) + 1 == 3


def test_natural_breaks_fall_in_the_gaps() -> None:
    values = np.array([1, 2, 3, 50, 51, 52, 900, 910], dtype=float)
    inner = find_breaks(values, "ruptures", 3)
    assert held(values, inner) == [3, 3, 2]


def test_natural_breaks_are_the_same_each_time_and_leave_the_generator_alone() -> None:
    values = np.sort(np.round(np.random.default_rng(7).gamma(2, 9, 1250), 1))
    np.random.seed(5)  # noqa: NPY002
    expected = np.random.random()  # noqa: NPY002
    np.random.seed(5)  # noqa: NPY002
    first = find_breaks(values, "ruptures", 6, decimals=1)
    assert np.random.random() == expected  # noqa: NPY002
    assert find_breaks(values, "ruptures", 6, decimals=1) == first


def test_equal_intervals_are_nearly_equal() -> None:
    values = np.arange(0, 1001, dtype=float)
    assert find_breaks(values, "intervalles", 4) == (250, 500, 750)


@pytest.mark.parametrize("count", [4, 5, 7])
def test_equal_intervals_stay_equal_where_one_is_empty(count: int) -> None:
    densities = np.array([3, 60, 90, 140, 300, 900, 6_000, 9_200, 20_084], dtype=float)
    inner = find_breaks(densities, "intervalles", count)
    assert len(inner) == count - 1
    assert len(set(np.diff(inner))) == 1


def test_equal_intervals_are_laid_from_the_pivot() -> None:
    values = np.arange(-20, 61, dtype=float)
    assert find_breaks(values, "intervalles", 4, pivot=0) == (0, 20, 40)


@pytest.mark.parametrize("method", ["quantiles", "ruptures", "intervalles", "ecart-type"])
@pytest.mark.parametrize("count", [3, 6, 9])
def test_the_pivot_is_a_break_when_values_lie_on_both_sides(method: Any, count: Any) -> None:
    values = np.sort(np.round(np.random.default_rng(3).normal(4, 6, 306), 1))
    inner = find_breaks(values, method, count, decimals=1, pivot=0)
    assert 0 in inner
    assert 0 not in held(values, inner)


@pytest.mark.parametrize("method", ["quantiles", "progression", "ruptures"])
@pytest.mark.parametrize(("losses", "below"), [(0.25, 2), (0.5, 2), (0.75, 3), (0.02, 1)])
def test_each_side_of_the_pivot_has_the_classes_that_it_deserves(
    method: str, losses: float, below: int
) -> None:
    sides = (
        np.linspace(-35, -0.1, int(1200 * losses)),
        np.linspace(0.1, 35, int(1200 * (1 - losses))),
    )
    kept: Any = np.round(np.concatenate(sides), 1)
    inner = find_breaks(kept, method, 5, decimals=1, pivot=0)
    assert [b < 0 for b in inner].count(True) + 1 == below
    assert len(inner) == 4


def test_classes_halve_towards_a_long_tail() -> None:
    quotients = np.sort(np.round(np.random.default_rng(4).lognormal(0, 1.5, 3100), 2))
    above = held(quotients, find_breaks(quotients, "progression", 5, decimals=2))
    assert above == pytest.approx([1600, 800, 400, 200, 100], rel=0.1)
    below = held(-quotients[::-1], find_breaks(-quotients[::-1], "progression", 5, decimals=2))
    assert below == pytest.approx([100, 200, 400, 800, 1600], rel=0.1)


def test_natural_breaks_of_very_many_values_are_those_of_a_sample() -> None:
    values = np.repeat([1.0, 2.0, 3.0, 50.0, 51.0, 52.0, 900.0, 910.0], 20_000)
    assert held(values, find_breaks(values, "ruptures", 3)) == [60_000, 60_000, 40_000]


def test_a_pivot_out_of_reach_is_no_break() -> None:
    values = np.arange(5, 50, dtype=float)
    assert 0 not in find_breaks(values, "quantiles", 4, pivot=0)


def test_standard_deviations_surround_the_mean() -> None:
    values = np.sort(np.round(np.random.default_rng(2).normal(100, 10, 2000), 1))
    inner = find_breaks(values, "ecart-type", 4, decimals=1)
    assert inner == pytest.approx([90, 100, 110], abs=1)


def test_breaks_are_round_numbers_where_few_units_move() -> None:
    population: Any = np.sort(np.round(np.exp(np.random.default_rng(1).normal(10, 1, 1255))))
    inner = find_breaks(population, "quantiles", 5)
    assert all(b % 500 == 0 for b in inner)


def test_a_single_value_is_a_single_class() -> None:
    assert find_breaks(np.array([3, 3, 3], dtype="float64"), "quantiles", 5) == ()
    assert find_breaks(np.array([], dtype="float64"), "ruptures", 5) == ()


def test_chosen_breaks_are_kept_as_they_are() -> None:
    assert find_breaks(SHARES, "manuel", 5, [5, 12.5], decimals=1) == (5, 12.5)


@pytest.mark.parametrize("chosen", [None, [], ()])
def test_the_manual_method_starts_from_the_quantiles(chosen: Any) -> None:
    assert find_breaks(SHARES, "manuel", 5, chosen, decimals=1) == find_breaks(
        SHARES, "quantiles", 5, decimals=1
    )


def test_a_chosen_class_without_any_unit_is_dropped() -> None:
    values = np.array([1.0, 2.0, 90.0])
    assert find_breaks(values, "manuel", 3, [2, 10, 50]) == (2, 10)


@pytest.mark.parametrize(
    "chosen", [[12, 5], [5, 5], [0.5], [5, 1000], [float("nan")], list(range(2, 12))]
)
def test_wrong_breaks_are_refused_with_the_range(chosen: Any) -> None:
    with pytest.raises(AtlasError, match=r"croissants, supérieurs à 1,3"):
        find_breaks(SHARES, "manuel", 5, chosen, decimals=1)


@pytest.mark.parametrize("text", ["", "douze", "1 ; deux ; 3", "nan ; 4", "inf"])
def test_typed_breaks_have_to_be_numbers(text: Any) -> None:
    with pytest.raises(AtlasError, match="nombres séparés"):
        parse_breaks(text)


@given(
    numbers=st.lists(st.decimals(-99999, 999999, places=2), min_size=1, max_size=8),
    language=st.sampled_from(["fr", "en"]),
)
def test_written_breaks_are_read_back(numbers: Any, language: Any) -> None:
    breaks = [float(number) for number in numbers]
    with speaking(language):
        assert parse_breaks(write_breaks(breaks, 2)) == [b + 0.0 for b in breaks]


def test_natural_breaks_have_the_least_variance_inside_classes() -> None:
    """Compare with every partition of a few values into three classes."""
    values = np.array([1, 2, 4, 7, 8, 9, 15, 16, 22, 23, 40, 41], dtype=float)

    def inside(first: int, second: int) -> float:
        return sum(
            float(((part - part.mean()) ** 2).sum()) for part in np.split(values, [first, second])
        )

    best = min(combinations(range(1, len(values)), 2), key=lambda cuts: inside(*cuts))
    inner = find_breaks(values, "ruptures", 3)
    assert tuple(np.searchsorted(values, inner)) == best
