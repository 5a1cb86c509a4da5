"""A clock that is wrong, goes back or stands still: dates are wrong, nothing else is."""

import time
from datetime import UTC, datetime, tzinfo
from pathlib import Path

import pytest

from territoires_industrie import sources, wording
from territoires_industrie.data_state import DESCRIPTION, POINTER, SET_VARIABLE, find_state
from territoires_industrie.export.archive import export_table
from territoires_industrie.export.formats import PAGE_FORMATS
from territoires_industrie.export.table import Table
from territoires_industrie.refresh import staging
from territoires_industrie.scene.view import View
from territoires_industrie.ui import downloads, map_component
from tests.pages.opening import open_page, unfold
from tests.pages.stub_map import StubMap
from tests.refresh.conftest import sets as sets  # noqa: PLC0414 - the fixture

LONG_AGO, FAR_OFF = 0.0, 6e9
"""Seconds since 1970: a machine without a battery, and the year 2160."""


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SET_VARIABLE, raising=False)


def at(moment: float, patch: pytest.MonkeyPatch) -> None:
    """Set the clock of Python."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Clock":
            return cls.fromtimestamp(moment, tz)

    local, universal = time.localtime, time.gmtime
    patch.setattr(time, "time", lambda: moment)
    patch.setattr(time, "localtime", lambda at=None: local(moment if at is None else at))
    patch.setattr(time, "gmtime", lambda at=None: universal(moment if at is None else at))
    patch.setattr(staging, "datetime", Clock)
    patch.setattr(wording, "datetime", Clock)


@pytest.mark.fault(
    "Clock in 1970 or in 2160 while files are made",
    "the same bytes at both: no format takes its dates from the clock",
)
@pytest.mark.parametrize("form", PAGE_FORMATS)
def test_files_do_not_depend_on_the_clock(form: str) -> None:
    extract = Table(View("region"), ("industrial_establishments_share_pct",))
    made = []
    for moment in (LONG_AGO, FAR_OFF):
        with pytest.MonkeyPatch.context() as patch:
            at(moment, patch)
            made.append(export_table(extract, form))
    assert made[0] == made[1]


@pytest.mark.fault(
    "Clock in 1970 or in 2160 while a page is open",
    "the page; the citation gives the day of the clock",
)
@pytest.mark.parametrize(("moment", "day"), [(LONG_AGO, "1970"), (FAR_OFF, "2160")])
def test_a_page_opens_at_any_date(monkeypatch: pytest.MonkeyPatch, moment: float, day: str) -> None:
    monkeypatch.setattr(map_component, "show_map", StubMap().show)
    monkeypatch.setattr(downloads, "today", lambda: datetime.fromtimestamp(moment, UTC).date())
    page = open_page("carte", niveau="region")
    assert not page.error
    assert day in unfold(page, "telechargements_citation").code[0].value


@pytest.mark.fault(
    "Clock that stands still or goes back between two refreshes",
    "the last set that was made is the next that is read",
)
def test_the_last_set_made_is_in_use_whatever_the_clock_says(
    sets: Path, set_clock: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "DATA", sets.parent / "static")  # a small copy is enough
    monkeypatch.setattr(sources, "GEO", sets.parent / "static")
    names = []
    for moment in (1.8e9, 1.8e9, 1.7e9, 1.7e9):
        with monkeypatch.context() as patch:
            at(moment, patch)
            with staging.making() as stage:
                stage.changed.append("activite")
                stage.describe()
                names.append(staging.publish(stage))
        assert find_state().name == names[-1]
        assert (sets / names[-1] / DESCRIPTION).is_file()
    assert len(set(names)) == len(names)
    assert (sets / POINTER).read_text("utf-8").strip() == names[-1]
