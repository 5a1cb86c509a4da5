"""The screen form: arcs shared once, insets in their frames, label points inside."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from territoires_industrie.build import insets
from territoires_industrie.build.insets import INSETS, Inset, frames, inset_of, place
from territoires_industrie.build.screen import Grid, label_points
from territoires_industrie.build.topology import encode_topology
from tests.topojson_reading import decode_topology

SIDE = 5


def encode(shapes: Sequence[shapely.Geometry]) -> dict[str, Any]:
    properties = [{"code": str(at)} for at in range(len(shapes))]
    return encode_topology(shapes, properties, (1.0, 1.0), (0.0, 0.0))


def test_a_shared_border_is_written_once() -> None:
    topology = encode([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)])
    arcs = topology["arcs"]
    assert len(arcs) == 3
    assert [[1, 0], [0, 1]] in arcs or [[1, 1], [0, -1]] in arcs


def test_an_enclave_is_the_hole_of_its_neighbour() -> None:
    inner, outer = shapely.box(1, 1, 2, 2), shapely.box(0, 0, 3, 3)
    topology = encode([outer - inner, inner])
    arcs = topology["arcs"]
    assert len(arcs) == 2
    decoded = decode_topology(topology)
    assert decoded.geometry.iloc[0].equals(outer - inner)
    assert decoded.geometry.iloc[1].equals(inner)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 3), min_size=SIDE * SIDE, max_size=SIDE * SIDE))
def test_any_partition_of_a_square_reads_back(owners: list[int]) -> None:
    cells = {(x, y): shapely.box(x, y, x + 1, y + 1) for x in range(SIDE) for y in range(SIDE)}
    shapes = [
        shapely.coverage_union_all(
            [cell for cell, of in zip(cells.values(), owners, strict=True) if of == owner]
        )
        for owner in sorted(set(owners))
    ]
    decoded = decode_topology(encode(shapes))
    assert list(decoded["code"]) == [str(at) for at in range(len(shapes))]
    for written, read in zip(shapes, decoded.geometry, strict=True):
        assert read.equals(written)
    assert shapely.coverage_is_valid(decoded.geometry.to_numpy())


def test_insets_are_the_five_overseas_departements() -> None:
    assert {inset.code for inset in INSETS} == {"971", "972", "973", "974", "976"}
    assert inset_of("76") is None
    found = inset_of("974")
    assert found is not None
    assert found.name == "La Réunion"


def test_frames_do_not_overlap() -> None:
    shapes = frames().geometry.to_numpy()
    assert shapely.union_all(shapes).area == pytest.approx(shapely.area(shapes).sum())


@pytest.mark.parametrize("inset", INSETS, ids=lambda inset: str(inset.code))
def test_a_circle_stays_a_circle_under_the_name_of_its_frame(inset: Inset) -> None:
    circle = shapely.Point(700_000, 1_800_000).buffer(10_000)
    moved = place(np.array([circle]), inset, circle.bounds)[0]
    assert inset.frame().contains(moved)
    to_plane = 6_378_137 * np.pi / 180
    west, _, east, _ = moved.bounds
    width = (east - west) * to_plane * np.cos(np.radians(46.5))
    assert width == pytest.approx(20_000 * inset.scale, rel=0.002)
    assert moved.centroid.x == pytest.approx((inset.west + inset.east) / 2, abs=0.01)
    top, bottom = (insets.TO_PLANE.transform(0, lat)[1] for lat in (inset.north, inset.south))
    room, middle = insets.NAME_ROOM_M, insets.TO_PLANE.transform(0, moved.centroid.y)[1]
    assert (top - room - middle) == pytest.approx(middle - bottom, abs=1500)


def test_the_grid_reads_back_within_half_a_step() -> None:
    grid = Grid((0.25, 0.5), (-7.0, 41.0))
    shape = shapely.box(-6.9, 41.6, 3.3, 48.2)
    back = grid.degrees(grid.snap(np.array([shape])))[0]
    assert np.abs(np.array(back.bounds) - np.array(shape.bounds)).max() <= 0.25


def test_a_label_is_in_the_largest_piece_not_in_the_sea_between() -> None:
    islands = shapely.MultiPolygon([shapely.box(0, 45, 1, 46), shapely.box(8, 45, 8.2, 45.2)])
    crescent = shapely.Point(2, 46).buffer(1) - shapely.Point(2.4, 46).buffer(0.9)
    points = label_points(np.array([islands, crescent]))
    assert islands.geoms[0].contains(shapely.Point(points[0]))
    assert crescent.contains(shapely.Point(points[1]))
