"""Blocks that are only made once a reader unfolds them: a page is drawn without them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from territoires_industrie.ui.state import resume_run, touch
from territoires_industrie.wording import _

NUMBERS_ICON = ":material/table:"


@contextmanager
def folded(
    label: str, key: str, *, is_open: bool = False, icon: str | None = None
) -> Iterator[bool]:
    """Fold a block whose controls change the page; tells whether it is unfolded.

    Unfolding it draws the page again.
    """
    with st.expander(label, expanded=is_open, key=key, icon=icon, on_change=touch) as block:
        yield bool(block.open)


@contextmanager
def over_page(label: str, key: str, icon: str) -> Iterator[bool]:
    """Put a block that a button opens over the page; tells whether it is open.

    What is in it is only made then: a page has many controls that most readers never open.
    """
    # Streamlit takes it for another block, closed, when its label changes.
    st.session_state[key] = st.session_state.get(key, False)
    with st.popover(label, icon=icon, key=key, on_change=touch) as block:
        yield bool(block.open)


@st.fragment
def show_folded(label: str, key: str, show: Callable[[], None], icon: str | None = None) -> None:
    """Fold a block that changes nothing around it; unfolding it draws it alone."""
    with st.expander(label, key=key, icon=icon, on_change="rerun") as block:
        if block.open:
            resume_run()
            show()


def show_folded_numbers(name: str, show: Callable[[], None], label: str = "") -> None:
    """Fold the figures of what stands above."""
    show_folded(label or _("Voir les chiffres"), f"voir_{name}", show, NUMBERS_ICON)
