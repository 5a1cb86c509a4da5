"""Packed numbers and topologies read back as they were, in characters that nothing escapes."""

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from territoires_industrie.build.topology import encode_topology
from territoires_industrie.packing import (
    ALPHABET,
    PACKED,
    pack_integers,
    pack_topology,
    unpack_integers,
    unpack_topology,
)

SIDE = 4
WHOLE = st.integers(-(2**33), 2**33)


def encode(shapes: Sequence[shapely.Geometry]) -> dict[str, Any]:
    places = [shapely.point_on_surface(shape) for shape in shapes]
    properties = [
        {"code": f"{rank:05}", "name": f"L’Île {rank}", "x": round(at.x), "y": round(at.y)}
        for rank, at in enumerate(places)
    ]
    return encode_topology(shapes, properties, (1.0, 1.0), (0.0, 0.0))


def as_multipolygons(topology: dict[str, Any]) -> dict[str, Any]:
    """Write every unit as several polygons, as an unpacked topology does."""
    units = topology["objects"]["data"]["geometries"]
    several = [
        unit if unit["type"] == "MultiPolygon" else {**unit, "arcs": [unit["arcs"]]}
        for unit in units
    ]
    data = {
        "type": "GeometryCollection",
        "geometries": [{**unit, "type": "MultiPolygon"} for unit in several],
    }
    return {**topology, "objects": {"data": data}}


@given(st.lists(WHOLE))
def test_any_numbers_read_back(numbers: list[int]) -> None:
    text = pack_integers(numbers)
    assert unpack_integers(text).tolist() == numbers
    assert set(text) <= set(ALPHABET)
    assert len(text) >= len(numbers)


def test_no_character_means_anything_to_what_carries_it() -> None:
    assert len(set(ALPHABET)) == 64
    assert json.dumps(ALPHABET) == f'"{ALPHABET}"'
    assert not set(ALPHABET) & set("<>&{}%#\\\"'")


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
    topology = encode(shapes)
    packed = pack_topology(topology, {"region": [rank - 1 for rank in range(len(shapes))]})
    assert unpack_topology(json.loads(json.dumps(packed))) == as_multipolygons(topology)
    assert unpack_integers(packed["owners"]["region"]).tolist() == list(range(len(shapes)))


def test_an_enclave_reads_back_as_the_hole_of_its_neighbour() -> None:
    inner, outer = shapely.box(1, 1, 2, 2), shapely.box(0, 0, 3, 3)
    topology = encode([inner, outer - inner])
    assert unpack_topology(pack_topology(topology, {})) == as_multipolygons(topology)


def test_plain_topojson_is_given_back() -> None:
    topology = encode([shapely.box(0, 0, 1, 1)])
    assert unpack_topology(topology) == topology


def test_a_truncated_file_is_not_read() -> None:
    packed = pack_topology(encode([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)]), {})
    assert packed["type"] == PACKED
    with pytest.raises(ValueError, match="9"):
        unpack_topology({**packed, "rings": packed["rings"][:-1]})
    with pytest.raises(ValueError, match="zip"):
        unpack_topology({**packed, "names": "une seule"})


def test_signs_and_sizes_cost_few_characters() -> None:
    steps = np.arange(-15, 16)
    assert len(pack_integers(steps)) == len(steps)
