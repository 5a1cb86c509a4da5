"""The look: what has to be seen is seen, in each form, and each reader's form is the right one."""

import ast
import json
import re
import tomllib
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from territoires_industrie import look
from territoires_industrie.charts.programme import amount_bars
from territoires_industrie.draw.script import atlas_script
from territoires_industrie.look import (
    DARK,
    LEAST_CONTRAST,
    LIGHT,
    PAGE,
    PRINT,
    RAMPS,
    Look,
    contrast,
    css_variables,
    plain,
)
from territoires_industrie.sheet.compose import read_sheet
from territoires_industrie.sheet.document import typst_source
from territoires_industrie.sources import ROOT

forms = pytest.mark.parametrize("form", [LIGHT, DARK, PRINT], ids=lambda form: form.name)
TWO_COLOURS = 9.0
"""Contrast of a line and its casing from which one of them is seen on any colour (WCAG, C40)."""


def grounds(form: Look) -> set[str]:
    """Every colour that a unit, a circle or a bar can have, and the bare land."""
    ramps = chain.from_iterable(getattr(form, ramp) for ramp in RAMPS)
    return {*ramps, *(missing.fill for missing in form.missing.values()), form.land, form.paper}


@forms
def test_the_strongest_classes_stand_out_from_the_paper(form: Look) -> None:
    ends = (form.sequential[-1], form.below_pivot[-1], form.above_pivot[-1])
    assert min(contrast(colour, form.paper) for colour in ends) > 10
    weakest = (form.sequential[0], form.below_pivot[0], form.above_pivot[0])
    assert max(contrast(colour, form.paper) for colour in weakest) < LEAST_CONTRAST


@forms
def test_a_selection_is_seen_on_any_colour(form: Look) -> None:
    assert contrast(form.selection, form.halo) >= TWO_COLOURS
    for ground in grounds(form):
        seen = max(contrast(form.selection, ground), contrast(form.halo, ground))
        assert seen >= LEAST_CONTRAST, ground


@forms
def test_the_line_of_the_programme_is_seen_on_any_colour(form: Look) -> None:
    assert contrast(form.programme, form.casing) >= TWO_COLOURS


@forms
def test_every_circle_is_seen_on_bare_land(form: Look) -> None:
    for ramp in RAMPS[:4]:
        for colour in getattr(form, ramp):
            edge = form.edge_of(colour)
            assert max(contrast(colour, form.land), contrast(edge, form.land)) >= LEAST_CONTRAST


@forms
@pytest.mark.parametrize("name", ["quiet", "ink"])
def test_texts_are_read_on_paper(form: Look, name: str) -> None:
    assert contrast(getattr(form, name), form.paper) >= 4.5


@forms
@pytest.mark.parametrize(
    "name",
    ["reference", "edge", "point", "register", "unit", "circle_edge", "hover", "above", "below"],
)
def test_marks_are_seen_on_paper(form: Look, name: str) -> None:
    assert contrast(getattr(form, name), form.paper) >= LEAST_CONTRAST


@pytest.mark.parametrize("form", [LIGHT, DARK], ids=lambda form: form.name)
def test_the_focus_is_seen_on_its_halo_and_on_paper(form: Look) -> None:
    assert min(contrast(form.focus, form.halo), contrast(form.focus, form.paper)) >= LEAST_CONTRAST


def test_no_colour_is_in_two_ramps() -> None:
    colours = list(chain.from_iterable(getattr(LIGHT, ramp) for ramp in RAMPS))
    assert len(colours) == len(set(colours))


@pytest.mark.parametrize("ramp", RAMPS)
def test_a_class_has_its_colour_in_every_form(ramp: Any) -> None:
    light, dark, page = (getattr(form, ramp) for form in (LIGHT, DARK, PAGE))
    assert [DARK.of(colour) for colour in light] == list(dark)
    assert [PAGE.of(colour) for colour in light] == list(page)
    assert [plain(colour) for colour in page] == list(light)


def test_the_style_sheet_says_every_colour_and_number_once() -> None:
    lines = css_variables(PAGE).splitlines()
    assert len(lines) == len({line.partition(":")[0] for line in lines}) > 40
    assert f"--selection: light-dark({LIGHT.selection}, {DARK.selection});" in lines
    assert f"--halo-width: {LIGHT.halo_width:g};" in lines


