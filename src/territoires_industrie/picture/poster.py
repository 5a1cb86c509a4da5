"""A whole picture to print or to paste: map, title, legend, north, scale, source and date."""

from dataclasses import dataclass

from territoires_industrie.box import Box
from territoires_industrie.look import PRINT
from territoires_industrie.picture.legend_svg import (
    Block,
    circles_block,
    north_arrow,
    paragraph,
    rows_block,
    scale_group,
    signs_block,
    stack,
)
from territoires_industrie.picture.map_svg import (
    map_content,
    pen_size,
    svg_document,
)
from territoires_industrie.picture.screen_paths import screen_frames
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
from territoires_industrie.scene.scene import Scene
from territoires_industrie.scene.sites import scene_sites
from territoires_industrie.scene.words import Words
from territoires_industrie.sources import require_known
from territoires_industrie.wording import N_, _, format_number

ATLAS_NAME = N_("Atlas des Territoires d’industrie")


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

ORIENTATIONS = {"paysage": N_("Paysage"), "portrait": N_("Portrait")}


@dataclass(frozen=True)
class Page:
    """The page that a picture fills: a key of ``SIZES`` and one of ``ORIENTATIONS``."""

    size: str = "A4"
    orientation: str = "paysage"


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


def poster(
    scene: Scene,
    words: Words,
    page: Page,
    *,
    box: Box | None = None,
    for_file: bool = False,
) -> str:
    """Draw a whole picture as SVG.

    Parameters
    ----------
    scene, words, page
        What the map shows, what is written around it, and the page that they fill.
    box
        Part of the screen world to show; the whole of France when not given.
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
    head, foot = _head(words, room), _foot(words, room)
    top = room.margin + head.height + 12 * room.letters
    bottom = room.height - room.margin - foot.height - 10 * room.letters
    body = _tall_body if room.is_tall else _wide_body
    # The map comes first: what a crop leaves around it goes under the rest.
    content = (
        body(scene, words, room, (top, bottom), box)
        + _at(head.content, room.margin, room.margin)
        + _at(foot.content, room.margin, room.height - room.margin - foot.height)
    )
    whole = svg_document(content, room.width, room.height, f"{words.title}. {words.subtitle}")
    return _in_millimetres(whole, SIZES[page.size], room) if for_file else whole


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


def _foot(words: Words, page: _Room) -> Block:
    """Write the source on the left, the atlas and the day on the right, under a thin line."""
    k, small = page.letters, PRINT.picture_source * page.letters
    source = paragraph(words.source, page.inner * 0.74, small, fill=PRINT.quiet, most=4)
    right = svg_text(_(ATLAS_NAME), page.inner, 0.95 * small, small, anchor="end", bold=True)
    right += svg_text(words.day, page.inner, 2.25 * small, small, fill=PRINT.quiet, anchor="end")
    line = f'<path d="M0 0h{page.inner:.2f}" stroke="{PRINT.rule}" stroke-width="0.7"/>'
    height = max(source.height, 18 * k) + 6 * k
    return Block(line + _at(source.content + right, 0, 6 * k), height)


def _legend(scene: Scene, words: Words, view: Viewport, width: float, k: float) -> list[Block]:
    """Draw the parts of the legend, in the order in which they are read."""
    sign, small = PRINT.picture_sign * k, PRINT.picture_note * k
    return [
        circles_block(scene, pen_size(view), sign),
        rows_block(scene, width, PRINT.picture_legend * k),
        signs_block(scene, words.outline_label, width, sign),
        sites_block(scene_sites(scene), width, pen_size(view), sign),
        *(paragraph(note, width, small, fill=PRINT.quiet, most=7) for note in words.notes),
    ]


def _wide_body(
    scene: Scene,
    words: Words,
    page: _Room,
    between: tuple[float, float],
    box: Box | None,
) -> str:
    """Put the legend on the right of the map, scale and north under it."""
    top, bottom = between
    k, shown = page.letters, box or france_box()
    column = 186 * k
    room = page.inner - column - 18 * k
    view = fit(shown, page.margin, top, room, bottom - top)
    left = page.width - page.margin - column
    legend = stack(_legend(scene, words, view, column, k), gap=9 * k)
    fitted = min(1.0, (bottom - top - 40 * k) / max(legend.height, 1.0))
    scaled = f'<g transform="scale({fitted:.4g})">{legend.content}</g>'
    return (
        _map(scene, view, page)
        + _at(scaled, left, top)
        + _orientation(view, left, bottom, column, k)
    )


def _tall_body(
    scene: Scene,
    words: Words,
    page: _Room,
    between: tuple[float, float],
    box: Box | None,
) -> str:
    """Put the legend under the map in two columns: classes, then circles, signs and scale."""
    top, bottom = between
    k, shown = page.letters, box or france_box()
    column = min((page.inner - 22 * k) / 2, 236 * k)
    # A first view sizes the circles of the legend, which then says what is left to the map.
    view = fit(shown, page.margin, top, page.inner, page.inner / max(aspect(shown), 0.9))
    parts = _legend(scene, words, view, column, k)
    circles, rows, *others = parts
    second = stack([circles, *others], gap=9 * k)
    height = max(rows.height, second.height + 44 * k)
    room = bottom - top - height - 14 * k
    tall = min(room, page.inner / aspect(shown)) if box is None else room
    view = fit(shown, page.margin, top + (room - tall) * 0.3, page.inner, tall)
    right = page.width - page.margin - column
    return (
        _map(scene, view, page)
        + _at(rows.content, page.margin, bottom - height)
        + _at(second.content, right, bottom - height)
        + _orientation(view, right, bottom, column, k)
    )


def _map(scene: Scene, view: Viewport, page: _Room) -> str:
    return map_content(scene, view) + _mat(view, page)


def _mat(view: Viewport, page: _Room) -> str:
    """Cover what goes past the edges of the map, and draw its edge.

    A clip path would do it too, but the PNG then takes three times as long.
    """
    left, top = view.left, view.top
    right, bottom = left + view.width, top + view.height
    return (
        f'<path fill="{PRINT.paper}" fill-rule="evenodd" d="M0 0H{page.width:g}V{page.height:g}H0Z'
        f'M{left:.2f} {top:.2f}H{right:.2f}V{bottom:.2f}H{left:.2f}Z"/>'
        f'<path fill="none" stroke="{PRINT.rule}" stroke-width="0.7" '
        f'd="M{left:.2f} {top:.2f}H{right:.2f}V{bottom:.2f}H{left:.2f}Z"/>'
    )


def _orientation(view: Viewport, x: float, bottom: float, width: float, k: float) -> str:
    """Draw the scale and the north, with what the scale is right for."""
    size, bar = PRINT.picture_note * k, scale_bar(view, 128 * k)
    decimals = 0 if bar.kilometres >= 1 else 1
    label = _("{length} km").format(length=format_number(bar.kilometres, decimals))
    note = _("Échelle au centre de la carte")
    if inset_scale(view) == 1 and any(each.box.overlaps(view.box) for each in screen_frames()):
        note = _("Échelle au centre de la métropole ; outre-mer hors échelle")
    line = bottom - size * 1.3
    fitted = shorten(note, width, size * 0.82)
    return scale_group(x, line, bar.pixels, label, fitted, size) + north_arrow(
        x + width - 8 * k, line, size * 1.25
    )
