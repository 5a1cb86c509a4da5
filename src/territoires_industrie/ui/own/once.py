"""Work on a reader's own file: in a worker, once for each question, with a bar and a way out."""

from typing import Any

import streamlit as st

from territoires_industrie.errors import AtlasError
from territoires_industrie.jobs.bounds import give_back
from territoires_industrie.jobs.job import Job
from territoires_industrie.jobs.work import Work, say_progress
from territoires_industrie.jobs.workers import ask
from territoires_industrie.ui.streamlit_private import current_session, is_active_session
from territoires_industrie.ui.turns import TURN
from territoires_industrie.wording import _

SHORT_S, LOOK_S = 0.3, 0.5
"""What is done within the first says nothing; then one looks every so often how far it is."""

STOPPED = "propre_arret"


def once(slot: str, subject: object, job: Job) -> Any:
    """Return the result of a job, kept in the session for as long as the question is the same.

    Parameters
    ----------
    slot
        Name of the question in the session.
    subject
        What the result depends on.
    job
        What works it out.

    Raises
    ------
    AtlasError
        What the job raised, or if the reader stopped it.
    """
    kept = st.session_state.get(slot)
    if kept is None or kept[0] != subject:
        if st.session_state.get(STOPPED) == (slot, subject):
            raise AtlasError(_("Lecture arrêtée : déposez le fichier à nouveau pour la refaire."))
        # Before the next one is made: two tables of a large file would not be held at once.
        st.session_state.pop(slot, None)
        with TURN.aside(), ask(job) as work:
            _show_progress(work, slot, subject)
            st.session_state[slot] = (subject, work.end.result())
        # A large table is there twice while it comes and goes: what carried it is free now.
        give_back()
    return st.session_state[slot][1]


def _show_progress(work: Work, slot: str, subject: object) -> None:
    """Wait, in sight; a reader who does something else or leaves ends the run, and the work."""
    if work.is_done(SHORT_S):
        return
    place = st.empty()
    with place.container(border=True):
        bar = st.progress(0.0)
        st.button(
            _("Arrêter"),
            icon=":material/stop_circle:",
            key=f"{slot}_arreter",
            on_click=lambda: st.session_state.update({STOPPED: (slot, subject)}),
        )
    while not work.is_done(LOOK_S):
        # Nobody waits for it any more: the run ends, and the work with it.
        if not is_active_session(current_session() or ""):
            st.stop()
        bar.progress(work.share_done, text=say_progress(work))
    place.empty()
