"""Names on a map, where there is room for them: none over another, none over the edge."""

from collections.abc import Iterable

from territoires_industrie.look import Look
from territoires_industrie.picture.screen_paths import Box, Shape, overlaps
from territoires_industrie.picture.text import svg_text, text_width, wrap
from territoires_industrie.picture.viewport import Viewport

KINDS = (
    "CC de la ", "CC du ", "CC des ", "CC de ", "CC d'", "CC ",
    "CA de la ", "CA du ", "CA des ", "CA de ", "CA d'", "CA ",
    "CU de ", "CU d'", "CU ",
)  # fmt: skip
"""What a map can leave out of an EPCI's name: the kind, said in the table beside it."""

OVERFLOW = 1.25
"""How much wider than its unit a name may be: a halo keeps it legible over a border."""


def short_name(name: str) -> str:
    """Take the kind of EPCI out of a name, for a map.

    >>> short_name("CC du Pays de Conches"), short_name("CU Le Havre Seine Métropole")
    ('Pays de Conches', 'Le Havre Seine Métropole')
    """
    kind = next((kind for kind in KINDS if name.startswith(kind)), "")
    rest = name[len(kind) :]
    return rest[:1].upper() + rest[1:]


def name_labels(shapes: Iterable[Shape], view: Viewport, letters: float, look: Look) -> str:
    """Write the names of units that have room, the largest units first.

    Parameters
    ----------
    letters
        Height of the letters, in pixels.
    """
    edge = (view.left, view.top, view.left + view.width, view.top + view.height)
    taken: list[Box] = []
    words = []
    for shape in sorted(shapes, key=lambda each: -_extent(each)):
        wide = (shape.box[2] - shape.box[0]) * view.scale
        lines = wrap(short_name(shape.name), max(wide * 0.9, letters * 5), letters, most=3)
        x, y = view.pixels(*shape.label)
        room = _room(lines, x, y, letters)
        is_inside = edge[0] <= room[0] and room[2] <= edge[2] and edge[1] <= room[1]
        fits = room[2] - room[0] <= wide * OVERFLOW and room[3] <= edge[3] and is_inside
        if not fits or any(overlaps(room, other) for other in taken):
            continue
        taken.append(room)
        words += [
            svg_text(line, x, room[1] + letters * (0.9 + 1.1 * rank), letters, fill=look.ink,
                     anchor="middle", halo=(letters * 0.28, look.paper))
            for rank, line in enumerate(lines)
        ]  # fmt: skip
    return f'<g class="noms">{"".join(words)}</g>'


def _extent(shape: Shape) -> float:
    west, north, east, south = shape.box
    return (east - west) * (south - north)


def _room(lines: list[str], x: float, y: float, letters: float) -> Box:
    half = max(text_width(line, letters) for line in lines) / 2
    tall = letters * 1.1 * len(lines)
    return x - half, y - tall / 2, x + half, y + tall / 2
