"""Whole numbers as short text, and a TopoJSON of many small units written with it.

34,875 communes weigh 8 MB as TopoJSON and 2 MB packed. A number is written in groups of five
bits, lowest first, a character of base64url each; the sixth bit says that another group follows.
Signs go to the lowest bit, as in Google's encoded polylines.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""Characters that neither JSON, nor HTML, nor folium's templates give a meaning to."""

PACKED = "PackedTopology"
GROUP_BITS = 5
MORE = 1 << GROUP_BITS
# Seven groups of five bits: 34 and the sign.
MOST_GROUPS = 7

_SYMBOLS = np.frombuffer(ALPHABET.encode("ascii"), dtype=np.uint8)
_RANK_OF = np.zeros(128, dtype=np.int64)
_RANK_OF[_SYMBOLS] = np.arange(len(ALPHABET))


def pack_integers(values: Iterable[int] | NDArray[np.int64]) -> str:
    """Write whole numbers of less than 34 bits as text.

    >>> pack_integers([0, -1, 1, 15, 16, -500])
    'ABCegBnf'
    """
    numbers = np.fromiter(values, dtype=np.int64)
    rest = np.where(numbers < 0, ~(numbers << 1), numbers << 1)
    groups = np.zeros((len(rest), MOST_GROUPS), dtype=np.int64)
    is_used = np.zeros(groups.shape, dtype=np.bool_)
    for place in range(MOST_GROUPS):
        # Zero takes one group: a number without any would not be read.
        is_used[:, place] = (rest > 0) | (place == 0)
        more = rest >> GROUP_BITS
        groups[:, place] = (rest & (MORE - 1)) | np.where(more > 0, MORE, 0)
        rest = more
    return _SYMBOLS[groups[is_used]].tobytes().decode("ascii")


def unpack_integers(text: str) -> NDArray[np.int64]:
    """Return the numbers that ``pack_integers`` wrote.

    >>> unpack_integers("ABCegBnf").tolist()
    [0, -1, 1, 15, 16, -500]
    """
    groups = _RANK_OF[np.frombuffer(text.encode("ascii"), dtype=np.uint8)]
    if not len(groups):
        return np.zeros(0, dtype=np.int64)
    starts = np.flatnonzero(np.concatenate([[True], groups[:-1] < MORE]))
    place = np.arange(len(groups)) - np.repeat(starts, np.diff([*starts, len(groups)]))
    values = np.add.reduceat((groups & (MORE - 1)) << (GROUP_BITS * place), starts)
    return np.asarray(np.where(values & 1, ~(values >> 1), values >> 1))


def unpack_lines(packed: str) -> list[NDArray[np.int64]]:
    """Read lines that ``build.screen_around.pack_lines`` wrote: an array (points, 2) each."""
    numbers, lines, at = unpack_integers(packed), [], 0
    last = np.zeros((1, 2), dtype="int64")
    while at < len(numbers):
        end = at + 1 + 2 * int(numbers[at])
        steps = numbers[at + 1 : end].reshape(-1, 2)
        lines.append(last + np.cumsum(steps, axis=0))
        last, at = lines[-1][-1:], end
    return lines


def pack_topology(
    topology: Mapping[str, Any], owners: Mapping[str, Sequence[int]]
) -> dict[str, Any]:
    """Write a quantised TopoJSON of one object, ``data``, in its packed form.

    Parameters
    ----------
    topology
        As ``encode_topology`` writes it: polygons with ``code``, ``name``, ``x`` and ``y``.
    owners
        For each wider division, the rank of its unit that contains each polygon, -1 for
        none: a browser draws that division's lines along the same arcs.

    Returns
    -------
    dict
        ``transform`` as before; ``codes`` (separated by spaces) and ``names`` (by line breaks);
        packed numbers: ``arcs`` (count of points, then steps from the point before, the last
        of the arc before for the first), ``rings`` (count of polygons; of each, count of rings;
        of each, count of arcs, then 0 for the next arc not used yet, n for the nth before it
        read backwards, -n for the nth before it read forwards), ``labels`` (grid steps, each
        from the label before), ``owners`` (rank plus one).
    """
    units = topology["objects"]["data"]["geometries"]
    known = [unit["properties"] for unit in units]
    degrees = np.array([[unit["x"], unit["y"]] for unit in known], dtype=np.float64).reshape(-1, 2)
    scale, origin = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    steps = np.rint((degrees - origin) / scale).astype(np.int64)
    return {
        "type": PACKED,
        "transform": topology["transform"],
        "codes": " ".join(unit["code"] for unit in known),
        "names": "\n".join(unit["name"] for unit in known),
        "labels": pack_integers(np.diff(steps, axis=0, prepend=0).ravel()),
        "arcs": pack_integers(_arc_numbers(topology["arcs"])),
        "rings": pack_integers(_ring_numbers(units)),
        "owners": {
            key: pack_integers([rank + 1 for rank in ranks]) for key, ranks in owners.items()
        },
    }


