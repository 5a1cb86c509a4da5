"""Room for the figures of all sessions together."""

from dataclasses import replace

import pytest

from territoires_industrie.indicators import find_indicator
from territoires_industrie.indicators.formulas.own_figures import OwnFigures
from territoires_industrie.indicators.model import Indicator
from territoires_industrie.ui.own import room
from territoires_industrie.ui.own.room import Room
from territoires_industrie.upload.limits import UploadError


def brought() -> Indicator:
    """Return an indicator as a session brings it, with figures of its own."""
    known = find_indicator("population_count")
    cells = known.formula.cells("epci", known.years[0])
    return replace(known, formula=OwnFigures(by_year={"2020": {"epci": cells}}))


def test_all_sessions_hold_so_many_figures_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    everybody, first, second = Room(), brought(), brought()
    assert isinstance(first.formula, OwnFigures)
    monkeypatch.setattr(room, "MOST_FIGURES", 2 * first.formula.count)
    everybody.require([first])
    everybody.require([first, second])
    everybody.require([first])  # a page that is drawn again asks again
    with pytest.raises(UploadError, match="autant de chiffres"):
        everybody.require([brought()])
    del second  # its session is over
    third = brought()
    everybody.require([third])
    with pytest.raises(UploadError, match="autant de chiffres"):
        everybody.require([brought()])


def test_who_is_alone_has_the_room_of_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_FIGURES", 1)
    Room().require([brought()])
