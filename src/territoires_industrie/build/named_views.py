"""Small pictures of the named views, from the data: ``static/vues/``."""

from dataclasses import replace
from io import BytesIO

from PIL import Image

from territoires_industrie.build.records import Report
from territoires_industrie.picture.map_svg import map_svg
from territoires_industrie.picture.render import render_png
from territoires_industrie.scene.named_views import NAMED_VIEWS, NamedView
from territoires_industrie.scene.scene import scene_of

WIDTH_PX = 150.0
SHARPNESS = 1.6
"""Pixels of the file a pixel of the page."""

COLOURS = 32
"""Enough for two ramps, the ground and the sea; a third of the bytes of all colours."""


def build_named_views(report: Report) -> None:
    """Draw the picture of each named view again."""
    for named in NAMED_VIEWS:
        named.picture.write_bytes(draw_picture(named))
        report(named.picture.name)


def draw_picture(named: NamedView) -> bytes:
    """Draw a view as a WebP picture, without the outlines of the programme."""
    scene = scene_of(replace(named.view, outline="aucun"))
    drawn = Image.open(BytesIO(render_png(map_svg(scene, WIDTH_PX), SHARPNESS))).convert("RGB")
    written = BytesIO()
    drawn.quantize(COLOURS).convert("RGB").save(written, "webp", lossless=True, method=6)
    return written.getvalue()
