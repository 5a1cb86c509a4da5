"""Words in a picture: how wide they are, where they break, how SVG writes them.

Widths are those of Helvetica, which Liberation Sans (bundled with the converter), Arial
and Helvetica share: what fits in the SVG also fits in the PNG and the PDF.
"""

import re
from html import escape

from territoires_industrie.look import PRINT
from territoires_industrie.wording import fold

FONT = "'Liberation Sans', Arial, Helvetica, sans-serif"
"""Families of the same widths; a family that the converter lacks would leave a blank."""

_WIDTHS = {
    "ijl’'|": 0.222,
    " .,:;!/()[]ftIr-·\u00a0": 0.3,
    "\u202f": 0.2,
    "ckJsvxyz": 0.5,
    "FTZL": 0.6,
    "wCDHNRU": 0.722,
    "GOQ": 0.778,
    "mM–": 0.833,
    "%œ": 0.9,
    "W…—": 1.0,
    "ABEKPSVXY": 0.667,
}
_WIDTH_OF = {letter: width for letters, width in _WIDTHS.items() for letter in letters}
# Digits and most small letters have this width.
_OTHER = 0.556
# Near enough to break lines, without a second table of widths.
_BOLD = 1.07
# A French sign stays with the word before it, and an opening quotation mark with its next.
_BREAKS = re.compile("(?<!«) (?![;:!?»])")


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Estimate how wide a text is, in the unit of ``size``.

    >>> round(text_width("Éàç", 10), 1), round(text_width("Eac", 10), 1)
    (17.2, 17.2)
    """
    plain = (letter if letter in _WIDTH_OF else _bare(letter) for letter in text)
    width = sum(_WIDTH_OF.get(letter, _OTHER) for letter in plain) * size
    return width * _BOLD if bold else width


def _bare(letter: str) -> str:
    base = fold(letter)[:1]
    # An accent adds no width; folding also takes the capital away, which has another.
    return base.upper() if letter.isupper() else base


def wrap(text: str, width: float, size: float, bold: bool = False, most: int = 0) -> list[str]:
    """Break a text into lines no wider than ``width``, at ordinary spaces not before a sign.

    Parameters
    ----------
    most
        Lines at most; the last one then ends with an ellipsis. 0: no limit.

    Examples
    --------
    >>> wrap("Part de l’industrie dans l’emploi", 90, 10)
    ['Part de l’industrie', 'dans l’emploi']
    """
    lines: list[str] = []
    for word in _BREAKS.split(text):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    if most and len(lines) > most:
        lines = [*lines[: most - 1], shorten(" ".join(lines[most - 1 :]), width, size, bold)]
    return lines


def shorten(text: str, width: float, size: float, bold: bool = False) -> str:
    """Cut a text that is too wide, and say so with an ellipsis.

    >>> shorten("Communauté urbaine", 50, 10)
    'Commu…'
    """
    if text_width(text, size, bold) <= width:
        return text
    while text and text_width(f"{text}…", size, bold) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def svg_text(
    text: str,
    x: float,
    y: float,
    size: float,
    *,
    fill: str = PRINT.ink,
    anchor: str = "start",
    bold: bool = False,
    halo: tuple[float, str] | None = None,
) -> str:
    """Write one line of text; ``y`` is its base line.

    Parameters
    ----------
    anchor
        ``start``, ``middle`` or ``end``: what of the text is at ``x``.
    halo
        Width and colour of an edge that keeps it legible over a map.

    Examples
    --------
    >>> svg_text("A < B", 1, 2, 10)
    '<text x="1" y="2" font-size="10" fill="#161616">A &lt; B</text>'
    """
    extra = f' text-anchor="{anchor}"' if anchor != "start" else ""
    extra += ' font-weight="700"' if bold else ""
    if halo:
        width, colour = halo
        extra += (
            f' paint-order="stroke" stroke="{colour}" stroke-width="{width:g}"'
            ' stroke-linejoin="round"'
        )
    place = f'x="{x:.6g}" y="{y:.6g}" font-size="{size:.4g}" fill="{fill}"'
    return f"<text {place}{extra}>{escape(text)}</text>"
