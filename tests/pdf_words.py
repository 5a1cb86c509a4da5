"""The words of a page of a PDF, without its drawings: their points are most of what it holds."""

import re

from pypdf import PageObject
from pypdf.generic import DecodedStreamObject, NameObject

POINT = re.compile(rb" -?[\d.]+ -?[\d.]+ l(?=\s)")
"""The end of a line; strings are written in glyphs of two bytes, and hold none."""


def read_words(page: PageObject) -> str:
    """Read the text of a page, in half the time that it takes with its coasts and borders."""
    content = page.get_contents()
    assert content is not None
    drawn = DecodedStreamObject()
    drawn.set_data(POINT.sub(b"", content.get_data()))
    page[NameObject("/Contents")] = drawn
    return page.extract_text()
