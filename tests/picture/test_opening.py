"""The picture that a page opens on: light enough for a first answer, and that of the view."""

import gzip
import re
from dataclasses import replace
from urllib.parse import unquote

import pytest

from territoires_industrie.picture import opening
from territoires_industrie.picture.opening import _frame, export_opening, opening_svg
from territoires_industrie.scene.filters import Filter
from territoires_industrie.scene.scene import scene_of
from territoires_industrie.scene.view import View

MOST_BYTES = 60_000
COUNT = "industrial_jobs_count"
NORMANDIE = "28"


@pytest.mark.parametrize("level", ["epci", "bassin_vie", "territoire_phase1"])
def test_the_levels_with_most_borders_take_little_of_the_wire(level: str) -> None:
    written = export_opening(View(level=level))
    assert 5_000 < len(gzip.compress(written, 6)) <= MOST_BYTES


def test_circles_of_the_most_units_take_little_too() -> None:
    written = export_opening(View(level="epci", indicator=COUNT)).decode()
    assert len(gzip.compress(written.encode(), 6)) <= MOST_BYTES
    assert unquote(written).count("<circle class='c") > 1_000


def test_circles_outside_the_filter_are_dimmed_as_on_the_map() -> None:
    view = View(level="departement", indicator=COUNT)
    chosen = opening_svg(scene_of(replace(view, filter=Filter(regions=(NORMANDIE,)))))
    whole = opening_svg(scene_of(view))
    circles = whole.count("<circle class='c")
    assert chosen.count("<circle class='c") == circles
    assert chosen.count(" d' cx=") == circles - 5
    assert ".d{fill-opacity:" in chosen
    assert " d' cx=" not in whole
    assert ".d{" not in whole


def test_communes_have_none_and_are_not_read_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("screen_layer", "coarse_layer"):  # 5 s of a worker, at every start of a server
        monkeypatch.setattr(opening, name, None)
    assert export_opening(View(level="commune")) == b""


def test_it_says_what_it_shows_and_in_which_classes() -> None:
    scene = scene_of(View(level="region"))
    written = export_opening(scene.view).decode()
    assert "Part de l’industrie dans l’emploi" in re.findall('alt="([^"]+)"', written)[0]
    assert "<table" in written


def test_a_selection_is_outlined_and_what_is_drawn_follows_the_theme() -> None:
    plain, chosen = (
        opening_svg(scene_of(View(level="region", selection=codes))) for codes in ((), (NORMANDIE,))
    )
    assert "id='selected'" in chosen
    assert "id='selected'" not in plain
    assert "light-dark(" in plain
    assert '"' not in plain


def test_france_fits_as_the_map_has_it() -> None:
    frame = _frame()
    # France is wider than high, the map of a wide screen wider still.
    assert 1.1 < frame.width / frame.height < 1.5
