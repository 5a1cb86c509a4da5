"""A whole picture to print or to paste: map, title, legend, north, scale, source and date."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from territoires_industrie.box import Box, union_box
from territoires_industrie.draw.plate import Plate
from territoires_industrie.look import PRINT, plain
from territoires_industrie.picture.labels import place_names
from territoires_industrie.picture.legend_svg import (
    Block,
    address_block,
    north_arrow,
    paragraph,
    reference_circles,
    rows_block,
    scale_group,
    signs_block,
    stack,
)
from territoires_industrie.picture.map_svg import map_content, pen_size, svg_document
from territoires_industrie.picture.page import (
    LONGEST_WORDS,
    MOST_PIXELS,
    ORIENTATIONS,
    SIZES,
    Page,
    Rectangle,
    Size,
)
from territoires_industrie.picture.screen_paths import around_box, screen_frames, screen_layer
from territoires_industrie.picture.sites_svg import sites_block
from territoires_industrie.picture.text import shorten, svg_text
from territoires_industrie.picture.viewport import (
    Viewport,
    aspect,
    fit,
    france_box,
    inset_scale,
    scale_bar,
)
from territoires_industrie.scene.words import Words
from territoires_industrie.sources import require_known
from territoires_industrie.wording import N_, _

AROUND = 0.06
LEAST_SPAN = 500.0
"""Narrowest crop, in world units: about 13 km."""

ATLAS_NAME = N_("Atlas des Territoires d’industrie")


@dataclass(frozen=True)
class _Room:
    """Room on a page, in pixels, and the size of its letters relative to A4."""

    width: float
    height: float
    letters: float

    @property
    def margin(self) -> float:
        return 26 * self.letters

    @property
    def inner(self) -> float:
        return self.width - 2 * self.margin

    @property
    def is_tall(self) -> bool:
        return self.height > self.width


def poster(plates: Sequence[Plate], page: Page, *, for_file: bool = False) -> str:
    """Draw a whole picture as SVG.

    Parameters
    ----------
    plates
        What is shown, one map or several beside each other, with what is written around them.
    page
        What they fill.
    for_file
        Give a print size in millimetres, for a file that is opened by itself.

    Raises
    ------
    UnknownCodeError
        If there is no such size or orientation.
    """
    require_known(page.size, tuple(SIZES), _("Format de page"))
    require_known(page.orientation, tuple(ORIENTATIONS), _("Orientation"))
    room = _room(SIZES[page.size], page.orientation)
    words = _words(plates, page)
    head, foot = _head(words, room), _foot(words, page.address, room)
    top = room.margin + head.height + 12 * room.letters
    bottom = room.height - room.margin - foot.height - 10 * room.letters
    area = Rectangle(room.margin, top, room.inner, bottom - top)
    # The map comes first: what a crop leaves around it goes under the rest.
    content = (
        _body(plates, page, room, area)
        + _at(head.content, room.margin, room.margin)
        + _at(foot.content, room.margin, room.height - room.margin - foot.height)
    )
    whole = svg_document(content, room.width, room.height, f"{words.title}. {words.subtitle}")
    return plain(_in_millimetres(whole, SIZES[page.size], room) if for_file else whole)


def _words(plates: Sequence[Plate], page: Page) -> Words:
    """Join the titles and sources of the maps, and keep of the subtitle what holds for all.

    The reader's own take their place.
    """
    titles, sources = (
        dict.fromkeys(getattr(plate.words, name) for plate in plates[:2])
        for name in ("title", "source")
    )
    first, *others = (plate.words.subtitle.split(" · ") for plate in plates)
    common = [part for part in first if all(part in other for other in others)]
    return replace(
        plates[0].words,
        title=page.title[:LONGEST_WORDS] or " / ".join(titles),
        subtitle=page.subtitle[:LONGEST_WORDS] or " · ".join(common),
        source=" ".join(sources),
    )


def _room(size: Size, orientation: str) -> _Room:
    if orientation == "portrait":
        return _Room(size.height, size.width, size.letters)
    return _Room(size.width, size.height, size.letters)


def _in_millimetres(svg: str, size: Size, page: _Room) -> str:
    if size.millimetres is None:
        return svg
    long, short = size.millimetres
    wide, tall = (short, long) if page.is_tall else (long, short)
    before = f'width="{page.width:g}" height="{page.height:g}"'
    return svg.replace(before, f'width="{wide:g}mm" height="{tall:g}mm"', 1)


def _at(content: str, x: float, y: float) -> str:
    return f'<g transform="translate({x:.2f} {y:.2f})">{content}</g>'


def _head(words: Words, page: _Room) -> Block:
    k, width = page.letters, page.inner
    large, small = PRINT.picture_title * k, PRINT.picture_subtitle * k
    title = paragraph(words.title, width, large, bold=True, most=2, leading=1.15)
    subtitle = paragraph(words.subtitle, width, small, fill=PRINT.quiet, most=3)
    return stack([title, subtitle], gap=3 * k)


def _foot(words: Words, address: str, page: _Room) -> Block:
    """Write the source on the left, the atlas and the day on the right, under a thin line."""
    k, small = page.letters, PRINT.picture_source * page.letters
    source = paragraph(words.source, page.inner * 0.74, small, fill=PRINT.quiet, most=4)
    where = address_block(address, page.inner * 0.74, small)
    left = stack([source, where], gap=2 * k)
    right = svg_text(_(ATLAS_NAME), page.inner, 0.95 * small, small, anchor="end", bold=True)
    right += svg_text(words.day, page.inner, 2.25 * small, small, fill=PRINT.quiet, anchor="end")
    line = f'<path d="M0 0h{page.inner:.2f}" stroke="{PRINT.rule}" stroke-width="0.7"/>'
    height = max(left.height, 18 * k) + 6 * k
    return Block(line + _at(left.content + right, 0, 6 * k), height)


def _legend(plate: Plate, view: Viewport, width: float, k: float) -> list[Block]:
    """Draw the parts of the legend, in the order in which they are read."""
    sign, small, pen = PRINT.picture_sign * k, PRINT.picture_note * k, pen_size(view)
    circles = reference_circles(plate.legend.sizes, pen, sign)
    if said := plate.legend.sizes_note:
        circles = stack([circles, paragraph(said, width, small, fill=PRINT.quiet)], gap=2 * k)
    return [
        circles,
        rows_block(plate, width, PRINT.picture_legend * k),
        signs_block(plate, width, sign),
        sites_block(plate.sites, width, pen, sign),
        *(
            paragraph(note, width, small, fill=PRINT.quiet, most=7)
            for note in plate.words.notes
            if note
        ),
    ]


def _body(plates: Sequence[Plate], page: Page, room: _Room, area: Rectangle) -> str:
    """Put maps on the page: one with its legend, or several in columns, in rows when it is tall."""
    if len(plates) == 1:
        place = _tall_body if room.is_tall else _wide_body
        return place(plates[0], page, room, area)
    gap, count = 16 * room.letters, len(plates)
    if room.is_tall:
        step = (area.height - gap * (count - 1)) / count
        cells = [replace(area, top=area.top + n * (step + gap), height=step) for n in range(count)]
    else:
        step = (area.width - gap * (count - 1)) / count
        cells = [replace(area, left=area.left + n * (step + gap), width=step) for n in range(count)]
    return "".join(
        _cell(replace(plate, words=replace(plate.words, notes=())), page, room, cell, f"carte{n}")
        for n, (plate, cell) in enumerate(zip(plates, cells, strict=True))
    )


def _cell(plate: Plate, page: Page, room: _Room, area: Rectangle, key: str) -> str:
    """Draw one map of several: its title, the map, its legend below, or beside it when wide."""
    k = room.letters
    size = 9.5 * k
    title = paragraph(plate.legend.title, area.width, size, bold=True, most=2, leading=1.15)
    is_wide = area.width > area.height
    # Two lines are kept in columns, so that maps beside each other are in line.
    top, below = area.top + size * (1.5 if is_wide else 2.7), area.top + area.height
    column = 186 * k if is_wide else area.width
    wide = area.width - column - 14 * k if is_wide else area.width
    # A first view sizes the circles of the legend, which then says what is left to the map.
    view = fit(_framed(plate, page), area.left, top, wide, below - top)
    legend = stack(_legend(plate, view, column, k), gap=7 * k)
    scale = PRINT.picture_note * k * 3.2
    tall = below - top if is_wide else max(below - top - legend.height - scale - 10 * k, 90 * k)
    view = fit(_framed(plate, page), area.left, top, wide, tall).inside(around_box())
    left = area.left + wide + 14 * k if is_wide else area.left
    return (
        _map(plate, view, page, key)
        + _at(title.content, area.left, area.top)
        + _at(legend.content, left, top if is_wide else top + view.height + 10 * k)
        + _orientation(view, left, below, column, k)
    )


def _framed(plate: Plate, page: Page) -> Box:
    """Return the part of the screen world to show."""
    if page.box:
        return page.box
    if not plate.framed:
        return france_box()
    shapes = screen_layer(plate.drawn.level).find(plate.framed)
    return union_box(shape.box for shape in shapes).grow(AROUND, LEAST_SPAN)


def _wide_body(plate: Plate, page: Page, room: _Room, area: Rectangle) -> str:
    """Put the legend on the right of the map, scale and north under it."""
    k, bottom = room.letters, area.top + area.height
    column = 186 * k
    view = fit(_framed(plate, page), area.left, area.top, area.width - column - 18 * k, area.height)
    left = room.width - room.margin - column
    legend = stack(_legend(plate, view, column, k), gap=9 * k)
    # A legend taller than the map is made smaller rather than cut.
    fitted = min(1.0, (area.height - 40 * k) / max(legend.height, 1.0))
    scaled = f'<g transform="scale({fitted:.4g})">{legend.content}</g>'
    return (
        _map(plate, view, page)
        + _at(scaled, left, area.top)
        + _orientation(view, left, bottom, column, k)
    )


def _tall_body(plate: Plate, page: Page, room: _Room, area: Rectangle) -> str:
    """Put the legend under the map in two columns: classes, then circles, signs and scale."""
    k, shown, bottom = room.letters, _framed(plate, page), area.top + area.height
    column = min((area.width - 22 * k) / 2, 236 * k)
    # A first view sizes the circles of the legend, which then says what is left to the map.
    view = fit(shown, area.left, area.top, area.width, area.width / max(aspect(shown), 0.9))
    circles, rows, *others = _legend(plate, view, column, k)
    second = stack([circles, *others], gap=9 * k)
    height = max(rows.height, second.height + 44 * k)
    view = fit(shown, area.left, area.top, area.width, area.height - height - 14 * k)
    right = room.width - room.margin - column
    return (
        _map(plate, view, page)
        + _at(rows.content, room.margin, bottom - height)
        + _at(second.content, right, bottom - height)
        + _orientation(view, right, bottom, column, k)
    )


def _map(plate: Plate, view: Viewport, page: Page, key: str = "") -> str:
    """Draw a map and its edge, beyond which nothing of it is seen.

    Parameters
    ----------
    key
        Start of its identifiers, when others are drawn beside it.
    """
    view = view.inside(around_box())
    left, top = view.left, view.top
    edge = f"M{left:.2f} {top:.2f}h{view.width:.2f}v{view.height:.2f}h{-view.width:.2f}z"
    names = place_names(plate, view) if page.has_names else ""
    content = map_content(plate, view, key or "carte", names)
    if key:
        clip = f'<clipPath id="{key}-bord"><path d="{edge}"/></clipPath>'
        content = f'{clip}<g clip-path="url(#{key}-bord)">{content}</g>'
    else:
        # A map alone is framed by the paper: with a clip path, a PNG takes three times as long.
        paper = f"M0 0H{MOST_PIXELS}V{MOST_PIXELS}H0Z"
        content += f'<path fill="{PRINT.paper}" fill-rule="evenodd" d="{paper}{edge}"/>'
    return f'{content}<path fill="none" stroke="{PRINT.rule}" stroke-width="0.7" d="{edge}"/>'


def _orientation(view: Viewport, x: float, bottom: float, width: float, k: float) -> str:
    """Draw the scale and the north, with what the scale is right for."""
    size, bar = PRINT.picture_note * k, scale_bar(view, 128 * k)
    note = _("Échelle au centre de la carte")
    if inset_scale(view) == 1 and any(each.box.overlaps(view.box) for each in screen_frames()):
        note = _("Échelle au centre de la métropole ; outre-mer hors échelle")
    line = bottom - size * 1.3
    fitted = shorten(note, width, size * 0.82)
    return scale_group(x, line, bar.pixels, bar.label, fitted, size) + north_arrow(
        x + width - 8 * k, line, size * 1.25
    )
