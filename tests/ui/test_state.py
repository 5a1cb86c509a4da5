"""The view of a session, against what a page says before it shows it."""

from dataclasses import replace
from typing import Any

import pytest
import streamlit as st

from territoires_industrie.scene.address import write_view
from territoires_industrie.scene.view import View
from territoires_industrie.ui import state
from territoires_industrie.ui.controls import bound

BEFORE, FOUND = View("epci"), View("region", selection=("76",))


class Page:
    """A page of one control, the level; its browser names the address that it shows."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.session: dict[str, Any] = {state.VIEW: BEFORE}
        self.address = write_view(BEFORE, "carte")
        monkeypatch.setattr(st, "session_state", self.session)
        monkeypatch.setattr(state, "_own_parameters", lambda: self.address)
        monkeypatch.setattr(state, "resume_session", lambda: None)
        monkeypatch.setattr(state, "set_language", lambda _language: None)

    @property
    def view(self) -> View:
        view: View = self.session[state.VIEW]
        return view

    def draw(self) -> None:
        view = self.view
        self.hear = bound("niveau", view.level, lambda key: state.change_view(level=key))[
            "on_change"
        ]
        self.session |= {state.WRITTEN: ("carte", write_view(view, "carte")), state.SHOWN: view}
        self.session[state.TOUCHED] = False

    def follow(self) -> None:
        """Have the browser show what was drawn last."""
        self.address = write_view(self.view, "carte")

    def say(self, level: str) -> None:
        self.session["niveau"] = level
        self.hear()


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Page:
    """Return a page whose search has just found a région, which its browser does not show yet."""
    page = Page(monkeypatch)
    page.draw()
    page.session[state.VIEW] = FOUND
    page.draw()
    return page


def test_what_a_control_showed_before_is_no_choice_until_the_page_follows(page: Page) -> None:
    page.say("epci")
    assert page.view == FOUND
    page.draw()
    page.follow()
    page.say("epci")
    assert page.view.level == "epci"


def test_a_choice_that_comes_before_the_page_follows_is_taken(page: Page) -> None:
    page.say("departement")
    assert page.view.level == "departement"
    page.draw()
    # And one that takes it back at once, to what the page shows still.
    page.say("epci")
    assert page.view.level == "epci"


def test_a_run_that_was_cut_before_it_wrote_its_address_is_told_by_its_view(page: Page) -> None:
    page.session |= {state.SHOWN: BEFORE, state.WRITTEN: ("carte", page.address)}
    page.say("epci")
    assert page.view == FOUND


@pytest.mark.parametrize(("is_part", "shown"), [(True, FOUND), (False, BEFORE)])
def test_a_part_drawn_alone_reads_no_address(
    page: Page, monkeypatch: pytest.MonkeyPatch, is_part: bool, shown: View
) -> None:
    monkeypatch.setattr(state, "is_part_run", lambda: is_part)
    monkeypatch.setattr(st, "query_params", {})
    assert replace(state.current_view("carte"), year=shown.year) == shown


def test_units_of_the_map_before_take_no_selection_away(page: Page) -> None:
    state.select(("200084952",))
    assert page.view == FOUND
    for chosen in (("76", "84"), ()):
        state.select(chosen)
        assert page.view.selection == chosen
