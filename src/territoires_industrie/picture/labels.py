"""Names on a map, where there is room for them: none over another, none over the edge."""

from collections.abc import Iterable

from territoires_industrie.box import PIXELS, Box
from territoires_industrie.look import Look
from territoires_industrie.picture.screen_paths import Shape
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
    right, bottom = view.left + view.width, view.top + view.height
    edge = Box(view.left, bottom, right, view.top, PIXELS)
    taken: list[Box] = []
    words = []
    for shape in sorted(shapes, key=lambda each: -_extent(each)):
        wide = shape.box.width * view.scale
        lines = wrap(short_name(shape.name), max(wide * 0.9, letters * 5), letters, most=3)
        x, y = view.pixels(*shape.label)
        room = _room(lines, x, y, letters)
        is_inside = edge.holds(room.west, room.north) and edge.holds(room.east, room.south)
        fits = room.width <= wide * OVERFLOW and is_inside
        if not fits or any(room.overlaps(other) for other in taken):
            continue
        taken.append(room)
        words += [
            svg_text(line, x, room.north + letters * (0.9 + 1.1 * rank), letters, fill=look.ink,
                     anchor="middle", halo=(letters * 0.28, look.paper))
            for rank, line in enumerate(lines)
        ]  # fmt: skip
    return f'<g class="noms">{"".join(words)}</g>'


def _extent(shape: Shape) -> float:
    return shape.box.width * shape.box.height


def _room(lines: list[str], x: float, y: float, letters: float) -> Box:
    half = max(text_width(line, letters) for line in lines) / 2
    tall = letters * 1.1 * len(lines)
    return Box(x - half, y + tall / 2, x + half, y - tall / 2, PIXELS)
