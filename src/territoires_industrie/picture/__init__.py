"""Pictures of the map without a browser: vector SVG, PNG and PDF."""

from territoires_industrie.picture.export import export_picture
from territoires_industrie.picture.locator import PointLayer, locator_svg, zoom_svg
from territoires_industrie.picture.map_svg import MapDrawing, map_svg
from territoires_industrie.picture.poster import ORIENTATIONS, SIZES, Words, poster
from territoires_industrie.picture.render import render_pdf, render_png

__all__ = [
    "ORIENTATIONS",
    "SIZES",
    "MapDrawing",
    "PointLayer",
    "Words",
    "export_picture",
    "locator_svg",
    "map_svg",
    "poster",
    "render_pdf",
    "render_png",
    "zoom_svg",
]
