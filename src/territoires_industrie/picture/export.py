"""The picture of a view: the bytes of an SVG, a PNG or a PDF."""

from datetime import date

from territoires_industrie.box import Box, union_box
from territoires_industrie.picture.poster import SIZES, Page, poster
from territoires_industrie.picture.render import render_pdf, render_png
from territoires_industrie.picture.screen_paths import screen_layer
from territoires_industrie.scene.scene import Scene, scene_of
from territoires_industrie.scene.view import View
from territoires_industrie.scene.words import Words, scene_words
from territoires_industrie.sources import require_known
from territoires_industrie.wording import _

FORMATS = ("svg", "png", "pdf")
MEDIA_TYPES = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}

AROUND = 0.06
LEAST_SPAN = 1500.0
"""Narrowest crop, in world units: about 40 km, below which 500 m borders look coarse."""


def export_picture(
    shown: View | Scene,
    page: Page | None = None,
    *,
    picture_format: str = "svg",
    day: date | None = None,
    words: Words | None = None,
) -> bytes:
    """Make the picture of a view: same classes, counts and filter as its map and its files.

    Units outside the filter are dimmed, not dropped; ``View.extent`` says what is in the frame.

    Parameters
    ----------
    shown
        What the map shows.
    page
        Size and orientation; A4 lying when not given.
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
    scene, used = scene_of(shown), page or Page()
    svg = poster(
        scene,
        words or scene_words(scene, day),
        used,
        box=extent_box(scene),
        for_file=picture_format == "svg",
    )
    if picture_format == "png":
        return render_png(svg, SIZES[used.size].png_scale)
    if picture_format == "pdf":
        return render_pdf(svg)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{svg}\n'.encode()


def extent_box(scene: Scene) -> Box | None:
    """Return the part of the screen world that the view asks for; None for all of France."""
    if not scene.framed:
        return None
    shapes = screen_layer(scene.view.level).find(scene.framed)
    return union_box(shape.box for shape in shapes).grow(AROUND, LEAST_SPAN)
