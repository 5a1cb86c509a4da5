"""The map in one file: everything inside, nothing from outside, the same classes as anywhere."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from territoires_industrie.classes.classify import classify
from territoires_industrie.draw.standalone import draw_map, draw_own_map
from territoires_industrie.errors import UnknownCodeError
from territoires_industrie.indicators import find_indicator, read_values
from territoires_industrie.membership import read_units
from territoires_industrie.picture.map_svg import MapDrawing
from territoires_industrie.picture.poster import Words
from territoires_industrie.scene.errors import RequestError
from territoires_industrie.scene.extract import Extract
from territoires_industrie.scene.filters import Filter
from territoires_industrie.statistics.cells import make_cells
from territoires_industrie.statistics.status import Status
from territoires_industrie.wording import speaking

SHARE = Extract("departement", ("industrial_establishments_share_pct",))
HOSTILE = "</script><img src=x onerror=alert(1)>{{ 7 * 7 }}{% raise %}{# gone #}"


def page_of(extract: Extract, **options: object) -> str:
    return str(draw_map(extract, **options).get_root().render())  # type: ignore[arg-type]


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
    page = page_of(replace(SHARE, filter=Filter(regions=("28",))), extent="filtre")
    (dimmed,) = re.findall(r'"dimmed":"([01]+)"', page)
    inside = read_units("departement")["region_code"] == "28"
    assert dimmed.count("0") == inside.sum()
    (codes,) = re.findall(r'"focus":\{"codes":\[([^\]]*)\]', page)
    assert codes.replace('"', "").split(",") == list(inside.index[inside])


def test_circles_of_a_filter_are_sized_among_themselves() -> None:
    normandie = Filter(regions=("28",))
    extract = Extract("departement", ("private_jobs_count",), filter=normandie)
    (radii,) = re.findall(r'"radii":\[([^\]]*)\]', page_of(extract, extent="filtre"))
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
    drawing = MapDrawing("departement", classify(cells, own))
    words = Words(HOSTILE, subtitle=HOSTILE, notes=(HOSTILE,), source=HOSTILE)
    page = draw_own_map(drawing, own, words).get_root().render()
    assert page.count("<img") == 0
    assert "{{ 7 * 7 }}" in page
    assert "{# gone #}" in page
    assert page.count("<script>") == page.count("</script>")


def test_same_request_same_classes_as_the_values() -> None:
    page = page_of(SHARE)
    (letters,) = re.findall(r'"classes":"(\w+)"', page)
    indicator = find_indicator(SHARE.indicator_keys[0])
    assert letters == classify(read_values("departement", indicator.key), indicator).letters(
        list(read_units("departement").index)
    )


def test_what_cannot_be_drawn_is_said() -> None:
    with pytest.raises(RequestError, match="un seul indicateur"):
        draw_map(Extract("departement"))
    with pytest.raises(UnknownCodeError, match="Cadrage"):
        draw_map(SHARE, extent="monde")
