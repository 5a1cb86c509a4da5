"""One look: what a map on screen, its picture, its GIS styles and its charts really use."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser, Page

from territoires_industrie.charts.indicator import histogram
from territoires_industrie.classes.classify import classify
from territoires_industrie.draw.standalone import draw_map
from territoires_industrie.export.qml import write_qml
from territoires_industrie.export.sld import SE, write_sld
from territoires_industrie.export.styled import layer_styles
from territoires_industrie.indicators import find_indicator, read_values
from territoires_industrie.look import LEAST_CONTRAST, contrast
from territoires_industrie.picture.export import export_picture
from territoires_industrie.scene.filters import Filter
from territoires_industrie.scene.view import View
from tests.browser.conftest import WIDE

SELECTED = "76"
SHARE = View(
    level="departement",
    indicator="industrial_establishments_share_pct",
    filter=Filter(regions=("11", "28", "32", "06")),
    selection=(SELECTED,),
    outline="phase2",
)
COUNT = replace(SHARE, indicator="population_count")
SVG = "{http://www.w3.org/2000/svg}"

SCREEN = """() => {
  const style = (selector) => getComputedStyle(document.querySelector(selector));
  const fineness = Number(style(".atlas-world").getPropertyValue("--fineness"));
  const line = (selector, isScaled = true) => {
    const { stroke, strokeOpacity, strokeWidth } = style(selector);
    return [stroke, Number(strokeOpacity), parseFloat(strokeWidth) / (isScaled ? fineness : 1)];
  };
  const each = (selector, name, read) => {
    const nodes = [...document.querySelectorAll(selector)];
    return Object.fromEntries(nodes.map((node) => [name(node), read(getComputedStyle(node))]));
  };
  const place = (node) => `${node.getAttribute("cx")} ${node.getAttribute("cy")}`;
  const row = (node) => node.closest("tr").dataset.class;
  return {
    lines: {
      programme: line(".atlas-outline"),
      casing: line(".atlas-outline-casing"),
      region: line(".atlas-regions path"),
      border: line(".atlas-unit:not(.is-dimmed)"),
      dimmed: line(".atlas-unit.is-dimmed"),
      selection: line(".atlas-selection", false),
      halo: line(".atlas-halo", false),
      frame: line(".atlas-frame", false),
    },
    dimmed: Number(style(".atlas-unit.is-dimmed").fillOpacity),
    fills: each(".atlas-unit", (node) => node.dataset.code, ({ fill }) => fill),
    pattern: each("#motif-o > *", ({ tagName }) => tagName, ({ fill, stroke }) => [fill, stroke]),
    circles: each(".atlas-circle", place,
      ({ fill, fillOpacity, stroke }) => [fill, Number(fillOpacity), stroke]),
    legend: each(".atlas-legend tr[data-class] span", row,
      ({ backgroundColor, borderRadius }) => [backgroundColor, borderRadius]),
    sea: style(".atlas-around path").fill,
    land: style(".atlas-land").fill,
  };
}"""
PAINT = """(colour) => {
  const node = document.querySelector(".atlas").appendChild(document.createElement("i"));
  node.style.color = colour;
  const painted = getComputedStyle(node).color;
  node.remove();
  return painted;
}"""


def hexadecimal(colour: str) -> str:
    """Write a colour as files do: browsers say ``rgb(…)``, QGIS ``61,145,188,255``."""
    if colour.startswith(("#", "url")):
        return colour
    return "#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", colour)[:3])


def like_files(seen: Any) -> Any:
    """Write the colours of what the browser answered as files do."""
    if isinstance(seen, str):
        return hexadecimal(seen) if seen.startswith("rgb") else seen
    if isinstance(seen, list):
        return [like_files(one) for one in seen]
    if isinstance(seen, dict):
        return {key: like_files(one) for key, one in seen.items()}
    return seen


@pytest.fixture(scope="module", params=[SHARE, COUNT], ids=["polygons", "circles"])
def view(request: pytest.FixtureRequest) -> View:
    found: View = request.param
    return found


@pytest.fixture(scope="module")
def map_page(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory, view: View
) -> Iterator[Page]:
    """Open the saved map once: the tests only read it, each in the theme that it asks for."""
    saved = tmp_path_factory.mktemp("look") / "map.html"
    draw_map(view).save(str(saved))
    page = browser.new_page(viewport=WIDE, locale="fr-FR")
    page.goto(saved.as_uri())
    page.wait_for_function("window.__atlas.ready")
    yield page
    page.close()


def on_screen(page: Page, *, is_dark: bool = False) -> dict[str, Any]:
    """Read what the map uses, with its legend, in one theme."""
    page.evaluate(
        """(isDark) => {
          document.querySelector(".atlas").classList.toggle("is-dark", isDark);
          document.querySelector(".atlas-panel").style.colorScheme = isDark ? "dark" : "light";
        }""",
        is_dark,
    )
    seen: dict[str, Any] = like_files(page.evaluate(SCREEN))
    return seen


@pytest.fixture(scope="module")
def picture(view: View) -> ET.Element:
    return ET.fromstring(export_picture(view))


def find(picture: ET.Element, tag: str, kind: str) -> list[ET.Element]:
    return [e for e in picture.iter(f"{SVG}{tag}") if kind in e.get("class", "").split()]


def line_of(element: ET.Element, around: ET.Element | None = None) -> list[Any]:
    """Colour, opacity and width of a line; what it does not say, its group does."""

    def read(name: str, absent: str = "") -> str:
        outer = around.get(name, absent) if around is not None else absent
        return str(element.get(name, outer))

    return [read("stroke"), float(read("stroke-opacity", "1")), float(read("stroke-width"))]


def lines_of(picture: ET.Element) -> dict[str, list[Any]]:
    casing, programme = find(picture, "g", "programme")[0]
    halo, selection = find(picture, "g", "selection")[0]
    (units,) = find(picture, "g", "unites")
    return {
        "programme": line_of(programme),
        "casing": line_of(casing),
        "region": line_of(find(picture, "path", "regions")[0]),
        "border": line_of(units),
        "dimmed": line_of(find(units, "path", "estompee")[0], units),
        "selection": line_of(selection),
        "halo": line_of(halo),
        "frame": line_of(find(picture, "g", "cartons")[0]),
    }


def relative(lines: dict[str, list[Any]]) -> dict[str, tuple[str, float, float]]:
    """Say widths in widths of the programme's line: a picture has a scale of its own."""
    one = lines["programme"][2]
    return {
        name: (colour, round(opacity, 3), round(width / one, 2))
        for name, (colour, opacity, width) in lines.items()
    }


