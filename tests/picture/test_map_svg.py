"""The map as SVG: what is drawn is what was classified, where the browser draws it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pandas as pd
import pytest
import shapely

from territoires_industrie import sources
from territoires_industrie.boundaries import read_boundaries, screen_geometry
from territoires_industrie.build import insets
from territoires_industrie.classes.palettes import MISSING_STYLES
from territoires_industrie.crs import MEASURING_CRS
from territoires_industrie.errors import DataFileError, UnknownCodeError
from territoires_industrie.indicators import Indicator, Measure
from territoires_industrie.look import PRINT
from territoires_industrie.picture import places, screen_paths
from territoires_industrie.picture.detail import detailed_shape
from territoires_industrie.picture.map_svg import frame_names, map_svg
from territoires_industrie.picture.screen_paths import ground_of, screen_frames, screen_layer
from territoires_industrie.picture.text import text_width
from territoires_industrie.picture.viewport import fit, france_box, scale_bar
from territoires_industrie.scene.filters import Filter
from territoires_industrie.scene.scene import Scene, make_scene
from territoires_industrie.scene.view import View

SVG = "{http://www.w3.org/2000/svg}"
LEVEL = "departement"
MISSING = {"01": "withheld", "2A": "not_published", "976": "out_of_scope", "75": "not_aggregable"}
SHARE = Indicator(
    key="essai_share_pct",
    measure=Measure.RATIO,
    name="Part d’essai",
    definition="",
    unit="%",
    decimals=1,
    levels=(LEVEL,),
    years=("2022",),
)
COUNT = replace(SHARE, key="essai_count", measure=Measure.COUNT, unit="emplois", decimals=0)


def values_of(level_key: str = LEVEL, missing: dict[str, str] | None = None) -> pd.DataFrame:
    """Make figures that grow with the rank of the code."""
    codes = screen_geometry(level_key).codes
    table = pd.DataFrame(
        {"value": np.arange(1.0, len(codes) + 1), "status": "value"},
        index=pd.Index(codes, name="code"),
    )
    for code, status in (MISSING if missing is None else missing).items():
        table.loc[code, "value"] = np.nan
        table.loc[code, "status"] = status
    return table


def drawing_of(indicator: Indicator = SHARE, kept: Sequence[str] = (), **seen: Any) -> Scene:
    view = View(LEVEL, outline="aucun", filter=Filter(only=tuple(kept)))
    return make_scene(replace(view, **seen), indicator, values_of())


def elements(svg: str, tag: str, kind: str) -> list[ET.Element]:
    return [
        each
        for each in ET.fromstring(svg).iter(f"{SVG}{tag}")
        if kind in each.get("class", "").split()
    ]


def test_every_unit_is_drawn_once_with_its_class_and_colour() -> None:
    drawing = drawing_of()
    classes = drawing.classification
    units = {u.get("data-code"): u for u in elements(map_svg(drawing), "path", "unite")}

    assert list(units) == list(screen_geometry(LEVEL).codes)
    for code, index in classes.class_of.items():
        if index >= 0:
            assert units[str(code)].get("data-class") == str(index)
            assert units[str(code)].get("fill") == classes.colours[index]


def test_a_missing_value_has_its_pattern_and_no_class_colour() -> None:
    svg = map_svg(drawing_of())
    units = {u.get("data-code"): u for u in elements(svg, "path", "unite")}
    patterns = {p.get("id") for p in ET.fromstring(svg).iter(f"{SVG}pattern")}

    for code, status in MISSING.items():
        letter = next(s.letter for name, s in MISSING_STYLES.items() if name == status)
        assert units[code].get("data-class") == letter
        assert units[code].get("fill") == f"url(#carte-{letter})"
        assert f"carte-{letter}" in patterns


def test_an_estimate_has_a_pattern_over_its_class_or_a_dashed_circle() -> None:
    values = values_of()
    values.loc[["14", "76"], "status"] = "estimate"
    scenes = [make_scene(View(LEVEL, outline="aucun"), each, values) for each in (SHARE, COUNT)]
    share, count = map(map_svg, scenes)
    (pattern,) = elements(share, "path", "motif")
    assert pattern.get("fill") == "url(#carte-e)"
    units = {u.get("data-code"): u.get("d") for u in elements(share, "path", "unite")}
    assert pattern.get("d") == f"{units['14']}{units['76']}"
    circles = elements(count, "circle", "cercle")
    dashed = {c.get("data-code") for c in circles if c.get("stroke-dasharray")}
    assert dashed == {"14", "76"}
    assert not elements(count, "path", "motif")


def test_units_outside_the_filter_are_dimmed_and_keep_their_colour() -> None:
    drawing = drawing_of(kept=["76", "27"])
    units = elements(map_svg(drawing), "path", "unite")
    plain = {u.get("data-code") for u in units if "estompee" not in u.get("class", "").split()}

    assert plain == {"76", "27"}
    assert {u.get("fill") for u in units} == {u.get("fill") for u in _whole_units()}


def _whole_units() -> list[ET.Element]:
    return elements(map_svg(drawing_of()), "path", "unite")


def test_a_count_draws_circles_whose_area_is_the_value() -> None:
    drawing = drawing_of(COUNT)
    svg = map_svg(drawing)
    radii = {c.get("data-code"): float(c.get("r", 0)) for c in elements(svg, "circle", "cercle")}
    figures = drawing.classification.shown
    largest = str(figures.idxmax())

    assert set(radii) == set(figures.dropna().index)
    for code in ("33", "59"):
        wanted = figures[code] / figures[largest]
        assert (radii[code] / radii[largest]) ** 2 == pytest.approx(wanted, rel=0.01)
    fills = {u.get("fill") for u in elements(svg, "path", "unite") if u.get("data-class") == "0"}
    assert fills == {PRINT.land}


def test_large_circles_are_under_small_ones() -> None:
    radii = [float(c.get("r", 0)) for c in elements(map_svg(drawing_of(COUNT)), "circle", "cercle")]
    assert radii == sorted(radii, reverse=True)


def test_circles_of_a_crop_are_those_of_the_filter() -> None:
    drawing = drawing_of(COUNT, kept=["14", "76"], extent="filtre")
    codes = {c.get("data-code") for c in elements(map_svg(drawing), "circle", "cercle")}
    assert codes == {"14", "76"}


def test_insets_outlines_and_selection_are_drawn() -> None:
    drawing = drawing_of(outline="phase2", selection=("76",))
    svg = map_svg(drawing)
    names = {frame.name for frame in screen_frames()}

    assert names == {"Guadeloupe", "Martinique", "Guyane", "La Réunion", "Mayotte"}
    assert all(f">{name}</text>" in svg for name in names)
    assert len(elements(svg, "g", "cartons")[0]) == len(names)
    assert len(elements(svg, "g", "programme")[0]) == 2
    halo, line = elements(svg, "g", "selection")[0]
    assert halo.get("d") == line.get("d") == screen_layer(LEVEL).find(["76"])[0].path
    assert float(halo.get("stroke-width", 0)) > float(line.get("stroke-width", 0))


@pytest.mark.parametrize("width", [300.0, 560.0, 800.0, 1400.0])
def test_names_of_insets_touch_no_ground(width: float) -> None:
    view = fit(france_box(), 0, 0, width, width)
    named = list(ET.fromstring(f"<svg>{frame_names(view, width / 800)}</svg>").iter("text"))
    frames = {frame.name: frame for frame in screen_frames()}
    assert len(named) == len(frames)
    for text in named:
        x, y, size = (float(text.get(name, 0)) for name in ("x", "y", "font-size"))
        west, north = view.world(x, y - size * 0.7)
        east, south = view.world(x + text_width(str(text.text), size), y)
        frame = frames[str(text.text)]
        assert frame.box.holds(west, north) and frame.box.holds(east, south)
        assert not shapely.intersects(ground_of(frame.code), shapely.box(west, north, east, south))


def test_a_hole_that_nothing_fills_is_drawn_only_where_it_is_large() -> None:
    # Off Normandie, an islet of a département has no ground at this scale: 23 by 27 units.
    (shape,) = screen_layer("departement").find(["14"])
    assert shape.path.count("M") == 1


def test_an_unknown_selected_code_is_refused_by_name() -> None:
    with pytest.raises(UnknownCodeError, match="999"):
        map_svg(drawing_of(selection=("999",)))


def test_units_are_inside_the_picture() -> None:
    view = fit(france_box(), 0, 0, 800, 660)
    for shape in screen_layer(LEVEL).shapes:
        left, top = view.pixels(shape.box.west, shape.box.north)
        right, bottom = view.pixels(shape.box.east, shape.box.south)
        assert left >= 0 and top >= 0 and right <= 800 and bottom <= 660
        assert shape.box.west <= shape.label[0] <= shape.box.east


@pytest.mark.parametrize("code", sorted(MEASURING_CRS))
def test_real_overseas_points_fall_on_their_moved_ground(code: str) -> None:
    west, south, east, north = read_boundaries(LEVEL).geometry.at[code].bounds
    box = screen_layer(LEVEL).find([code])[0].box
    corners = detailed_shape(LEVEL, code).box
    middle = places.to_screen([(west + east) / 2], [(south + north) / 2])[0]

    for side in ("west", "south", "east", "north"):
        assert getattr(corners, side) == pytest.approx(getattr(box, side), abs=25)
    assert box.holds(*middle)


def test_the_inset_latitude_is_the_one_of_the_build() -> None:
    assert places.REFERENCE_LATITUDE == insets.REFERENCE_LATITUDE


def test_a_point_that_france_does_not_show_is_nowhere() -> None:
    assert np.isnan(places.to_screen([-74.0], [40.7])).all()


def test_the_scale_bar_is_right_in_the_middle_and_in_an_inset() -> None:
    view = fit(screen_layer(LEVEL).find(["18"])[0].box, 0, 0, 400, 400)
    bar = scale_bar(view, 150)
    ground = read_boundaries(LEVEL).geometry.loc[["18"]].to_crs(2154).total_bounds
    height_km = (ground[3] - ground[1]) / 1000
    drawn = screen_layer(LEVEL).find(["18"])[0].box
    pixels = drawn.height * view.scale
    assert bar.kilometres * pixels / bar.pixels == pytest.approx(height_km, rel=0.02)

    island = screen_layer(LEVEL).find(["974"])[0].box
    inset_bar = scale_bar(fit(island.grow(0.05), 0, 0, 400, 400), 150)
    metres = read_boundaries(LEVEL).geometry.loc[["974"]].to_crs(2975).total_bounds
    seen = island.width * fit(island.grow(0.05), 0, 0, 400, 400).scale
    wide_km = (metres[2] - metres[0]) / 1000
    assert inset_bar.kilometres * seen / inset_bar.pixels == pytest.approx(wide_km, rel=0.02)


def test_a_broken_boundary_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen_paths, "screen_file", lambda _what: "casse-0000000000.json")
    monkeypatch.setattr(sources, "STATIC", tmp_path)
    folder = tmp_path / "geo"
    folder.mkdir()
    (folder / "casse-0000000000.json").write_text('{"features": [{}]}')
    with pytest.raises(DataFileError, match="casse-0000000000"):
        screen_frames()
