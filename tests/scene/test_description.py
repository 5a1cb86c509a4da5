"""The map in words."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from territoires_industrie.classes.classify import classify
from territoires_industrie.classes.classing import Classing
from territoires_industrie.levels import LEVELS
from territoires_industrie.scene.description import count_units, describe_scene
from territoires_industrie.scene.filters import Filter
from territoires_industrie.scene.scene import Scene
from territoires_industrie.scene.view import View
from territoires_industrie.statistics.status import Status
from tests.classes.test_classify import KIND, SHARE, table

VALUES = table(5, 10, 15, 20, 25, 30, 35.25, Status.WITHHELD, Status.OUT_OF_SCOPE)
UNITS = pd.DataFrame({"name": [f"Unité {chr(65 + i)}" for i in range(9)]}, index=VALUES.index)
VIEW = View("epci", year="2022", classing=Classing("manuel", breaks=(20.0,)))
CODES = list(VALUES.index)
KEPT = pd.Series([True] * 5 + [False, True, True, True], index=VALUES.index)


def scene_of(
    cells: Any, indicator: Any, kept: Any, view: View = VIEW, national: float | None = None
) -> Scene:
    classing = view.classing
    classes = classify(
        cells, indicator, classing.method, classing.class_count, classing.breaks or None, kept
    )
    return Scene(view, indicator, UNITS.loc[cells.index], cells, classes, national)


def describe(values: Any = VALUES, indicator: Any = SHARE, kept: Any = KEPT, **more: Any) -> str:
    national = more.pop("national", None)
    return describe_scene(scene_of(values, indicator, kept, replace(VIEW, **more), national))


def test_extent_filter_classes_and_missing() -> None:
    text = describe(filter=Filter(regions=("28",)))
    assert "Part de l’industrie dans l’emploi, 2022, par intercommunalité (EPCI)" in text
    assert "9 intercommunalités, dont 7 avec une valeur." in text
    assert "Filtre : Régions (là où l’unité a le plus d’habitants) : Normandie (28)." in text
    assert "Dans le filtre : 8 intercommunalités" in text
    assert "hors du filtre, estompés : 1." in text
    assert "de 20,0 à 35,3 : 3 intercommunalités ; de 5,0 à 19,9 : 3 intercommunalités." in text
    assert "Sans valeur : Secret statistique : 1 intercommunalité" in text


def test_extremes_are_those_inside_the_filter() -> None:
    text = describe()
    assert "Les plus élevées : Unité G (35,3\xa0%) ; Unité E (25,0\xa0%)" in text
    assert "Les plus basses : Unité A (5,0\xa0%) ; Unité B (10,0\xa0%)" in text
    assert "Unité F" not in text


def test_few_units_are_listed_once() -> None:
    kept = pd.Series([True] * 4 + [False] * 5, index=VALUES.index)
    text = describe(kept=kept)
    assert text.count("Unité D (20,0\xa0%)") == 1
    assert "Les plus basses" not in text


def test_selection_has_value_and_rank_or_why_not() -> None:
    text = describe(selection=(CODES[6], CODES[5], CODES[7], "inconnu"), national=13.4)
    assert "France : 13,4\xa0%." in text
    assert "Unité G (35,3\xa0%), 1re sur 6" in text
    assert "Unité F (30,0\xa0%), hors du filtre" in text
    assert "Unité H (Secret statistique)" in text
    assert "inconnu" not in text


def test_fewer_classes_than_asked_is_said() -> None:
    values = table(0, 0, 0, 0, 7)
    kept = pd.Series(True, index=values.index)
    text = describe(values, kept=kept, level="region", classing=Classing("quantiles", 6))
    assert "2 classes" in text
    assert "2 classes au lieu de 6 : il n’y a que 2 valeurs différentes." in text
    tied = table(0, 0, 0, 0, 0, 0, 1, 2)
    text = describe(tied, kept=kept, level="region", classing=Classing("quantiles", 3))
    assert "2 classes au lieu de 3 : des valeurs égales n’en font pas plus." in text
    chosen = Classing("manuel", 6, breaks=(3.0,))
    assert "au lieu de" not in describe(values, kept=kept, level="region", classing=chosen)


def test_categories_are_counted() -> None:
    values = table(1, 2).assign(value=["CC", "METRO"], status="value")
    text = describe(values, KIND, pd.Series(True, index=values.index), selection=(CODES[1],))
    assert "Communauté de communes : 1 intercommunalité ; Métropole : 1" in text
    assert "Sélection : Unité B (Métropole)." in text


def test_a_map_without_any_value_says_so() -> None:
    values = table(Status.OUT_OF_SCOPE, Status.OUT_OF_SCOPE)
    text = describe(values, replace(SHARE, unit=""), pd.Series(True, index=values.index))
    assert "Aucune unité n’a de valeur" in text
    assert "Hors du champ de la source : 2 intercommunalités" in text


@pytest.mark.parametrize("level", LEVELS)
def test_every_level_has_its_noun(level: Any) -> None:
    assert count_units(level, 2).startswith("2 ")
