"""The way from a view to what is shown: one scene, one rank, the same for everybody."""

from dataclasses import replace

import pandas as pd
import pytest

from territoires_industrie.analysis.ranking import rank_unit
from territoires_industrie.classes.classing import Classing
from territoires_industrie.errors import UnknownCodeError
from territoires_industrie.export.table import joined_table
from territoires_industrie.indicators import find_indicator
from territoires_industrie.scene.description import describe_scene
from territoires_industrie.scene.filters import Filter
from territoires_industrie.scene.scene import make_scene, scene_of
from territoires_industrie.scene.view import View
from territoires_industrie.scene.words import say_rank, say_value, scene_words
from territoires_industrie.wording import ordinal

SHARE = View("epci", "industrial_jobs_share_pct")


def test_a_rank_is_the_same_on_map_table_text_and_sheet() -> None:
    scene = scene_of(SHARE)
    for code, rank in scene.ranks[~scene.ranks.duplicated()].items():  # each rank, and none
        assert rank_unit("epci", str(code), SHARE.indicator).rank == (
            None if pd.isna(rank) else rank
        )
    for code in scene.ranks.dropna().index[::100]:
        said = describe_scene(scene_of(replace(SHARE, selection=(code,))))
        assert f", {say_rank(scene, code)}" in said
        assert say_rank(scene, code).startswith(ordinal(int(scene.ranks[code]), is_feminine=True))


def test_two_figures_that_read_the_same_have_the_same_rank() -> None:
    scene = scene_of(SHARE)
    said = {code: say_value(scene.indicator, *scene.cell(code)) for code in scene.ranks.index}
    ranked = pd.DataFrame({"text": said, "rank": scene.ranks}).dropna()

    assert ranked.groupby("text")["rank"].nunique().eq(1).all()
    # Without rounding, each of these would have had a rank of its own.
    assert len(ranked) > 3 * ranked["rank"].nunique()


def test_ranks_are_counted_inside_the_filter() -> None:
    scene = scene_of(replace(SHARE, filter=Filter(regions=("28",))))
    assert scene.ranks.min() == 1
    assert scene.ranks.notna().sum() == scene.ranked_count <= scene.in_filter.sum()
    assert scene.ranks[~scene.in_filter].isna().all()


def test_a_view_without_year_shows_the_latest() -> None:
    scene = scene_of(SHARE)
    assert scene.view.year == find_indicator(SHARE.indicator).years[-1]
    assert scene_of(scene) is scene


def test_the_selection_is_no_part_of_the_work() -> None:
    plain, chosen = scene_of(SHARE), scene_of(replace(SHARE, selection=("200084952",)))
    assert chosen.view.selection == ("200084952",)
    assert chosen.classification is plain.classification


def test_a_file_holds_what_its_scene_keeps() -> None:
    view = replace(SHARE, filter=Filter(within=("territoire_phase2", "ti-2802")))
    scene, rows = scene_of(view), joined_table(view)
    assert sorted(rows["epci_siren"]) == sorted(scene.in_filter.index[scene.in_filter])
    shown = scene.cells["value"].loc[rows["epci_siren"]].astype(float).round(3)
    assert rows[SHARE.indicator].tolist() == shown.tolist()


def test_figures_of_no_registered_indicator_make_a_scene() -> None:
    cells = scene_of(SHARE).cells
    own = replace(find_indicator(SHARE.indicator), key="own")
    scene = make_scene(replace(SHARE, classing=Classing("manuel", breaks=(20.0,))), own, cells)
    assert scene.classification.inner_breaks == (20.0,)
    assert scene.national is None


@pytest.mark.parametrize(
    ("wrong", "near"),
    [
        ({"level": "epcis"}, "epci"),
        ({"indicator": "industrial_jobs_share"}, "industrial_jobs_share_pct"),
        ({"year": "1999"}, "2022"),
        ({"outline": "phase3"}, "phase2"),
        ({"extent": "filter"}, "filtre"),
        ({"filter": Filter(only=("999",))}, "999"),
    ],
)
def test_what_is_not_known_is_told_with_what_is_near(wrong: dict[str, str], near: str) -> None:
    with pytest.raises(UnknownCodeError, match=near):
        scene_of(replace(SHARE, **wrong))  # type: ignore[arg-type]


def test_all_years_of_an_indicator_have_the_same_classes_unless_the_reader_asks() -> None:
    view = View("epci", "private_jobs_change_pct")
    years = find_indicator(view.indicator).years
    scenes = [scene_of(replace(view, year=year)) for year in (years[0], years[-1])]
    assert scenes[0].classification.breaks == scenes[1].classification.breaks
    own = [
        scene_of(replace(view, year=scene.view.year, classing=Classing(is_common=False)))
        for scene in scenes
    ]
    assert own[0].classification.breaks != own[1].classification.breaks
    # Losses are a quarter of the units in the last year, and more than one class.
    assert [b < 0 for b in own[1].classification.inner_breaks].count(True) == 1
    assert "Bornes communes à toutes les années." in " ".join(scene_words(scenes[0]).notes)
    assert "de part et d’autre de 0" in " ".join(scene_words(own[1]).notes)
