"""Colours of the classes and patterns of the other cells, safe for colour-blind readers.

The ramps are those of ``look``, here in the light form. They are interpolated in CIELAB so that
neighbouring steps are equally far apart; the tests measure that distance as seen with normal
sight and with simulated protanopia, deuteranopia and tritanopia.
"""

from dataclasses import dataclass

from territoires_industrie.errors import AtlasError
from territoires_industrie.look import LIGHT, PAGE, PRINT, Look
from territoires_industrie.statistics.status import Status
from territoires_industrie.wording import _

MAX_CLASSES = len(LIGHT.sequential)

SHAPES = (
    "M.9,0A.9,.9,0,1,1,-.9,0A.9,.9,0,1,1,.9,0Z",
    "M-.8,-.8H.8V.8H-.8Z",
    "M0,-1L1,.8H-1Z",
    "M0,-1.15L.95,0L0,1.15L-.95,0Z",
    "M-.35,-1H.35V-.35H1V.35H.35V1H-.35V.35H-1V-.35H-.35Z",
    "M0,1L1,-.8H-1Z",
    "M0,-.5L.5,-1L1,-.5L.5,0L1,.5L.5,1L0,.5L-.5,1L-1,.5L-.5,0L-1,-.5L-.5,-1Z",
    "M0,-1.1L.27,-.36L1.05,-.34L.43,.14L.65,.89L0,.45L-.65,.89L-.43,.14L-1.05,-.34L-.27,-.36Z",
    "M1,0L-.8,1V-1Z",
    "M-1.1,-.5H1.1V.5H-1.1Z",
)
"""One mark a compared unit, for readers who cannot tell its colour: SVG paths around 0, of about
the same area. Disc, square, triangles, diamond, crosses, star, bar."""


@dataclass(frozen=True)
class MissingStyle:
    """Appearance of a cell without a figure, or of what is laid over its class.

    Attributes
    ----------
    status
        Its letter and legend entry are those of the cell.
    pattern
        Identifier of the pattern, a key of ``_PATTERN_MARKS``.
    """

    status: Status
    pattern: str

    @property
    def letter(self) -> str:
        """Its character in the string of classes that the map receives."""
        return self.status.letter

    @property
    def label(self) -> str:
        """French source text of its legend entry."""
        return self.status.word

    @property
    def fill(self) -> str:
        """Background colour, in a file."""
        return PRINT.missing[self.letter].fill

    @property
    def stroke(self) -> str:
        """Colour of the pattern, in a file."""
        return PRINT.missing[self.letter].mark


_PATTERNS = {
    Status.WITHHELD: "hachures",
    Status.NOT_PUBLISHED: "points",
    Status.NOT_IN_FILE: "anneaux",
    Status.NOT_COLLECTED: "tirets",
    Status.OUT_OF_SCOPE: "croix",
    Status.NOT_AGGREGABLE: "lignes",
}

MISSING_STYLES = {status: MissingStyle(status, pattern) for status, pattern in _PATTERNS.items()}
"""Greys with a pattern: a missing value never has the colour of a class."""

_MARKS = {
    Status.ESTIMATE: "filets",
    Status.SALARIED: "grains",
    Status.SALARIED_AROUND: "mailles",
}

MARK_STYLES = {status: MissingStyle(status, pattern) for status, pattern in _MARKS.items()}
"""Patterns over the colour of a class, for figures that are not the measured ones."""

STYLES = {style.letter: style for style in (*MISSING_STYLES.values(), *MARK_STYLES.values())}
"""Every pattern, by the letter of its status."""

PATTERN_SIZE = 8
"""Side of a pattern's tile, in pixels."""

_PATTERN_MARKS = {
    "hachures": '<path d="M-2 2l4-4M0 8l8-8M6 10l4-4" stroke="{stroke}" stroke-width="1.4"/>',
    "points": '<circle cx="2" cy="2" r="1" fill="{stroke}"/>'
    '<circle cx="6" cy="6" r="1" fill="{stroke}"/>',
    "anneaux": '<circle cx="4" cy="4" r="1.8" fill="none" stroke="{stroke}" stroke-width="0.9"/>',
    "croix": '<path d="M2 2l4 4M6 2l-4 4" stroke="{stroke}" stroke-width="0.9"/>',
    "tirets": '<path d="M1 0v4M5 4v4" stroke="{stroke}" stroke-width="1.2"/>',
    "lignes": '<path d="M0 2h8M0 6h8" stroke="{stroke}" stroke-width="1"/>',
    # Over a class: dark on light, so that it is seen on the palest and on the darkest colour.
    "filets": '<path d="M-2 6l8-8M2 10l8-8" stroke="{fill}" stroke-width="1.2" opacity=".45"/>'
    '<path d="M-2 6l8-8M2 10l8-8" stroke="{stroke}" stroke-width=".5" opacity=".6"/>',
    "grains": '<circle cx="4" cy="4" r="1.9" fill="{fill}"/>'
    '<circle cx="4" cy="4" r="1.2" fill="{stroke}"/>',
    "mailles": '<path d="M0 4h8M4 0v8" stroke="{fill}" stroke-width="1.4" opacity=".5"/>'
    '<path d="M0 4h8M4 0v8" stroke="{stroke}" stroke-width=".5" opacity=".7"/>',
}


