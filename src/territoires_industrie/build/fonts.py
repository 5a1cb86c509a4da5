"""The fonts of the pages: what they can show of Streamlit's own, in ``server/fonts/``."""

import re
from collections.abc import Iterable
from io import BytesIO
from itertools import chain
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from territoires_industrie.build.records import Report
from territoires_industrie.server.streamlit_fonts import ICONS, TEXT, small_font
from territoires_industrie.server.streamlit_private import font_file, scripts
from territoires_industrie.sources import ROOT

NAME = re.compile(r":material/([a-z0-9_]+)")
PACKAGE = Path(__file__).parents[1]
LETTERS = (
    *range(0x20, 0x180),
    *range(0x218, 0x21C),
    *range(0x391, 0x3CA),
    *range(0x2000, 0x2C00),
)
"""Languages of Europe in Latin letters; Greek ones of formulas; signs, arrows, mathematics."""

NOTICES = [0, 7, 13, 14]
"""Copyright, trademark, licence and its address: they stay. "Source" is a reserved name, which the
SIL Open Font Licence keeps from a font that was changed: names are blank."""

FEATURES = ("pnum", "onum", "sups", "subs", "case")
"""Beside kerning and what else a font always does: the widths and forms of digits."""


def build_fonts(report: Report) -> None:
    """Write both fonts anew."""
    for name, content in ((ICONS, subset_icons(shown_icons())), (TEXT, subset_text())):
        small_font(name).write_bytes(content)
        report(small_font(name).name)


def shown_icons() -> set[str]:
    """Return the names of the icons that the atlas or Streamlit's own controls show."""
    sources = chain(PACKAGE.rglob("*.py"), (ROOT / "pages").glob("*.py"))
    texts = (path.read_text("utf-8") for path in chain(sources, scripts()))
    return {name for text in texts for name in NAME.findall(text)}


def named_icons(font: TTFont) -> dict[str, str]:
    """Return the glyph of each name that a font draws as one icon."""
    letters = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    lookups = font["GSUB"].table.LookupList.Lookup
    tables = (getattr(one, "ExtSubTable", one) for each in lookups for one in each.SubTable)
    return {
        "".join(letters[glyph] for glyph in (first, *ligature.Component)): ligature.LigGlyph
        for table in tables
        for first, ligatures in getattr(table, "ligatures", {}).items()
        for ligature in ligatures
    }


def subset_icons(names: Iterable[str]) -> bytes:
    """Write Streamlit's font of icons with some of them; names it lacks are left out."""
    # Without the hour of the build, which would change the bytes.
    font = TTFont(font_file(ICONS), recalcTimestamp=False)
    known = named_icons(font)
    kept = sorted(known.keys() & set(names))
    # Without the closure, by which every icon that can be spelled would stay.
    subsetter = Subsetter(Options(layout_closure=False, name_IDs=NOTICES, obfuscate_names=True))
    subsetter.populate(glyphs=[known[name] for name in kept], text="".join(kept))
    return _write(font, subsetter)


def subset_text() -> bytes:
    """Write Streamlit's font of texts with some letters, in every weight."""
    font = TTFont(font_file(TEXT), recalcTimestamp=False)
    font["fvar"].instances = []  # weights with a name, for programs that list fonts
    options = Options(name_IDs=NOTICES, obfuscate_names=True)
    options.layout_features += FEATURES
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=LETTERS)
    return _write(font, subsetter)


def _write(font: TTFont, subsetter: Subsetter) -> bytes:
    subsetter.subset(font)
    font.flavor = "woff2"
    written = BytesIO()
    font.save(written)
    return written.getvalue()
