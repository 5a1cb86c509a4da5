"""Two maps beside each other: what the second shows, and when their difference is a third."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from territoires_industrie.classes.classing import Classing
from territoires_industrie.draw.units_map import draw_scene
from territoires_industrie.look import PAGE
from territoires_industrie.scene.address import read_view, write_view
from territoires_industrie.scene.filters import Filter
from territoires_industrie.scene.legend import scene_legend
from territoires_industrie.scene.pair import MapOptions, map_scenes, second_view, subtract
from territoires_industrie.scene.view import View

CHANGE = View("departement", "private_jobs_change_pct", year="2024")
SHARE = View("departement", "industrial_establishments_share_pct")


def paired(view: View, **choices: str) -> View:
    return view.with_options(MapOptions(paired="oui", **choices))


def test_one_map_is_one_scene() -> None:
    (scene,) = map_scenes(SHARE)
    assert scene.indicator.key == SHARE.indicator


def test_years_are_compared_from_the_first_and_their_difference_is_about_zero() -> None:
    first, second, change = map_scenes(paired(CHANGE))
    assert (first.view.year, second.view.year) == ("2024", second.indicator.years[0])
    assert first.classification.breaks == second.classification.breaks
    figures = first.cells["value"] - second.cells["value"]
    pd.testing.assert_series_equal(change.cells["value"], figures, check_names=False)
    assert change.indicator.unit == "points"
    assert change.classification.pivot == 0
    assert 0 in change.classification.inner_breaks
    assert (second.view.year in change.indicator.title) and ("2024" in change.indicator.title)


def test_the_earlier_year_is_taken_from_the_later_whichever_is_first() -> None:
    years = CHANGE.indicator_spec.years
    forth = map_scenes(paired(CHANGE, year=years[3]))[2]
    back = map_scenes(paired(replace(CHANGE, year=years[3]), year="2024"))[2]
    assert forth.cells.equals(back.cells)


@pytest.mark.parametrize("extent", ["france", "filtre"])
def test_two_maps_of_a_count_have_one_scale_of_circles(extent: str) -> None:
    count = View("departement", "private_jobs_change_count", year="2024", extent=extent)
    scenes = map_scenes(paired(replace(count, filter=Filter(regions=("28", "11")))))[:2]
    areas = []
    for scene in scenes:
        radii, sizes = np.array(draw_scene(scene).radii), np.abs(scene.circled)
        is_sized = radii > 5 * PAGE.circle_least_radius
        areas.append(radii[is_sized] ** 2 / sizes[is_sized])
    assert np.nanmax(np.abs(scenes[0].circled)) != np.nanmax(np.abs(scenes[1].circled))
    assert np.concatenate(areas) == pytest.approx(areas[0][0], rel=0.01)
    one, other = (scene_legend(scene) for scene in scenes)
    assert one.sizes == other.sizes
    assert one.sizes_note == other.sizes_note != ""


def test_maps_of_two_counts_have_a_scale_each() -> None:
    scenes = map_scenes(
        paired(View("departement", "population_count"), indicator="private_jobs_change_count")
    )
    for scene in scenes:
        assert max(draw_scene(scene).radii or ()) == PAGE.circle_radius
        assert not scene_legend(scene).sizes_note


def test_another_indicator_has_no_difference_and_its_own_last_year() -> None:
    scenes = map_scenes(paired(SHARE, indicator="private_jobs_change_pct"))
    assert len(scenes) == 2
    assert scenes[1].view.year == scenes[1].indicator.years[-1]


def test_a_figure_of_one_year_is_compared_by_phase() -> None:
    view = second_view(paired(View("epci", "industrial_jobs_share_pct", outline="phase2")))
    assert (view.indicator, view.outline) == ("industrial_jobs_share_pct", "phase1")


def test_chosen_breaks_stay_with_their_figure() -> None:
    view = replace(SHARE, classing=Classing("manuel", breaks=(5.0, 10.0)))
    assert second_view(paired(view)).classing == view.classing
    other = second_view(paired(view, indicator="population_count"))
    assert other.classing.method != "manuel"


@pytest.mark.parametrize(
    ("before", "after", "status", "value"),
    [
        ("value", "zero", "value", -1.0),
        ("estimate", "value", "estimate", -1.0),
        ("withheld", "value", "withheld", None),
        ("salaried", "value", "not_aggregable", None),
    ],
)
def test_a_difference_says_what_its_figures_are(
    before: str, after: str, status: str, value: float | None
) -> None:
    cells = [
        pd.DataFrame({"value": [number], "status": [one]}, index=["01"])
        for number, one in ((3.0, before), (2.0, after))
    ]
    made = subtract(*cells)
    assert made["status"].tolist() == [status]
    assert made["value"].isna().tolist() == [value is None]
    if value is not None:
        assert made["value"].tolist() == [value]


def test_the_address_says_what_the_second_map_shows() -> None:
    view = paired(CHANGE, year="2018", outline="phase1")
    address = write_view(view, "carte")
    assert {name: address[name] for name in address if name.startswith("deux")} == {
        "deux": "oui",
        "deux_annee": "2018",
        "deux_contour": "phase1",
    }
    read, problems = read_view(address, "carte", (MapOptions,))
    assert (read.options, problems) == (view.options, [])
