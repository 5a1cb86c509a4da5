"""The years of an indicator, one after the other: a step, or all of them played."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from html import escape
from time import monotonic
from urllib.parse import urlencode

import streamlit as st

from territoires_industrie.indicators import read_values
from territoires_industrie.indicators.own import is_own
from territoires_industrie.jobs.workers import has_workers
from territoires_industrie.scene.address import write_view
from territoires_industrie.scene.view import View
from territoires_industrie.statistics.status import WITH_FIGURE
from territoires_industrie.ui.folded import show_folded
from territoires_industrie.ui.links import show_link
from territoires_industrie.ui.state import VIEW, change_view, page_before, resume_run
from territoires_industrie.wording import _

PICTURE, SIZE, THUMBNAIL = "apercu.png", "taille", "vignette"
"""Address of the picture of a view, and its parameter for a small one."""

PAGE = "carte"
"""The page that shows the years of an indicator."""

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
    # Nothing turns on another page: who comes back finds the years as they were left.
    if len(years) < 2 or page_before() != PAGE:
        st.session_state.pop(TURNED, None)
    if len(years) < 2:
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
    # Small maps are made by the server for an address, which a reader's own figure has not.
    if has_workers() and not any(map(is_own, (view.indicator, view.filter.figure))):
        show_folded(_("Toutes les années en petit"), "annees_petites", partial(_show_all, view))


def _show_all(view: View) -> None:
    """Show a small map a year, in the same classes, each a link to that year."""
    shown = replace(view, classing=replace(view.classing, is_common=True), options=())
    known, empty = years_with_figures(shown)
    with st.container(horizontal=True, key="petites_cartes"):
        for year in known:
            dated = replace(shown, year=year)
            query = urlencode({**write_view(dated, PAGE, is_pinned=True), SIZE: THUMBNAIL})
            with st.container(key=f"an_{year}", width=180, gap=None):
                st.html(
                    f'<img alt="" width="180" height="149" loading="lazy" '
                    f'src="./{PICTURE}?{escape(query)}">'
                )
                show_link(PAGE, year, replace(view, year=year), is_same_page=True)
    said = [_("Mêmes classes pour toutes les années ; un clic montre l’année.")]
    if empty:
        said.append(_("Sans chiffre à ce niveau : {years}.").format(years=", ".join(empty)))
    st.caption(" ".join(said))


def years_with_figures(view: View) -> tuple[list[str], list[str]]:
    """List the years in which some unit of the level has a figure, then the others."""
    by_kind: tuple[list[str], list[str]] = ([], [])
    for year in view.indicator_spec.years:
        statuses = read_values(view.level, view.indicator, year)["status"]
        by_kind[not statuses.isin(WITH_FIGURE).any()].append(year)
    return by_kind


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
