"""The small picture of a view that goes with a link to it, in a message or a social network."""

from territoires_industrie.picture.export import export_picture
from territoires_industrie.picture.poster import Page
from territoires_industrie.picture.render import render_png
from territoires_industrie.scene.view import View

PAGE = Page("ecran")
SCALE = 0.75
WIDTH, HEIGHT = 960, 600
"""Pixels: half a megabyte, which those who show previews still fetch."""


def export_preview(view: View) -> bytes:
    """Draw the preview of a view, as PNG."""
    return render_png(export_picture(view, PAGE).decode(), SCALE)