def _arc_numbers(arcs: Sequence[Sequence[Sequence[int]]]) -> list[int]:
    """List the steps of all arcs; most begin where the one before ends, so steps stay small."""
    numbers: list[int] = []
    end = np.zeros(2, dtype=np.int64)
    for arc in arcs:
        steps = np.array(arc, dtype=np.int64)
        numbers += [len(steps), *(steps[0] - end).tolist(), *steps[1:].ravel().tolist()]
        end = steps.sum(axis=0)
    return numbers


def _ring_numbers(units: Sequence[Mapping[str, Any]]) -> list[int]:
    numbers: list[int] = []
    following = 0
    for unit in units:
        polygons = unit["arcs"] if unit["type"] == "MultiPolygon" else [unit["arcs"]]
        numbers.append(len(polygons))
        for polygon in polygons:
            numbers.append(len(polygon))
            for ring in polygon:
                numbers.append(len(ring))
                for arc in ring:
                    # Arcs are numbered in the order of use: a new one is 0, the most frequent.
                    numbers.append(following - ~arc if arc < 0 else arc - following)
                    following += arc == following
    return numbers


def unpack_places(content: Mapping[str, Any]) -> NDArray[np.float64]:
    """Return where the name of each unit of a packed topology goes: degrees, shape (units, 2)."""
    scale, origin = (np.array(content["transform"][key]) for key in ("scale", "translate"))
    labels = np.cumsum(unpack_integers(content["labels"]).reshape(-1, 2), axis=0)
    return np.asarray((labels * scale + origin).round(5), dtype=np.float64)


def unpack_topology(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return a packed topology as TopoJSON, and any other content as it is.

    Raises
    ------
    KeyError, IndexError, ValueError
        If it is not whole.
    """
    if content.get("type") != PACKED:
        return dict(content)
    places = unpack_places(content).tolist()
    shapes = _read_rings(unpack_integers(content["rings"]).tolist())
    rows = zip(content["codes"].split(" "), content["names"].split("\n"), places, strict=True)
    units = [
        {
            "type": "MultiPolygon",
            "arcs": arcs,
            "properties": {"code": code, "name": name, "x": x, "y": y},
        }
        for arcs, (code, name, (x, y)) in zip(shapes, rows, strict=True)
    ]
    return {
        "type": "Topology",
        "transform": content["transform"],
        "objects": {"data": {"type": "GeometryCollection", "geometries": units}},
        "arcs": _read_arcs(unpack_integers(content["arcs"])),
    }


def _read_arcs(numbers: NDArray[np.int64]) -> list[list[list[int]]]:
    arcs = []
    at, end = 0, np.zeros(2, dtype=np.int64)
    while at < len(numbers):
        count = int(numbers[at])
        steps = numbers[at + 1 : at + 1 + 2 * count].reshape(count, 2).copy()
        steps[0] += end
        end = steps.sum(axis=0)
        arcs.append(steps.tolist())
        at += 1 + 2 * count
    return arcs


def _read_rings(numbers: list[int]) -> list[list[list[list[int]]]]:
    following, rest = 0, iter(numbers)

    def read_arc(number: int) -> int:
        nonlocal following
        if number > 0:
            return ~(following - number)
        arc = following + number
        following += number == 0
        return arc

    def read_ring() -> list[int]:
        return [read_arc(next(rest)) for _arc in range(next(rest))]

    def read_polygon() -> list[list[int]]:
        return [read_ring() for _ring in range(next(rest))]

    try:
        return [[read_polygon() for _polygon in range(count)] for count in rest]
    except StopIteration as error:
        raise ValueError(len(numbers)) from error
