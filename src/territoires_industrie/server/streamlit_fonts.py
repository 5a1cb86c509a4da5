"""Streamlit's two fonts, with what a page can show alone: a tenth of their bytes.

``build/fonts.py`` writes the small ones. An icon that its font lacks would be shown as its name,
which a test of that module finds; a letter that the other lacks, in the font of the system.
"""

from functools import cache
from pathlib import Path, PurePosixPath

FOLDER = Path(__file__).with_name("fonts")
ICONS, TEXT = "MaterialSymbols-Rounded", "SourceSansVF-Upright"
"""Beginnings of the names of Streamlit's fonts, and names of the small ones."""


def small_font(name: str) -> Path:
    """Return the file of a small font."""
    return FOLDER / f"{name}.woff2"


@cache
def _read(name: str) -> bytes:
    return small_font(name).read_bytes()


def with_small_fonts(path: str, content: bytes) -> bytes:
    """Return a small font in the place of Streamlit's; any other file as it is."""
    name = PurePosixPath(path).name.partition(".")[0]
    return _read(name) if name in (ICONS, TEXT) else content
