"""SVG to PNG and PDF, inside the process: no browser, no network, fonts bundled."""

import vl_convert

from territoires_industrie.errors import AtlasError
from territoires_industrie.wording import _

POINTS_PER_INCH = 72.0
"""A pixel of our pictures is a point: an A4 page is 842 by 595."""


def render_png(svg: str, scale: float = 2.0) -> bytes:
    """Draw an SVG as PNG.

    Parameters
    ----------
    scale
        Pixels of the PNG a pixel of the SVG (2: twice as sharp).

    Raises
    ------
    AtlasError
        If the SVG cannot be drawn.
    """
    try:
        # Said as a density rather than a factor, so that the PNG knows its size on paper.
        return vl_convert.svg_to_png(svg, ppi=POINTS_PER_INCH * scale)
    except (RuntimeError, ValueError) as error:
        raise _undrawable(error) from error


def render_pdf(svg: str) -> bytes:
    """Write an SVG as a one-page PDF: vector shapes, text that can be selected.

    Raises
    ------
    AtlasError
        If the SVG cannot be drawn.
    """
    try:
        return vl_convert.svg_to_pdf(svg)
    except (RuntimeError, ValueError) as error:
        raise _undrawable(error) from error


def _undrawable(error: Exception) -> AtlasError:
    # The converter's message goes on with a stack trace that helps no reader.
    reason = str(error).partition("\n")[0]
    message = _("L’image n’a pas pu être faite à partir du dessin vectoriel ({reason}).")
    return AtlasError(message, reason=reason)
