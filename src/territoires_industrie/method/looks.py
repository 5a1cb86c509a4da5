"""Statuses, classes and colours: what a reader sees on the map, and the rule behind it."""

from urllib.parse import quote

from territoires_industrie.classes.breaks import (
    LEAST_SIDE,
    LONG_TAIL,
    MOVED_CLASS_SHARE,
    MOVED_SHARE,
    SHIFT_SHARE,
)
from territoires_industrie.classes.classing import (
    DEFAULT_CLASS_COUNT,
    DEFAULT_METHOD,
    METHODS,
    MIN_CLASSES,
)
from territoires_industrie.classes.palettes import (
    MAX_CLASSES,
    MISSING_STYLES,
    PATTERN_SIZE,
    MissingStyle,
    diverging,
    pattern_marks,
    qualitative,
    sequential,
)
from territoires_industrie.look import DARK, LIGHT, PAGE, contrast
from territoires_industrie.method.model import Entry, kept_facts
from territoires_industrie.method.prose import Holes
from territoires_industrie.statistics.status import Status
from territoires_industrie.wording import N_, _, format_number

PALETTES = {
    "sequential": N_("Suite régulière : le plus grand se détache le plus du fond"),
    "diverging_zero": N_("Deux suites de part et d’autre de 0 : orange au-dessous, bleu au-dessus"),
    "diverging_one": N_("Deux suites de part et d’autre de 1, la moyenne de la France"),
    "qualitative": N_("Une couleur par catégorie, sans ordre"),
}

SWATCH = 22
COLOURS_SHOWN = 5


def status_holes() -> Holes:
    """Explain every status of a cell, with its look and its name in files."""
    return Holes(entries={"statuses": [_explain_status(status) for status in Status]})


def _explain_status(status: Status) -> Entry:
    style = MISSING_STYLES.get(status)
    return Entry(
        slug=str(status),
        title=_(status.word),
        paragraphs=(_(status.meaning),),
        facts=kept_facts((_("Dans les fichiers"), str(status))),
        pictures=((_tile(style), _(status.word)),) if style else (),
    )


def _tile(style: MissingStyle) -> str:
    count = 3
    tile, ground = pattern_marks(style, PAGE), PAGE.missing[style.letter].fill
    marks = "".join(
        f'<g transform="translate({PATTERN_SIZE * x} {PATTERN_SIZE * y})">{tile}</g>'
        for x in range(2 * count)
        for y in range(count)
    )
    width, height = 2 * count * PATTERN_SIZE, count * PATTERN_SIZE
    return _picture(
        width, height, f'<rect width="{width}" height="{height}" fill="{ground}"/>{marks}'
    )


def _ramp(colours: tuple[str, ...]) -> str:
    rects = "".join(
        f'<rect x="{SWATCH * i}" width="{SWATCH}" height="{SWATCH}" fill="{PAGE.of(colour)}"/>'
        for i, colour in enumerate(colours)
    )
    return _picture(SWATCH * len(colours), SWATCH, rects)


def _picture(width: int, height: int, content: str) -> str:
    """Write a small picture as an address that an ``img`` shows."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" style="color-scheme:light dark">{content}</svg>'
    )
    return f"data:image/svg+xml,{quote(svg, safe='')}"


def class_holes() -> Holes:
    """Name the methods, their bounds and the colours."""
    start = _("Méthode au départ.")
    shares = {
        "moved_units": MOVED_SHARE,
        "moved_class": MOVED_CLASS_SHARE,
        "moved_width": SHIFT_SHARE,
        "long_tail": LONG_TAIL,
        "least_side": LEAST_SIDE,
    }
    numbers = {
        "least_classes": MIN_CLASSES,
        "most_classes": MAX_CLASSES,
        "usual_classes": DEFAULT_CLASS_COUNT,
        "largest_radius": PAGE.circle_radius,
        # Rounded down: the page promises no more than there is.
        "line_contrast": int(min(contrast(one.selection, one.halo) for one in (LIGHT, DARK))),
        **{name: 100 * share for name, share in shares.items()},
    }
    titles = {slug: _(title) for slug, title in METHODS.items()}
    defaults = {f"default_{slug}": start if slug == DEFAULT_METHOD else "" for slug in METHODS}
    written = {name: format_number(number) for name, number in numbers.items()}
    return Holes({**titles, **defaults, **written}, entries={"palettes": _palettes()})


def _palettes() -> list[Entry]:
    around = diverging(2 * COLOURS_SHOWN - 4, COLOURS_SHOWN - 2)
    ramps = {
        "sequential": sequential(COLOURS_SHOWN),
        "diverging_zero": around,
        "diverging_one": around,
        "qualitative": qualitative(COLOURS_SHOWN),
    }
    return [
        Entry(
            slug=f"couleurs-{name.replace('_', '-')}",
            title=_(PALETTES[name]),
            pictures=((_ramp(colours), _(PALETTES[name])),),
        )
        for name, colours in ramps.items()
    ]
