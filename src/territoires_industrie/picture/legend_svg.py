"""The legend of a picture: the same rows, counts and circles as beside the map on screen."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from territoires_industrie.classes.legend import (
    SWATCH_HEIGHT,
    SWATCH_WIDTH,
    CircleSize,
    LegendRow,
    say_dimmed,
)
from territoires_industrie.classes.palettes import PATTERN_SIZE, STYLES, pattern_marks
from territoires_industrie.draw.plate import Plate
from territoires_industrie.look import PRINT, Look, plain
from territoires_industrie.picture.text import svg_text, text_width, wrap
from territoires_industrie.wording import _, format_number, ngettext

CIRCLE_DASHES = ' stroke-dasharray="2.5 1.5"'
"""Edge of the circle of an estimate."""


@dataclass(frozen=True)
class Block:
    """A drawn part of the page and its height, so that the next one goes under it."""

    content: str
    height: float


def stack(blocks: Sequence[Block], x: float = 0, y: float = 0, *, gap: float = 0) -> Block:
    """Put blocks under each other from a corner; empty ones take no room."""
    content, below = "", y
    for block in blocks:
        if block.height:
            content += f'<g transform="translate({x:.2f} {below:.2f})">{block.content}</g>'
            below += block.height + gap
    return Block(content, max(below - gap - y, 0.0))


def paragraph(
    text: str,
    width: float,
    size: float,
    *,
    fill: str = PRINT.ink,
    bold: bool = False,
    most: int = 0,
    leading: float = 1.3,
) -> Block:
    """Write a text on as many lines as it needs."""
    if not text:
        return Block("", 0.0)
    lines = wrap(text, width, size, bold, most)
    content = "".join(
        svg_text(line, 0, size * (0.95 + leading * rank), size, fill=fill, bold=bold)
        for rank, line in enumerate(lines)
    )
    return Block(content, size * (1.2 + leading * (len(lines) - 1)))


def address_block(address: str, width: float, size: float) -> Block:
    """Write an address whole, on as many lines as it needs: it breaks before its parameters."""
    lines = [""] if address else []
    # Cut between its parameters, an address can be typed from paper.
    for part in re.split("(?=&)", address):
        if lines and text_width(lines[-1] + part, size) > width:
            lines.append("")
        if lines:
            lines[-1] += part
    written = (
        svg_text(line, 0, size * (0.95 + 1.3 * rank), size, fill=PRINT.quiet)
        for rank, line in enumerate(lines)
    )
    return Block("".join(written), size * 1.3 * len(lines))


def rows_block(plate: Plate, width: float, size: float) -> Block:
    """Draw the unit, then one line a class or missing status: sample, label, count of units.

    Parameters
    ----------
    size
        Height of the letters, in pixels.
    """
    said = plate.legend.unit
    unit = _("En {unit}").format(unit=_(said)) if said else ""
    content = svg_text(unit, 0, size * 0.9, size, bold=True) if unit else ""
    is_counted = plate.legend.is_counted
    if is_counted:
        content += svg_text(
            _("Nombre"), width, size * 0.9, size * 0.82, fill=PRINT.quiet, anchor="end"
        )
    y = size * 1.5 if content else 0.0
    for row in plate.legend.rows:
        count = format_number(row.count) if is_counted else ""
        coloured = replace(row, colour=plain(row.colour))
        block = _row(coloured, count, plate.has_circles, width, size)
        content += (
            f'<g class="legende" data-class="{row.key}" data-count="{row.count}" '
            f'transform="translate(0 {y:.2f})">{block.content}</g>'
        )
        y += block.height
    return Block(content, y)


def _row(row: LegendRow, count: str, is_circle: bool, width: float, size: float) -> Block:
    ratio = size * 1.15 / SWATCH_HEIGHT
    room = width - SWATCH_WIDTH * ratio - size * 3.6
    label = paragraph(row.label, room, size, leading=1.2)
    note = paragraph(row.note, room, size * 0.82, fill=PRINT.quiet, leading=1.2)
    is_class = not row.pattern or STYLES[row.key].status.has_figure
    sample = _dot(row) if is_circle and is_class else _swatch(row)
    written = svg_text(count, width, size * 0.95, size, anchor="end")
    words = stack([label, note], SWATCH_WIDTH * ratio + size * 0.7)
    faded = ' opacity="0.55"' if row.count == 0 else ""
    sample = f'<g transform="scale({ratio:.4f})">{sample}</g>'
    content = f"<g{faded}>{sample}{words.content}{written}</g>"
    return Block(content, max(words.height, size * 1.15) + size * 0.32)


def _dot(row: LegendRow) -> str:
    dashes = CIRCLE_DASHES if row.pattern else ""
    return (
        f'<circle cx="{SWATCH_WIDTH / 2}" cy="{SWATCH_HEIGHT / 2}" r="{SWATCH_HEIGHT / 2 - 1}" '
        f'fill="{row.colour}" fill-opacity="{PRINT.circle_opacity:g}" '
        f'stroke="{PRINT.edge_of(row.colour)}" stroke-width="{PRINT.circle_edge_width:g}"{dashes}/>'
    )


def _swatch(row: LegendRow) -> str:
    marks = pattern_marks(STYLES[row.key]) if row.pattern else ""
    tiles = "".join(
        f'<g transform="translate({x} {y})">{marks}</g>'
        for y in range(0, SWATCH_HEIGHT, PATTERN_SIZE)
        for x in range(0, SWATCH_WIDTH, PATTERN_SIZE)
        if marks
    )
    # The inner svg cuts the strokes of a pattern at the edges of the sample.
    return (
        f'<svg width="{SWATCH_WIDTH}" height="{SWATCH_HEIGHT}">'
        f'<rect width="{SWATCH_WIDTH}" height="{SWATCH_HEIGHT}" fill="{row.colour}"/>{tiles}</svg>'
        f'<rect x="0.3" y="0.3" width="{SWATCH_WIDTH - 0.6}" height="{SWATCH_HEIGHT - 0.6}" '
        f'fill="none" stroke="{PRINT.edge}" stroke-width="0.6"/>'
    )


def reference_circles(sizes: Sequence[CircleSize], pen: float, size: float) -> Block:
    """Draw circles of the screen ``pen`` times as large, nested on one base line."""
    if not sizes:
        return Block("", 0.0)
    sizes = [replace(each, radius=each.radius * pen) for each in sizes]
    largest = sizes[0].radius
    step = size * 1.25
    base = max(2 * largest, step * len(sizes)) + 1
    content, line = "", size * 0.5 - step
    for each in sizes:
        # The label of a circle goes lower where the one above leaves it no room.
        line = max(base - 2 * each.radius, line + step)
        content += _reference(each, largest, base, line, size)
    return Block(content, max(base, line) + size * 0.6)


def _reference(each: CircleSize, centre: float, base: float, text_y: float, size: float) -> str:
    top, end = base - 2 * each.radius, 2 * centre + size * 0.6
    return (
        f'<circle cx="{centre:.2f}" cy="{base - each.radius:.2f}" r="{each.radius:.2f}" '
        f'fill="{PRINT.ink}" fill-opacity="0.06" stroke="{PRINT.ink}" stroke-opacity="0.7" '
        f'stroke-width="0.7"/><path d="M{centre:.2f} {top:.2f}L{end:.2f} {text_y:.2f}'
        f'h{size * 0.4:.2f}" fill="none" stroke="{PRINT.ink}" stroke-opacity="0.4" '
        'stroke-width="0.6"/>' + svg_text(each.label, end + size * 0.7, text_y + size * 0.35, size)
    )


def signs_block(plate: Plate, width: float, size: float) -> Block:
    """Explain the lines of the map, and count the units that are dimmed."""
    lines = []
    if label := plate.legend.outline_label:
        lines.append(_line(PRINT.programme, PRINT.programme_width, label, width, size))
    if plate.view.selection:
        count = len(plate.view.selection)
        text = ngettext("{count} unité sélectionnée", "{count} unités sélectionnées", count)
        lines.append(_line(PRINT.selection, PRINT.selection_width, text, width, size))
    if said := _dimmed_text(plate):
        lines.append(paragraph(said, width, size * 0.9, fill=PRINT.quiet))
    return stack(lines, gap=size * 0.35)


def _dimmed_text(plate: Plate) -> str:
    count = plate.legend.dimmed_count
    if not count:
        return ""
    if plate.has_circles and plate.view.extent == "filtre":
        return ngettext(
            "{count} unité hors du filtre, sans cercle",
            "{count} unités hors du filtre, sans cercle",
            count,
        )
    return say_dimmed(count)


def _line(colour: str, thickness: float, text: str, width: float, size: float) -> Block:
    sample = SWATCH_WIDTH * size * 1.15 / SWATCH_HEIGHT
    words = stack([paragraph(text, width - sample - size, size, leading=1.2)], sample + size * 0.7)
    stroke = (
        f'<path d="M0 {size * 0.6:.2f}h{sample:.2f}" stroke="{colour}" '
        f'stroke-width="{thickness}" fill="none"/>'
    )
    return Block(stroke + words.content, words.height)


def north_arrow(x: float, y: float, size: float) -> str:
    """Draw a north arrow whose middle is at ``x`` and whose foot is at ``y``."""
    half, tall = size * 0.42, size * 1.7
    return (
        f'<g class="nord" transform="translate({x:.2f} {y:.2f})">'
        f'<path d="M0 {-tall:.2f}L{half:.2f} 0L0 {-tall * 0.22:.2f}Z" fill="{PRINT.ink}"/>'
        f'<path d="M0 {-tall:.2f}L{-half:.2f} 0L0 {-tall * 0.22:.2f}Z" fill="{PRINT.paper}" '
        f'stroke="{PRINT.ink}" stroke-width="0.6" stroke-linejoin="round"/>'
        + svg_text(_("N"), 0, -tall - size * 0.25, size * 0.95, anchor="middle", bold=True)
        + "</g>"
    )


def scale_group(
    x: float, y: float, pixels: float, label: str, note: str, size: float, look: Look = PRINT
) -> str:
    """Draw a scale bar from ``x``, its line at ``y``, its length above and its note below."""
    tick = size * 0.35
    width = max(pixels, text_width(label, size))
    return (
        f'<g class="echelle"><path d="M{x:.2f} {y - tick:.2f}v{tick:.2f}h{pixels:.2f}v{-tick:.2f}" '
        f'fill="none" stroke="{look.ink}" stroke-width="1"/>'
        + svg_text(
            label, x + min(pixels, width) / 2, y - size * 0.55, size, fill=look.ink, anchor="middle"
        )
        + svg_text(note, x, y + size * 1.05, size * 0.82, fill=look.quiet)
        + "</g>"
    )