def _spread(ramp: tuple[str, ...], count: int) -> tuple[str, ...]:
    # Both ends are used whatever the count, so that the extremes of two maps look alike.
    if count == 1:
        return (ramp[len(ramp) // 2],)
    return tuple(ramp[round(i * (len(ramp) - 1) / (count - 1))] for i in range(count))


def _check_count(count: int, most: int) -> None:
    if not 0 <= count <= most:
        raise AtlasError(
            _("Nombre de couleurs attendu : de 0 à {most} ; trouvé : {count}."),
            most=most,
            count=count,
        )


def sequential(count: int) -> tuple[str, ...]:
    """Return ``count`` colours (0 to 9) from low to high, as ``#rrggbb``.

    >>> sequential(3)
    ('#f7f6d5', '#3d91bc', '#0a0a5c')

    Raises
    ------
    AtlasError
        If more colours are asked for than can be told apart.
    """
    _check_count(count, MAX_CLASSES)
    return _spread(LIGHT.sequential, count)


def diverging(count: int, pivot_class: int) -> tuple[str, ...]:
    """Return ``count`` colours (0 to 9) on both sides of a pivot.

    The strength of a colour is its rank away from the pivot, counted the same on both
    sides: the second class below is as strong as the second class above.

    Parameters
    ----------
    count
        Number of classes.
    pivot_class
        Index of the first class above the pivot, that is the number of classes below it.

    Examples
    --------
    >>> diverging(4, 1)
    ('#fbe3c2', '#d3e3f3', '#4070b8', '#12125f')
    """
    _check_count(count, MAX_CLASSES)
    if not 0 <= pivot_class <= count:
        raise AtlasError(
            _("Classe du pivot attendue : de 0 à {count} ; trouvée : {found}."),
            count=count,
            found=pivot_class,
        )
    above = count - pivot_class
    reach = max(pivot_class, above)
    # A half of the palette has fewer steps than the whole scale: beyond them, order is kept
    # rather than sides.
    if reach > len(LIGHT.above_pivot):
        return sequential(count)
    low = _spread(LIGHT.below_pivot, reach)[:pivot_class]
    high = _spread(LIGHT.above_pivot, reach)[:above]
    return (*reversed(low), *high)


def qualitative(count: int) -> tuple[str, ...]:
    """Return ``count`` colours (0 to 8) that suggest no order.

    >>> qualitative(2)
    ('#3b7fb8', '#eba63c')
    """
    _check_count(count, len(LIGHT.qualitative))
    return LIGHT.qualitative[:count]


def comparison(count: int) -> tuple[str, ...]:
    """Return the colours of ``count`` compared units (0 to 10), in the order of the units.

    They follow the theme of the page: compared units are in no file.

    >>> comparison(1)
    ('light-dark(#3c2d78, #e8eb94)',)

    Raises
    ------
    AtlasError
        If more units are compared than colours can be told apart.
    """
    _check_count(count, len(PAGE.comparison))
    return PAGE.comparison[:count]


def shapes(count: int) -> tuple[str, ...]:
    """Return the marks of ``count`` compared units (0 to 10), in the order of the units.

    Raises
    ------
    AtlasError
        If more units are compared than marks can be told apart.
    """
    _check_count(count, len(SHAPES))
    return SHAPES[:count]


def pattern_marks(style: MissingStyle, look: Look = PRINT) -> str:
    """Draw one tile of a style's pattern: SVG elements, 8 pixels a side."""
    colours = look.missing[style.letter]
    return _PATTERN_MARKS[style.pattern].format(stroke=colours.mark, fill=colours.fill)


def pattern_definitions(look: Look = PAGE) -> str:
    """Return the SVG ``<pattern>`` of every style, with ids ``motif-<letter>``.

    >>> pattern_definitions().count("<pattern")
    9
    """
    return "".join(
        f'<pattern id="motif-{style.letter}" width="{PATTERN_SIZE}" height="{PATTERN_SIZE}" '
        f'patternUnits="userSpaceOnUse">{pattern_tile(style, look)}</pattern>'
        for style in STYLES.values()
    )


def pattern_tile(style: MissingStyle, look: Look = PRINT) -> str:
    """Draw one tile with its ground, which what lies over a class leaves out."""
    if style.status.has_figure:
        return pattern_marks(style, look)
    fill = look.missing[style.letter].fill
    ground = f'<rect width="{PATTERN_SIZE}" height="{PATTERN_SIZE}" fill="{fill}"/>'
    return ground + pattern_marks(style, look)