def written_colours(path: Path) -> set[str]:
    """Colours in the code of a file: what its docstrings show as an example is left out."""
    text = path.read_text("utf-8")
    if path.suffix == ".py":
        tree = ast.parse(text)
        examples = {
            ast.get_docstring(node, clean=False)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        }
        texts = {
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        text = " ".join(texts - examples)
    return set(re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(\d[^)]*\)", text))


DRAWN = ("charts", "classes", "draw", "picture", "sheet")
"""Packages that draw maps, legends and charts."""

SIZES = {"fontSize", "labelFontSize", "titleFontSize", "radius"}
WRITTEN_SIZE = re.compile(
    r"font-size: ?[\d.]|font: ?[1-9]|text\((?:size: )?[\d.]+pt|size: [\d.]+pt"
)


def written_sizes(path: Path) -> list[str]:
    """Sizes of texts that are written in the code of a file."""
    text = path.read_text("utf-8")
    if path.suffix != ".py":
        return WRITTEN_SIZE.findall(text)
    keywords = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.keyword))
    typed = [str(one.arg) for one in keywords if one.arg in SIZES and is_number(one.value)]
    return [*typed, *WRITTEN_SIZE.findall(text)]


def is_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float)


def test_every_size_of_what_is_drawn_stands_in_the_look_alone() -> None:
    package = Path(look.__file__).parent
    files = [path for name in DRAWN for path in (package / name).rglob("*.*")]
    files = [path for path in files if path.suffix in {".py", ".css", ".js", ".typ"}]
    assert len(files) > 60
    found = {str(path.relative_to(package)): written_sizes(path) for path in files}
    assert {path: sizes for path, sizes in found.items() if sizes} == {}


def read_data(typst: str) -> dict[str, Any]:
    """Read back what a sheet is drawn from."""
    held = typst.splitlines()[0].removeprefix("#let data = json(bytes(").removesuffix("))")
    return dict(json.loads(json.loads(held)))


def test_each_reader_takes_the_sizes_of_the_look() -> None:
    """One size of each kind of drawing, as its own language writes it."""
    sheet = typst_source(read_sheet("epci", "200084952"), "http://localhost/", "", lambda _link: "")
    assert read_data(sheet)["look"]["sheet_note"] == PRINT.sheet_note
    assert "text(look.sheet_note" in sheet
    script = atlas_script()[1].decode("utf-8")
    assert f"--ring-gap: {PAGE.ring_gap:g};" in script
    assert "calc(var(--frame-text) * 1px)" in script
    bars = amount_bars(["A"], [1.0], ["1 €"])
    assert str(PAGE.chart_text) in str(bars)


def test_every_colour_stands_in_the_look_alone() -> None:
    package = Path(look.__file__).parent
    kinds = {".py", ".css", ".js", ".typ"}
    files = [path for path in package.rglob("*") if path.suffix in kinds and path.name != "look.py"]
    assert len(files) > 200
    found = {str(path.relative_to(package)): written_colours(path) for path in files}
    assert {path: colours for path, colours in found.items() if colours} == {}


@pytest.mark.parametrize("form", [LIGHT, DARK], ids=lambda form: form.name)
def test_the_theme_of_the_pages_has_the_same_colours(form: Look) -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    theme = settings["theme"][form.name]
    assert (theme["backgroundColor"], theme["textColor"]) == (form.paper, form.ink)
    assert (theme["primaryColor"], theme["linkColor"]) == (form.primary, form.link)
    assert contrast(form.link, form.paper) >= 4.5
    assert contrast(form.primary, form.paper) >= LEAST_CONTRAST


def test_the_icon_is_in_the_colour_of_the_controls() -> None:
    icon = Path(look.__file__).parent / "ui" / "icon.svg"
    assert f'fill="{LIGHT.primary}"' in icon.read_text("utf-8")


def test_a_sheet_on_paper_has_the_colours_of_print_alone() -> None:
    sheet = read_sheet("epci", "200084952")
    source = typst_source(sheet, "http://localhost/", "", lambda _link: "")
    assert "light-dark" not in source
    named = {colour for _name, colour in PRINT.colours()}
    ramps = {colour for ramp in RAMPS for colour in getattr(PRINT, ramp)}
    # Vega writes the texts and the bare marks of a chart in black.
    drawn = set(re.findall(r'(?:fill|stroke)=\\+"(#[0-9a-f]{6})\\+"', source))
    assert PRINT.selection in drawn
    assert drawn <= named | ramps
    assert read_data(source)["look"]["selection"] == PRINT.selection