def test_lines_are_the_same_on_screen_and_in_the_picture(
    map_page: Page, picture: ET.Element
) -> None:
    assert relative(on_screen(map_page)["lines"]) == relative(lines_of(picture))


def test_units_and_patterns_have_the_same_colours(map_page: Page, picture: ET.Element) -> None:
    seen = on_screen(map_page)
    units = {str(e.get("data-code")): e for e in find(picture, "path", "unite")}
    for code, fill in seen["fills"].items():
        expected = str(units[code].get("fill"))
        assert fill == expected or (fill.startswith("url") and expected.startswith("url")), code
    (pattern,) = [e for e in picture.iter(f"{SVG}pattern") if e.get("id") == "carte-o"]
    ground, marks = pattern
    assert seen["pattern"]["rect"][0] == ground.get("fill")
    assert seen["pattern"]["path"][1] == marks.get("stroke")
    if not seen["circles"]:
        faded = find(picture, "path", "estompee")[0]
        assert seen["dimmed"] == float(faded.get("fill-opacity", 1))


def test_circles_and_their_edges_are_the_same(map_page: Page, picture: ET.Element) -> None:
    seen = on_screen(map_page)
    drawn = find(picture, "circle", "cercle")
    assert len(drawn) == len(seen["circles"])
    looks = {(e.get("fill"), float(e.get("fill-opacity", 1)), e.get("stroke")) for e in drawn}
    assert {tuple(look) for look in seen["circles"].values()} == looks
    for fill, _opacity, edge in seen["circles"].values():
        assert max(contrast(fill, seen["land"]), contrast(edge, seen["land"])) >= LEAST_CONTRAST


