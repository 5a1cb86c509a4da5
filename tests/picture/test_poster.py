"""The whole picture: same legend as on screen, right paper sizes, words that stay words."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from struct import unpack
from typing import Any
from xml.etree import ElementTree as ET

import pypdf
import pytest

from territoires_industrie.classes.classing import Classing
from territoires_industrie.classes.legend import circle_sizes, legend_rows
from territoires_industrie.errors import AtlasError, UnknownCodeError
from territoires_industrie.picture.export import export_picture
from territoires_industrie.picture.page import LONGEST_WORDS, Page
from territoires_industrie.picture.render import render_pdf, render_png
from territoires_industrie.picture.text import FONT, text_width, wrap
from territoires_industrie.picture.viewport import aspect, france_box, place_box
from territoires_industrie.scene.filters import Filter
from territoires_industrie.scene.scene import scene_of
from territoires_industrie.scene.view import View
from territoires_industrie.scene.words import scene_words
from territoires_industrie.wording import format_number, speaking

SVG = "{http://www.w3.org/2000/svg}"
DAY = date(2026, 11, 21)
NORMANDIE = Filter(regions=("28",))
SHARE = View("departement", "industrial_establishments_share_pct", filter=NORMANDIE)
COUNT = View("territoire_phase2", "industrial_establishments_count")


def texts(svg: str) -> list[str]:
    return ["".join(each.itertext()) for each in ET.fromstring(svg).iter(f"{SVG}text")]


def svg_of(view: View = SHARE, page: Page | None = None, **changes: Any) -> str:
    return export_picture(replace(view, **changes), page, day=DAY).decode()


@pytest.mark.parametrize(
    "view",
    [SHARE, COUNT, View("epci", "programme_path", filter=NORMANDIE)],
    ids=["ratio", "count", "category"],
)
@pytest.mark.parametrize("orientation", ["paysage", "portrait"])
def test_the_legend_counts_what_the_map_draws(view: View, orientation: str) -> None:
    scene = scene_of(view)
    svg = svg_of(view, Page(orientation=orientation))
    tree = ET.fromstring(svg)
    rows = [g for g in tree.iter(f"{SVG}g") if g.get("class") == "legende"]
    wanted = legend_rows(scene.classification, scene.indicator)
    plain = [
        unit.get("data-class") for unit in tree.iter(f"{SVG}path") if unit.get("class") == "unite"
    ]

    assert [row.get("data-class") for row in rows] == [row.key for row in wanted]
    for row, expected in zip(rows, wanted, strict=True):
        assert int(row.get("data-count", -1)) == expected.count == plain.count(expected.key)
        words = " ".join("".join(t.itertext()) for t in row.iter(f"{SVG}text"))
        assert expected.label in words
        assert format_number(expected.count) in words


def test_reference_circles_have_the_size_of_the_map() -> None:
    scene = scene_of(COUNT)
    svg = svg_of(COUNT)
    circles = [c for c in ET.fromstring(svg).iter(f"{SVG}circle") if c.get("data-code")]
    largest = max(float(c.get("r", 0)) for c in circles)

    for size in circle_sizes(scene.circled, scene.indicator, largest):
        assert size.label in texts(svg)
        assert f'r="{size.radius:.2f}"' in svg


def test_title_filter_source_and_date_are_written() -> None:
    said = " ".join(texts(svg_of(outline="phase2")))
    for part in (
        "Part de l’industrie dans les établissements",
        "Départements · 2018",
        "Normandie",
        "INSEE",
        "IGN",
        "21 novembre 2026",
        "Atlas des Territoires d’industrie",
        "phase 2 (183)",
        "Échelle au centre de la métropole ; outre-mer hors échelle",
        "La Réunion",
    ):
        assert part in said


def test_the_picture_speaks_english() -> None:
    with speaking("en"):
        assert "21 November 2026" in texts(svg_of())


def test_a_crop_leaves_the_insets_out() -> None:
    said = texts(svg_of(extent="filtre"))
    assert "Échelle au centre de la carte" in said
    assert "La Réunion" not in said


def test_a_territory_dims_what_is_outside_it() -> None:
    view = replace(SHARE, filter=Filter(within=("territoire_phase2", "ti-2802")))
    kept = scene_of(view).in_filter
    assert {"76", "27"} <= set(kept.index[kept])
    assert "Axe Seine" in " ".join(texts(svg_of(view)))


@pytest.mark.parametrize(
    ("size", "orientation", "millimetres"),
    [("A4", "paysage", ("297", "210")), ("A3", "portrait", ("297", "420"))],
)
def test_a_file_has_its_size_on_paper(
    size: str, orientation: str, millimetres: tuple[str, str]
) -> None:
    root = ET.fromstring(svg_of(page=Page(size, orientation)))
    assert (root.get("width"), root.get("height")) == tuple(f"{mm}mm" for mm in millimetres)


def test_every_word_is_in_a_font_that_the_converter_has() -> None:
    assert re.findall(r'font-family="([^"]*)"', svg_of()) == [FONT]
    assert FONT.startswith("'Liberation Sans'")


def test_png_has_the_pixels_and_the_density_of_its_size() -> None:
    png = export_picture(SHARE, day=DAY, picture_format="png")
    assert png.startswith(b"\x89PNG")
    assert unpack(">II", png[16:24]) == (2338, 1653)
    density = png[png.index(b"pHYs") + 4 :]
    # Dots a metre: 200 an inch.
    assert unpack(">II", density[:8]) == (7874, 7874)


def test_pdf_is_one_vector_page_whose_text_can_be_read() -> None:
    pdf = export_picture(SHARE, Page("A3"), day=DAY, picture_format="pdf")
    (page,) = pypdf.PdfReader(BytesIO(pdf)).pages
    assert [float(side) for side in page.mediabox[2:]] == pytest.approx([1190.55, 841.89], abs=0.1)
    said = page.extract_text()
    for part in ("Part de l’industrie dans les établissements", "La Réunion", "Échelle"):
        assert part in said
    assert not page.images


def test_accents_are_drawn() -> None:
    def picture(text: str) -> bytes:
        return render_png(
            '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">'
            f'<text x="2" y="15" font-size="14" font-family="{FONT}">{text}</text></svg>'
        )

    drawn = {text: picture(text) for text in ("", "E", "É", "œ", "’", "«", "≥", "²")}
    assert len(set(drawn.values())) == len(drawn)


def test_what_is_no_svg_is_refused_in_one_line() -> None:
    for render in (render_png, render_pdf):
        with pytest.raises(AtlasError) as caught:
            render("<svg")
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("wrong", "near"),
    [
        ({"page": Page(size="A5")}, "A4"),
        ({"page": Page(orientation="paisage")}, "paysage"),
        ({"extent": "filtres"}, "filtre"),
        ({"outline": "phase3"}, "phase1"),
        ({"classing": Classing("quantile")}, "quantiles"),
    ],
)
def test_a_wrong_word_names_the_nearest(wrong: dict[str, Any], near: str) -> None:
    with pytest.raises(UnknownCodeError, match=near):
        svg_of(SHARE, **wrong)


def test_a_format_that_is_no_picture_s_names_the_nearest() -> None:
    with pytest.raises(UnknownCodeError, match="png"):
        export_picture(SHARE, picture_format="jpg")


def test_communes_have_a_picture_too() -> None:
    svg = svg_of(View("commune", "population_density_per_km2"))
    assert svg.count("<path") > 34_875


def test_an_indicator_of_another_level_names_the_nearest() -> None:
    with pytest.raises(UnknownCodeError, match="population_count"):
        svg_of(View("departement", "population_counts"))


def test_markup_in_a_title_is_text() -> None:
    words = replace(scene_words(scene_of(SHARE), DAY), title='<b onload="x">&')
    assert '<b onload="x">&' in texts(export_picture(SHARE, words=words).decode())


def test_own_words_are_bounded_and_the_address_is_whole() -> None:
    address = "https://atlas.test/?niveau=epci&indicateur=" + "&selection=200084952" * 12
    page = Page(title="Mon titre " * 40, subtitle="Le mien", address=address)
    said = texts(svg_of(page=page))
    assert sum(part.count("Mon titre") for part in said) <= LONGEST_WORDS // len("Mon titre ")
    assert "Le mien" in said
    assert address in "".join(said)
    assert "Part de l’industrie dans les établissements" not in said


def test_places_and_selected_units_are_named_without_touching() -> None:
    named = texts(svg_of(extent="filtre", selection=("76",), page=Page(has_names=True)))
    assert {"Seine-Maritime", "Rouen", "Caen"} <= set(named)
    assert not {"Rouen", "Caen"} & set(texts(svg_of(extent="filtre", selection=("76",))))


def test_a_picture_shows_what_was_on_the_screen() -> None:
    seen = svg_of(page=Page(box=place_box("49.44,1.1,9,800,600")))
    codes = {unit.get("data-code") for unit in ET.fromstring(seen).iter(f"{SVG}path")}
    assert "76" in codes
    assert not {"13", "974"} & codes


@pytest.mark.parametrize("orientation", ["paysage", "portrait"])
def test_maps_beside_each_other_have_their_own_legends(orientation: str) -> None:
    views = [SHARE, COUNT]
    svg = export_picture(views, Page(orientation=orientation)).decode()
    tree = ET.fromstring(svg)
    maps = [g for g in tree.iter(f"{SVG}g") if g.get("class") == "carte"]
    rows = [g for g in tree.iter(f"{SVG}g") if g.get("class") == "legende"]
    scenes = [scene_of(view) for view in views]
    counts = [len(legend_rows(one.classification, one.indicator)) for one in scenes]
    assert (len(maps), len(rows)) == (2, sum(counts))
    identifiers = re.findall(r' id="([^"]*)"', svg)
    assert len(identifiers) == len(set(identifiers))


def test_a_tall_page_is_filled_by_its_map() -> None:
    edges = re.findall(r"h([\d.]+)v([\d.]+)h-", svg_of(page=Page(orientation="portrait")))
    width, height = map(float, edges[-1])
    # France alone would leave a band of paper.
    assert height > 1.1 * width / aspect(france_box())


def test_lines_are_no_wider_than_asked() -> None:
    text = "Part de l’industrie dans l’emploi au lieu de travail, en pourcentage"
    lines = wrap(text, 120, 10)
    assert " ".join(lines) == text
    assert all(text_width(line, 10) <= 120 for line in lines)
    assert wrap(text, 120, 10, most=2)[-1].endswith("…")
