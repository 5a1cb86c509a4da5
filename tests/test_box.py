"""Boxes: sides by name, systems that are not mixed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from territoires_industrie.box import PIXELS, WORLD, Box, union_box
from territoires_industrie.errors import CrsError

SIDES = st.floats(-1e6, 1e6)


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    """A box of the screen map, where y grows southwards."""
    west, east = sorted((draw(SIDES), draw(SIDES)))
    north, south = sorted((draw(SIDES), draw(SIDES)))
    return Box(west, south, east, north, WORLD)


@given(boxes(), boxes())
def test_a_union_holds_both_boxes(one: Box, other: Box) -> None:
    union = union_box([one, other])
    for box in (one, other):
        assert union.overlaps(box)
        assert union.holds(box.west, box.north) and union.holds(box.east, box.south)


@given(boxes(), boxes())
def test_boxes_overlap_both_ways(one: Box, other: Box) -> None:
    assert one.overlaps(other) == other.overlaps(one)


@given(boxes(), st.floats(0, 1), st.floats(0, 1e6))
def test_a_box_that_grew_holds_itself_and_is_wide_enough(
    box: Box, share: float, least: float
) -> None:
    grown = box.grow(share, least)
    assert grown.holds(box.west, box.north) and grown.holds(box.east, box.south)
    assert min(grown.width, grown.height) >= least - 1e-6


def test_boxes_of_two_systems_are_not_compared() -> None:
    with pytest.raises(CrsError, match="pixels"):
        Box(0, 1, 1, 0, WORLD).overlaps(Box(0, 1, 1, 0, PIXELS))


def test_no_box_holds_a_point_that_is_nowhere() -> None:
    assert not Box(0, 1, 1, 0).holds(float("nan"), 0.5)
