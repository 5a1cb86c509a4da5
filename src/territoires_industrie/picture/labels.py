"""Names on a map, where there is room for them: none over another, none over the edge."""

from collections.abc import Iterable

from territoires_industrie.box import PIXELS, Box
from territoires_industrie.draw.plate import Plate
from territoires_industrie.draw.units_map import NAMED_LEVELS
from territoires_industrie.look import PRINT, Look
from territoires_industrie.picture.screen_paths import screen_layer, screen_towns
from territoires_industrie.picture.shapes import Shape
from territoires_industrie.picture.text import svg_text, text_width, wrap
from territoires_industrie.picture.viewport import Viewport
from territoires_industrie.wording import capital

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
    return capital(name.removeprefix(kind))


TOWN_PEOPLE, TOWN_ZOOM, PEOPLE_PER_ZOOM = 250_000, 5.4, 2.6
"""Towns of so many inhabitants are named at that zoom, and of fewer the closer one is: as in the
browser (``names.js``)."""


class Names:
    """Names on a map, those that come first have the room.

    Parameters
    ----------
    letters
        Height of the letters, in pixels.
    """

    def __init__(self, view: Viewport, letters: float, look: Look) -> None:
        self.view, self.letters, self.look = view, letters, look
        right, bottom = view.left + view.width, view.top + view.height
        self.edge = Box(view.left, bottom, right, view.top, PIXELS)
        self.taken: list[Box] = []
        self.words: list[str] = []

    @property
    def svg(self) -> str:
        """All that there was room for."""
        return f'<g class="noms">{"".join(self.words)}</g>'

    def add_units(
        self, shapes: Iterable[Shape], *, is_chosen: bool = False, overflow: float = OVERFLOW
    ) -> None:
        """Name units inside their borders, the largest first; chosen ones even beyond them.

        Parameters
        ----------
        overflow
            How much wider than its unit a name may be.
        """
        letters = self.letters
        for shape in sorted(shapes, key=lambda each: -_extent(each)):
            wide = shape.box.width * self.view.scale
            lines = wrap(short_name(shape.name), max(wide * 0.9, letters * 5), letters, most=3)
            x, y = self.view.pixels(*shape.label)
            room = _room(lines, x, y, letters)
            if not (is_chosen or room.width <= wide * overflow) or not self._take(room):
                continue
            for rank, line in enumerate(lines):
                base = room.north + letters * (0.9 + 1.1 * rank)
                self._write(line, x, base, "middle", bold=is_chosen)

    def add_towns(self) -> None:
        """Name towns beside their point, as many as the scale has room for."""
        size, least = self.letters, TOWN_PEOPLE / PEOPLE_PER_ZOOM ** (self.view.zoom - TOWN_ZOOM)
        for name, people, at_x, at_y in screen_towns():
            # The largest come first: all that follow are smaller.
            if people < least:
                break
            x, y = self.view.pixels(at_x, at_y)
            wide, half = text_width(name, size) + size * 0.6, size * 0.6
            sides = (("start", x - 3, x + wide), ("end", x - wide, x + 3))
            for anchor, left, right in sides:
                if self._take(Box(left, y + half, right, y - half, PIXELS)):
                    self.words.append(
                        f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{size * 0.17:.2f}" '
                        f'fill="{self.look.ink}" stroke="{self.look.paper}" stroke-width="0.8"/>'
                    )
                    aside = size * (0.4 if anchor == "start" else -0.4)
                    self._write(name, x + aside, y + size * 0.35, anchor)
                    break

    def _take(self, room: Box) -> bool:
        """Whether a rectangle is free and inside the map; it is then taken."""
        is_inside = self.edge.holds(room.west, room.north) and self.edge.holds(
            room.east, room.south
        )
        is_free = is_inside and not any(room.overlaps(other) for other in self.taken)
        if is_free:
            self.taken.append(room)
        return is_free

    def _write(self, text: str, x: float, y: float, anchor: str, *, bold: bool = False) -> None:
        halo, fill = (self.letters * 0.28, self.look.paper), self.look.ink
        self.words.append(
            svg_text(text, x, y, self.letters, fill=fill, anchor=anchor, bold=bold, halo=halo)
        )


def name_labels(shapes: Iterable[Shape], view: Viewport, letters: float, look: Look) -> str:
    """Write the names of units that have room."""
    names = Names(view, letters, look)
    names.add_units(shapes)
    return names.svg


def place_names(plate: Plate, view: Viewport) -> str:
    """Write the names of the selected units, of units that are known by name, and of towns."""
    level, chosen = plate.drawn.level, set(plate.view.selection)
    names = Names(view, PRINT.picture_note, PRINT)
    # First, so that nothing takes the room of what the reader chose.
    names.add_units(screen_layer(level).find(plate.view.selection), is_chosen=True)
    if level in NAMED_LEVELS:
        shapes = screen_layer(level).shapes
        others = (one for one in shapes if one.code not in chosen)
        names.add_units(others, overflow=0.8)
    names.add_towns()
    return names.svg


def _extent(shape: Shape) -> float:
    return shape.box.width * shape.box.height


def _room(lines: list[str], x: float, y: float, letters: float) -> Box:
    half = max(text_width(line, letters) for line in lines) / 2
    tall = letters * 1.1 * len(lines)
    return Box(x - half, y + tall / 2, x + half, y - tall / 2, PIXELS)
