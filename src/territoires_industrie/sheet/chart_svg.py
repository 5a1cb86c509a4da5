"""Charts of a sheet as vector SVG in the font of the PDF."""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import vl_convert

from territoires_industrie.errors import AtlasError
from territoires_industrie.look import PRINT, plain
from territoires_industrie.picture.text import FONT as PICTURE_FONT
from territoires_industrie.wording import _

FONT = "Source Sans Pro"
FONT_PACKAGE = "font_source_sans_pro"

CONFIG: dict[str, Any] = {
    "font": FONT,
    "background": None,
    "view": {"stroke": None},
    "axis": {"labelFontSize": 10.5, "domainColor": PRINT.edge, "tickColor": PRINT.edge},
    "legend": {"labelFontSize": 10.5},
    "title": {"font": FONT},
}


@cache
def font_folder() -> str:
    """Find the folder of the font's files.

    Raises
    ------
    AtlasError
        If the package of the font is not installed.
    """
    spec = find_spec(FONT_PACKAGE)
    if spec is None or spec.origin is None:
        text = _("Police absente : le paquet {package} est attendu. Relancez « make run ».")
        raise AtlasError(text, package=FONT_PACKAGE.replace("_", "-"))
    folder = str(Path(spec.origin).parent / "files")
    # Without it, the converter measures and draws texts in whatever font the machine has.
    vl_convert.register_font_directory(folder)
    return folder


def chart_svg(spec: dict[str, Any], width: float) -> str:
    """Draw a chart as SVG, ``width`` pixels wide with its labels."""
    font_folder()
    # The page's charts follow their container, which a file has not.
    fitted = {
        **spec,
        "width": round(width),
        "autosize": {"type": "fit-x", "contains": "padding"},
        "config": {**spec.get("config", {}), **CONFIG},
    }
    try:
        return str(vl_convert.vegalite_to_svg(plain(json.dumps(fitted))))
    except (RuntimeError, ValueError) as error:
        reason = str(error).partition("\n")[0]
        text = _("Le graphique n’a pas pu être dessiné pour le PDF ({reason}).")
        raise AtlasError(text, reason=reason) from error


def on_paper(svg: str) -> str:
    """Return a map with the colours of print and the font of the PDF, narrower than its own."""
    return plain(svg).replace(PICTURE_FONT, f"'{FONT}'")
