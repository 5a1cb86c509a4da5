"""The whole way, step by step: from a file of ``data/`` to the map that a browser draws."""

import re

import pandas as pd

from territoires_industrie.boundaries import screen_geometry
from territoires_industrie.classes.classification import encode_classes
from territoires_industrie.classes.classify import classify
from territoires_industrie.draw.standalone import draw_map
from territoires_industrie.indicators import find_indicator, read_values
from territoires_industrie.membership import read_composition
from territoires_industrie.scene.filters import select_units
from territoires_industrie.scene.scene import scene_of
from territoires_industrie.scene.view import View
from territoires_industrie.sources import read_table

VIEW = View("departement", "private_jobs_count", year="2024", outline="aucun")


def test_a_figure_of_a_file_reaches_the_map() -> None:
    # The file: one row a commune, summed over the départements.
    measures = read_table("commune_measures_2026").set_index("commune_code")
    home = read_composition()["departement_code"]
    jobs = measures["private_jobs_count_2024"].groupby(home).sum(min_count=1)

    # Cells: the same sums, each with its status.
    indicator = find_indicator(VIEW.indicator)
    cells = read_values(VIEW.level, VIEW.indicator, VIEW.year)
    known = cells["value"].dropna().astype(float)
    pd.testing.assert_series_equal(
        known, jobs.reindex(known.index).astype(float), check_names=False
    )

    # Classes, the same for all years, counted over the units that the filter keeps.
    years = [year for year in indicator.years if year != VIEW.year]
    others = [read_values(VIEW.level, VIEW.indicator, year) for year in years]
    kept = select_units(VIEW.level, VIEW.filter)
    classes = classify(cells, indicator, in_filter=kept, among=others)
    scene = scene_of(VIEW)
    pd.testing.assert_series_equal(scene.classification.class_of, classes.class_of)
    assert scene.classification.counts == classes.counts

    # The map: one letter a unit, in the order of its geometry.
    order = list(screen_geometry(VIEW.level).codes)
    (letters,) = re.findall(r'"classes":"(\w+)"', draw_map(scene).get_root().render())
    assert letters == encode_classes(classes.class_of[order], classes.status_of[order])
