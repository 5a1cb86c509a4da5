"""The picture of a view: the bytes of an SVG, a PNG or a PDF."""

from collections.abc import Sequence
from datetime import date

from territoires_industrie.draw.plate import Plate, plate_of
from territoires_industrie.picture.page import SIZES, Page
from territoires_industrie.picture.poster import poster
from territoires_industrie.picture.render import render_pdf, render_png
from territoires_industrie.scene.scene import Scene
from territoires_industrie.scene.view import View
from territoires_industrie.scene.words import Words
from territoires_industrie.sources import require_known
from territoires_industrie.wording import _

FORMATS = ("svg", "png", "pdf")
MEDIA_TYPES = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}

Shown = View | Scene | Plate


def export_picture(
    shown: Shown | Sequence[Shown],
    page: Page | None = None,
    *,
    picture_format: str = "svg",
    day: date | None = None,
    words: Words | None = None,
) -> bytes:
    """Make the picture of a map: same classes, counts and filter as on screen and in its files.

    Units outside the filter are dimmed, not dropped; ``View.extent`` says what is in the frame.

    Parameters
    ----------
    shown
        What the map shows; several are drawn beside each other.
    page
        Size and orientation, own words, frame and names; A4 lying when not given.
    picture_format
        One of ``FORMATS``.
    day
        Date written on the picture, if any.
    words
        What is written around the map; ``scene_words`` when not given.

    Raises
    ------
    UnknownCodeError
        If a word, code, year or level is not known; the message names the nearest.
    """
    require_known(picture_format, FORMATS, _("Format d’image"))
    every = shown if isinstance(shown, Sequence) else (shown,)
    plates = [plate_of(one, words, day) for one in every]
    used = page or Page()
    svg = poster(plates, used, for_file=picture_format == "svg")
    if picture_format == "png":
        return render_png(svg, SIZES[used.size].png_scale)
    if picture_format == "pdf":
        return render_pdf(svg)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{svg}\n'.encode()
