"""What surrounds every page: title, language, style, and errors told in words."""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from dataclasses import replace
from functools import cache, wraps
from pathlib import Path
from time import sleep
from typing import ParamSpec

import streamlit as st

from territoires_industrie.errors import AtlasError
from territoires_industrie.levels import LEVELS
from territoires_industrie.look import PAGE, css_variables
from territoires_industrie.programme.explain import Target
from territoires_industrie.scene.problems import Problem
from territoires_industrie.scene.view import View
from territoires_industrie.ui.assets import install_assets
from territoires_industrie.ui.expected_files import noting_fields
from territoires_industrie.ui.footer import show_footer
from territoires_industrie.ui.markdown import escape_markdown
from territoires_industrie.ui.navigation import show_menu
from territoires_industrie.ui.state import (
    change_view,
    current_language,
    current_view,
    focus_on,
    take_problems,
    write_address,
)
from territoires_industrie.ui.streamlit_private import DeltaGenerator
from territoires_industrie.ui.turns import TURN
from territoires_industrie.wording import LANGUAGE_NAMES, LANGUAGES, _, set_language

STYLE = Path(__file__).with_name("style.css")
ICON = Path(__file__).with_name("icon.svg")
DRAWING_S = 0.08
P = ParamSpec("P")
_MENU: ContextVar[DeltaGenerator] = ContextVar("menu")
"""Where the menu of the page stands that this run draws."""


def open_page() -> None:
    """Configure the page, set its language and draw its header."""
    # No title here: it would go before that of each page.
    st.set_page_config(
        page_icon=str(ICON),
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    st.html(page_style())
    telling_errors(_open)()


@cache
def page_style() -> str:
    """Write the style sheet of every page, after the colours of ``look``."""
    return f"<style>:root {{{css_variables(PAGE)}}}{STYLE.read_text('utf-8')}</style>"


def _open() -> None:
    install_assets()
    language = current_language()
    set_language(language)
    # The address or the browser may have chosen it since the control was last shown.
    st.session_state["langue"] = language
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", key="entete"):
        st.markdown(f"# {_('Atlas des Territoires d’industrie')}")
        st.segmented_control(
            _("Langue"),
            LANGUAGES,
            format_func=LANGUAGE_NAMES.__getitem__,
            key="langue",
            required=True,
            label_visibility="collapsed",
            on_change=lambda: change_view(language=st.session_state["langue"]),
            width="content",
        )


def page(
    name: str, *, has_answer: bool = False
) -> Callable[[Callable[[View], None]], Callable[[], None]]:
    """Make a page of what shows a view: a control reruns the page alone, errors are told.

    The page's title and search come first; the view goes to the address last, so that
    an address is only ever one that could be shown.

    Parameters
    ----------
    name
        Of its script, and in addresses.
    has_answer
        Whether ``show`` calls ``show_answer``, which draws the menu too.
    """

    def decorate(show: Callable[[View], None]) -> Callable[[], None]:
        @st.fragment
        @wraps(show)
        @telling_errors
        def shown() -> None:
            with TURN.taken(), noting_fields():
                view = current_view(name)
                menu = kept_place("haut")
                _MENU.set(menu)
                if not has_answer:
                    with menu:
                        show_menu(view)
                for problem in once_each(take_problems()):
                    _show_problem(problem)
                show(view)
                show_footer()
                write_address(view, name)
                _freeze_memory()

        return shown

    return decorate


def show_answer(name: str, around: View, show: Callable[[View, bool], None]) -> None:
    """Show the part of a page that a click in it draws anew alone, the menu's links with it.

    Where more has changed than a selection or what is drawn above the map, the whole page follows.

    Parameters
    ----------
    name
        Of the page.
    around
        The view that the rest of the page shows.
    show
        Draws the part; it is told whether that is all that is drawn.
    """
    menu, told, is_alone = _MENU.get(), take_problems(), False

    @st.fragment
    @telling_errors
    def answer() -> None:
        with TURN.taken():
            view = current_view(name)
            if is_alone and (_rest_of(view), take_problems()) != (_rest_of(around), told):
                st.rerun()
            try:
                show(view, is_alone)
            finally:
                with menu:  # its links lead on, whatever could not be shown
                    show_menu(view)
            if is_alone:
                write_address(view, name)

    answer()
    is_alone = True


def _rest_of(view: View) -> View:
    return replace(view, selection=(), commune="", sites="")


def kept_place(key: str) -> DeltaGenerator:
    """Return a container that is written later, whose height the style sheet keeps."""
    place = st.container(key=key)
    # Streamlit leaves a container out of the page as long as nothing is in it.
    place.empty()
    return place


def show_so_far() -> None:
    """Leave the browser the time to draw what the page has so far, before the rest is sent.

    It draws at once all that has reached it: what stands first would wait for what is slowest.
    """
    with TURN.aside():
        sleep(DRAWING_S)


@st.cache_resource(show_spinner=False)
def _freeze_memory() -> None:
    """Set aside, once a process, what the first page read: it lives as long as the server.

    Going through the tables and libraries at each full collection takes longer than a run.
    """
    gc.collect()
    gc.freeze()


def once_each(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield problems, each without the units that one before offers to open."""
    offered: set[tuple[str, str]] = set()
    for problem in problems:
        targets = {(one.level_key, one.code): one for one in problem.targets}
        kept = [one for place, one in targets.items() if place not in offered]
        offered |= targets.keys()
        yield replace(problem, targets=tuple(kept))


def _show_problem(problem: Problem) -> None:
    """Show what was wrong in the address, with a button a unit that can be opened instead."""
    st.warning(escape_markdown(problem.text), icon=":material/link_off:")
    with st.container(horizontal=True):
        for target in problem.targets:
            st.button(
                escape_markdown(_target_label(target)),
                key=f"ouvrir_{target.level_key}_{target.code}",
                help=escape_markdown(target.reason),
                icon=":material/arrow_forward:",
                on_click=_open_target,
                args=(target,),
            )


def _target_label(target: Target) -> str:
    phase = LEVELS[target.level_key].phase
    said = _("{code}, phase {phase}").format(code=target.code, phase=phase)
    return f"{target.name} ({said if phase else target.code})"


def _open_target(target: Target) -> None:
    change_view(level=target.level_key, selection=(target.code,))
    focus_on((target.code,))


def telling_errors(show: Callable[P, None]) -> Callable[P, None]:
    """Have a page tell a foreseen failure in words, where it would have drawn."""

    @wraps(show)
    def shown(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            show(*args, **kwargs)
        except AtlasError as error:
            st.error(escape_markdown(error), icon=":material/error:")

    return shown
