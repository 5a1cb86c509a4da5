"""Legend: labels in the form of the language, counts, circles, safe markup."""

from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from territoires_industrie.classes.classify import classify
from territoires_industrie.classes.legend import (
    Legend,
    circle_radii,
    circle_sizes,
    legend_rows,
    mark_rows,
)
from territoires_industrie.classes.legend_html import legend_html
from territoires_industrie.indicators import Indicator, Measure
from territoires_industrie.look import PAGE
from territoires_industrie.statistics.status import Status
from territoires_industrie.wording import speaking
from tests.classes.test_classify import CHANGE, SHARE, table

COUNT = replace(SHARE, measure=Measure.COUNT, unit="habitants", decimals=0)


def share_rows(indicator: Indicator = SHARE) -> Any:
    values = table(0.8, 12.3, 15.7, 15.8, 40, Status.WITHHELD, Status.OUT_OF_SCOPE)
    return legend_rows(classify(values, indicator, "manuel", breaks=[12.3, 15.8]), indicator)


def test_intervals_do_not_overlap_and_come_highest_first() -> None:
    rows = share_rows()
    assert [row.label for row in rows[:3]] == ["de 15,8 à 40,0", "de 12,3 à 15,7", "de 0,8 à 12,2"]
    assert [row.count for row in rows] == [2, 2, 1, 1, 1]
    assert [row.key for row in rows] == ["2", "1", "0", "w", "o"]


def test_missing_rows_have_a_pattern_and_a_name() -> None:
    withheld, out_of_scope = share_rows()[3:]
    assert (withheld.label, withheld.pattern) == ("Secret statistique", "hachures")
    assert (out_of_scope.label, out_of_scope.pattern) == ("Hors du champ de la source", "croix")


def test_changes_carry_their_sign() -> None:
    values = table(-4, -2, 0, 3, 8)
    rows = legend_rows(classify(values, CHANGE, "manuel", breaks=[0, 3]), CHANGE)
    assert [row.label for row in rows] == ["de +3,0 à +8,0", "de 0,0 à +2,9", "de −4,0 à −0,1"]


def test_a_class_of_one_number_says_it_once() -> None:
    values = table(0, 0, 5, 6)
    rows = legend_rows(classify(values, COUNT, "manuel", breaks=[1]), COUNT)
    assert rows[-1].label == "0"


def test_standard_deviations_are_labelled() -> None:
    values = table(*np.random.default_rng(1).normal(50, 10, 300))
    rows = legend_rows(classify(values, SHARE, "ecart-type", 5), SHARE)
    assert rows[0].note == "+1,5 écart-type et plus"
    assert rows[2].note == "de −0,5 à +0,5 écart-type"
    assert rows[4].note == "moins de −1,5 écart-type"
    rows = legend_rows(classify(values, SHARE, "ecart-type", 7), SHARE)
    assert rows[0].note == "+2,5 écarts-types et plus"
    assert rows[1].note == "de +1,5 à +2,5 écarts-types"
    assert rows[6].note == "moins de −2,5 écarts-types"


def test_numbers_follow_the_language() -> None:
    with speaking("en"):
        assert share_rows()[0].label == "15.8 to 40.0"


def test_areas_are_proportional() -> None:
    radii = circle_radii([400, 100, 0, float("nan"), -400], 30)
    assert radii == [30, 15, 0, 0, 30]


def test_a_tiny_value_still_has_a_circle_and_zero_has_none() -> None:
    assert circle_radii([1_000_000, 1, 0], 20)[1:] == [1.2, 0]
    assert circle_radii([0, 0], 20) == [0, 0]
    assert circle_radii([], 20) == []


@pytest.mark.parametrize("top", [3, 17, 999, 66_732_538])
def test_reference_circles_are_round_and_sized_as_on_the_map(top: Any) -> None:
    sizes = circle_sizes([top, top / 9, 1], COUNT)
    assert 1 <= len(sizes) <= 4
    for size in sizes:
        assert str(int(size.value)).rstrip("0") in {"1", "2", "5"}
        assert size.radius == pytest.approx(26 * np.sqrt(size.value / top), abs=0.01)


def test_reference_circles_of_nothing_are_none() -> None:
    assert circle_sizes([0, float("nan")], COUNT) == []


def test_the_line_over_the_map_is_named_where_there_is_one() -> None:
    rows = legend_rows(classify(table(10, 200, 3000), COUNT, "quantiles", 3), COUNT)
    plain, outlined = (
        legend_html(Legend(tuple(rows), "a", outline_label=label)) for label in ("", "b & c")
    )
    assert outlined.startswith(plain.removesuffix("</div>"))
    assert f"border-top:{PAGE.programme_width:g}px solid {PAGE.programme}" in outlined
    assert [div.text for div in ET.fromstring(outlined).iter("div")][-1] is None
    assert "b &amp; c</div></div>" in outlined


def test_markup_is_well_formed_and_escaped() -> None:
    values = table(10, 200, 3000, Status.NOT_PUBLISHED)
    rows = legend_rows(classify(values, COUNT, "quantiles", 3), COUNT)
    title, sizes = "<script>alert(1)</script>", tuple(circle_sizes([3000], COUNT))
    markup = legend_html(Legend(tuple(rows), title, "a & b", sizes, dimmed_count=2))
    tree = ET.fromstring(markup)
    assert "<script>alert(1)</script>" in [div.text for div in tree.iter("div")]
    assert [tr.get("data-class") for tr in tree.iter("tr")][1:] == ["2", "1", "0", "n"]
    assert "2 unités hors du filtre, estompées" in markup
    assert 'id="' not in markup


def test_what_lies_over_classes_has_its_own_row_and_no_second_count() -> None:
    values = table(10, 20, 30, 40).assign(status=["value", "estimate", "salaried", "estimate"])
    classes = classify(values, SHARE, "quantiles", 3)
    assert sum(row.count for row in legend_rows(classes, SHARE)) == 4
    marked = {row.key: (row.count, row.pattern) for row in mark_rows(classes)}
    assert marked == {"e": (2, "filets"), "s": (1, "grains")}
    assert classes.marks(list(values.index)) == "xese"
    assert classify(table(10, 20), SHARE, "quantiles", 3).marks(["a"]) == ""
