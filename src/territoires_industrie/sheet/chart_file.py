"""A chart or small map to take away: its title, its key, its source and its address around it."""

import json
import re
from dataclasses import dataclass

from territoires_industrie.look import PRINT, plain
from territoires_industrie.picture.legend_svg import Block, paragraph, stack
from territoires_industrie.picture.map_svg import svg_document
from territoires_industrie.picture.render import render_png
from territoires_industrie.picture.text import svg_text, text_width
from territoires_industrie.sheet.chart_svg import chart_svg
from territoires_industrie.sources import require_known
from territoires_industrie.wording import _

FORMATS = ("png", "svg")
WIDTH, MARGIN = 760.0, 20.0
INNER = WIDTH - 2 * MARGIN
SHARPNESS = 2.5
SIZE = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"')


@dataclass(frozen=True)
class ChartPicture:
    """What a picture of a chart holds.

    Attributes
    ----------
    drawing
        A chart as Vega-Lite, in JSON, or a map as SVG.
    title
        What the page writes above it.
    key
        Name and colour of each line or mark, where the page writes them beside the chart.
    foot
        Source and address, one a line.
    """

    drawing: str
    title: str
    key: tuple[tuple[str, str], ...] = ()
    foot: tuple[str, ...] = ()


def export_chart(picture: ChartPicture, picture_format: str) -> bytes:
    """Draw a chart with its words as PNG or SVG.

    Raises
    ------
    UnknownCodeError
        If there is no such format.
    AtlasError
        If the chart cannot be drawn.
    """
    require_known(picture_format, FORMATS, _("Format d’image"))
    head = paragraph(picture.title, INNER, PRINT.picture_title * 0.8, bold=True, most=3)
    small = PRINT.picture_note * 1.1
    foot = [paragraph(line, INNER, small, fill=PRINT.quiet, most=3) for line in picture.foot]
    parts = [head, *_key_rows(picture.key), _drawn(picture.drawing), *foot]
    whole = stack([part for part in parts if part.height], gap=8)
    content = f'<g transform="translate({MARGIN:g} {MARGIN:g})">{whole.content}</g>'
    # On white, whatever the theme of the page: who opens the file may print it.
    svg = plain(svg_document(content, WIDTH, whole.height + 2 * MARGIN, picture.title))
    if picture_format == "png":
        return render_png(svg, SHARPNESS)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{svg}\n'.encode()


def _drawn(drawing: str) -> Block:
    """Draw a chart as wide as the picture, or fit a map to it."""
    # A map comes drawn; a chart as what Vega-Lite draws it from.
    svg = drawing if drawing.startswith("<svg") else chart_svg(json.loads(drawing), INNER)
    found = SIZE.search(svg)
    assert found is not None, "every drawing says its size"
    width, height = float(found[1]), float(found[2])
    scale = INNER / width
    return Block(f'<g transform="scale({scale:.5g})">{svg}</g>', height * scale)


def _key_rows(key: tuple[tuple[str, str], ...]) -> list[Block]:
    """Write names after a square of their colour, as many a line as there is room for."""
    size, rows, x, line = PRINT.picture_sign, [], 0.0, ""
    for name, colour in key:
        wide = text_width(name, size) + 3 * size
        if line and x + wide > INNER:
            rows.append(Block(line, 1.4 * size))
            x, line = 0.0, ""
        square = f'<rect x="{x:.1f}" y="1" width="{size:g}" height="{size:g}" fill="{colour}"/>'
        line += square + svg_text(name, x + 1.4 * size, size, size)
        x += wide
    return [*rows, Block(line, 1.4 * size)] if line else rows
