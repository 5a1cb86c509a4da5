"""The map in one file: everything inside, nothing from outside, the same classes as anywhere."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from territoires_industrie.classes.classification import encode_classes
from territoires_industrie.classes.classify import classify
from territoires_industrie.draw.standalone import draw_map
from territoires_industrie.errors import UnknownCodeError
from territoires_industrie.indicators import find_indicator, read_values
from territoires_industrie.membership import read_units
from territoires_industrie.scene.filters import Filter
from territoires_industrie.scene.scene import make_scene
from territoires_industrie.scene.view import View
from territoires_industrie.scene.words import Words
from territoires_industrie.statistics.cells import make_cells
from territoires_industrie.statistics.status import Status
from territoires_industrie.wording import speaking

SHARE = View("departement", "industrial_establishments_share_pct")
HOSTILE = "</script><img src=x onerror=alert(1)>{{ 7 * 7 }}{% raise %}{# gone #}"


def page_of(view: View) -> str:
    return str(draw_map(view).get_root().render())


def test_the_file_holds_everything() -> None:
    page = page_of(SHARE)
    assert not re.findall(r"""<(?:script|link|img)[^>]*(?:src|href)=""", page)
    for part in ("Leaflet 1.9.3", "Atlas.held=", '"departement-', '"region-', '"insets-'):
        assert part in page


def test_the_legend_counts_the_units_of_the_map() -> None:
    page = page_of(SHARE)
    counts = re.findall(r'<tr data-class="\w".*?white-space:nowrap">(\d+)</td>', page)
    assert sum(map(int, counts)) == len(read_units("departement"))


def test_units_outside_the_filter_are_dimmed_and_the_map_opens_on_the_others() -> None:
    page = page_of(replace(SHARE, filter=Filter(regions=("28",)), extent="filtre"))
    (dimmed,) = re.findall(r'"dimmed":"([01]+)"', page)
    inside = read_units("departement")["region_code"] == "28"
    assert dimmed.count("0") == inside.sum()
    (codes,) = re.findall(r'"focus":\{"codes":\[([^\]]*)\]', page)
    assert codes.replace('"', "").split(",") == list(inside.index[inside])


def test_circles_of_a_filter_are_sized_among_themselves() -> None:
    normandie = Filter(regions=("28",))
    view = View("departement", "private_jobs_count", filter=normandie, extent="filtre")
    (radii,) = re.findall(r'"radii":\[([^\]]*)\]', page_of(view))
    sizes = [float(radius) for radius in radii.split(",")]
    assert max(sizes) == 26
    assert sum(size > 0 for size in sizes) == 5


def test_the_map_speaks_the_language_of_the_run() -> None:
    with speaking("en"):
        assert "Zoom in" in page_of(SHARE)


def test_the_reader_s_own_figures_are_drawn_and_stay_text() -> None:
    own = replace(find_indicator("industrial_establishments_share_pct"), name=HOSTILE)
    figures = pd.Series(range(101), index=read_units("departement").index, dtype=float)
    cells = make_cells(figures.where(figures != 7), Status.WITHHELD)
    words = Words(HOSTILE, subtitle=HOSTILE, notes=(HOSTILE,), source=HOSTILE)
    page = draw_map(make_scene(View("departement"), own, cells), words).get_root().render()
    assert page.count("<img") == 0
    assert "{{ 7 * 7 }}" in page
    assert "{# gone #}" in page
    assert page.count("<script>") == page.count("</script>")


def test_same_request_same_classes_as_the_values() -> None:
    page = page_of(SHARE)
    (letters,) = re.findall(r'"classes":"(\w+)"', page)
    indicator = SHARE.indicator_spec
    classes = classify(read_values("departement", indicator.key), indicator)
    assert letters == encode_classes(classes.class_of, classes.status_of)


def test_what_cannot_be_drawn_is_said() -> None:
    with pytest.raises(UnknownCodeError, match="Indicateur inconnu au niveau"):
        draw_map(View("departement", "median_income_eur"))
    with pytest.raises(UnknownCodeError, match="Cadrage"):
        draw_map(replace(SHARE, extent="monde"))
