"""A chart taken away: its words, its key and its size, as PNG and SVG."""

import json
import struct
from xml.etree.ElementTree import fromstring

import pandas as pd
import pytest

from territoires_industrie.charts.units import index_lines
from territoires_industrie.errors import UnknownCodeError
from territoires_industrie.sheet.chart_file import SHARPNESS, WIDTH, ChartPicture, export_chart

LINES = pd.DataFrame({"France": [100, 102.0], "Rouen": [100, 98.0]}, index=["2014", "2015"])
ROUEN = {"Rouen": "light-dark(#3c2d78, #e8eb94)"}
PICTURE = ChartPicture(
    json.dumps(index_lines(LINES, ROUEN, "2014")),
    "Emplois & salaires <2015>",
    (("Rouen", "#3c2d78"), ("France", "#777777")),
    ("Source : Urssaf", "http://localhost/comparaison?unites=epci:200023414"),
)


def test_the_picture_holds_what_the_page_writes_around_the_chart() -> None:
    svg = export_chart(PICTURE, "svg").decode()
    fromstring(svg)
    for text in ("Emplois &amp; salaires", ">Rouen<", ">France<", "Source : Urssaf", "200023414"):
        assert text in svg
    assert "light-dark(" not in svg


def test_a_png_is_as_large_as_its_words_need() -> None:
    content = export_chart(PICTURE, "png")
    width, height = struct.unpack(">II", content[16:24])
    assert width == round(WIDTH * SHARPNESS)
    small = ChartPicture(PICTURE.drawing, "x")
    assert struct.unpack(">II", export_chart(small, "png")[16:24])[1] < height


def test_a_small_map_is_fitted_to_the_picture() -> None:
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="380" height="100"><path d="M0 0h9"/></svg>'
    )
    svg = export_chart(ChartPicture(drawing, "Carte"), "svg").decode()
    assert "scale(1.8947)" in svg
    with pytest.raises(UnknownCodeError, match="png"):
        export_chart(PICTURE, "pngg")
