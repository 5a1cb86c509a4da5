"""The page that a picture fills: its size, and what its reader wants on it."""

from dataclasses import dataclass

from territoires_industrie.box import Box
from territoires_industrie.wording import N_


@dataclass(frozen=True)
class Size:
    """A page, lying on its long side: pixels (points, on paper), and how large letters are."""

    width: float
    height: float
    letters: float
    millimetres: tuple[float, float] | None
    png_scale: float


SIZES = {
    "A4": Size(841.89, 595.276, 1.0, (297, 210), 200 / 72),
    "A3": Size(1190.551, 841.89, 1.32, (420, 297), 200 / 72),
    "ecran": Size(1280, 800, 1.36, None, 2.0),
}
"""Pages by name: paper at 72 points an inch, or a screen."""

MOST_PIXELS = 1280
"""Longest side of a page."""

ORIENTATIONS = {"paysage": N_("Paysage"), "portrait": N_("Portrait")}
LONGEST_WORDS = 140
"""Characters of a title or subtitle that a reader writes, at most."""


@dataclass(frozen=True)
class Page:
    """The page that a picture fills, and what its reader wants on it.

    Attributes
    ----------
    size, orientation
        A key of ``SIZES`` and one of ``ORIENTATIONS``.
    title, subtitle
        Words in the place of the map's own; empty for those.
    address
        Where the view is, written below.
    box
        Part of the screen world that is framed; what the extent of the view says when None.
    has_names
        Whether places and selected units are named.
    """

    size: str = "A4"
    orientation: str = "paysage"
    title: str = ""
    subtitle: str = ""
    address: str = ""
    box: Box | None = None
    has_names: bool = False


@dataclass(frozen=True)
class Rectangle:
    """A part of a page, in pixels."""

    left: float
    top: float
    width: float
    height: float
