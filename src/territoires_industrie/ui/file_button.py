"""The button that gives a file: made in a worker, its progress in a small frame below.

Streamlit's own button says nothing while a file is made, cannot be stopped, and forgets the file
as soon as two other pages have been drawn.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

import streamlit as st

from territoires_industrie.errors import AtlasError
from territoires_industrie.jobs.counter import COUNTER, Ticket
from territoires_industrie.jobs.job import Job
from territoires_industrie.jobs.work import do_here
from territoires_industrie.jobs.workers import ask, has_workers, run
from territoires_industrie.ui.later import later
from territoires_industrie.ui.markdown import escape_markdown
from territoires_industrie.ui.state import resume_run
from territoires_industrie.ui.streamlit_private import current_session
from territoires_industrie.wording import _

FOLDER = "fichiers"
"""First word of the addresses of files under way."""

FRAME_PIXELS = 84
SHORT_S = 0.25
"""What is made within this time is given at once, without a word of its progress."""


@dataclass(frozen=True)
class FileToTake:
    """A file and what makes it: a job for a worker, or a function that takes no time.

    Attributes
    ----------
    name, media_type
        As the browser saves it.
    """

    name: str
    media_type: str
    make: Job | Callable[[], bytes]

    def content(self) -> bytes:
        """Make the file while the caller waits."""
        made = run(self.make) if isinstance(self.make, Job) else self.make()
        return bytes(made)


def show_file_button(
    label: str,
    file: FileToTake,
    key: str,
    *,
    icon: str = ":material/download:",
    help: str | None = None,  # noqa: A002 -- as Streamlit names it
    type: Literal["secondary", "tertiary"] = "secondary",  # noqa: A002 -- as above
    disabled: bool = False,
) -> None:
    """Offer a file; without workers, by Streamlit's own button."""
    look: dict[str, Any] = {"icon": icon, "help": help, "type": type, "disabled": disabled}
    if has_workers():
        _show_button(label, file, key, look)
        return
    st.download_button(
        label,
        later(file.content),
        file_name=file.name,
        mime=file.media_type,
        # A file changes nothing on the page: Streamlit would run it again all the same.
        on_click="ignore",
        key=key,
        **look,
    )


@st.fragment
def _show_button(label: str, file: FileToTake, key: str, look: dict[str, Any]) -> None:
    resume_run()
    slot = f"{key}_ticket"
    if st.button(label, key=key, **look):
        try:
            former = st.session_state.get(slot, "")
            st.session_state[slot] = _order(file, former)
        except AtlasError as error:
            st.error(escape_markdown(error), icon=":material/error:")
    number = st.session_state.get(slot, "")
    if COUNTER.knows(number):
        st.iframe(_address(number), height=FRAME_PIXELS, alt=_("État du fichier demandé"))


def _order(file: FileToTake, former: str = "") -> str:
    """Have a file made, in the place of the one that the same button gave before."""
    session = current_session() or ""
    COUNTER.require_room(session, former)
    make = file.make
    work = ask(make) if isinstance(make, Job) else do_here(Job(make, is_private=True))
    # Waits: the frame that is drawn next then has what is quickly made.
    work.is_done(SHORT_S)
    return COUNTER.hand_out(Ticket(work, file.name, file.media_type, session), former)


def _address(number: str) -> str:
    """Return the address of a file under way, beside that of the page."""
    page = urlsplit(str(st.context.url or "/")).path
    return f"{page.rpartition('/')[0]}/{FOLDER}/{number}"