def test_samples_of_the_legend_are_the_same(map_page: Page, picture: ET.Element) -> None:
    seen = on_screen(map_page)["legend"]
    samples = {str(e.get("data-class")): e for e in find(picture, "g", "legende")}
    assert set(seen) == set(samples)
    for key, (colour, radius) in seen.items():
        discs, swatches = (list(samples[key].iter(f"{SVG}{tag}")) for tag in ("circle", "rect"))
        is_disc = radius == "50%"
        assert is_disc == (not swatches)
        assert colour == (discs if is_disc else swatches)[0].get("fill")


def test_a_gis_draws_the_same(map_page: Page, picture: ET.Element, view: View) -> None:
    (style,) = layer_styles(view)
    qml, sld = ET.fromstring(write_qml(style, {})), ET.fromstring(write_sld(style, "x"))
    found = {
        f"{layer.get('class')} {option.get('name')}": hexadecimal(str(option.get("value")))
        for symbol in qml.iter("symbol")
        for layer in symbol.iter("layer")
        for option in layer.iter("Option")
        if str(option.get("name")).endswith("outline_color")
    }
    seen = on_screen(map_page)
    assert found["SimpleFill outline_color"] == seen["lines"]["border"][0]
    fills = {
        hexadecimal(str(o.get("value"))) for o in qml.iter("Option") if o.get("name") == "color"
    }
    painted = {e.text for e in sld.iter(f"{{{SE}}}SvgParameter") if e.get("name") == "fill"}
    used = {one[0] for one in seen["circles"].values()} or set(seen["fills"].values())
    used = {colour for colour in used if colour.startswith("#")}
    assert used <= fills
    assert used <= painted
    if seen["circles"]:
        edges = {e.text for e in sld.iter(f"{{{SE}}}SvgParameter") if e.get("name") == "stroke"}
        assert {one[2] for one in seen["circles"].values() if one[1] > 0.5} <= edges


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
def test_charts_and_legend_are_those_of_the_map(map_page: Page, view: View, is_dark: bool) -> None:
    indicator = find_indicator(view.indicator)
    values = read_values(view.level, indicator.key)
    classes = classify(values, indicator)
    spec = histogram(values, classes, [SELECTED], indicator)
    seen = on_screen(map_page, is_dark=is_dark)

    def painted(colour: str) -> str:
        return hexadecimal(map_page.evaluate(PAINT, colour))

    bars = {
        painted(row["colour"])
        for rows in spec["datasets"].values()
        for row in rows
        if "colour" in row
    }
    on_map = {one[0] for one in seen["circles"].values()} or set(seen["fills"].values())
    in_legend = {colour for key, (colour, _radius) in seen["legend"].items() if key.isdigit()}
    assert {colour for colour in on_map if colour.startswith("#")} == bars == in_legend
    marks = [painted(layer["mark"]["color"]) for layer in spec["layer"] if "color" in layer["mark"]]
    lines = seen["lines"]
    assert {lines["selection"][0], lines["halo"][0]} <= set(marks)


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
def test_what_matters_stands_out(map_page: Page, is_dark: bool) -> None:
    seen = on_screen(map_page, is_dark=is_dark)
    lines, legend = seen["lines"], seen["legend"]
    grounds = [colour for colour, _radius in legend.values()] + [seen["sea"], seen["land"]]
    line, halo = lines["selection"][0], lines["halo"][0]
    for ground in grounds:
        assert max(contrast(line, ground), contrast(halo, ground)) >= LEAST_CONTRAST
    assert contrast(line, halo) >= 9
    strongest = max((key for key in legend if key.isdigit()), key=int)
    assert contrast(legend[strongest][0], seen["sea"]) > 10
