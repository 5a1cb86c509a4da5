"""The small picture of a view that goes with a link to it, in a message or a social network."""

from dataclasses import replace

from territoires_industrie.picture.export import export_picture
from territoires_industrie.picture.map_svg import map_svg
from territoires_industrie.picture.page import Page
from territoires_industrie.picture.render import render_png
from territoires_industrie.scene.view import View

PAGE = Page("ecran")
SCALE = 0.75
WIDTH, HEIGHT = 960, 600
"""Pixels: half a megabyte, which those who show previews still fetch."""

THUMBNAIL_WIDTH, SHARPNESS = 180.0, 1.6
"""Pixels of a small map, and how many of the file each has."""


def export_thumbnail(view: View) -> bytes:
    """Draw the small map of a view, as PNG: its units and nothing around them."""
    bare = replace(view, outline="aucun", sites="aucun", selection=())
    return render_png(map_svg(bare, THUMBNAIL_WIDTH), SHARPNESS)


def export_preview(view: View) -> bytes:
    """Draw the preview of a view, as PNG."""
    return render_png(export_picture(view, PAGE).decode(), SCALE)
