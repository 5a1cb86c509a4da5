"""What stands in the first answer of a page until the page is there."""

import asyncio
import re
import time
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.types import ASGIApp

from territoires_industrie.boundaries import screen_file, screen_geometry
from territoires_industrie.jobs.job import Job
from territoires_industrie.server import made, opening
from territoires_industrie.server.headers import GEOMETRY_FOLDER, AnswerHeaders
from territoires_industrie.server.made import MOST_ASIDE, MadeFiles
from territoires_industrie.server.pages import page_routes
from territoires_industrie.server.readiness import READY
from territoires_industrie.sources import STATIC
from territoires_industrie.ui.navigation import PAGES
from tests.server.asking import ask

PICTURE = b"<figure></figure>"


@dataclass
class Slow:
    """Workers that end what they were asked for when told."""

    asked: dict[Job, Any] = field(default_factory=dict)

    def __call__(self, job: Job) -> Any:
        return self.asked.setdefault(job, Late())


@dataclass(eq=False)
class Late:
    """Work that has not ended."""

    end: "Future[bytes]" = field(default_factory=Future)
    has_left: bool = False

    def leave(self) -> None:
        self.has_left = True


@pytest.fixture
def app() -> ASGIApp:
    return AnswerHeaders(Starlette(routes=page_routes()))


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    workers = Slow()
    monkeypatch.setattr(made, "ask", workers)
    monkeypatch.setattr(made.MADE, "_aside", set())
    yield workers


def read(app: ASGIApp, path: str) -> str:
    return ask(app, path, {"sec-fetch-mode": "navigate"}).body.decode()


@pytest.mark.parametrize("page", [entry.name for entry in PAGES[1:]])
def test_a_page_opens_on_its_title_menu_and_sentence(app: ASGIApp, page: str) -> None:
    written = read(app, f"/{page}?niveau=region&lang=en")
    (shown,) = re.findall('<div id="ouverture".*?(?=<div id="root">)', written)
    links = re.findall(r'<a href="\./([a-z]*)\?([^"]*)"', shown)
    assert [name for name, _query in links] == ["", *(entry.name for entry in PAGES[1:])]
    assert all("niveau=region" in query and "lang=en" in query for _name, query in links)
    assert re.search("<h1>[^<]*Territoires d’industrie</h1>", shown)
    assert "<div class='accueil'>" in shown
    assert "figure" not in shown


def test_the_map_is_fetched_while_scripts_start(app: ASGIApp, slow: Slow) -> None:
    """Each under the very name that the frame will ask for: another would come twice."""
    early = set(
        re.findall(r'<link rel="preload" [^>]*href="\./([^"]+)"', read(app, "/?contour=aucun"))
    )
    geometry = {name for name in early if name.startswith(GEOMETRY_FOLDER[1:])}
    assert f"{GEOMETRY_FOLDER[1:]}{screen_geometry('epci').file}" in geometry
    assert f"{GEOMETRY_FOLDER[1:]}{screen_file('towns')}" in geometry
    assert all((STATIC / "geo" / name.rpartition("/")[2]).is_file() for name in geometry)
    scripts = {name.rpartition("/")[2].partition("-")[0] for name in early - geometry}
    assert {"leaflet.js", "atlas"} < scripts
    assert not re.findall('as="fetch"', read(app, "/methode"))


def test_a_picture_that_is_late_is_left_out_then_there(app: ASGIApp, slow: Slow) -> None:
    began = time.monotonic()
    assert "<figure>" not in read(app, "/?niveau=region")
    assert time.monotonic() - began < opening.PATIENCE_S + 1
    (job,) = slow.asked
    slow.asked[job].end.set_result(PICTURE)
    assert "<figure>" in read(app, "/?niveau=region&fond=ign")


def test_a_map_on_another_place_has_no_picture_of_france(app: ASGIApp, slow: Slow) -> None:
    assert "<figure>" not in read(app, "/?carte=48.9,2.4,9")
    assert not slow.asked


def test_no_more_than_a_few_are_made_that_nobody_waits_for(slow: Slow) -> None:
    files = MadeFiles()
    jobs = [Job(str, (number,)) for number in range(MOST_ASIDE + 3)]

    async def ask_for_all() -> list[bytes]:
        return [await files.make_in_time(job, 0.01) for job in jobs]

    assert set(asyncio.run(ask_for_all())) == {b""}
    assert [slow.asked[job].has_left for job in jobs] == [False] * MOST_ASIDE + [True] * 3


def test_what_the_address_says_is_never_written_as_it_is(app: ASGIApp, slow: Slow) -> None:
    written = read(app, "/?niveau=<script>alert(1)</script>&selection=<b>&x=<i>")
    assert "alert(1)" not in written
    assert "<i>" not in written


def test_no_second_answer_of_streamlit_for_who_runs_no_script(app: ASGIApp) -> None:
    written = read(app, "/methode")
    assert written.count("<noscript>") == 1
    assert "You need to enable JavaScript" not in written


def test_nothing_is_written_before_the_data_is_read(app: ASGIApp) -> None:
    page = f"/{PAGES[1].name}"
    READY.clear()
    try:
        assert 'id="ouverture"' not in read(app, page)
    finally:
        READY.set()
    assert 'id="ouverture"' in read(app, page)
