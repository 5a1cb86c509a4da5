"""The years of an indicator, one after the other: a step, or all of them played."""

from collections.abc import Sequence
from time import monotonic

import streamlit as st

from territoires_industrie.scene.view import View
from territoires_industrie.ui.state import VIEW, change_view, resume_run
from territoires_industrie.wording import _

TURN_S = 1.5
"""How long a year is shown while the years are played."""

TURNED = "annee_tournee"
"""When the year last changed while the years are played, on the clock of the process; absent when
they are not."""


def step_year(years: Sequence[str], year: str, step: int) -> str:
    """Return the year so many places further; past an end, the end.

    >>> step_year(("2014", "2018", "2024"), "2018", 1), step_year(("2014", "2018"), "2018", 1)
    ('2024', '2018')
    """
    place = years.index(year) + step
    return years[min(max(place, 0), len(years) - 1)]


def show_steps(view: View) -> None:
    """Let the reader step through the years or play them; nothing where there is one."""
    years = view.indicator_spec.years
    if len(years) < 2:
        st.session_state.pop(TURNED, None)
        return
    is_playing = TURNED in st.session_state
    with st.container(horizontal=True, gap="small", key="annees"):
        _show_step(view, -1, ":material/skip_previous:", _("Année précédente"))
        st.button(
            _("Arrêter") if is_playing else _("Faire défiler les années"),
            icon=":material/pause:" if is_playing else ":material/play_arrow:",
            key="annee_defiler",
            on_click=_play_or_stop,
        )
        _show_step(view, 1, ":material/skip_next:", _("Année suivante"))
        if is_playing:
            _turn()


def _show_step(view: View, step: int, icon: str, said: str) -> None:
    years = view.indicator_spec.years
    there = step_year(years, view.year, step)
    st.button(
        said,
        icon=icon,
        key=f"annee_pas_{step}",
        disabled=there == view.year,
        on_click=lambda: change_view(year=there),
    )


def _play_or_stop() -> None:
    """Play from the year shown, or from the first when it is the last; or stop."""
    if st.session_state.pop(TURNED, None) is not None:
        return
    st.session_state[TURNED] = monotonic()
    view: View = st.session_state[VIEW]
    years = view.indicator_spec.years
    if view.year == years[-1]:
        change_view(year=years[0])


@st.fragment(run_every=TURN_S)
def _turn() -> None:
    """Go to the next year when this one has been shown; the last one ends it."""
    resume_run()
    turned = st.session_state.get(TURNED)
    # The run of the page that a turn causes draws this part too.
    if turned is None or monotonic() - turned < TURN_S / 2:
        return
    view: View = st.session_state[VIEW]
    years = view.indicator_spec.years
    there = step_year(years, view.year, 1)
    st.session_state[TURNED] = monotonic()
    if there == years[-1]:
        del st.session_state[TURNED]
    change_view(year=there)
    st.rerun()
